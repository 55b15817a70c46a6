// The events of topics.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';

const TopicChangeSchema = z.object({ topicId: z.string(), version: z.int() });

export const TopicSaved = /* @__PURE__ */ defineEvent(
  'topic.saved',
  'A topic was created or changed.',
  () => TopicChangeSchema,
);
export const TopicDeleted = /* @__PURE__ */ defineEvent(
  'topic.deleted',
  'A topic was deleted.',
  () => TopicChangeSchema,
);

export const intelligenceEvents = [TopicSaved, TopicDeleted] as const;
