import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../functions/platform/errors.ts';
import {
  acceptProposal,
  changePromise,
  dismissProposal,
  endPromise,
  keepPromise,
  makePromise,
  proposedPromise,
  remindAtOf,
  type Step,
} from '../../../functions/promises/lifecycle/lifecycle.ts';
import { type PromiseState, promiseStates } from '../../../functions/promises/lifecycle/promise.ts';
import { as, contextAt, later, NOON } from '../../support/context.ts';
import { DUE, HOUR, promiseWith } from '../../support/promises/promises.ts';
import { CUSTOMER_ID, TICKET_ID } from '../../support/tickets/tickets.ts';

const ann = (at = NOON) => contextAt(at, { actor: as('agent', 'ann') });
const ticket = { id: TICKET_ID, customerId: CUSTOMER_ID, channel: 'chat' } as const;
const typesOf = ({ events }: Step) => events.map(({ type }) => type);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'allowed';
}

describe('the reminder of a promise', () => {
  it.each([
    ['a week', 168 * HOUR, HOUR],
    ['two hours and a millisecond', 2 * HOUR + 1, HOUR],
    ['two hours', 2 * HOUR, HOUR],
    ['a millisecond less than two hours', 2 * HOUR - 1, HOUR - 1],
    ['half an hour', HOUR / 2, HOUR / 4],
    ['a millisecond', 1, 0],
  ])(
    'that is due in %s comes an hour before, or after half of the time that is left',
    (_what, left, before) => {
      const dueAt = later(NOON, left);
      expect(remindAtOf(dueAt, new Date(NOON))).toBe(later(dueAt, -before));
    },
  );
});

describe('making a promise', () => {
  const request = { text: 'We call you', kind: 'call', dueAt: DUE } as const;

  it('assigns it to the caller or to the named agent, and emits a self-contained event', () => {
    const step = makePromise(ticket, { ...request, ownerId: 'bob' }, ann());
    expect(step.next).toMatchObject({
      ownerId: 'bob',
      madeBy: 'ann',
      state: 'open',
      firstDueAt: DUE,
      moves: 0,
    });
    expect(makePromise(ticket, request, ann()).next.ownerId).toBe('ann');
    expect(step.events).toEqual([
      {
        type: 'promise.made',
        v: 1,
        owner: `T#${TICKET_ID}`,
        customerId: CUSTOMER_ID,
        data: {
          ticketId: TICKET_ID,
          channel: 'chat',
          promiseId: step.next.id,
          text: 'We call you',
          kind: 'call',
          ownerId: 'bob',
          dueAt: DUE,
        },
      },
    ]);
  });

  it('is refused for the present or a past time, and allowed for a time one millisecond ahead', () => {
    const due = (ms: number) =>
      codeOf(() => makePromise(ticket, { ...request, dueAt: later(NOON, ms) }, ann()));
    expect([due(-1), due(0), due(1)]).toEqual(['promise.due_passed', 'promise.due_passed', 'allowed']);
  });
});

describe('keeping a promise', () => {
  it.each([
    ['a millisecond before its time', -1, false],
    ['at its time', 0, false],
    ['a millisecond after its time', 1, true],
  ])('%s (%s ms) sets late to %s', (_when, ms, late) => {
    const { next, events } = keepPromise(promiseWith(), 'called', ann(later(DUE, ms)));
    expect(next).toMatchObject({ state: 'kept', late, endReason: 'called', endedBy: 'ann', version: 2 });
    expect(events).toMatchObject([{ type: 'promise.kept', data: { late, note: 'called' } }]);
  });

  it('by a new due time is late when the old due time had passed', () => {
    const agreed = changePromise(
      promiseWith(),
      { dueAt: later(DUE, 2 * HOUR), reason: 'line was busy' },
      ann(later(DUE, 1)),
    );
    expect(typesOf(agreed)).toEqual(['promise.missed', 'promise.moved']);
    expect(keepPromise(agreed.next, undefined, ann(later(DUE, HOUR))).next.late).toBe(true);
  });

  it('by a new due time is in time when the old due time had not passed', () => {
    const agreed = changePromise(
      promiseWith(),
      { dueAt: later(DUE, 2 * HOUR), reason: 'parts are late' },
      ann(DUE),
    );
    expect(typesOf(agreed)).toEqual(['promise.moved']);
    expect(keepPromise(agreed.next, undefined, ann(later(DUE, HOUR))).next.late).toBe(false);
  });
});

