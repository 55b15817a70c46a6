// The keys of topics, of the model and of what it learns from.
import { type Key, keys } from '../platform/table/keys.ts';

export const analysisKeys = {
  settings: (): Key => keys.config('analysis', 'settings'),
  /** The set of topics: its version guards how many there are. */
  topicSet: (): Key => ({ pk: 'TOPICS', sk: 'SET' }),
  topic: (topicId: string): Key => ({ pk: 'TOPICS', sk: `T#${topicId}` }),
  /** The newest correction of a ticket's topic. */
  topicCorrection: (ticketId: string): Key => ({ pk: 'LEARN#topic', sk: ticketId }),
  /** How often staff removed or kept a sensitive kind that a phrase had indicated. */
  phraseCount: (phraseId: string): Key => ({ pk: 'LEARN#phrase', sk: phraseId }),
  /** Which model is the newest, and the model: the head is read every minute, the body when it changed. */
  modelHead: (): Key => ({ pk: 'MODEL', sk: 'HEAD' }),
  modelBody: (): Key => ({ pk: 'MODEL', sk: 'BODY' }),
} as const;
