// The events that topics emit.
import type { NewEvent } from '../platform/table/new-event.ts';
import type * as events from './events.ts';
import { analysisKeys } from './keys.ts';

export const topicSaved = (topicId: string, version: number): NewEvent<typeof events.TopicSaved> => ({
  type: 'topic.saved',
  v: 1,
  owner: analysisKeys.topicSet().pk,
  data: { topicId, version },
});

export const topicDeleted = (topicId: string, version: number): NewEvent<typeof events.TopicDeleted> => ({
  type: 'topic.deleted',
  v: 1,
  owner: analysisKeys.topicSet().pk,
  data: { topicId, version },
});
