import * as z from 'zod/mini';
import type { NewEvent } from '../platform/events/new-event.ts';
import { analysisKeys } from './keys.ts';
import { sensitiveKinds } from './sensitivity/kinds.ts';
import { topicId } from './topics/topic.ts';

export const topicSaved = (id: string, version: number) => topicEvent('topic.saved', id, version);
export const topicDeleted = (id: string, version: number) => topicEvent('topic.deleted', id, version);

const topicEvent = (type: string, id: string, version: number): NewEvent => ({
  type,
  v: 1,
  owner: analysisKeys.topicSet().pk,
  data: { topicId: id, version },
});

/** `ticket.corrected`: staff changed a result of the analysis. `text` is the message that was analysed. */
export const TicketCorrectedSchema = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('topic'),
    ticketId: z.string(),
    text: z.string(),
    from: z.optional(topicId()),
    /** Absent if the ticket has none of the topics. */
    to: z.optional(topicId()),
  }),
  z.object({
    what: z.literal('sensitive'),
    ticketId: z.string(),
    text: z.string(),
    from: z._default(z.array(z.enum(sensitiveKinds)), []),
    to: z._default(z.array(z.enum(sensitiveKinds)), []),
  }),
]);
