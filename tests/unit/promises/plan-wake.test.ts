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
  it('is first woken for its reminder, a proposal for its expiry, and an ended one never', () => {
    const wakes = promiseStates.map((state) => firstWakeAt(promiseWith({ state, expiresAt: 'later' })));
    expect(wakes).toEqual(['later', REMIND, ...Array.from({ length: 5 }, () => undefined)]);
  });

  it('triggers a reminder and is woken again a millisecond after its due time', () => {
    expect(woken(promiseWith(), REMIND)).toEqual({ does: 'remind', wakeAt: JUST_AFTER });
    expect(woken(promiseWith(), REMIND, DUE)).toEqual({ does: 'remind', wakeAt: JUST_AFTER });
  });

  it('is missed a millisecond after its due time, from which the grace period counts', () => {
    const plan = woken(promiseWith(), JUST_AFTER, later(DUE, 60_000));
    expect(plan).toMatchObject({
      does: 'miss',
      step: { next: { state: 'open', missedAt: DUE, version: 2 }, events: [{ type: 'promise.missed' }] },
      wakeAt: later(DUE, 24 * HOUR + 1),
    });
  });

  it('is missed at once when its reminder comes after the due time', () => {
    expect(woken(promiseWith(), REMIND, JUST_AFTER).does).toBe('miss');
  });

  it('is woken again at once when it is missed after the grace period', () => {
    const now = later(DUE, 48 * HOUR);
    expect(woken(promiseWith(), JUST_AFTER, now)).toMatchObject({ does: 'miss', wakeAt: now });
  });

  it('is broken by the clock after the grace period, without a reason', () => {
    const plan = woken(promiseWith({ missedAt: DUE }), later(DUE, 24 * HOUR + 1));
    expect(plan).toMatchObject({
      does: 'end',
      step: { next: { state: 'broken', endedBy: 'rapport' }, events: [{ type: 'promise.broken' }] },
    });
  });

  it('that was missed and then moved gets a reminder and can be missed again', () => {
    const moved = promiseWith({ missedAt: later(DUE, -HOUR) });
    expect(woken(moved, later(NOON, HOUR)).does).toBe('remind');
    expect(woken(moved, JUST_AFTER)).toMatchObject({ does: 'miss', step: { next: { missedAt: DUE } } });
  });

  it('is left alone when it has ended, and a proposal expires', () => {
    const does = promiseStates.map((state) => woken(promiseWith({ state }), REMIND).does);
    expect(does).toEqual(['end', 'remind', ...Array.from({ length: 5 }, () => 'nothing')]);
    expect(woken(promiseWith({ state: 'proposed' }), REMIND)).toMatchObject({
      step: { next: { state: 'expired' }, events: [] },
    });
  });
});
