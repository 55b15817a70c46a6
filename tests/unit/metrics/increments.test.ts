import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DESK } from '../../../functions/metrics/increment.ts';
import { incrementsOf, NOW, totalIncrements } from '../../../functions/metrics/increments.ts';
import type { Context } from '../../../functions/platform/context.ts';
import { eventOf } from '../../../functions/platform/table/new-event.ts';
import { moveToStatus, type Step } from '../../../functions/tickets/core/lifecycle.ts';
import type { Ticket } from '../../../functions/tickets/core/ticket.ts';
import { contextAt, later, NOON } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { OPENED_AT, ticketWith } from '../../support/tickets/tickets.ts';

const DAY = '2026-03-10';
const of = (type: string, data: Record<string, unknown> = {}, at = NOON) =>
  incrementsOf(domainEvent(type, { channel: 'chat', ...data }, { at })).filter(
    ({ metric }) => metric !== DESK,
  );
const on = (metric: string, add: Record<string, number>, date = DAY) => ({
  metric,
  date,
  channel: 'chat',
  add,
});

describe('incrementsOf', () => {
  it('counts an opened ticket, and one more open ticket on the day and in the running total', () => {
    expect(of('ticket.opened')).toEqual([
      on('tickets', { opened: 1 }),
      on('open-tickets', { net: 1 }),
      on('open-tickets', { net: 1 }, NOW),
    ]);
  });

  it('counts a reopening and one more open ticket', () => {
    expect(of('ticket.reopened')).toEqual([
      on('tickets', { reopened: 1 }),
      on('open-tickets', { net: 1 }),
      on('open-tickets', { net: 1 }, NOW),
    ]);
  });

  it('counts one open ticket less for a merge and one more when it is undone, without a reopening', () => {
    const open = (net: number) => [on('open-tickets', { net }), on('open-tickets', { net }, NOW)];
    expect(of('ticket.closed', { from: 'open', reason: 'merged' })).toEqual(open(-1));
    expect(of('ticket.unmerged', { to: 'open' })).toEqual(open(1));
    expect(of('ticket.closed', { from: 'solved', reason: 'merged' })).toEqual([]);
    expect(of('ticket.unmerged', { to: 'solved' })).toEqual([]);
  });

  it('counts the first solve as first and full resolution', () => {
    expect(of('ticket.solved', { resolution: { solvedAt: NOON, seconds: 90 } })).toEqual([
      on('tickets', { solved: 1 }),
      on('open-tickets', { net: -1 }),
      on('open-tickets', { net: -1 }, NOW),
      on('resolution-time', { firstResolutions: 1, firstSeconds: 90, fullResolutions: 1, fullSeconds: 90 }),
    ]);
  });

  it('moves the full resolution to the day of a second solve and keeps the first resolution', () => {
    const previous = { solvedAt: '2026-03-07T23:59:59.999Z', seconds: 90 };
    expect(of('ticket.solved', { resolution: { solvedAt: NOON, seconds: 500 }, previous }).slice(3)).toEqual([
      on('resolution-time', { fullResolutions: 1, fullSeconds: 500 }),
      on('resolution-time', { fullResolutions: -1, fullSeconds: -90 }, '2026-03-07'),
    ]);
  });

  it('counts a message only when it is the first reply', () => {
    expect(of('ticket.message_added', { visibility: 'public' })).toEqual([]);
    expect(of('ticket.message_added', { firstReplySeconds: 0 })).toEqual([
      on('first-reply-time', { replies: 1, seconds: 0 }),
    ]);
  });

  it('counts a survey answer of 4 or 5 as satisfied', () => {
    const satisfied = [1, 2, 3, 4, 5].map((score) => of('survey.answered', { score })[0]?.add);
    expect(satisfied).toEqual([
      { answers: 1, satisfied: 0, score1: 1 },
      { answers: 1, satisfied: 0, score2: 1 },
      { answers: 1, satisfied: 0, score3: 1 },
      { answers: 1, satisfied: 1, score4: 1 },
      { answers: 1, satisfied: 1, score5: 1 },
    ]);
    expect(of('survey.sent')).toEqual([on('csat', { sent: 1 })]);
  });

  it('counts a promise as made and open, and at its end as one open less and by how it ended', () => {
    const open = (net: number) => [on('open-promises', { net }), on('open-promises', { net }, NOW)];
    expect(of('promise.made')).toEqual([on('promises', { made: 1 }), ...open(1)]);
    const ends = [
      of('promise.kept', { late: false }),
      of('promise.kept', { late: true }),
      of('promise.broken'),
      of('promise.withdrawn'),
    ];
    expect(ends).toEqual([
      [on('promises', { settled: 1, keptInTime: 1 }), ...open(-1)],
      [on('promises', { settled: 1, keptLate: 1 }), ...open(-1)],
      [on('promises', { settled: 1, broken: 1 }), ...open(-1)],
      [on('promises', { withdrawn: 1 }), ...open(-1)],
    ]);
    expect(of('promise.moved')).toEqual([on('promises', { moved: 1 })]);
    for (const type of ['missed', 'reworded', 'owner_changed']) expect(of(`promise.${type}`)).toEqual([]);
  });

  describe('for a grant', () => {
    const amount = { amountMinor: 5000, currency: 'EUR' };
    const given = { kind: 'refund', amount, madeAt: '2026-03-07T23:59:59.999Z' };
    const parts = (one: number) => ({ count: one, refund_EUR_count: one, refund_EUR_minor: one * 5000 });

    it('counts it by kind and currency on the day it was made', () => {
      expect(of('grant.made', given)).toEqual([on('grants', parts(1), '2026-03-07')]);
    });

    it('subtracts it from that day when it failed or was revoked, and keeps it when it was paid', () => {
      expect(of('grant.settled', { ...given, outcome: 'failed' })).toEqual([
        on('grants', parts(-1), '2026-03-07'),
      ]);
      expect(of('grant.revoked', given)).toEqual([on('grants', parts(-1), '2026-03-07')]);
      expect(of('grant.settled', { ...given, outcome: 'paid' })).toEqual([]);
    });
  });

  describe('for a return', () => {
    const since = '2026-03-07T23:59:59.999Z';
    const reasons = ['damaged', 'too_late'];

    it('counts the request by each reason', () => {
      expect(of('return.requested', { reasons })).toEqual([
        on('returns', { opened: 1, opened_damaged: 1, opened_too_late: 1 }),
      ]);
    });

    it.each(['refunded', 'credited'])(
      'counts a return as %s and subtracts it from that day when its grant fails',
      (end) => {
        const parts = (one: number) => ({ [end]: one, [`${end}_damaged`]: one, [`${end}_too_late`]: one });
        expect(of('return.moved', { from: 'inspected', to: end, since, reasons })).toEqual([
          on('returns', parts(1)),
        ]);
        expect(of('return.moved', { from: end, to: 'inspected', since, reasons })).toEqual([
          on('returns', parts(-1), '2026-03-07'),
        ]);
      },
    );

    it('counts nothing for the steps in between', () => {
      expect(of('return.moved', { from: 'approved', to: 'received', since, reasons })).toEqual([]);
    });
  });

  it('counts nothing for any other event', () => {
    for (const type of [
      'order.placed',
      'ticket.assigned',
      'ticket.status_changed',
      'agent.capacity_freed',
      'outreach.sent',
    ])
      expect(of(type)).toEqual([]);
  });

  it('counts an event on its UTC day, to the millisecond', () => {
    expect(of('survey.sent', {}, '2026-03-10T23:59:59.999Z')[0]?.date).toBe('2026-03-10');
    expect(of('survey.sent', {}, '2026-03-11T00:00:00.000Z')[0]?.date).toBe('2026-03-11');
  });
});

