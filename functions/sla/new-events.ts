// Builds the events of the clocks and of the SLA configuration.
import type { NewEvent } from '../platform/table/new-event.ts';
import { type Ticket, ticketPartition } from '../tickets/index.ts';
import type * as events from './events.ts';
import type { ClockEventChange } from './events.ts';
import { slaKeys } from './keys.ts';

/** Few enough that one transaction of the rollup can count them, even when each falls on a different day. */
const CHANGES_AN_EVENT = 20;

/**
 * Returns the changes of a ticket's clock events as `sla.clocks_changed`, in parts ordered by `version` and
 * `part`.
 */
export function clocksChanged(
  ticket: Ticket,
  version: number,
  changes: readonly ClockEventChange[],
): NewEvent<typeof events.ClocksChanged>[] {
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

/** Returns how many events `clocksChanged` and `warningsAndBreaches` build for these changes. */
export const eventCount = (changes: readonly ClockEventChange[]): number =>
  Math.ceil(changes.length / CHANGES_AN_EVENT) + changes.filter(isAlert).length;

const isAlert = ({ added, withdrawn }: ClockEventChange): boolean =>
  withdrawn === undefined && (added?.kind === 'warn' || added?.kind === 'breach');

type AlertEvent = NewEvent<typeof events.SlaWarned> | NewEvent<typeof events.SlaBreached>;

/** Returns `sla.warned` and `sla.breached` for the ticket's thread. A correction raises no second alert. */
export function warningsAndBreaches(ticket: Ticket, changes: readonly ClockEventChange[]): AlertEvent[] {
  return changes.flatMap(({ added, withdrawn }): AlertEvent[] => {
    if (!added || withdrawn || (added.kind !== 'warn' && added.kind !== 'breach')) return [];
    const { target, instance, dueAt, at } = added;
    const { id, channel, queueId, assigneeId, customerId, priority } = ticket;
    return [
      {
        type: added.kind === 'warn' ? 'sla.warned' : 'sla.breached',
        v: 1,
        owner: ticketPartition(id),
        customerId,
        lane: priority === 'urgent' ? 'urgent' : 'standard',
        data: { ticketId: id, channel, target, instance, dueAt, passedAt: at, queueId, assigneeId },
      },
    ];
  });
}

const configHistory = () => ({ v: 1 as const, owner: slaKeys.config().pk });

export const scheduleSaved = (
  scheduleId: string,
  version: number,
): NewEvent<typeof events.ScheduleSaved> => ({
  ...configHistory(),
  type: 'sla.schedule_saved',
  data: { scheduleId, version },
});

export const scheduleDeleted = (
  scheduleId: string,
  version: number,
): NewEvent<typeof events.ScheduleDeleted> => ({
  ...configHistory(),
  type: 'sla.schedule_deleted',
  data: { scheduleId, version },
});

export const policiesChanged = (version: number): NewEvent<typeof events.PoliciesChanged> => ({
  ...configHistory(),
  type: 'sla.policies_changed',
  data: { version },
});
