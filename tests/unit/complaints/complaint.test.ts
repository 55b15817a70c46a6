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
  it('begins open, with its three clocks', () => {
    expect(complaint()).toMatchObject({ state: 'open', version: 1, missed: [], ...deadlines });
  });

  it('is acknowledged once, and not after it is over', () => {
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
  ])('answered at %s is answered by a %s', (at, kind) => {
    const done = markResponded(complaint(), answer(at));
    expect(done).toMatchObject({ state: 'resolved', response: { kind, outcome: 'upheld', at, by: 'ann' } });
  });

  it('answered before it was acknowledged counts as acknowledged by the answer', () => {
    expect(markResponded(complaint(), answer('2026-03-10T12:00:00.000Z')).acknowledgedAt).toBe(
      '2026-03-10T12:00:00.000Z',
    );
    const before = complaint({ acknowledgedAt: RECEIVED });
    expect(markResponded(before, answer('2026-03-10T12:00:00.000Z')).acknowledgedAt).toBe(RECEIVED);
  });

  it('is answered once', () => {
    const done = markResponded(complaint(), answer(RECEIVED));
    expect(() => markResponded(done, answer(RECEIVED))).toThrow(
      expect.objectContaining({ code: 'complaint.settled' }),
    );
  });

  it('that is found to be none keeps its clocks for the case that it is one after all', () => {
    const mistaken = markMistaken(complaint(), { reason: 'a joke', at: RECEIVED, by: 'ann' });
    expect(mistaken).toMatchObject({ state: 'mistaken', mistaken: { reason: 'a joke' } });
    expect(pendingAlertsOf(mistaken)).toEqual([]);
    const again = reopenComplaint(mistaken);
    expect(again).toMatchObject({ state: 'open', version: 3, ...deadlines });
    expect(again.mistaken).toBeUndefined();
  });

  it('that was answered stays answered, whatever it is found to be later', () => {
    const done = markResponded(complaint(), answer(RECEIVED));
    expect(markMistaken(done, { reason: 'x', at: RECEIVED, by: 'ann' })).toBe(done);
    expect(reopenComplaint(done)).toBe(done);
  });
});

describe('a complaint that is answered late', () => {
  const late = '2026-03-12T09:00:00.000Z';

  it('says so whether or not anybody was told by then', () => {
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

  it('goes on there with its own clocks where there was none', () => {
    const first = complaint({ acknowledgedAt: RECEIVED, missed: ['acknowledge'], version: 3 });
    expect(joinComplaints(undefined, first, on)).toEqual({ ...first, ...on, version: 1 });
  });

  it('gives the earlier clocks to the one that goes on, whichever of them that is', () => {
    const whole = joinComplaints(dayLater, complaint(), on);
    expect(whole).toMatchObject({ ...on, channel: 'email', version: 5, receivedAt: RECEIVED, ...deadlines });
    expect(whole.reasons).toEqual(['“unacceptable”', '“complain”']);
    const { ticketId } = complaint();
    expect(joinComplaints(complaint(), dayLater, { ticketId, channel: 'email' })).toMatchObject({
      receivedAt: RECEIVED,
      ...deadlines,
    });
  });

  it('is acknowledged when either was, and what either missed was missed', () => {
    const other = complaint({ acknowledgedAt: '2026-03-10T11:00:00.000Z', missed: ['summary'] });
    const own = { ...dayLater, acknowledgedAt: '2026-03-11T11:00:00.000Z', missed: ['acknowledge' as const] };
    expect(joinComplaints(own, other, on)).toMatchObject({
      acknowledgedAt: '2026-03-10T11:00:00.000Z',
      missed: ['acknowledge', 'summary'],
    });
    expect(joinComplaints(dayLater, other, on).acknowledgedAt).toBe('2026-03-10T11:00:00.000Z');
  });

  it('has no clocks of its own and takes no answer until it stands by itself again', () => {
    const gone = markMerged(complaint(), on.ticketId);
    expect(gone).toMatchObject({ state: 'merged', mergedInto: on.ticketId, version: 2 });
    expect(pendingAlertsOf(gone)).toEqual([]);
    expect(() => markAcknowledged(gone, RECEIVED)).toThrow(
      expect.objectContaining({ code: 'complaint.settled' }),
    );
    expect(reopenComplaint(gone)).toEqual({ ...complaint(), version: 3 });
  });
});

describe('the moments of a complaint’s clocks', () => {
  it('are two warnings and three ends, in the order of time', () => {
    expect(pendingAlertsOf(complaint())).toEqual([
      { at: '2026-03-11T10:36:00.000Z', clock: 'acknowledge', what: 'warn' },
      { at: deadlines.acknowledgeBy, clock: 'acknowledge', what: 'missed' },
      { at: deadlines.summaryBy, clock: 'summary', what: 'missed' },
      { at: '2026-04-21T09:00:00.000Z', clock: 'final', what: 'warn' },
      { at: deadlines.finalBy, clock: 'final', what: 'missed' },
    ]);
  });

  it('of the acknowledgement end with it, all of them with the answer', () => {
    const clocks = (of: Complaint) => pendingAlertsOf(of).map(({ clock }) => clock);
    expect(clocks(markAcknowledged(complaint(), RECEIVED))).toEqual(['summary', 'final', 'final']);
    expect(clocks(markResponded(complaint(), answer(RECEIVED)))).toEqual([]);
  });

  it('are remembered once when they pass', () => {
    expect(markClockMissed(markClockMissed(complaint(), 'acknowledge'), 'acknowledge').missed).toEqual([
      'acknowledge',
    ]);
  });
});
