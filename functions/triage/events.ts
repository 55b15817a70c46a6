// The events of triage.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';
import { AnalysisRecordSchema } from '../tickets/events.ts';

/** Appears in the ticket's thread but not on the customer's timeline, which takes every `ticket.` event. */
export const MessageAnalysed = /* @__PURE__ */ defineEvent(
  'message.analysed',
  'A later message of a customer was analysed.',
  () =>
    z.object({
      ticketId: z.string(),
      channel: z.string(),
      messageId: z.string(),
      analysis: AnalysisRecordSchema,
    }),
);

export const triageEvents = [MessageAnalysed] as const;