describe('changing a promise', () => {
  const change = (body: object, at = NOON, promise = promiseWith()) => changePromise(promise, body, ann(at));

  it('to another due time keeps the first one, counts the move and sets a new reminder', () => {
    const dueAt = later(DUE, 24 * HOUR);
    const { next, events } = change({ dueAt, reason: 'parts are late' });
    expect(next).toMatchObject({ dueAt, firstDueAt: DUE, moves: 1, remindAt: later(dueAt, -HOUR) });
    expect(events).toMatchObject([
      { type: 'promise.moved', data: { from: DUE, dueAt, firstDueAt: DUE, reason: 'parts are late' } },
    ]);
  });

  it('to a due time that is not in the future is refused', () => {
    const to = (ms: number) => codeOf(() => change({ dueAt: later(NOON, ms), reason: 'x' }, NOON));
    expect([to(-1), to(0), to(1)]).toEqual(['promise.due_passed', 'promise.due_passed', 'allowed']);
  });

  it('emits one event for each changed field and none for unchanged fields', () => {
    const all = change({ dueAt: later(DUE, 1), reason: 'x', text: 'We write', ownerId: 'bob' });
    expect(typesOf(all)).toEqual(['promise.moved', 'promise.reworded', 'promise.owner_changed']);
    expect(all.events[2]).toMatchObject({ data: { ownerId: 'bob', from: 'ann' } });
    const same = change({ dueAt: DUE, reason: 'x', text: 'We call you', ownerId: 'ann' });
    expect([same.events, same.next]).toEqual([[], promiseWith({ id: same.next.id })]);
  });
});

describe('a proposal', () => {
  const found = { text: 'We call you', kind: 'call', dueAt: DUE, reason: 'call you by 3 pm' } as const;
  const proposed = (over = {}) => ({
    ...proposedPromise(ticket, { messageId: 'evt_1', ownerId: 'ann' }, found, contextAt(NOON)),
    ...over,
  });

  it('becomes a promise when a person accepts it, with another text and due time if requested', () => {
    const dueAt = later(DUE, HOUR);
    const step = acceptProposal(proposed(), { text: 'We write', dueAt }, ann(later(NOON, HOUR)));
    expect(step.next).toMatchObject({
      state: 'open',
      text: 'We write',
      dueAt,
      firstDueAt: dueAt,
      remindAt: later(dueAt, -HOUR),
      madeBy: 'ann',
      madeAt: later(NOON, HOUR),
      proposedFrom: { messageId: 'evt_1', reason: 'call you by 3 pm' },
    });
    expect(step.next.expiresAt).toBeUndefined();
    expect(step.events).toMatchObject([{ type: 'promise.made', data: { proposedFrom: 'evt_1' } }]);
  });

  it('whose due time has come can be accepted only with another due time', () => {
    expect(codeOf(() => acceptProposal(proposed(), {}, ann(DUE)))).toBe('promise.due_passed');
    expect(codeOf(() => acceptProposal(proposed(), {}, ann(later(DUE, -1))))).toBe('allowed');
    expect(codeOf(() => acceptProposal(proposed(), { dueAt: later(DUE, 1) }, ann(DUE)))).toBe('allowed');
  });

  it('emits no event when it is dismissed', () => {
    expect(dismissProposal(proposed(), ann())).toMatchObject({
      next: { state: 'dismissed', endedBy: 'ann' },
      events: [],
    });
  });
});

describe('the states of a promise', () => {
  const moves: Record<string, { from: PromiseState; run: (state: PromiseState) => Step }> = {
    accept: { from: 'proposed', run: (state) => acceptProposal(promiseWith({ state }), {}, ann()) },
    dismiss: { from: 'proposed', run: (state) => dismissProposal(promiseWith({ state }), ann()) },
    keep: { from: 'open', run: (state) => keepPromise(promiseWith({ state }), undefined, ann()) },
    break: { from: 'open', run: (state) => endPromise(promiseWith({ state }), 'broken', 'x', ann()) },
    withdraw: { from: 'open', run: (state) => endPromise(promiseWith({ state }), 'withdrawn', 'x', ann()) },
    change: { from: 'open', run: (state) => changePromise(promiseWith({ state }), {}, ann()) },
  };

  for (const [name, { from, run }] of Object.entries(moves)) {
    it(`allow ${name} only from ${from}`, () => {
      const allowed = promiseStates.filter((state) => codeOf(() => run(state)) === 'allowed');
      const refused = promiseStates.filter(
        (state) => codeOf(() => run(state)) === 'promise.transition_refused',
      );
      expect([allowed, refused.length]).toEqual([[from], promiseStates.length - 1]);
    });
  }

  it('reach an end exactly once, whatever people do in whatever order', () => {
    const step = fc.constantFrom('keep', 'break', 'withdraw', 'change');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (names) => {
        let promise = promiseWith();
        const ends: string[] = [];
        for (const [index, name] of names.entries()) {
          const context = ann(later(NOON, index * HOUR));
          const run = {
            keep: () => keepPromise(promise, undefined, context),
            break: () => endPromise(promise, 'broken', 'x', context),
            withdraw: () => endPromise(promise, 'withdrawn', 'x', context),
            change: () =>
              changePromise(promise, { dueAt: later(context.now.toISOString(), HOUR), reason: 'x' }, context),
          }[name];
          if (codeOf(run) !== 'allowed') continue;
          const { next, events } = run();
          promise = next;
          ends.push(...events.map(({ type }) => type).filter((type) => /kept|broken|withdrawn/.test(type)));
        }
        const over = names.some((name) => name !== 'change');
        expect([ends.length, promise.state !== 'open']).toEqual([over ? 1 : 0, over]);
        expect(promise.firstDueAt).toBe(DUE);
      }),
    );
  });
});
