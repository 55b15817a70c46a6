import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  type Complaint,
  foundAgain,
  foundMistaken,
  missed,
  momentsOf,
  received,
  responded,
} from '../../../functions/sensitive/complaint.ts';
import { CUSTOMER_ID, TICKET_ID } from '../../support/tickets.ts';

const RECEIVED = '2026-03-10T09:00:00.000Z';
const deadlines = {
  acknowledgeBy: '2026-03-11T17:00:00.000Z',
  summaryBy: '2026-03-13T17:00:00.000Z',
  finalBy: '2026-05-05T09:00:00.000Z',
};
const about = { ticketId: TICKET_ID, customerId: CUSTOMER_ID, channel: 'email', reasons: ['“complain”'] };
const complaint = (over: Partial<Complaint> = {}): Complaint => ({
  ...received({ ...about, receivedAt: RECEIVED }, deadlines),
  ...over,
});
const answer = (at: string) => ({ outcome: 'upheld' as const, redress: undefined, at, by: 'ann' });

describe('a complaint', () => {
  it('begins open, with its three clocks', () => {
    expect(complaint()).toMatchObject({ state: 'open', version: 1, missed: [], ...deadlines });
  });

  it('is acknowledged once, and not after it is over', () => {
    const once = acknowledged(complaint(), '2026-03-10T10:00:00.000Z');
    expect(once).toMatchObject({ acknowledgedAt: '2026-03-10T10:00:00.000Z', version: 2, state: 'open' });
    for (const over of [once, complaint({ state: 'resolved' }), complaint({ state: 'mistaken' })])
      expect(() => acknowledged(over, RECEIVED)).toThrow(
        expect.objectContaining({ code: 'complaint.settled' }),
      );
  });

  it.each([
    [deadlines.summaryBy, 'summary'],
    ['2026-03-13T17:00:00.001Z', 'final'],
  ])('answered at %s is answered by a %s', (at, kind) => {
    const done = responded(complaint(), answer(at));
    expect(done).toMatchObject({ state: 'resolved', response: { kind, outcome: 'upheld', at, by: 'ann' } });
  });

  it('answered before it was acknowledged counts as acknowledged by the answer', () => {
    expect(responded(complaint(), answer('2026-03-10T12:00:00.000Z')).acknowledgedAt).toBe(
      '2026-03-10T12:00:00.000Z',
    );
    const before = complaint({ acknowledgedAt: RECEIVED });
    expect(responded(before, answer('2026-03-10T12:00:00.000Z')).acknowledgedAt).toBe(RECEIVED);
  });

  it('is answered once', () => {
    const done = responded(complaint(), answer(RECEIVED));
    expect(() => responded(done, answer(RECEIVED))).toThrow(
      expect.objectContaining({ code: 'complaint.settled' }),
    );
  });

  it('that is found to be none keeps its clocks for the case that it is one after all', () => {
    const mistaken = foundMistaken(complaint(), { reason: 'a joke', at: RECEIVED, by: 'ann' });
    expect(mistaken).toMatchObject({ state: 'mistaken', mistaken: { reason: 'a joke' } });
    expect(momentsOf(mistaken)).toEqual([]);
    const again = foundAgain(mistaken);
    expect(again).toMatchObject({ state: 'open', version: 3, ...deadlines });
    expect(again.mistaken).toBeUndefined();
  });

  it('that was answered stays answered, whatever it is found to be later', () => {
    const done = responded(complaint(), answer(RECEIVED));
    expect(foundMistaken(done, { reason: 'x', at: RECEIVED, by: 'ann' })).toBe(done);
    expect(foundAgain(done)).toBe(done);
  });
});

describe('the moments of a complaint’s clocks', () => {
  it('are two warnings and three ends, in the order of time', () => {
    expect(momentsOf(complaint())).toEqual([
      { at: '2026-03-11T10:36:00.000Z', clock: 'acknowledge', what: 'warn' },
      { at: deadlines.acknowledgeBy, clock: 'acknowledge', what: 'missed' },
      { at: deadlines.summaryBy, clock: 'summary', what: 'missed' },
      { at: '2026-04-21T09:00:00.000Z', clock: 'final', what: 'warn' },
      { at: deadlines.finalBy, clock: 'final', what: 'missed' },
    ]);
  });

  it('of the acknowledgement end with it, all of them with the answer', () => {
    const clocks = (of: Complaint) => momentsOf(of).map(({ clock }) => clock);
    expect(clocks(acknowledged(complaint(), RECEIVED))).toEqual(['summary', 'final', 'final']);
    expect(clocks(responded(complaint(), answer(RECEIVED)))).toEqual([]);
  });

  it('are remembered once when they pass', () => {
    expect(missed(missed(complaint(), 'acknowledge'), 'acknowledge').missed).toEqual(['acknowledge']);
  });
});
