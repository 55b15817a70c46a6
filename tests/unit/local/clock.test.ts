import { describe, expect, it } from 'vitest';
import { createClock, durationMs } from '../../../local/state/clock.ts';

describe('the clock', () => {
  it('counts days and months by the calendar', () => {
    expect(durationMs('P1D', Date.parse('2026-11-22T00:00:00Z'))).toBe(86_400_000);
    expect(durationMs('P1M', Date.parse('2026-02-01T00:00:00Z'))).toBe(28 * 86_400_000);
    expect(durationMs('PT90M', 0)).toBe(5_400_000);
  });

  it.each(['-P1D', 'PT0S', 'P0D'])('rejects %s: time only moves forwards', (text) => {
    expect(() => durationMs(text, 0)).toThrow('forwards');
  });

  it.each(['1 day', '', 'P', 'yesterday'])('rejects %j, which is not a duration', (text) => {
    expect(() => durationMs(text, 0)).toThrow('is not an ISO 8601 duration');
  });

  it('gives a past instant the offset that applied then', () => {
    const clock = createClock(1000);
    const before = Date.now() - 5000;
    clock.advance(60_000);
    expect(clock.fromMachine(before)).toBe(before + 1000);
    expect(clock.fromMachine(Date.now())).toBeGreaterThanOrEqual(Date.now() + 61_000 - 5);
  });
});
