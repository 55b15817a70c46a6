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
 * The clocks of a ticket as of `now`, reckoned from the thread itself, so that they are right even while the worker is
 * behind; and a page of what was told of them. Refuses an unknown ticket with `ticket.not_found`.
 */
export async function readClocks(
  deps: ClockDeps,
  { ticketId, limit, cursor }: { ticketId: string; limit: number; cursor?: string | undefined },
  now: Date,
) {
  const [look, page] = await Promise.all([
    loadCurrentClocks(deps, ticketId, now, { whole: true }),
    pageOfClockChanges(deps.table, ticketId, limit, cursor),
  ]);
  if (!look) throw ticketError('ticket.not_found');
  const { live, stored } = look.recalculation;
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
    clocks: targets.flatMap((target) => liveClock(look, target, now.getTime())),
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
  const promise = live.terms.targets[target];
  const hours = promise?.hours === 'business' ? schedule : undefined;
  return [
    {
      target,
      instance: clock.instance,
      state: isRunning(clock) ? ('running' as const) : ('paused' as const),
      since: iso(clock.spans[0] ?? now),
      elapsed: elapsedIn(clock.spans, now, schedule),
      ...(promise
        ? {
            targetSeconds: promise.seconds,
            hours: promise.hours,
            breached: clock.breached === true,
            remainingSeconds: promise.seconds - inSeconds(runningMs(clock.spans, now, hours)),
            ...deadline(clock, now),
          }
        : {}),
    },
  ];
}

function deadline({ dueAt }: Clock, now: number) {
  return dueAt === undefined ? {} : { dueAt: iso(dueAt), remainingCalendarSeconds: inSeconds(dueAt - now) };
}
