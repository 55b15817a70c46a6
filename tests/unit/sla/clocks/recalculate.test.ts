import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  type ClockEvent,
  type ClockEventChange,
  clockEventName,
  timeMetricsOf,
} from '../../../../functions/sla/clocks/clock-events.ts';
import type { ClockFact } from '../../../../functions/sla/clocks/clock-facts.ts';
import { foldClocks } from '../../../../functions/sla/clocks/fold-clocks.ts';
import {
  breachAtOf,
  CHECKPOINT_LAG_MS,
  fromOpening,
  nextClockMoment,
  recalculate,
  type StoredClocks,
} from '../../../../functions/sla/clocks/recalculate.ts';
import type { SlaConfig, Target, TargetName } from '../../../../functions/sla/configuration/policy.ts';
import { configsOf, factsOf, policyWith, slaConfigWith, threadOf } from '../../../support/sla/sla.ts';

const MINUTE = 60_000;
const OPENED = Date.parse('2026-03-27T13:00:00Z');
const customer = { segments: [] };

const seconds = fc.integer({ min: 60, max: 40_000 });
const target = fc.record({ seconds, hours: fc.constantFrom('business', 'calendar') }) as fc.Arbitrary<Target>;
const targetSets = fc.record(
  {
    first_reply: target,
    next_reply: target,
    periodic_update: target,
    pausable_update: target,
    requester_wait: target,
    agent_work: target,
    total_resolution: target,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Record<TargetName, Target>>>;

const what = fc.constantFrom(
  'customer',
  'reply',
  'note',
  'bot',
  'open',
  'pending',
  'on_hold',
  'solved',
  'reopened',
  'urgent',
  'normal',
);
/** Generates a thread over four days around a daylight saving change, in steps of any length. */
const threads = fc
  .array(fc.tuple(what, fc.integer({ min: 0, max: 500 * MINUTE })), { maxLength: 14 })
  .map((steps) => {
    let at = OPENED;
    const rest = steps.map(([kind, wait]) => {
      at += wait;
      const change = { changes: { priority: { from: 'low', to: kind } } };
      const time = new Date(at).toISOString();
      return kind === 'urgent' || kind === 'normal'
        ? ([time, 'updated', change] as const)
        : ([time, kind] as const);
    });
    return factsOf(threadOf([new Date(OPENED).toISOString(), 'opened'], ...rest));
  });

const configs = fc
  .tuple(
    targetSets,
    targetSets,
    targetSets,
    fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 2 }),
  )
  .map(([a, b, c, minutes]) => {
    const times = minutes
      .toSorted((x, y) => x - y)
      .map((after) => new Date(OPENED + after * MINUTE).toISOString());
    const config = (version: number, targets: typeof a, changedAt: string): SlaConfig => ({
      ...slaConfigWith(
        [
          policyWith({ id: 'urgent', conditions: { priority: ['urgent'] }, targets: b }),
          policyWith({ targets }),
        ],
        {
          holidays: version === 3 ? [{ date: '2026-03-30', name: 'holiday' }] : [],
        },
      ),
      version,
      changedAt,
    });
    return [
      config(1, a, '2026-01-01T00:00:00.000Z'),
      config(2, c, times[0] ?? ''),
      config(3, c, times[1] ?? ''),
    ];
  });

/** Folds everything in one go, as the reference. */
const foldAtOnce = (facts: readonly ClockFact[], versions: readonly SlaConfig[], until: number) =>
  foldClocks({ facts, configs: configsOf(...versions), customer, until });
const byName = (events: readonly ClockEvent[]) =>
  events.toSorted((a, b) => (clockEventName(a) < clockEventName(b) ? -1 : 1));

/**
 * Simulates a worker that receives each fact some time after it happened, and some twice or more. At every
 * delivery it sees the facts that have been stored by then.
 */
