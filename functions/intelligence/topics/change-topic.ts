import type { Context } from '../../platform/context.ts';
import type { ExpectedVersion, PutVersioned } from '../../platform/contract/version.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { topicDeleted, topicSaved } from '../new-events.ts';
import { loadTopicSet, saveTopic } from '../store.ts';
import { scheduleTraining } from './schedule-training.ts';
import type { PutTopicRequest } from './topic.ts';
import { type TopicChange, type TopicSet, withoutTopic, withTopic } from './topic-set.ts';

/**
 * Creates a topic, or updates one at the version that was read (`nextVersion`). Refuses the forty-first topic
 * with `topic.too_many`, even if two requests create one at the same time: the loser reads the set again.
 */
export function putTopic(
  table: Table,
  id: string,
  request: PutVersioned<PutTopicRequest>,
  context: Context,
): Promise<TopicChange> {
  return change(table, context, (set) => withTopic(set, id, request, context.now));
}

/**
 * Deletes a topic, default topics included, at the expected version if given. Refuses with `topic.not_found`
 * or `version.stale`.
 */
export function deleteTopic(
  table: Table,
  id: string,
  expected: ExpectedVersion | undefined,
  context: Context,
): Promise<TopicChange> {
  return change(table, context, (set) => withoutTopic(set, id, expected, context.now));
}

function change(table: Table, context: Context, rule: (set: TopicSet) => TopicChange): Promise<TopicChange> {
  return requireCommitted(
    retryOnStale(async () => {
      const set = await loadTopicSet(table);
      const topic = rule(set);
      const event = topic.deleted ? topicDeleted : topicSaved;
      return commit(table, context, {
        writes: [...saveTopic(set, topic), scheduleTraining(context.now, 'soon')],
        events: [event(topic.id, topic.version)],
        answer: topic,
      });
    }),
  );
}
