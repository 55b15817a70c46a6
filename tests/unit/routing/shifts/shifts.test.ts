import { describe, expect, it } from 'vitest';
import { nextShiftChange, type Shifts, ShiftsSchema } from '../../../../functions/routing/shifts/shifts.ts';

const zone = 'Europe/Berlin';
const plan = (over: Partial<Shifts>): Shifts => ({ timeZone: zone, weekly: [], exceptions: [], ...over });
const next = (shifts: Shifts, at: string) => nextShiftChange(shifts, new Date(at));
/** Returns the starts and ends of shifts from an instant on. */
function changesFrom(shifts: Shifts, from: string, count: number): string[] {
  const changes: string[] = [];
  for (let at = new Date(from); changes.length < count; ) {
    const change = nextShiftChange(shifts, at);
    if (!change) break;
    changes.push(`${change.at.slice(0, 16)} ${change.presence}`);
    at = new Date(change.at);
  }
  return changes;
}

describe('the next change of a shift', () => {
  const office = plan({ weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:30' })) });

  it('is the start before a shift and the end within it, by the agent’s wall clock', () => {
    expect(next(office, '2026-03-02T07:59:59.999Z')).toEqual({
      at: '2026-03-02T08:00:00.000Z',
      presence: 'online',
    });
    expect(next(office, '2026-03-02T08:00:00.000Z')).toEqual({
      at: '2026-03-02T16:30:00.000Z',
      presence: 'offline',
    });
  });

  it('skips free days', () => {
    expect(next(office, '2026-03-06T16:30:00.000Z')).toEqual({
      at: '2026-03-09T08:00:00.000Z',
      presence: 'online',
    });
  });

  it('is at the same wall-clock time when the clocks go forward and back', () => {
    const daily = plan({ weekly: [6, 7, 1].map((day) => ({ day, from: '09:00', to: '10:00' })) });
    expect(changesFrom(daily, '2026-03-28T00:00:00Z', 5)).toEqual([
      '2026-03-28T08:00 online',
      '2026-03-28T09:00 offline',
      '2026-03-29T07:00 online',
      '2026-03-29T08:00 offline',
      '2026-03-30T07:00 online',
    ]);
    expect(changesFrom(daily, '2026-10-24T22:00:00Z', 2)).toEqual([
      '2026-10-25T08:00 online',
      '2026-10-25T09:00 offline',
    ]);
  });

  it('moves a skipped wall-clock time forward by an hour and takes the first of a repeated one', () => {
    const early = plan({ weekly: [{ day: 7, from: '02:30', to: '06:00' }] });
    expect(next(early, '2026-03-29T00:00:00Z')?.at).toBe('2026-03-29T01:30:00.000Z');
    expect(next(early, '2026-10-24T23:00:00Z')?.at).toBe('2026-10-25T00:30:00.000Z');
  });

  it('joins shifts that meet at midnight', () => {
    const night = plan({
      weekly: [
        { day: 1, from: '22:00', to: '24:00' },
        { day: 2, from: '00:00', to: '06:00' },
      ],
    });
    expect(changesFrom(night, '2026-03-02T12:00:00Z', 3)).toEqual([
      '2026-03-02T21:00 online',
      '2026-03-03T05:00 offline',
      '2026-03-09T21:00 online',
    ]);
  });

  it('joins overlapping hours', () => {
    const two = plan({
      weekly: [
        { day: 1, from: '08:00', to: '12:00' },
        { day: 1, from: '10:00', to: '14:00' },
      ],
    });
    expect(changesFrom(two, '2026-03-02T00:00:00Z', 2)).toEqual([
      '2026-03-02T07:00 online',
      '2026-03-02T13:00 offline',
    ]);
  });

  it('applies exceptions with different hours or none', () => {
    const some = {
      ...office,
      exceptions: [
        { date: '2026-03-02', hours: [] },
        { date: '2026-03-03', hours: [{ from: '12:00', to: '13:00' }] },
      ],
    };
    expect(changesFrom(some, '2026-03-01T12:00:00Z', 3)).toEqual([
      '2026-03-03T11:00 online',
      '2026-03-03T12:00 offline',
      '2026-03-04T08:00 online',
    ]);
  });

  it('does not exist in a plan without hours or with only past ones', () => {
    expect(next(plan({}), '2026-03-02T00:00:00Z')).toBeUndefined();
    const once = plan({ exceptions: [{ date: '2026-03-02', hours: [{ from: '09:00', to: '10:00' }] }] });
    expect(next(once, '2026-03-02T09:00:00Z')).toBeUndefined();
  });
});

describe('a shift plan', () => {
  it.each([
    ['a day beyond the week', { weekly: [{ day: 8, from: '09:00', to: '10:00' }] }],
    ['an end before its start', { weekly: [{ day: 1, from: '10:00', to: '09:00' }] }],
    ['an end at its start', { weekly: [{ day: 1, from: '10:00', to: '10:00' }] }],
    ['a start at 24:00', { weekly: [{ day: 1, from: '24:00', to: '24:00' }] }],
    ['a time without a leading zero', { weekly: [{ day: 1, from: '9:00', to: '10:00' }] }],
    ['an unknown time zone', { timeZone: 'Europe/Atlantis', weekly: [] }],
    ['a date that does not exist', { weekly: [], exceptions: [{ date: '2026-02-30', hours: [] }] }],
  ])('is rejected with %s', (_name, over) => {
    expect(ShiftsSchema.safeParse({ timeZone: zone, ...over }).success).toBe(false);
  });
});
