import * as z from 'zod/mini';
import { storedInstant, text, version } from '../../platform/contract/fields.ts';

export const MOST_TOPICS = 40;
const MOST_EXAMPLES = 40;

export const topicId = () =>
  z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 of a–z, 0–9, _ and -'));

/** What messages on a topic sound like: sentences as customers write them, in any of the languages served. */
export const PutTopicRequestSchema = z.strictObject({
  name: text(80),
  examples: z.array(text(300)).check(z.minLength(3), z.maxLength(MOST_EXAMPLES)),
});
export type PutTopicRequest = z.output<typeof PutTopicRequestSchema>;

export const TopicSchema = z.object({
  id: topicId(),
  version: version(),
  name: z.string(),
  examples: z.array(z.string()),
  /** Absent on a topic that comes with Rapport and was not changed yet. */
  updatedAt: z.optional(storedInstant()),
});
export type StoredTopic = z.output<typeof TopicSchema>;

/** A topic as training needs it. */
export interface Topic {
  id: string;
  name: string;
  examples: readonly string[];
}

/** What an agent said a message was about, as the bag of its words. */
export interface TopicCorrection {
  topicId: string;
  words: readonly string[];
}