function work(
  facts: readonly ClockFact[],
  versions: readonly SlaConfig[],
  deliveries: readonly { index: number; after: number }[],
  delays: readonly number[],
  end: number,
) {
  let stored: StoredClocks = { recent: [] };
  const moves: ClockEventChange[][] = [];
  const storedAt = (fact: ClockFact) =>
    fact.at + (delays[facts.indexOf(fact) % Math.max(1, delays.length)] ?? 0);
  const recalculateAt = (now: number, delivered?: ClockFact) => {
    const storedFacts = facts.filter((fact) => storedAt(fact) <= now || fact === delivered);
    const visible = versions.filter(({ changedAt }) => Date.parse(changedAt) <= now);
    const late = delivered !== undefined && stored.state !== undefined && delivered.at <= stored.state.upTo;
    const from = late ? fromOpening(moves) : stored;
    const result = recalculate({
      stored: from,
      facts: storedFacts,
      configs: configsOf(...visible),
      customer,
      now,
    });
    if (!result) return;
    stored = result.stored;
    if (result.changes.length > 0) moves.push(result.changes);
  };
  const times = [
    ...facts.map((fact) => ({ fact, at: storedAt(fact) })),
    ...deliveries.flatMap(({ index, after }) => {
      const fact = facts[index % facts.length];
      return fact ? [{ fact, at: storedAt(fact) + after }] : [];
    }),
  ].filter(({ at }) => at <= end);
  for (const { fact, at } of times.toSorted((a, b) => a.at - b.at)) recalculateAt(at, fact);
  recalculateAt(end);
  return { list: applyChanges(moves.flat()), stored };
}

const deliveries = fc.array(
  fc.record({ index: fc.nat(20), after: fc.integer({ min: 0, max: 3000 * MINUTE }) }),
  { maxLength: 20 },
);

