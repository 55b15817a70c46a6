// The worker of the clocks: whatever calls it, it reckons from what is stored and writes what is missing, once.

import type { Context } from '../../platform/context.ts';
import { derivedIds } from '../../platform/ids.ts';
import { cancelWork, claim, type DueMessage, schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { requireApplied, requireCommitted, unchanged } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Write } from '../../platform/table/write.ts';
import { setBreachTime } from '../../tickets/index.ts';
import { slaWork } from '../keys.ts';
import { clocksChanged, warningsAndBreaches } from '../new-events.ts';
import { type ClockFactEvent, clockFactOf } from './clock-facts.ts';
import type { ClockState } from './clock-state.ts';
import { saveClocks } from './clock-store.ts';
import { type ClockDeps, type CurrentClocks, loadCurrentClocks } from './current-clocks.ts';
import { breachAtOf, CHECKPOINT_LAG_MS, nextClockMoment } from './recalculate.ts';

export const CLOCK_KIND = 'sla.clock';

/** An event of a ticket's thread. One that says nothing to the clocks costs nothing. */
export async function handleTicketEvent(
  deps: ClockDeps,
  event: ClockFactEvent,
  context: Context,
): Promise<void> {
  if (!clockFactOf(event)) return;
  await recalculateTicket(deps, event.data.ticketId, context, { eventAt: Date.parse(event.at) });
}

/** A clock warns or breaches about now. Of a ticket that is gone the timed work goes too. */
export async function handleDueClock(deps: ClockDeps, message: DueMessage, context: Context): Promise<void> {
  const { ticketId } = message.data as { ticketId: string };
  const found = await recalculateTicket(deps, ticketId, context, { firedAt: message.at });
  if (!found) await requireApplied(commit(deps.table, context, { writes: [claim(message)] }));
}

interface RecalculationCause {
  /** When the event happened that calls. */
  eventAt?: number;
  /** Time of the due item that fired: it is spent, even if the clock of this machine is behind. */
  firedAt?: string;
}

/**
 * Brings what is stored of a ticket's clocks up to now: clock events, the next due moment, the warnings and breaches that
 * others hear of, and the ticket's own `breachAt`, in one transaction on the version that was read. So each is written
 * once, however often this is called; when nothing is missing nothing is written. False when there is no such ticket.
 */
export async function recalculateTicket(
  deps: ClockDeps,
  ticketId: string,
  context: Context,
  { eventAt = Number.POSITIVE_INFINITY, firedAt }: RecalculationCause = {},
): Promise<boolean> {
  const round = (fromStart: boolean) =>
    requireCommitted(
      retryOnStale(async () => {
        const look = await loadCurrentClocks(deps, ticketId, context.now, { fromStart });
        if (!look) return unchanged(undefined);
        const { writes, events } = missingWrites(look, context.now, firedAt);
        if (writes.length === 0) return unchanged(look);
        // From the state, not from the message: a message that comes again may find other events to tell.
        const ids = derivedIds(`clocks|${ticketId}|${look.stored?.version ?? 0}`);
        return commit(deps.table, { ...context, ids }, { writes, events, answer: look });
      }),
    );
  const first = await round(false);
  for (let look = first; look?.partial; ) look = await round(false);
  // What is older than the checkpoint was may not be in it: then everything is reckoned once more from the beginning.
  if (eventAt <= (first?.stored?.state?.upTo ?? Number.NEGATIVE_INFINITY)) await round(true);
  return first !== undefined;
}

/** The checkpoint moves on by itself when the tail behind it has become this long. */
const LONG_TAIL = 25;

/**
 * But only when it moves on by minutes: of a hundred messages in one minute each delivery sees a long tail, which none of
 * them could shorten; were they all to write, they would only get in each other's way.
 */
const advancesEnough = (from: ClockState | undefined, to: ClockState | undefined): boolean =>
  to !== undefined && (from === undefined || to.upTo - from.upTo >= CHECKPOINT_LAG_MS);

function missingWrites(
  look: CurrentClocks,
  now: Date,
  firedAt: string | undefined,
): { writes: Write[]; events: NewEvent[] } {
  const { ticket, stored, customer, recalculation: reckoning, read } = look;
  const { live, changes } = reckoning;
  const due = timedWork(look, now, firedAt);
  const breachAt = breachAtOf(live);
  const tickets = breachAt === ticket.breachAt ? [] : [setBreachTime(ticket, breachAt)];
  const version = (stored?.version ?? 0) + 1;
  const isLive = Object.keys(live.clocks).length > 0;
  const moved =
    look.partial ||
    changes.length > 0 ||
    !stored ||
    due.write ||
    stored.live !== isLive ||
    (read > LONG_TAIL && advancesEnough(stored.state, reckoning.stored.state));
  if (!moved) return { writes: tickets, events: [] };
  const next = { ...reckoning.stored, version, customer, dueAt: due.at, live: isLive };
  return {
    writes: [saveClocks(ticket.id, next), ...(due.write ? [due.write] : []), ...tickets],
    events: [...clocksChanged(ticket, version, changes), ...warningsAndBreaches(ticket, changes)],
  };
}

/**
 * The due item for the next moment. One that is earlier than needed stays: when it fires it only looks. One that has
 * fired, or is too late, is written anew.
 */
function timedWork(
  { ticket, stored, recalculation: reckoning }: CurrentClocks,
  now: Date,
  firedAt: string | undefined,
) {
  const work = slaWork.clocks(ticket.id);
  const there = stored?.dueAt;
  const spent = there !== undefined && (there === firedAt || there <= now.toISOString());
  const moment = nextClockMoment(reckoning.live);
  if (moment === undefined) return there === undefined ? {} : { write: cancelWork(work) };
  const at = new Date(moment).toISOString();
  if (there !== undefined && there <= at && !spent) return { at: there };
  const data = { ticketId: ticket.id };
  return { at, write: schedule({ ...work, at, queue: 'sla', kind: CLOCK_KIND, data }) };
}
