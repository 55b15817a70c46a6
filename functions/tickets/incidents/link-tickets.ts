import type { Context } from '../../platform/context.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Outcome, requireCommitted, unchanged } from '../../platform/table/outcome.ts';
import { rejection } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { update, type Write } from '../../platform/table/write.ts';
import { changesOf } from '../changes/update-ticket.ts';
import { withChanges } from '../core/lifecycle.ts';
import { ticketUpdated } from '../core/new-events.ts';
import type { Ticket } from '../core/ticket.ts';
import { loadTicket, saveTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import { createLink, loadIncident, removeLink } from './incident-store.ts';

/** A transaction takes 100 actions: three per ticket and one for the incident. */
const TICKETS_PER_COMMIT = 30;

export type LinkResult = 'linked' | 'already_linked' | 'not_found' | 'closed' | 'linked_elsewhere';

/**
 * Links tickets to an incident, thirty per transaction, and returns one result per ticket. Tickets that are
 * already linked stay linked, so that a repeated call links the rest. Refuses an unknown incident with
 * `incident.not_found`, and a solved one with `incident.solved`. When the incident is solved at the same
 * time, a ticket is either linked before that or not at all.
 */
export async function linkTickets(
  table: Table,
  incidentId: string,
  ticketIds: readonly string[],
  context: Context,
): Promise<{ ticketId: string; result: LinkResult }[]> {
  await requireOpenIncident(table, incidentId);
  const uniqueIds = [...new Set(ticketIds)];
  const results: { ticketId: string; result: LinkResult }[] = [];
  for (let from = 0; from < uniqueIds.length; from += TICKETS_PER_COMMIT) {
    const batch = uniqueIds.slice(from, from + TICKETS_PER_COMMIT);
    results.push(
      ...(await requireCommitted(retryOnStale(() => linkBatch(table, incidentId, batch, context)))),
    );
  }
  return results;
}

async function requireOpenIncident(table: Table, incidentId: string): Promise<void> {
  const incident = await loadIncident(table, incidentId);
  if (!incident) throw ticketError('incident.not_found');
  if (incident.status !== 'open') throw ticketError('incident.solved');
}

async function linkBatch(
  table: Table,
  incidentId: string,
  ticketIds: readonly string[],
  context: Context,
): Promise<Outcome<{ ticketId: string; result: LinkResult }[]>> {
  const tickets = await Promise.all(ticketIds.map((ticketId) => loadTicket(table, ticketId)));
  const results = ticketIds.map((ticketId, index) => {
    return { ticketId, result: resultOf(tickets[index], incidentId) };
  });
  const toLink = tickets.filter((ticket): ticket is Ticket => resultOf(ticket, incidentId) === 'linked');
  if (toLink.length === 0) return unchanged(results);
  const at = context.now.toISOString();
  const steps = toLink.map((ticket) => withIncident(ticket, incidentId, context));
  const links = toLink.map(({ id }) => createLink(incidentId, { ticketId: id, at, by: context.actor.id }));
  return commit(table, context, {
    writes: [linkedCountUpdate(incidentId, toLink.length), ...steps.map(({ write }) => write), ...links],
    events: steps.map(({ event }) => event),
    answer: results,
  });
}

function resultOf(ticket: Ticket | undefined, incidentId: string): LinkResult {
  if (!ticket) return 'not_found';
  if (ticket.incidentId === incidentId) return 'already_linked';
  if (ticket.incidentId !== undefined) return 'linked_elsewhere';
  return ticket.status === 'closed' ? 'closed' : 'linked';
}

/** Changes the number of linked tickets; refused unless the incident is open. */
const linkedCountUpdate = (incidentId: string, linked: number): Write =>
  update(
    ticketKeys.incident(incidentId),
    { add: { linked } },
    { expression: '#row.#status = :open', values: { open: 'open' } },
    (current) => rejection(ticketError(current ? 'incident.solved' : 'incident.not_found')),
  );

function withIncident(ticket: Ticket, incidentId: string | undefined, context: Context) {
  const next = withChanges(ticket, { incidentId }, context);
  const write = saveTicket(next);
  return { write, event: ticketUpdated(ticket, next, changesOf(ticket, next)) };
}

/**
 * Unlinks a ticket from an open incident. Refuses a ticket that is not linked to it with
 * `incident.not_linked`, and a solved incident with `incident.solved`.
 */
export function unlinkTicket(
  table: Table,
  incidentId: string,
  ticketId: string,
  context: Context,
): Promise<void> {
  return requireCommitted(
    retryOnStale(async () => {
      const ticket = await loadTicket(table, ticketId);
      if (ticket?.incidentId !== incidentId) throw ticketError('incident.not_linked');
      const { write, event } = withIncident(ticket, undefined, context);
      return commit(table, context, {
        writes: [linkedCountUpdate(incidentId, -1), removeLink(incidentId, ticketId), write],
        events: [event],
      });
    }),
  );
}