describe('the recalculated clocks of a ticket', () => {
  it('are the same when folded in one go or in pieces cut anywhere', () => {
    fc.assert(
      fc.property(
        threads,
        configs,
        fc.array(fc.integer({ min: -10, max: 9000 }), { maxLength: 6 }),
        (facts, versions, cuts) => {
          const until = OPENED + 9000 * MINUTE;
          const whole = foldAtOnce(facts, versions, until);
          let state: typeof whole.state;
          const events: ClockEvent[] = [];
          for (const cut of [
            ...cuts.toSorted((a, b) => a - b).map((after) => OPENED + after * MINUTE),
            until,
          ]) {
            const piece = foldClocks({
              state,
              facts,
              configs: configsOf(...versions),
              customer,
              until: cut,
            });
            state = piece.state;
            events.push(...piece.events);
          }
          expect(events).toEqual(whole.events);
          expect(state).toEqual(whole.state);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('end the same for any order, number and lateness of deliveries', () => {
    fc.assert(
      fc.property(threads, configs, deliveries, (facts, versions, received) => {
        const end = OPENED + 9000 * MINUTE;
        const { list, stored } = work(facts, versions, received, [0], end);
        const whole = foldAtOnce(facts, versions, end);
        expect(byName(list)).toEqual(byName(whole.events));
        expect(stored.state).toEqual(foldAtOnce(facts, versions, end - CHECKPOINT_LAG_MS).state);
        expect(stored.recent).toEqual(
          whole.events.filter(({ at }) => Date.parse(at) > end - CHECKPOINT_LAG_MS),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('are corrected by facts that are stored late, however late', () => {
    fc.assert(
      fc.property(
        threads,
        configs,
        deliveries,
        fc.array(fc.integer({ min: 0, max: 900 * MINUTE }), { maxLength: 5 }),
        (facts, versions, received, delays) => {
          const end = OPENED + 12_000 * MINUTE;
          const late = [0, ...delays];
          const { list } = work(facts, versions, received, late, end);
          expect(byName(list)).toEqual(byName(foldAtOnce(facts, versions, end).events));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('give figures that depend on their events alone, with or without a checkpoint', () => {
    fc.assert(
      fc.property(threads, configs, deliveries, (facts, versions, received) => {
        const end = OPENED + 9000 * MINUTE;
        const { list, stored } = work(facts, versions, received, [0], end);
        expect(timeMetricsOf(stored.recent, stored.state?.figures)).toEqual(timeMetricsOf(list));
      }),
      { numRuns: 100 },
    );
  });

  it('breach once per instance, at or after the warning, and are late exactly when they breached', () => {
    fc.assert(
      fc.property(threads, configs, (facts, versions) => {
        const { events } = foldAtOnce(facts, versions, OPENED + 9000 * MINUTE);
        const names = events.map(clockEventName);
        expect(new Set(names).size).toBe(names.length);
        for (const event of events) {
          if (event.kind !== 'fulfil' || event.met === undefined) continue;
          const breach = events.find(
            (other) =>
              other.kind === 'breach' && other.target === event.target && other.instance === event.instance,
          );
          expect(event.met).toBe(breach === undefined);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a correction', () => {
  const config = slaConfigWith([
    policyWith({ targets: { first_reply: { seconds: 3600, hours: 'calendar' } } }),
  ]);
  const at = (time: string) => Date.parse(`2026-03-10T${time}Z`);
  const thread = factsOf(threadOf(['2026-03-10T08:00Z', 'opened'], ['2026-03-10T08:59:30Z', 'reply']));
  const recalculateWith = (stored: StoredClocks, facts: readonly ClockFact[], now: string) => {
    const result = recalculate({
      stored,
      facts,
      configs: configsOf(config),
      customer,
      now: at(now),
    });
    if (!result) throw new Error('no opening');
    return result;
  };

  it('withdraws a breach when a reply is stored that was given before it', () => {
    const early = recalculateWith({ recent: [] }, thread.slice(0, 1), '09:00:30');
    expect(early.changes.map(({ added }) => added?.kind)).toContain('breach');
    const corrected = recalculateWith(early.stored, thread, '09:00:40');
    expect(corrected.changes).toEqual([
      { withdrawn: expect.objectContaining({ kind: 'breach', target: 'first_reply' }) },
      { added: expect.objectContaining({ kind: 'fulfil', target: 'first_reply', met: true }) },
    ]);
  });

  it('is not made when there are no new facts', () => {
    const first = recalculateWith({ recent: [] }, thread, '09:00:30');
    expect(recalculateWith(first.stored, thread, '09:00:31').changes).toEqual([]);
    expect(recalculateWith(first.stored, thread, '19:00:31').changes).toEqual([]);
  });
});

describe('the next clock moment', () => {
  const config = slaConfigWith([
    policyWith({
      targets: {
        first_reply: { seconds: 3600, hours: 'calendar' },
        total_resolution: { seconds: 7200, hours: 'calendar' },
      },
    }),
  ]);
  const stateAt = (now: string, ...more: Parameters<typeof threadOf>) => {
    const { state } = foldAtOnce(
      factsOf(threadOf(['2026-03-10T08:00Z', 'opened'], ...more)),
      [config],
      Date.parse(`2026-03-10T${now}Z`),
    );
    if (!state) throw new Error('no opening');
    const next = nextClockMoment(state);
    return {
      next: next && new Date(next).toISOString().slice(11, 16),
      breachAt: breachAtOf(state)?.slice(11, 16),
    };
  };

  it('is the first warning, then the breach, then those of the other clocks, then undefined', () => {
    expect(['08:00', '08:48', '09:00', '09:36', '10:00'].map((now) => stateAt(now).next)).toEqual([
      '08:48',
      '09:00',
      '09:36',
      '10:00',
      undefined,
    ]);
  });

  it('keeps a passed deadline as the breach time until it is answered', () => {
    expect(stateAt('09:30').breachAt).toBe('09:00');
    expect(stateAt('09:30', ['2026-03-10T09:20Z', 'reply']).breachAt).toBe('10:00');
    expect(stateAt('09:30', ['2026-03-10T09:20Z', 'solved']).breachAt).toBeUndefined();
  });
});
