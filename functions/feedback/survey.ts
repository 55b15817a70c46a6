// A satisfaction survey (CSAT, 1–5; the score is the share of answers that are 4 or 5). One for a ticket, whatever the
// number of times it is solved. Pure.
import * as z from 'zod/mini';
import { DAY_MS, HOUR_MS } from '../platform/clock.ts';
import type { EventOf } from '../platform/events/event-definition.ts';
import { derivedIds } from '../platform/ids.ts';
import type { TicketReopened, TicketSolved } from '../tickets/events.ts';

/** The events that a survey follows. */
export type SurveyTrigger = EventOf<typeof TicketSolved | typeof TicketReopened>;

export const SurveySchema = z.object({
  id: z.string(),
  ticketId: z.string(),
  customerId: z.string(),
  channel: z.string(),
  subject: z.string(),
  agentId: z.optional(z.string()),
  state: z.enum(['scheduled', 'cancelled', 'sent', 'withheld', 'answered']),
  /** The newest ticket event that it is based on; older ones that arrive late change nothing. */
  lastEventAt: z.string(),
  lastEventId: z.string(),
  /** When it is sent. */
  dueAt: z.optional(z.string()),
  score: z.optional(z.int()),
  comment: z.optional(z.string()),
  answeredAt: z.optional(z.string()),
});
export type Survey = z.output<typeof SurveySchema>;

/** How long after solving the question goes out, and how long it stays open. */
export const SURVEY_DELAY_MS = HOUR_MS;
export const SURVEY_OPEN_MS = 30 * DAY_MS;
export const SURVEY_PURPOSE = 'survey';

export const surveyIdOf = (ticketId: string) => derivedIds(`survey|${ticketId}`).next('survey');

/**
 * The survey after its ticket was solved or reopened, none where the ticket is unverified; undefined when the event is older than what is known or comes
 * after the question went out. Every order of arrival ends in the same survey.
 */
export function surveyAfter(current: Survey | undefined, event: SurveyTrigger): Survey | undefined {
  if (current && !isNewer(event, current)) return undefined;
  if (current && current.state !== 'scheduled' && current.state !== 'cancelled') return undefined;
  const { ticketId, channel } = event.data;
  const { subject = '', assigneeId } = event.type === 'ticket.solved' ? event.data : {};
  // The subject of an unverified ticket is somebody else's word: it is not sent to the customer.
  const solved = event.type === 'ticket.solved' && event.data.unverifiedTicket !== true;
  return {
    id: surveyIdOf(ticketId),
    ticketId,
    customerId: event.customerId ?? '',
    channel,
    // Nothing is taken over from before: what a reopening left out would depend on the order of arrival.
    subject,
    agentId: assigneeId,
    state: solved ? 'scheduled' : 'cancelled',
    dueAt: solved ? new Date(Date.parse(event.at) + SURVEY_DELAY_MS).toISOString() : undefined,
    lastEventAt: event.at,
    lastEventId: event.id,
  };
}

function isNewer(event: SurveyTrigger, { lastEventAt, lastEventId }: Survey): boolean {
  return event.at > lastEventAt || (event.at === lastEventAt && event.id > lastEventId);
}
