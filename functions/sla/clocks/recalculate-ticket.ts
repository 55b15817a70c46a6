// Recalculates the clocks of a ticket from what is stored and writes what is missing, once, whatever the
// cause was.
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

/**
 * Handles an event of a ticket's thread. An event that means nothing for the clocks costs no database call.
 */
export async function handleTicketEvent(
  deps: ClockDeps,
  event: ClockFactEvent,
  context: Context,
): Promise<void> {
  if (!clockFactOf(event)) return;
  await recalculateTicket(deps, event.data.ticketId, context, { eventAt: Date.parse(event.at) });
}

/**
 * Handles due timed work: a clock warns or breaches about now. Removes the work when the ticket no longer
 * exists.
 */
export async function handleDueClock(deps: ClockDeps, message: DueMessage, context: Context): Promise<void> {
  const { ticketId } = message.data as { ticketId: string };
  const found = await recalculateTicket(deps, ticketId, context, { firedAt: message.at });
  if (!found) await requireApplied(commit(deps.table, context, { writes: [claim(message)] }));
}

interface RecalculationCause {
  /** The time of the event that caused the recalculation (epoch milliseconds). */
  eventAt?: number;
  /** The time of the due item that fired. It is used up, even if the clock of this machine is behind. */
  firedAt?: string;
}

/**
 * Brings the stored clocks of a ticket up to now: the clock events, the next due item, the alerts
 * `sla.warned` and `sla.breached`, and the ticket's own `breachAt`. All are written in one transaction on the
 * version that was read, so each is written once, however often this is called. Writes nothing when nothing
 * is missing. Returns false when the ticket does not exist.
 */
export async function recalculateTicket(
  deps: ClockDeps,
  ticketId: string,
  context: Context,
  { eventAt = Number.POSITIVE_INFINITY, firedAt }: RecalculationCause = {},
): Promise<boolean> {
  const run = (fromStart: boolean) =>
    requireCommitted(
      retryOnStale(async () => {
        const current = await loadCurrentClocks(deps, ticketId, context.now, { fromStart });
        if (!current) return unchanged(undefined);
        const { writes, events } = missingWrites(current, context.now, firedAt);
        if (writes.length === 0) return unchanged(current);
        // Derived from the stored version, not from the message: a redelivered message may find other events
        // to write.
        const ids = derivedIds(`clocks|${ticketId}|${current.stored?.version ?? 0}`);
        return commit(deps.table, { ...context, ids }, { writes, events, answer: current });
      }),
    );
  const first = await run(false);
  for (let current = first; current?.partial; ) current = await run(false);
  // An event older than the checkpoint may be missing in it, so everything is recalculated from the opening.
  if (eventAt <= (first?.stored?.state?.upTo ?? Number.NEGATIVE_INFINITY)) await run(true);
  return first !== undefined;
}

/** The checkpoint is moved forward when more thread entries than this lie after it. */
const LONG_TAIL = 25;

/**
 * Returns true when the checkpoint would move forward by at least `CHECKPOINT_LAG_MS`, or is the first one.
 * With a hundred messages in one minute, every delivery sees a long tail that none of them can shorten; if
 * all of them wrote, they would only collide.
 */
const advancesEnough = (from: ClockState | undefined, to: ClockState | undefined): boolean =>
  to !== undefined && (from === undefined || to.upTo - from.upTo >= CHECKPOINT_LAG_MS);

function missingWrites(
  current: CurrentClocks,
  now: Date,
  firedAt: string | undefined,
): { writes: Write[]; events: NewEvent[] } {
  const { ticket, stored, customer, recalculation, read } = current;
  const { live, changes } = recalculation;
  const due = timedWork(current, now, firedAt);
  const breachAt = breachAtOf(live);
  const tickets = breachAt === ticket.breachAt ? [] : [setBreachTime(ticket, breachAt)];
  const version = (stored?.version ?? 0) + 1;
  const isLive = Object.keys(live.clocks).length > 0;
  const mustSave =
    current.partial ||
    changes.length > 0 ||
    !stored ||
    due.write ||
    stored.live !== isLive ||
    (read > LONG_TAIL && advancesEnough(stored.state, recalculation.stored.state));
  if (!mustSave) return { writes: tickets, events: [] };
  const next = { ...recalculation.stored, version, customer, dueAt: due.at, live: isLive };
  return {
    writes: [saveClocks(ticket.id, next), ...(due.write ? [due.write] : []), ...tickets],
    events: [...clocksChanged(ticket, version, changes), ...warningsAndBreaches(ticket, changes)],
  };
}

/**
 * Returns the due item for the next warning or breach. An item that is earlier than needed stays: when it
 * fires, the recalculation finds nothing to write. An item that has fired, or is too late, is written again.
 */
function timedWork({ ticket, stored, recalculation }: CurrentClocks, now: Date, firedAt: string | undefined) {
  const work = slaWork.clocks(ticket.id);
  const storedAt = stored?.dueAt;
  const usedUp = storedAt !== undefined && (storedAt === firedAt || storedAt <= now.toISOString());
  const moment = nextClockMoment(recalculation.live);
  if (moment === undefined) return storedAt === undefined ? {} : { write: cancelWork(work) };
  const at = new Date(moment).toISOString();
  if (storedAt !== undefined && storedAt <= at && !usedUp) return { at: storedAt };
  const data = { ticketId: ticket.id };
  return { at, write: schedule({ ...work, at, queue: 'sla', kind: CLOCK_KIND, data }) };
}
