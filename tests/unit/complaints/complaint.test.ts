import { describe, expect, it } from 'vitest';
import {
  type Complaint,
  joinComplaints,
  markAcknowledged,
  markClockMissed,
  markMerged,
  markMistaken,
  markResponded,
  newComplaint,
  pendingAlertsOf,
  reopenComplaint,
} from '../../../functions/complaints/lifecycle/complaint.ts';
import { CUSTOMER_ID, TICKET_ID } from '../../support/tickets/tickets.ts';

const RECEIVED = '2026-03-10T09:00:00.000Z';
const deadlines = {
  acknowledgeBy: '2026-03-11T17:00:00.000Z',
  summaryBy: '2026-03-13T17:00:00.000Z',
  finalBy: '2026-05-05T09:00:00.000Z',
};
const about = { ticketId: TICKET_ID, customerId: CUSTOMER_ID, channel: 'email', reasons: ['“complain”'] };
const complaint = (over: Partial<Complaint> = {}): Complaint => ({
  ...newComplaint({ ...about, receivedAt: RECEIVED }, deadlines),
  ...over,
});
const answer = (at: string) => ({ outcome: 'upheld' as const, redress: undefined, at, by: 'ann' });

describe('a complaint', () => {
  it('starts open with its three clocks', () => {
    expect(complaint()).toMatchObject({ state: 'open', version: 1, missed: [], ...deadlines });
  });

  it('can be acknowledged only once, and only while it is open', () => {
    const once = markAcknowledged(complaint(), '2026-03-10T10:00:00.000Z');
    expect(once).toMatchObject({ acknowledgedAt: '2026-03-10T10:00:00.000Z', version: 2, state: 'open' });
    for (const over of [once, complaint({ state: 'resolved' }), complaint({ state: 'mistaken' })])
      expect(() => markAcknowledged(over, RECEIVED)).toThrow(
        expect.objectContaining({ code: 'complaint.settled' }),
      );
  });

  it.each([
    [deadlines.summaryBy, 'summary'],
    ['2026-03-13T17:00:00.001Z', 'final'],
  ])('that is answered at %s gets a %s response', (at, kind) => {
    const done = markResponded(complaint(), answer(at));
    expect(done).toMatchObject({ state: 'resolved', response: { kind, outcome: 'upheld', at, by: 'ann' } });
  });

  it('counts as acknowledged by its answer when nobody acknowledged it before', () => {
    expect(markResponded(complaint(), answer('2026-03-10T12:00:00.000Z')).acknowledgedAt).toBe(
      '2026-03-10T12:00:00.000Z',
    );
    const before = complaint({ acknowledgedAt: RECEIVED });
    expect(markResponded(before, answer('2026-03-10T12:00:00.000Z')).acknowledgedAt).toBe(RECEIVED);
  });

  it('can be answered only once', () => {
    const done = markResponded(complaint(), answer(RECEIVED));
    expect(() => markResponded(done, answer(RECEIVED))).toThrow(
      expect.objectContaining({ code: 'complaint.settled' }),
    );
  });

  it('keeps its clocks when it is marked as mistaken and reopened later', () => {
    const mistaken = markMistaken(complaint(), { reason: 'a joke', at: RECEIVED, by: 'ann' });
    expect(mistaken).toMatchObject({ state: 'mistaken', mistaken: { reason: 'a joke' } });
    expect(pendingAlertsOf(mistaken)).toEqual([]);
    const reopened = reopenComplaint(mistaken);
    expect(reopened).toMatchObject({ state: 'open', version: 3, ...deadlines });
    expect(reopened.mistaken).toBeUndefined();
  });

  it('stays resolved when it is marked as mistaken or reopened after its answer', () => {
    const done = markResponded(complaint(), answer(RECEIVED));
    expect(markMistaken(done, { reason: 'x', at: RECEIVED, by: 'ann' })).toBe(done);
    expect(reopenComplaint(done)).toBe(done);
  });
});

