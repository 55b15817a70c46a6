import type { Context } from '../../platform/context.ts';
import { schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { rejection } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { update, type Write } from '../../platform/table/write.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import { type Incident, incidentSolved } from './incident.ts';
import { incidentListKeys, loadIncident } from './incident-store.ts';

export const SOLVE_LINKED_KIND = 'tickets.solve_linked';
const SOLVE_LINKED_NAME = 'solve_linked';

/** Returns the write that schedules solving the linked tickets of an incident; writing it again moves it. */
export const solveLinkedWork = (incidentId: string, at: string): Write =>
  schedule({
    owner: ticketKeys.incident(incidentId).pk,
    name: SOLVE_LINKED_NAME,
    at,
    queue: 'tickets',
    kind: SOLVE_LINKED_KIND,
    data: { incidentId },
  });

/**
 * Solves an incident. Its tickets are solved within about a minute, and each customer is notified once
 * (`solveLinkedTickets`). Refuses an unknown incident with `incident.not_found`, and a solved one with
 * `incident.solved`.
 */
export async function solveIncident(
  table: Table,
  incidentId: string,
  solution: string,
  context: Context,
): Promise<Incident> {
  const incident = await loadIncident(table, incidentId);
  if (!incident) throw ticketError('incident.not_found');
  if (incident.status !== 'open') throw ticketError('incident.solved');
  const at = context.now.toISOString();
  const next: Incident = {
    ...incident,
    status: 'solved',
    solvedAt: at,
    solvedBy: context.actor.id,
    solution,
  };
  const { listPk, listSk } = incidentListKeys(next);
  const { solvedAt, solvedBy } = next;
  const set = { 'row.status': 'solved', listPk, listSk, solvedAt, solvedBy, solution };
  return requireCommitted(
    commit(table, context, {
      writes: [
        update(
          ticketKeys.incident(incidentId),
          { set },
          { expression: '#row.#status = :open', values: { open: 'open' } },
          () => rejection(ticketError('incident.solved')),
        ),
        solveLinkedWork(incidentId, at),
      ],
      events: [incidentSolved(next, solution)],
      answer: next,
    }),
  );
}
