import type { NewEvent } from '../platform/events/new-event.ts';
import { type Ticket, ticketPartition } from '../tickets/index.ts';
import type { ClockEventChange } from './clocks/clock-events.ts';
import { slaKeys } from './keys.ts';

/** So few that counting them, each perhaps on a day of its own, fits into one transaction of the rollup. */
const CHANGES_AN_EVENT = 20;

/** What changed in the list of a ticket's clock events, in portions; `version` and `part` order these. */
export function clocksChanged(
  ticket: Ticket,
  version: number,
  changes: readonly ClockEventChange[],
): NewEvent[] {
  const parts = Math.ceil(changes.length / CHANGES_AN_EVENT);
  return Array.from({ length: parts }, (_, part) => ({
    type: 'sla.clocks_changed',
    v: 1,
    owner: slaKeys.clockEvents(ticket.id),
    customerId: ticket.customerId,
    data: {
      ticketId: ticket.id,
      channel: ticket.channel,
      version,
      part,
      changes: changes.slice(part * CHANGES_AN_EVENT, (part + 1) * CHANGES_AN_EVENT),
    },
  }));
}

/** How many events `clocksMoved` and `passed` make of changes. */
export const eventCount = (changes: readonly ClockEventChange[]): number =>
  Math.ceil(changes.length / CHANGES_AN_EVENT) + changes.filter(isAlert).length;

const isAlert = ({ added, withdrawn }: ClockEventChange): boolean =>
  withdrawn === undefined && (added?.kind === 'warn' || added?.kind === 'breach');

/** `sla.warned` and `sla.breached`, in the ticket's thread, for whoever must act; a correction is not told again. */
export function warningsAndBreaches(ticket: Ticket, changes: readonly ClockEventChange[]): NewEvent[] {
  return changes.flatMap(({ added, withdrawn }) => {
    if (!added || withdrawn || (added.kind !== 'warn' && added.kind !== 'breach')) return [];
    const { target, instance, dueAt, at } = added;
    const { id, channel, queueId, assigneeId, customerId, priority } = ticket;
    return [
      {
        type: added.kind === 'warn' ? 'sla.warned' : 'sla.breached',
        v: 1,
        owner: ticketPartition(id),
        customerId,
        lane: priority === 'urgent' ? ('urgent' as const) : ('standard' as const),
        data: { ticketId: id, channel, target, instance, dueAt, passedAt: at, queueId, assigneeId },
      },
    ];
  });
}
