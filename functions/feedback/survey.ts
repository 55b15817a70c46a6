// A satisfaction survey (CSAT, 1–5; the score is the share of answers that are 4 or 5). A ticket has one
// survey, however often it is solved. Pure.
import * as z from 'zod/mini';
import { DAY_MS, HOUR_MS } from '../platform/clock.ts';
import type { EventOf } from '../platform/events/event-definition.ts';
import { derivedIds } from '../platform/ids.ts';
import type { TicketReopened, TicketSolved } from '../tickets/events.ts';

/** The events that schedule or cancel a survey. */
export type SurveyTrigger = EventOf<typeof TicketSolved | typeof TicketReopened>;

export const SurveySchema = z.object({
  id: z.string(),
  ticketId: z.string(),
  customerId: z.string(),
  channel: z.string(),
  subject: z.string(),
  agentId: z.optional(z.string()),
  state: z.enum(['scheduled', 'cancelled', 'sent', 'withheld', 'answered']),
  /** The newest ticket event that was applied; older ones that arrive late change nothing. */
  lastEventAt: z.string(),
  lastEventId: z.string(),
  /** When it is sent. */
  dueAt: z.optional(z.string()),
  score: z.optional(z.int()),
  comment: z.optional(z.string()),
  answeredAt: z.optional(z.string()),
});
export type Survey = z.output<typeof SurveySchema>;

/** How long after solving the survey is sent, and how long it can be answered. */
export const SURVEY_DELAY_MS = HOUR_MS;
export const SURVEY_OPEN_MS = 30 * DAY_MS;
export const SURVEY_PURPOSE = 'survey';

export const surveyIdOf = (ticketId: string) => derivedIds(`survey|${ticketId}`).next('survey');

/**
 * Applies a solving or a reopening of the ticket to its survey; an unverified ticket gets a cancelled one.
 * Returns undefined if the event is not newer than the last one, or if the survey was already sent or
 * withheld. Every order of arrival leads to the same survey.
 */
export function surveyAfter(current: Survey | undefined, event: SurveyTrigger): Survey | undefined {
  if (current && !isNewer(event, current)) return undefined;
  if (current && current.state !== 'scheduled' && current.state !== 'cancelled') return undefined;
  const { ticketId, channel } = event.data;
  const { subject = '', assigneeId } = event.type === 'ticket.solved' ? event.data : {};
  // Somebody else may have written the subject of an unverified ticket, so it is not sent to the customer.
  const solved = event.type === 'ticket.solved' && event.data.unverifiedTicket !== true;
  return {
    id: surveyIdOf(ticketId),
    ticketId,
    customerId: event.customerId ?? '',
    channel,
    // Nothing is kept from the current survey: otherwise the result would depend on the order of arrival.
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
