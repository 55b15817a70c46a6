import { describe, expect, it } from 'vitest';
import { firstWakeAt, planWake } from '../../../functions/promises/lifecycle/plan-wake.ts';
import { promiseStates } from '../../../functions/promises/lifecycle/promise.ts';
import { contextAt, later, NOON } from '../../support/context.ts';
import { DUE, HOUR, promiseWith } from '../../support/promises/promises.ts';

const REMIND = later(DUE, -HOUR);
const JUST_AFTER = later(DUE, 1);
const woken = (promise: ReturnType<typeof promiseWith>, due: string, now = due) =>
  planWake(promise, due, 24, contextAt(now));

describe('a promise', () => {
  it('is woken for its reminder, a proposal for its end, and nothing else at all', () => {
    const wakes = promiseStates.map((state) => firstWakeAt(promiseWith({ state, expiresAt: 'later' })));
    expect(wakes).toEqual(['later', REMIND, ...Array.from({ length: 5 }, () => undefined)]);
  });

  it('is reminded of, and woken again a millisecond after its due time', () => {
    expect(woken(promiseWith(), REMIND)).toEqual({ does: 'remind', wakeAt: JUST_AFTER });
    expect(woken(promiseWith(), REMIND, DUE)).toEqual({ does: 'remind', wakeAt: JUST_AFTER });
  });

  it('is missed a millisecond after its due time, with the grace counted from that time', () => {
    const waking = woken(promiseWith(), JUST_AFTER, later(DUE, 60_000));
    expect(waking).toMatchObject({
      does: 'miss',
      step: { next: { state: 'open', missedAt: DUE, version: 2 }, events: [{ type: 'promise.missed' }] },
      wakeAt: later(DUE, 24 * HOUR + 1),
    });
  });

  it('whose reminder comes after the due time is missed at once', () => {
    expect(woken(promiseWith(), REMIND, JUST_AFTER).does).toBe('miss');
  });

  it('that is missed when the grace is over already is woken again at once', () => {
    const now = later(DUE, 48 * HOUR);
    expect(woken(promiseWith(), JUST_AFTER, now)).toMatchObject({ does: 'miss', wakeAt: now });
  });

  it('is broken by the clock after the grace, without a reason of anybody', () => {
    const waking = woken(promiseWith({ missedAt: DUE }), later(DUE, 24 * HOUR + 1));
    expect(waking).toMatchObject({
      does: 'end',
      step: { next: { state: 'broken', endedBy: 'rapport' }, events: [{ type: 'promise.broken' }] },
    });
  });

  it('that was missed and then moved is reminded of and missed again by its new time', () => {
    const moved = promiseWith({ missedAt: later(DUE, -HOUR) });
    expect(woken(moved, later(NOON, HOUR)).does).toBe('remind');
    expect(woken(moved, JUST_AFTER)).toMatchObject({ does: 'miss', step: { next: { missedAt: DUE } } });
  });

  it('that has ended is left alone, and a proposal expires', () => {
    const does = promiseStates.map((state) => woken(promiseWith({ state }), REMIND).does);
    expect(does).toEqual(['end', 'remind', ...Array.from({ length: 5 }, () => 'nothing')]);
    expect(woken(promiseWith({ state: 'proposed' }), REMIND)).toMatchObject({
      step: { next: { state: 'expired' }, events: [] },
    });
  });
});
