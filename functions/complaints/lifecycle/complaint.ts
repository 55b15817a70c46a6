// The lifecycle rules of a complaint, pure: three clocks, two written answers, one entry in the register.
import * as z from 'zod/mini';
import { DAY_MS } from '../../platform/clock.ts';
import { id, money, storedInstant, version } from '../../platform/contract/fields.ts';
import { complaintError } from '../errors.ts';
import { type ComplaintClock, clocks, outcomes } from './complaint-kinds.ts';

export { type ComplaintClock, outcomes };

export const ComplaintSchema = z.object({
  ticketId: id('ticket'),
  customerId: id('customer'),
  version: version(),
  channel: z.string(),
  /**
   * `mistaken`: staff found that it is no complaint; it stays in the register with their reason. `merged`:
   * its ticket was merged into another, whose complaint continues with the earlier clocks of the two.
   */
  state: z.enum(['open', 'resolved', 'mistaken', 'merged']),
  mergedInto: z.optional(id('ticket')),
  /** Why the ticket was found to be a complaint. */
  reasons: z.array(z.string()),
  receivedAt: storedInstant(),
  /** When the written acknowledgement is due. */
  acknowledgeBy: storedInstant(),
  /** The close of the third business day: until then the answer is a summary, after that a final response. */
  summaryBy: storedInstant(),
  /** Eight weeks after receipt. */
  finalBy: storedInstant(),
  acknowledgedAt: z.optional(storedInstant()),
  response: z.optional(
    z.object({
      kind: z.enum(['summary', 'final']),
      outcome: z.enum(outcomes),
      redress: z.optional(money()),
      at: storedInstant(),
      by: z.string(),
    }),
  ),
  mistaken: z.optional(z.object({ reason: z.string(), at: storedInstant(), by: z.string() })),
  /** Clocks that ran out. */
  missed: z.array(z.enum(clocks)),
});
export type Complaint = z.output<typeof ComplaintSchema>;

export interface Deadlines {
  acknowledgeBy: string;
  summaryBy: string;
  finalBy: string;
}

/** Creates an open complaint. Its clocks start with the message that complained. */
export function newComplaint(
  about: Pick<Complaint, 'ticketId' | 'customerId' | 'channel' | 'reasons' | 'receivedAt'>,
  deadlines: Deadlines,
): Complaint {
  return { ...about, ...deadlines, version: 1, state: 'open', missed: [] };
}

/**
 * Marks a complaint as acknowledged in writing. Refuses a second acknowledgement, and a complaint that is
 * over, with `complaint.settled`.
 */
export function markAcknowledged(complaint: Complaint, at: string): Complaint {
  assertOpenComplaint(complaint);
  if (complaint.acknowledgedAt !== undefined)
    throw complaintError('complaint.settled', 'The complaint was already acknowledged.');
  return withNextVersion(withMissedClocks(complaint, ['acknowledge'], at), { acknowledgedAt: at });
}

/**
 * Marks a complaint as answered in writing and resolves it. The time decides the kind of the answer: a
 * summary up to the close of the third business day, a final response after that. An answer also acknowledges
 * a complaint that was not acknowledged yet. Refuses a complaint that is over with `complaint.settled`.
 */
export function markResponded(
  complaint: Complaint,
  answer: Omit<NonNullable<Complaint['response']>, 'kind'>,
): Complaint & { response: NonNullable<Complaint['response']> } {
  assertOpenComplaint(complaint);
  const resolved = withNextVersion(withMissedClocks(complaint, clocks, answer.at), {
    state: 'resolved',
    acknowledgedAt: complaint.acknowledgedAt ?? answer.at,
  });
  return { ...resolved, response: { ...answer, kind: responseKindAt(complaint, answer.at) } };
}

const responseKindAt = ({ summaryBy }: Complaint, at: string): 'summary' | 'final' =>
  at <= summaryBy ? 'summary' : 'final';

/** Marks those of the clocks that had run out before `at`, even when nobody was notified by then. */
const withMissedClocks = (
  complaint: Complaint,
  clocksToCheck: readonly ComplaintClock[],
  at: string,
): Complaint =>
  pendingAlertsOf(complaint)
    .filter((alert) => alert.what === 'missed' && alert.at < at && clocksToCheck.includes(alert.clock))
    .reduce((marked, { clock }) => markClockMissed(marked, clock), complaint);