describe('the increments of a ticket’s whole life', () => {
  /** Solves and reopens a ticket in turn; `gaps` are the minutes between. */
  function life(gaps: readonly number[]) {
    let ticket: Ticket = ticketWith();
    let at = OPENED_AT;
    const increments = gaps.flatMap((minutes) => {
      at = later(at, minutes * 60_000);
      const context: Context = contextAt(at);
      const step: Step = moveToStatus(ticket, ticket.status === 'solved' ? 'open' : 'solved', context);
      ticket = step.next;
      return step.events.flatMap((draft) => incrementsOf(eventOf(draft, context)));
    });
    return { ticket, totals: totalIncrements(increments) };
  }

  it('hold one first and one full resolution for each ticket ever solved, the full one on the last day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 9 }), (gaps) => {
        const { ticket, totals } = life(gaps);
        const parts = totals.filter(({ metric }) => metric === 'resolution-time');
        const sum = (name: string) => parts.reduce((total, { add }) => total + (add[name] ?? 0), 0);
        expect([sum('firstResolutions'), sum('fullResolutions')]).toEqual([1, 1]);
        expect(sum('fullSeconds')).toBe((Date.parse(ticket.solvedAt ?? '') - Date.parse(OPENED_AT)) / 1000);
        const counted = parts.filter(({ add }) => (add.fullResolutions ?? 0) !== 0).map(({ date }) => date);
        expect(counted).toEqual([ticket.solvedAt?.slice(0, 10)]);
      }),
    );
  });

  it('count the ticket as open exactly when it is open', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 9 }), (gaps) => {
        const { ticket, totals } = life(gaps);
        const now =
          totals.find(({ metric, date }) => metric === 'open-tickets' && date === NOW)?.add.net ?? 0;
        expect(1 + now).toBe(ticket.status === 'solved' ? 0 : 1);
      }),
    );
  });
});

