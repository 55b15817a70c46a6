// The one commit of a ticket's next state: state, events, and the timed work that hangs on its status.

import type { Context } from '../../platform/context.ts';
import { cancel, schedule, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { ticketPartition } from '../keys.ts';
import type { Step } from './lifecycle.ts';
import type { Ticket } from './ticket.ts';
import { saveTicket } from './ticket-store.ts';

export const AUTO_CLOSE_KIND = 'tickets.auto_close';
const AUTO_CLOSE_NAME = 'close';

export interface SaveOptions {
  answer?: unknown;
  /** Writes of the caller, in the same transaction; their refusals speak first. */
  also?: readonly Write[] | undefined;
  /**
   * Says what to throw if the ticket was changed since it was read; by default `write.contended`. Whether to decide again is
   * up to the caller.
   */
  stale?: (current: Item) => Error;
}

/** Commits a step over the version that it was decided on. */
export function saveStep(
  table: Table,
  before: Ticket,
  step: Step,
  context: Context,
  { answer, also = [], stale }: SaveOptions = {},
): Promise<void> {
  return commit(table, context, {
    writes: [...also, saveTicket(step.next, stale), ...autoCloseWrites(before, step.next)],
    events: step.events,
    answer,
  });
}

/** A solved ticket is closed when nobody comes back in time; whatever else happens to it takes that away. */
export function autoCloseWrites(before: Ticket, next: Ticket): Write[] {
  if (next.closesAt === before.closesAt) return [];
  if (next.closesAt === undefined) return [cancel(ticketPartition(next.id), AUTO_CLOSE_NAME)];
  return [schedule(autoCloseWork(next.id, next.closesAt))];
}

/** The timed work that closes a solved ticket. */
export const autoCloseWork = (ticketId: string, at: string): TimedWork => ({
  owner: ticketPartition(ticketId),
  name: AUTO_CLOSE_NAME,
  at,
  queue: 'tickets',
  kind: AUTO_CLOSE_KIND,
  data: { ticketId },
});
