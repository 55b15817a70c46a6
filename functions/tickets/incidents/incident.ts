// An incident: one cause that many tickets hang on. It belongs to no customer, so it is no ticket (docs/adr/0019).

import * as z from 'zod/mini';
import { agentId, id, storedInstant, text } from '../../platform/contract/fields.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { eventLaneOf } from '../core/new-events.ts';
import { PrioritySchema } from '../core/ticket.ts';
import type * as events from '../events.ts';
import { ticketKeys } from '../keys.ts';

export const OpenIncidentRequestSchema = z.strictObject({
  subject: text(200),
  /** What is known of it, for the people who handle its tickets. */
  message: text(32_000),
  priority: z._default(PrioritySchema, 'high'),
});
export type OpenIncidentRequest = z.output<typeof OpenIncidentRequestSchema>;

export const incidentStatuses = ['open', 'solved'] as const;

/** What became of the tickets of a solved incident, as far as they were gone through. */
export const IncidentProgressSchema = z.object({
  linked: z.int(),
  /** Told and solved. */
  solved: z.int(),
  /** Sensitive ones: left to their person, with a note. */
  left: z.int(),
  /** Those that there was nothing to solve on; why stands with each. */
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
  /** What its customers are told. */
  solution: z.optional(z.string()),
  /** When the last of its tickets was gone through. */
  finishedAt: z.optional(storedInstant()),
});
export type Incident = z.output<typeof IncidentSchema>;

/** What became of a linked ticket. */
export const IncidentLinkSchema = z.object({
  ticketId: id('ticket'),
  at: storedInstant(),
  by: z.string(),
  outcome: z.optional(z.enum(['solved', 'left', 'skipped'])),
  reason: z.optional(z.string()),
});
export type IncidentLink = z.output<typeof IncidentLinkSchema>;

/** An incident as it is at its opening. */
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

/** All of its tickets were processed. */
export function incidentFinished(incident: Incident): NewEvent<typeof events.IncidentFinished> {
  const { id: incidentId, linked, solved, left, skipped } = incident;
  return {
    ...incidentEvent(incident),
    type: 'incident.finished',
    data: { incidentId, linked, solved, left, skipped },
  };
}
