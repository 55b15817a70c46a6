// An incident is one cause of many tickets. It belongs to no customer, so it is not a ticket (docs/adr/0051).

import * as z from 'zod/mini';
import { agentId, id, storedInstant, text } from '../../platform/contract/fields.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { eventLaneOf } from '../core/new-events.ts';
import { PrioritySchema } from '../core/ticket.ts';
import type * as events from '../events.ts';
import { ticketKeys } from '../keys.ts';

export const OpenIncidentRequestSchema = z.strictObject({
  subject: text(200),
  /** The known facts, for the agents who handle the linked tickets. */
  message: text(32_000),
  priority: z._default(PrioritySchema, 'high'),
});
export type OpenIncidentRequest = z.output<typeof OpenIncidentRequestSchema>;

export const incidentStatuses = ['open', 'solved'] as const;

/** The results for the tickets of a solved incident, as far as they have been processed. */
export const IncidentProgressSchema = z.object({
  linked: z.int(),
  /** Tickets whose customer was notified and that were solved. */
  solved: z.int(),
  /** Sensitive tickets, left to their agents with a note. */
  left: z.int(),
  /** Tickets on which there was nothing to solve; each link has the reason. */
  skipped: z.int(),
});

export const IncidentRowSchema = z.object({
  id: id('incident'),
  subject: z.string(),
  priority: PrioritySchema,
  status: z.enum(incidentStatuses),
  openedAt: storedInstant(),
});

export const IncidentSchema = z.extend(IncidentRowSchema, {
  message: z.string(),
  openedBy: agentId(),
  ...IncidentProgressSchema.shape,
  solvedAt: z.optional(storedInstant()),
  solvedBy: z.optional(agentId()),
  /** The message that the customers receive. */
  solution: z.optional(z.string()),
  /** The time at which the last of its tickets was processed. */
  finishedAt: z.optional(storedInstant()),
});
export type Incident = z.output<typeof IncidentSchema>;

/** A linked ticket and its result. */
export const IncidentLinkSchema = z.object({
  ticketId: id('ticket'),
  at: storedInstant(),
  by: z.string(),
  outcome: z.optional(z.enum(['solved', 'left', 'skipped'])),
  reason: z.optional(z.string()),
});
export type IncidentLink = z.output<typeof IncidentLinkSchema>;

/** Returns an incident as it is when it opens. */
export function openedIncident(
  incidentId: string,
  { subject, message, priority }: OpenIncidentRequest,
  openedBy: string,
  openedAt: string,
): Incident {
  const progress = { linked: 0, solved: 0, left: 0, skipped: 0 };
  return { id: incidentId, subject, priority, status: 'open', openedAt, message, openedBy, ...progress };
}

const incidentEvent = ({ id, priority }: Pick<Incident, 'id' | 'priority'>) => ({
  v: 1 as const,
  owner: ticketKeys.incident(id).pk,
  lane: eventLaneOf(priority),
});

export function incidentOpened(incident: Incident): NewEvent<typeof events.IncidentOpened> {
  const { id: incidentId, subject, message, priority } = incident;
  return {
    ...incidentEvent(incident),
    type: 'incident.opened',
    data: { incidentId, subject, message, priority },
  };
}

export const incidentSolved = (
  incident: Incident,
  solution: string,
): NewEvent<typeof events.IncidentSolved> => ({
  ...incidentEvent(incident),
  type: 'incident.solved',
  data: { incidentId: incident.id, subject: incident.subject, solution },
});

/** Creates the event that all linked tickets were processed. */
export function incidentFinished(incident: Incident): NewEvent<typeof events.IncidentFinished> {
  const { id: incidentId, linked, solved, left, skipped } = incident;
  return {
    ...incidentEvent(incident),
    type: 'incident.finished',
    data: { incidentId, linked, solved, left, skipped },
  };
}
