import { DomainError } from '../platform/errors.ts';
import { own } from '../platform/own.ts';
import { type Change, figuresOf } from './clock-events.ts';
import { type Clock, runs } from './clock-state.ts';
import { type Look, type LookDeps, lookAt } from './look.ts';
import { measure, usedIn } from './measure.ts';
import { type TargetName, targets } from './policy.ts';
import { pageOfMoves } from './store.ts';

const iso = (at: number) => new Date(at).toISOString();
const inSeconds = (ms: number) => Math.round(ms / 1000);

/**
 * The clocks of a ticket as of `now`, reckoned from the thread itself, so that they are right even while the worker is
 * behind; and a page of what was told of them. Refuses an unknown ticket with `ticket.not_found`.
 */
export async function readClocks(
  deps: LookDeps,
  { ticketId, limit, cursor }: { ticketId: string; limit: number; cursor?: string | undefined },
  now: Date,
) {
  const [look, page] = await Promise.all([
    lookAt(deps, ticketId, now, { whole: true }),
    pageOfMoves(deps.table, ticketId, limit, cursor),
  ]);
  if (!look) throw new DomainError('ticket.not_found');
  const { live, stored } = look.reckoning;
  const { policyId, policyName, scheduleId } = live.terms;
  const events = page.items.map((item) => ({
    id: String(item.id),
    at: String(item.at),
    changes: (item.data as { changes: Change[] }).changes,
  }));
  return {
    ticketId,
    policyId,
    policyName,
    scheduleId,
    clocks: targets.flatMap((target) => liveClock(look, target, now.getTime())),
    figures: figuresOf(stored.recent, stored.state?.figures),
    events: { items: events, next: page.next },
  };
}

function liveClock({ reckoning: { live }, books }: Look, target: TargetName, now: number) {
  const clock = live.clocks[target];
  if (clock?.instance === undefined) return [];
  const schedule = own(books.get(live.terms.rulebookVersion)?.schedules ?? {}, live.terms.scheduleId ?? '');
  const promise = live.terms.targets[target];
  const hours = promise?.hours === 'business' ? schedule : undefined;
  return [
    {
      target,
      instance: clock.instance,
      state: runs(clock) ? ('running' as const) : ('paused' as const),
      since: iso(clock.spans[0] ?? now),
      elapsed: usedIn(clock.spans, now, schedule),
      ...(promise
        ? {
            targetSeconds: promise.seconds,
            hours: promise.hours,
            breached: clock.breached === true,
            remainingSeconds: promise.seconds - inSeconds(measure(clock.spans, now, hours)),
            ...deadline(clock, now),
          }
        : {}),
    },
  ];
}

function deadline({ dueAt }: Clock, now: number) {
  return dueAt === undefined ? {} : { dueAt: iso(dueAt), remainingCalendarSeconds: inSeconds(dueAt - now) };
}