/** Marks an open complaint as mistaken: staff found that it is none. Any other complaint stays unchanged. */
export function markMistaken(complaint: Complaint, mistaken: NonNullable<Complaint['mistaken']>): Complaint {
  return complaint.state === 'open' ? withNextVersion(complaint, { state: 'mistaken', mistaken }) : complaint;
}

/** Reopens a mistaken or merged complaint. Its clocks never stopped. */
export function reopenComplaint(complaint: Complaint): Complaint {
  return complaint.state === 'mistaken' || complaint.state === 'merged'
    ? withNextVersion(complaint, { state: 'open', mistaken: undefined, mergedInto: undefined })
    : complaint;
}

/** Marks a complaint as merged into that of another ticket. */
export const markMerged = (complaint: Complaint, ticketId: string): Complaint =>
  withNextVersion(complaint, { state: 'merged', mergedInto: ticketId });

/**
 * Joins the complaint of a merged ticket to that of its target. The result has the clocks of the earlier one.
 * An acknowledgement of either acknowledges both. Callers must not pass an answered complaint: those stay
 * separate.
 */
export function joinComplaints(
  own: Complaint | undefined,
  other: Complaint,
  on: Pick<Complaint, 'ticketId' | 'channel'>,
): Complaint {
  const { ticketId, channel } = on;
  if (!own) return { ...other, ticketId, channel, version: 1, state: 'open', mergedInto: undefined };
  const earlier = other.receivedAt < own.receivedAt ? other : own;
  const { receivedAt, acknowledgeBy, summaryBy, finalBy } = earlier;
  const [acknowledgedAt] = [own, other].flatMap((one) => one.acknowledgedAt ?? []).toSorted();
  return withNextVersion(own, {
    state: 'open',
    mistaken: undefined,
    mergedInto: undefined,
    receivedAt,
    acknowledgeBy,
    summaryBy,
    finalBy,
    acknowledgedAt,
    reasons: [...new Set([...own.reasons, ...other.reasons])].slice(0, MAX_REASONS),
    missed: clocks.filter((clock) => own.missed.includes(clock) || other.missed.includes(clock)),
  });
}

const MAX_REASONS = 50;

/** People are warned two weeks before the final response is due, so that there is time to write it. */
const FINAL_WARNING_MS = 14 * DAY_MS;

export interface ClockAlert {
  at: string;
  clock: ComplaintClock;
  what: 'warn' | 'missed';
}

/**
 * Returns the clock alerts of an open complaint that are still relevant, soonest first. The end of the third
 * business day is no failure: from then on a final response is due instead of a summary.
 */
export function pendingAlertsOf(complaint: Complaint): ClockAlert[] {
  if (complaint.state !== 'open') return [];
  const { acknowledgedAt, acknowledgeBy, summaryBy, finalBy, receivedAt } = complaint;
  const warnAt = (by: string, before: number) =>
    new Date(Math.max(Date.parse(receivedAt), Date.parse(by) - before)).toISOString();
  const share = (Date.parse(acknowledgeBy) - Date.parse(receivedAt)) / 5;
  const alerts: ClockAlert[] = [
    { at: warnAt(acknowledgeBy, share), clock: 'acknowledge', what: 'warn' },
    { at: acknowledgeBy, clock: 'acknowledge', what: 'missed' },
    { at: summaryBy, clock: 'summary', what: 'missed' },
    { at: warnAt(finalBy, FINAL_WARNING_MS), clock: 'final', what: 'warn' },
    { at: finalBy, clock: 'final', what: 'missed' },
  ];
  return alerts
    .filter(({ clock }) => clock !== 'acknowledge' || acknowledgedAt === undefined)
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** Marks a clock as missed. The caller raises the version, because several clocks may run out at once. */
export const markClockMissed = (complaint: Complaint, clock: ComplaintClock): Complaint => ({
  ...complaint,
  missed: [...new Set([...complaint.missed, clock])],
});

function assertOpenComplaint({ state }: Complaint): void {
  if (state !== 'open') throw complaintError('complaint.settled', `The complaint is already ${state}.`);
}

const withNextVersion = (complaint: Complaint, change: Partial<Complaint>): Complaint => ({
  ...complaint,
  ...change,
  version: complaint.version + 1,
});
