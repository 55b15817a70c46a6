import { describe, expect, it } from 'vitest';
import { incrementsOf, totalIncrements } from '../../../functions/metrics/increments.ts';
import type { ClockEventChange } from '../../../functions/sla/clocks/clock-events.ts';
import { domainEvent } from '../../support/domain-event.ts';

const NEXT_DAY = '2026-03-11T10:00:00.000Z';
const incrementsFor = (...changes: ClockEventChange[]) =>
  incrementsOf(
    domainEvent('sla.clocks_changed', { ticketId: 'tkt_1', channel: 'chat', version: 1, changes }),
  );
const on = (add: Record<string, number>, date = '2026-03-10', metric = 'sla') => ({
  metric,
  date,
  channel: 'chat',
  add,
});
const clock = { target: 'next_reply', instance: 1, at: '2026-03-10T10:00:00.000Z' } as const;
const limit = { targetSeconds: 3600, hours: 'calendar' } as const;
const met = {
  kind: 'fulfil',
  ...clock,
  ...limit,
  calendarSeconds: 600,
  businessSeconds: 500,
  met: true,
} as const;
const breach = { kind: 'breach', ...clock, ...limit, dueAt: clock.at, calendarSeconds: 3600 } as const;

describe('slaIncrements', () => {
  it('counts a met target once, with its times, on the day of the fulfilment', () => {
    expect(incrementsFor({ added: met })).toEqual([
      on({
        targets: 1,
        met: 1,
        next_reply_met: 1,
        next_reply_fulfilled: 1,
        next_reply_seconds: 600,
        next_reply_businessFulfilled: 1,
        next_reply_businessSeconds: 500,
      }),
    ]);
  });

  it('counts a breach once, on its day, and adds only the time of the late fulfilment', () => {
    expect(incrementsFor({ added: breach })).toEqual([
      on({ targets: 1, breached: 1, next_reply_breached: 1 }),
    ]);
    const { businessSeconds: _none, ...late } = { ...met, at: NEXT_DAY, calendarSeconds: 90_000, met: false };
    expect(incrementsFor({ added: late })).toEqual([
      on({ next_reply_fulfilled: 1, next_reply_seconds: 90_000 }, '2026-03-11'),
    ]);
  });

  it('adds only the time of a fulfilment without a target', () => {
    const { met: _met, targetSeconds: _seconds, hours: _hours, ...plain } = met;
    expect(Object.keys(incrementsFor({ added: plain })[0]?.add ?? {})).toEqual([
      'next_reply_fulfilled',
      'next_reply_seconds',
      'next_reply_businessFulfilled',
      'next_reply_businessSeconds',
    ]);
  });

  it('subtracts what a correction withdraws on the day it was counted', () => {
    const corrected = { ...met, at: NEXT_DAY };
    const totals = totalIncrements([
      ...incrementsFor({ added: met }),
      ...incrementsFor({ added: corrected, withdrawn: met }),
    ]);
    expect(totals.map(({ date, add }) => [date, add.met, add.next_reply_seconds])).toEqual([
      ['2026-03-10', 0, 0],
      ['2026-03-11', 1, 600],
    ]);
    const withdrawn = totalIncrements([
      ...incrementsFor({ added: breach }),
      ...incrementsFor({ withdrawn: breach }),
    ]);
    expect(withdrawn.map(({ add }) => Object.values(add))).toEqual([[0, 0, 0]]);
  });

  it('adds the business time of a first reply and a first resolution to their metrics', () => {
    const first = { ...met, target: 'first_reply' } as const;
    expect(incrementsFor({ added: first })[1]).toEqual(
      on({ businessReplies: 1, businessSeconds: 500 }, '2026-03-10', 'first-reply-time'),
    );
    const used = { calendarSeconds: 900, businessSeconds: 800 };
    const solved = { ...met, target: 'total_resolution', sinceOpening: used, first: true } as const;
    expect(incrementsFor({ added: solved })[1]).toEqual(
      on({ firstBusinessResolutions: 1, firstBusinessSeconds: 800 }, '2026-03-10', 'resolution-time'),
    );
    const { first: _first, ...again } = solved;
    expect(incrementsFor({ added: { ...again, instance: 2 } })).toHaveLength(1);
  });

  it('adds nothing for other clock events', () => {
    const events: ClockEventChange[] = [
      { added: { kind: 'activate', ...clock } },
      { added: { kind: 'pause', count: 1, ...clock } },
      { added: { kind: 'cancel', ...clock } },
      { added: { kind: 'warn', dueAt: clock.at, ...limit, ...clock } },
      { added: { kind: 'policy_applied', instance: 1, at: clock.at, slaConfigVersion: 1, targets: {} } },
    ];
    expect(incrementsFor(...events)).toEqual([]);
  });
});
