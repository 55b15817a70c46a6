// The topics in force: the default topics with the team's changes.
import * as z from 'zod/mini';
import {
  assertVersion,
  type ExpectedVersion,
  nextVersion,
  type PutVersioned,
} from '../../platform/contract/version.ts';
import { topicError } from '../errors.ts';
import { defaultTopics } from './default-topics.ts';
import { MAX_TOPICS, type PutTopicRequest, type StoredTopic, TopicSchema } from './topic.ts';

/** A topic that the team saved or deleted. */
export const TopicChangeSchema = z.extend(TopicSchema, { deleted: z.optional(z.literal(true)) });
export type TopicChange = z.output<typeof TopicChangeSchema>;

export interface TopicSet {
  /**
   * Incremented by every change of a topic, which makes the limit a condition of the write. 0 if nothing was
   * changed.
   */
  version: number;
  changes: readonly TopicChange[];
}

/** Returns the topics in force, sorted by id. */
export function topicsOf({ changes }: TopicSet): StoredTopic[] {
  const changed = new Set(changes.map(({ id }) => id));
  const unchanged = defaultTopics
    .filter(({ id }) => !changed.has(id))
    .map((topic) => ({ ...topic, examples: [...topic.examples], version: 1 }));
  return [...unchanged, ...changes.filter(({ deleted }) => !deleted)].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

/**
 * Returns the topic after a request. Refuses the forty-first with `topic.too_many`, and a stale version as
 * `nextVersion` does.
 */
export function withTopic(
  set: TopicSet,
  id: string,
  { version: expected, ...request }: PutVersioned<PutTopicRequest>,
  now: Date,
): TopicChange {
  const topics = topicsOf(set);
  nextVersion(expected, topics.find((topic) => topic.id === id)?.version ?? 0);
  if (topics.length >= MAX_TOPICS && !topics.some((topic) => topic.id === id))
    throw topicError('topic.too_many', `the limit of ${MAX_TOPICS} topics is reached`);
  return { id, ...request, version: versionOf(set, id) + 1, updatedAt: now.toISOString() };
}

/** Returns the topic marked as deleted. Refuses with `topic.not_found` or `version.stale`. */
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

/** Returns the version of a topic; it continues after a deletion. */
function versionOf({ changes }: TopicSet, id: string): number {
  const initial = defaultTopics.some((topic) => topic.id === id) ? 1 : 0;
  return changes.find((change) => change.id === id)?.version ?? initial;
}
