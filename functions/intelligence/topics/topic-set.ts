// The topics in force: those that come with Rapport, under what the team has put in their place or taken away.
import * as z from 'zod/mini';
import {
  assertVersion,
  type ExpectedVersion,
  nextVersion,
  type PutVersioned,
} from '../../platform/contract/version.ts';
import { topicError } from '../errors.ts';
import { defaultTopics } from './default-topics.ts';
import { MOST_TOPICS, type PutTopicRequest, type StoredTopic, TopicSchema } from './topic.ts';

/** What the team changed: a topic, or that there is none under the id. */
export const TopicChangeSchema = z.extend(TopicSchema, { deleted: z.optional(z.literal(true)) });
export type TopicChange = z.output<typeof TopicChangeSchema>;

export interface TopicSet {
  /** Raised by every change of any topic, so that how many there are is a condition of the write. 0: never changed. */
  version: number;
  changes: readonly TopicChange[];
}

/** The topics in force, by id. */
export function topicsOf({ changes }: TopicSet): StoredTopic[] {
  const own = new Map(changes.map((change) => [change.id, change]));
  const shipped = defaultTopics
    .filter(({ id }) => !own.has(id))
    .map((topic) => ({ ...topic, examples: [...topic.examples], version: 1 }));
  return [...shipped, ...changes.filter(({ deleted }) => !deleted)].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

/** The topic after a request. Refuses one more than there may be with `topic.too_many`, and as `nextVersion` does. */
export function withTopic(
  set: TopicSet,
  id: string,
  { version: expected, ...request }: PutVersioned<PutTopicRequest>,
  now: Date,
): TopicChange {
  const topics = topicsOf(set);
  nextVersion(expected, topics.find((topic) => topic.id === id)?.version ?? 0);
  if (topics.length >= MOST_TOPICS && !topics.some((topic) => topic.id === id))
    throw topicError('topic.too_many', `there are ${topics.length} topics, at most ${MOST_TOPICS}`);
  return { id, ...request, version: versionOf(set, id) + 1, updatedAt: now.toISOString() };
}

/** The topic marked as taken away. Refuses with `topic.not_found` when there is none, and with `version.stale`. */
export function withoutTopic(
  set: TopicSet,
  id: string,
  expected: ExpectedVersion | undefined,
  now: Date,
): TopicChange {
  const topic = topicsOf(set).find((one) => one.id === id);
  if (!topic) throw topicError('topic.not_found');
  assertVersion(expected ?? 'any', topic.version, 'the topic');
  return { ...topic, version: versionOf(set, id) + 1, updatedAt: now.toISOString(), deleted: true };
}

/** Goes on counting under an id that was taken away. */
function versionOf({ changes }: TopicSet, id: string): number {
  const shipped = defaultTopics.some((topic) => topic.id === id) ? 1 : 0;
  return changes.find((change) => change.id === id)?.version ?? shipped;
}
