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
const promises = fc.record(
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
/** A thread over four days around a change of the clocks, in steps of any length. */
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
    promises,
    promises,
    promises,
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

/** The oracle: everything at once. */
const truth = (facts: readonly ClockFact[], rules: readonly SlaConfig[], until: number) =>
  foldClocks({ facts, configs: configsOf(...rules), customer, until });
const byName = (events: readonly ClockEvent[]) =>
  events.toSorted((a, b) => (clockEventName(a) < clockEventName(b) ? -1 : 1));

/** A worker that is told of facts, each some time after it happened, and of some twice or more; between them it sees what has landed. */
function work(
  facts: readonly ClockFact[],
  rules: readonly SlaConfig[],
  deliveries: readonly { index: number; after: number }[],
  landing: readonly number[],
  end: number,
) {
  let stored: StoredClocks = { recent: [] };
  const moves: ClockEventChange[][] = [];
  const landed = (fact: ClockFact) =>
    fact.at + (landing[facts.indexOf(fact) % Math.max(1, landing.length)] ?? 0);
  const look = (now: number, told?: ClockFact) => {
    const there = facts.filter((fact) => landed(fact) <= now || fact === told);
    const visible = rules.filter(({ changedAt }) => Date.parse(changedAt) <= now);
    const late = told !== undefined && stored.state !== undefined && told.at <= stored.state.upTo;
    const from = late ? fromOpening(moves) : stored;
    const result = recalculate({
      stored: from,
      facts: there,
      configs: configsOf(...visible),
      customer,
      now,
    });
    if (!result) return;
    stored = result.stored;
    if (result.changes.length > 0) moves.push(result.changes);
  };
  const times = [
    ...facts.map((fact) => ({ fact, at: landed(fact) })),
    ...deliveries.flatMap(({ index, after }) => {
      const fact = facts[index % facts.length];
      return fact ? [{ fact, at: landed(fact) + after }] : [];
    }),
  ].filter(({ at }) => at <= end);
  for (const { fact, at } of times.toSorted((a, b) => a.at - b.at)) look(at, fact);
  look(end);
  return { list: applyChanges(moves.flat()), stored };
}

const deliveries = fc.array(
  fc.record({ index: fc.nat(20), after: fc.integer({ min: 0, max: 3000 * MINUTE }) }),
  { maxLength: 20 },
);

describe('the clocks of a ticket', () => {
  it('are the same in one go and in pieces cut anywhere', () => {
    fc.assert(
      fc.property(
        threads,
        configs,
        fc.array(fc.integer({ min: -10, max: 9000 }), { maxLength: 6 }),
        (facts, rules, cuts) => {
          const until = OPENED + 9000 * MINUTE;
          const whole = truth(facts, rules, until);
          let state: typeof whole.state;
          const events: ClockEvent[] = [];
          for (const cut of [
            ...cuts.toSorted((a, b) => a - b).map((after) => OPENED + after * MINUTE),
            until,
          ]) {
            const piece = foldClocks({
              state,
              facts,
              configs: configsOf(...rules),
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

  it('end the same whatever the order, number and lateness of the deliveries', () => {
    fc.assert(
      fc.property(threads, configs, deliveries, (facts, rules, told) => {
        const end = OPENED + 9000 * MINUTE;
        const { list, stored } = work(facts, rules, told, [0], end);
        const whole = truth(facts, rules, end);
        expect(byName(list)).toEqual(byName(whole.events));
        expect(stored.state).toEqual(truth(facts, rules, end - CHECKPOINT_LAG_MS).state);
        expect(stored.recent).toEqual(
          whole.events.filter(({ at }) => Date.parse(at) > end - CHECKPOINT_LAG_MS),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('are put right by facts that land late, however late', () => {
    fc.assert(
      fc.property(
        threads,
        configs,
        deliveries,
        fc.array(fc.integer({ min: 0, max: 900 * MINUTE }), { maxLength: 5 }),
        (facts, rules, told, landing) => {
          const end = OPENED + 12_000 * MINUTE;
          const late = [0, ...landing];
          const { list } = work(facts, rules, told, late, end);
          expect(byName(list)).toEqual(byName(truth(facts, rules, end).events));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('give figures that are a function of their events alone, checkpoint or not', () => {
    fc.assert(
      fc.property(threads, configs, deliveries, (facts, rules, told) => {
        const end = OPENED + 9000 * MINUTE;
        const { list, stored } = work(facts, rules, told, [0], end);
        expect(timeMetricsOf(stored.recent, stored.state?.figures)).toEqual(timeMetricsOf(list));
      }),
      { numRuns: 100 },
    );
  });

  it('breach once an instance, at or after they warn, and are late exactly when they breached', () => {
    fc.assert(
      fc.property(threads, configs, (facts, rules) => {
        const { events } = truth(facts, rules, OPENED + 9000 * MINUTE);
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
  const look = (stored: StoredClocks, facts: readonly ClockFact[], now: string) => {
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

  it('takes a breach back when a reply lands that was given before it', () => {
    const blind = look({ recent: [] }, thread.slice(0, 1), '09:00:30');
    expect(blind.changes.map(({ added }) => added?.kind)).toContain('breach');
    const seeing = look(blind.stored, thread, '09:00:40');
    expect(seeing.changes).toEqual([
      { withdrawn: expect.objectContaining({ kind: 'breach', target: 'first_reply' }) },
      { added: expect.objectContaining({ kind: 'fulfil', target: 'first_reply', met: true }) },
    ]);
  });

  it('is not made when nothing is new', () => {
    const first = look({ recent: [] }, thread, '09:00:30');
    expect(look(first.stored, thread, '09:00:31').changes).toEqual([]);
    expect(look(first.stored, thread, '19:00:31').changes).toEqual([]);
  });
});

describe('the next moment', () => {
  const config = slaConfigWith([
    policyWith({
      targets: {
        first_reply: { seconds: 3600, hours: 'calendar' },
        total_resolution: { seconds: 7200, hours: 'calendar' },
      },
    }),
  ]);
  const stateAt = (now: string, ...more: Parameters<typeof threadOf>) => {
    const { state } = truth(
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

  it('is the first warning, then the breach, then those of the other clocks, then none', () => {
    expect(['08:00', '08:48', '09:00', '09:36', '10:00'].map((now) => stateAt(now).next)).toEqual([
      '08:48',
      '09:00',
      '09:36',
      '10:00',
      undefined,
    ]);
  });

  it('leaves the deadline that has passed as the most pressing one until it is answered', () => {
    expect(stateAt('09:30').breachAt).toBe('09:00');
    expect(stateAt('09:30', ['2026-03-10T09:20Z', 'reply']).breachAt).toBe('10:00');
    expect(stateAt('09:30', ['2026-03-10T09:20Z', 'solved']).breachAt).toBeUndefined();
  });
});