describe('a complaint that is answered late', () => {
  const late = '2026-03-12T09:00:00.000Z';

  it('records its missed clocks even when nobody was notified', () => {
    expect(markAcknowledged(complaint(), late).missed).toEqual(['acknowledge']);
    expect(markAcknowledged(complaint(), deadlines.acknowledgeBy).missed).toEqual([]);
    expect(markResponded(complaint(), answer('2026-05-06T09:00:00.000Z')).missed).toEqual([
      'acknowledge',
      'summary',
      'final',
    ]);
    const inTime = complaint({ acknowledgedAt: RECEIVED });
    expect(markResponded(inTime, answer('2026-05-05T09:00:00.000Z')).missed).toEqual(['summary']);
  });
});

describe('a complaint whose ticket is merged into another', () => {
  const on = { ticketId: 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV', channel: 'web' };
  const dayLater = complaint({
    ticketId: on.ticketId,
    receivedAt: '2026-03-11T09:00:00.000Z',
    acknowledgeBy: '2026-03-12T17:00:00.000Z',
    summaryBy: '2026-03-16T17:00:00.000Z',
    finalBy: '2026-05-06T09:00:00.000Z',
    reasons: ['“unacceptable”'],
    version: 4,
  });

  it('continues there with its own clocks when the other ticket has no complaint', () => {
    const first = complaint({ acknowledgedAt: RECEIVED, missed: ['acknowledge'], version: 3 });
    expect(joinComplaints(undefined, first, on)).toEqual({ ...first, ...on, version: 1 });
  });

  it('gives the remaining complaint the earlier clocks of the two', () => {
    const joined = joinComplaints(dayLater, complaint(), on);
    expect(joined).toMatchObject({ ...on, channel: 'email', version: 5, receivedAt: RECEIVED, ...deadlines });
    expect(joined.reasons).toEqual(['“unacceptable”', '“complain”']);
    const { ticketId } = complaint();
    expect(joinComplaints(complaint(), dayLater, { ticketId, channel: 'email' })).toMatchObject({
      receivedAt: RECEIVED,
      ...deadlines,
    });
  });

  it('counts as acknowledged when either was, and keeps the missed clocks of both', () => {
    const other = complaint({ acknowledgedAt: '2026-03-10T11:00:00.000Z', missed: ['summary'] });
    const own = { ...dayLater, acknowledgedAt: '2026-03-11T11:00:00.000Z', missed: ['acknowledge' as const] };
    expect(joinComplaints(own, other, on)).toMatchObject({
      acknowledgedAt: '2026-03-10T11:00:00.000Z',
      missed: ['acknowledge', 'summary'],
    });
    expect(joinComplaints(dayLater, other, on).acknowledgedAt).toBe('2026-03-10T11:00:00.000Z');
  });

  it('has no clock alerts and takes no answer until it is reopened', () => {
    const merged = markMerged(complaint(), on.ticketId);
    expect(merged).toMatchObject({ state: 'merged', mergedInto: on.ticketId, version: 2 });
    expect(pendingAlertsOf(merged)).toEqual([]);
    expect(() => markAcknowledged(merged, RECEIVED)).toThrow(
      expect.objectContaining({ code: 'complaint.settled' }),
    );
    expect(reopenComplaint(merged)).toEqual({ ...complaint(), version: 3 });
  });
});

describe('the clock alerts of a complaint', () => {
  it('are two warnings and three deadlines, in order of time', () => {
    expect(pendingAlertsOf(complaint())).toEqual([
      { at: '2026-03-11T10:36:00.000Z', clock: 'acknowledge', what: 'warn' },
      { at: deadlines.acknowledgeBy, clock: 'acknowledge', what: 'missed' },
      { at: deadlines.summaryBy, clock: 'summary', what: 'missed' },
      { at: '2026-04-21T09:00:00.000Z', clock: 'final', what: 'warn' },
      { at: deadlines.finalBy, clock: 'final', what: 'missed' },
    ]);
  });

  it('for the acknowledgement end when it is sent, and all end with the answer', () => {
    const clocks = (of: Complaint) => pendingAlertsOf(of).map(({ clock }) => clock);
    expect(clocks(markAcknowledged(complaint(), RECEIVED))).toEqual(['summary', 'final', 'final']);
    expect(clocks(markResponded(complaint(), answer(RECEIVED)))).toEqual([]);
  });

  it('mark a missed clock only once', () => {
    expect(markClockMissed(markClockMissed(complaint(), 'acknowledge'), 'acknowledge').missed).toEqual([
      'acknowledge',
    ]);
  });
});
