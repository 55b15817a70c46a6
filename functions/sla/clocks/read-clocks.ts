import { ownProperty } from '../../platform/own-property.ts';
import { ticketError } from '../../tickets/index.ts';
import { type TargetName, targets } from '../configuration/policy.ts';
import { type ClockEventChange, timeMetricsOf } from './clock-events.ts';
import { type Clock, isRunning } from './clock-state.ts';
import { pageOfClockChanges } from './clock-store.ts';
import { type ClockDeps, type CurrentClocks, loadCurrentClocks } from './current-clocks.ts';
import { elapsedIn, runningMs } from './measure.ts';

const iso = (at: number) => new Date(at).toISOString();
const inSeconds = (ms: number) => Math.round(ms / 1000);

/**
 * Returns the clocks of a ticket as of `now`, with a page of their reported changes. The clocks are
 * calculated from the thread itself, so they are correct even while the worker is behind. Refuses an unknown
 * ticket with `ticket.not_found`.
 */
export async function readClocks(
  deps: ClockDeps,
  { ticketId, limit, cursor }: { ticketId: string; limit: number; cursor?: string | undefined },
  now: Date,
) {
  const [current, page] = await Promise.all([
    loadCurrentClocks(deps, ticketId, now, { whole: true }),
    pageOfClockChanges(deps.table, ticketId, limit, cursor),
  ]);
  if (!current) throw ticketError('ticket.not_found');
  const { live, stored } = current.recalculation;
  const { policyId, policyName, scheduleId } = live.terms;
  const events = page.items.map((item) => ({
    id: String(item.id),
    at: String(item.at),
    changes: (item.data as { changes: ClockEventChange[] }).changes,
  }));
  return {
    ticketId,
    policyId,
    policyName,
    scheduleId,
    clocks: targets.flatMap((target) => liveClock(current, target, now.getTime())),
    figures: timeMetricsOf(stored.recent, stored.state?.figures),
    events: { items: events, next: page.next },
  };
}

function liveClock({ recalculation: { live }, configs }: CurrentClocks, target: TargetName, now: number) {
  const clock = live.clocks[target];
  if (clock?.instance === undefined) return [];
  const schedule = ownProperty(
    configs.get(live.terms.slaConfigVersion)?.schedules ?? {},
    live.terms.scheduleId ?? '',
  );
  const limit = live.terms.targets[target];
  const hours = limit?.hours === 'business' ? schedule : undefined;
  return [
    {
      target,
      instance: clock.instance,
      state: isRunning(clock) ? ('running' as const) : ('paused' as const),
      since: iso(clock.spans[0] ?? now),
      elapsed: elapsedIn(clock.spans, now, schedule),
      ...(limit
        ? {
            targetSeconds: limit.seconds,
            hours: limit.hours,
            breached: clock.breached === true,
            remainingSeconds: limit.seconds - inSeconds(runningMs(clock.spans, now, hours)),
            ...deadlineFields(clock, now),
          }
        : {}),
    },
  ];
}

function deadlineFields({ dueAt }: Clock, now: number) {
  return dueAt === undefined ? {} : { dueAt: iso(dueAt), remainingCalendarSeconds: inSeconds(dueAt - now) };
}
