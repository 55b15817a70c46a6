// Commits the next state of a ticket: state, events and the timed work that depends on its status.

import type { Context } from '../../platform/context.ts';
import { cancelWork, schedule, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import type { Outcome } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { ticketWork } from '../keys.ts';
import type { Step } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';
import { saveTicket } from './ticket-store.ts';

export const AUTO_CLOSE_KIND = 'tickets.auto_close';

export interface SaveOptions<A> {
  answer: A;
  /** Writes of the caller in the same transaction; their refusals take precedence. */
  also?: readonly Write[] | undefined;
}

/** Commits a step on the version on which it was decided; stale when the ticket changed since. */
export const saveStep = <A>(
  table: Table,
  before: Ticket,
  step: Step,
  context: Context,
  { answer, also = [] }: SaveOptions<A>,
): Promise<Outcome<A>> =>
  commit(table, context, {
    writes: [...also, saveTicket(step.next), ...autoCloseWrites(before, step.next)],
    events: step.events,
    answer,
  });

/**
 * Schedules the automatic close when the ticket is solved, and cancels or moves it when `closesAt` changes.
 */
export function autoCloseWrites(before: Ticket, next: Ticket): Write[] {
  if (next.closesAt === before.closesAt) return [];
  if (next.closesAt === undefined) return [cancelWork(ticketWork.autoClose(next.id))];
  return [schedule(autoCloseWork(next.id, next.closesAt))];
}

/** Returns the timed work that closes a solved ticket. */
export const autoCloseWork = (ticketId: string, at: string): TimedWork => ({
  ...ticketWork.autoClose(ticketId),
  at,
  queue: 'tickets',
  kind: AUTO_CLOSE_KIND,
  data: { ticketId },
});
