import * as z from 'zod/mini';
import { storedInstant, text, version } from '../../platform/contract/fields.ts';
import { configName } from '../../platform/contract/values.ts';

export const MAX_TOPICS = 40;
const MAX_EXAMPLES = 40;

export const topicId = () => configName();

/** The examples are sentences as customers write them, in any language. */
export const PutTopicRequestSchema = z.strictObject({
  name: text(80),
  examples: z.array(text(300)).check(z.minLength(3), z.maxLength(MAX_EXAMPLES)),
});
export type PutTopicRequest = z.output<typeof PutTopicRequestSchema>;

export const TopicSchema = z.object({
  id: topicId(),
  version: version(),
  name: z.string(),
  examples: z.array(z.string()),
  /** Absent on a default topic that was not changed. */
  updatedAt: z.optional(storedInstant()),
});
export type StoredTopic = z.output<typeof TopicSchema>;

/** A topic as the training needs it. */
export interface Topic {
  id: string;
  name: string;
  examples: readonly string[];
}

/** A topic that an agent chose, with the bag of words of the message. */
export interface TopicCorrection {
  topicId: string;
  words: readonly string[];
}
