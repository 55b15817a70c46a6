// The rules of a complaint's life, pure: three clocks, two written answers, one entry in the register.

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
   * `mistaken`: staff found that it is none; it stays in the register with their reason. `merged`: its ticket was merged
   * into another, whose complaint goes on with the clocks of both.
   */
  state: z.enum(['open', 'resolved', 'mistaken', 'merged']),
  mergedInto: z.optional(id('ticket')),
  /** Why it was taken for one. */
  reasons: z.array(z.string()),
  receivedAt: storedInstant(),
  /** A prompt written acknowledgement: by then. */
  acknowledgeBy: storedInstant(),
  /** The close of the third business day: who is done by then sends a summary, who is not owes a final response. */
  summaryBy: storedInstant(),
  /** Eight weeks. */
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

/** A complaint as it is received; its clocks begin with the message that complained. */
export function newComplaint(
  about: Pick<Complaint, 'ticketId' | 'customerId' | 'channel' | 'reasons' | 'receivedAt'>,
  deadlines: Deadlines,
): Complaint {
  return { ...about, ...deadlines, version: 1, state: 'open', missed: [] };
}

/** The written acknowledgement was sent. Refuses a second one, and one of a complaint that is over, with `complaint.settled`. */
export function markAcknowledged(complaint: Complaint, at: string): Complaint {
  assertOpenComplaint(complaint);
  if (complaint.acknowledgedAt !== undefined)
    throw complaintError('complaint.settled', 'The complaint was already acknowledged.');
  return withNextVersion(withMissedClocks(complaint, ['acknowledge'], at), { acknowledgedAt: at });
}

/**
 * The written answer was sent and the complaint is resolved. Which kind it is follows from the time: up to the close of the
 * third business day a summary, after that a final response. An answer acknowledges what was not acknowledged yet.
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

/** Says of these clocks which had run out before `at`, whether or not anybody was told by then. */
const withMissedClocks = (complaint: Complaint, which: readonly ComplaintClock[], at: string): Complaint =>
  pendingAlertsOf(complaint)
    .filter((moment) => moment.what === 'missed' && moment.at < at && which.includes(moment.clock))
    .reduce((late, { clock }) => markClockMissed(late, clock), complaint);

/** Staff found that it is no complaint. A resolved one stays what it was. */
export function markMistaken(complaint: Complaint, mistaken: NonNullable<Complaint['mistaken']>): Complaint {
  return complaint.state === 'open' ? withNextVersion(complaint, { state: 'mistaken', mistaken }) : complaint;
}

/** It is a complaint after all, or its ticket stands by itself again; the clocks never stopped. */
export function reopenComplaint(complaint: Complaint): Complaint {
  return complaint.state === 'mistaken' || complaint.state === 'merged'
    ? withNextVersion(complaint, { state: 'open', mistaken: undefined, mergedInto: undefined })
    : complaint;
}

/** The ticket of an open complaint was merged into another. */
export const markMerged = (complaint: Complaint, ticketId: string): Complaint =>
  withNextVersion(complaint, { state: 'merged', mergedInto: ticketId });

/**
 * The complaint of the ticket that goes on, with one that comes from a merged ticket: one matter, whose clocks began with the
 * earlier of the two. An acknowledgement of either acknowledges both. Neither may have been answered: what was stays by itself.
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

/** Before the end of the eight weeks people are warned, so that there is time to write. */
const FINAL_WARNING_MS = 14 * DAY_MS;

export interface ClockAlert {
  at: string;
  clock: ComplaintClock;
  what: 'warn' | 'missed';
}

/** What is still to happen to an open complaint, soonest first. The end of the third day is no failure: it says what is owed now. */
export function pendingAlertsOf(complaint: Complaint): ClockAlert[] {
  if (complaint.state !== 'open') return [];
  const { acknowledgedAt, acknowledgeBy, summaryBy, finalBy, receivedAt } = complaint;
  const warnAt = (by: string, before: number) =>
    new Date(Math.max(Date.parse(receivedAt), Date.parse(by) - before)).toISOString();
  const share = (Date.parse(acknowledgeBy) - Date.parse(receivedAt)) / 5;
  const moments: ClockAlert[] = [
    { at: warnAt(acknowledgeBy, share), clock: 'acknowledge', what: 'warn' },
    { at: acknowledgeBy, clock: 'acknowledge', what: 'missed' },
    { at: summaryBy, clock: 'summary', what: 'missed' },
    { at: warnAt(finalBy, FINAL_WARNING_MS), clock: 'final', what: 'warn' },
    { at: finalBy, clock: 'final', what: 'missed' },
  ];
  return moments
    .filter(({ clock }) => clock !== 'acknowledge' || acknowledgedAt === undefined)
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** A clock ran out. The version is the caller's business: several may run out at once. */
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
