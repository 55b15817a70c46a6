import type { Context } from '../platform/context.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { topicDeleted, topicSaved } from './events.ts';
import { scheduleTraining } from './schedule-training.ts';
import { loadTopicSet, saveTopic } from './store.ts';
import type { PutTopicRequest } from './topics/topic.ts';
import { type TopicChange, type TopicSet, withoutTopic, withTopic } from './topics/topic-set.ts';

/** Makes or changes a topic. Refuses the forty-first with `topic.too_many`, also when two make one at the same time. */
export function putTopic(
  table: Table,
  id: string,
  request: PutTopicRequest,
  context: Context,
): Promise<TopicChange> {
  return change(table, context, (set) => withTopic(set, id, request, context.now));
}

/** Takes a topic away, one that came with Rapport too. Refuses with `topic.not_found`. */
export function deleteTopic(table: Table, id: string, context: Context): Promise<TopicChange> {
  return change(table, context, (set) => withoutTopic(set, id, context.now));
}

function change(table: Table, context: Context, rule: (set: TopicSet) => TopicChange): Promise<TopicChange> {
  return whileContended(async () => {
    const set = await loadTopicSet(table);
    const topic = rule(set);
    const event = topic.deleted ? topicDeleted : topicSaved;
    await commit(table, context, {
      writes: [...saveTopic(set, topic), scheduleTraining(context.now, 'soon')],
      events: [event(topic.id, topic.version)],
    });
    return topic;
  });
}