describe('the ticket counts by status', () => {
  const place = (status: string, over: object = {}) => ({
    status,
    priority: 'high',
    queueId: 'lamps',
    ...over,
  });
  const moves = (from: object | undefined, to: object) =>
    Object.fromEntries(
      totalIncrements(
        incrementsOf(domainEvent('ticket.updated', { channel: 'chat', place: { from, to } })),
      ).map(({ channel, add }) => [channel, add]),
    );

  it('move a ticket from its old group and status to the new ones', () => {
    expect(moves(place('new'), place('open', { assigneeId: 'ann' }))).toEqual({
      'queue:lamps': { new: -1, open: 1 },
      'priority:high': { new: -1, open: 1 },
      'agent:ann': { open: 1 },
    });
  });

  it('leave closed tickets out', () => {
    expect(moves(place('solved'), place('closed'))).toEqual({
      'queue:lamps': { solved: -1 },
      'priority:high': { solved: -1 },
    });
  });
});

describe('totalIncrements', () => {
  it('sums by metric, day and channel without changing its input', () => {
    const first = incrementsOf(domainEvent('ticket.opened', { channel: 'chat' }));
    const before = structuredClone(first);
    const totals = totalIncrements([
      ...first,
      ...first,
      ...incrementsOf(domainEvent('ticket.opened', { channel: 'web' })),
    ]);
    expect(totals.find(({ metric, channel }) => metric === 'tickets' && channel === 'chat')?.add).toEqual({
      opened: 2,
    });
    expect(totals.find(({ metric, channel }) => metric === 'tickets' && channel === 'web')?.add).toEqual({
      opened: 1,
    });
    expect(totals.filter(({ metric }) => metric !== DESK)).toHaveLength(6);
    expect(totals.filter(({ metric }) => metric === DESK).map(({ add }) => add)).toEqual([
      { new: 3 },
      { new: 3 },
    ]);
    expect(first).toEqual(before);
  });
});
