import { describe, expect, it } from 'vitest';
import { safeParse } from 'zod/mini';
import type { Grant } from '../../../functions/compensation/grants/grant.ts';
import {
  acceptedWorthOf,
  approvalNotGiven,
  awaitingApproval,
  endedReturn,
  movedReturn,
  openedReturn,
  reopenedReturn,
  requestedGrantOf,
} from '../../../functions/returns/return.ts';
import {
  MoveReturnRequestSchema,
  manualStates,
  PortalOpenReturnRequestSchema,
  type Return,
  returnStates,
} from '../../../functions/returns/return-requests.ts';
import { contextAt } from '../../support/context.ts';
import { CUSTOMER_ID, OPENED_AT, TICKET_ID } from '../../support/tickets/tickets.ts';

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const line = { sku: 'L-1', name: 'Lamp', quantity: 3, unitPrice: eur(1000), reason: 'damaged' } as const;
const request = {
  customerId: CUSTOMER_ID,
  channel: 'web',
  orderRef: 'A-1',
  preferredResolution: 'refund',
  lines: [line, { ...line, sku: 'L-2', quantity: 1, unitPrice: eur(250), reason: 'too_late' }],
} as const;
const opened = openedReturn(
  { ...request, lines: [...request.lines] },
  { ticketId: TICKET_ID, openedAt: OPENED_AT },
);
const inspected: Return = {
  ...opened,
  state: 'inspected',
  lines: opened.lines.map((each, index) => ({ ...each, accepted: index === 0 ? 2 : 1 })),
};
const refusal = (code: string) => expect.objectContaining({ code });
const findings = [
  { line: 1, accepted: 2 },
  { line: 2, accepted: 0 },
];
const requestTo = (to: (typeof manualStates)[number]) => ({
  version: 1,
  to,
  ...(to === 'inspected' ? { inspected: findings } : {}),
});

/** The states that staff can set from each state. */
const allowed: Record<Return['state'], readonly string[]> = {
  requested: ['approved', 'rejected', 'closed'],
  approved: ['sent_back', 'received', 'closed'],
  rejected: [],
  sent_back: ['received', 'closed'],
  received: ['inspected'],
  inspected: ['exchanged', 'closed'],
  refunded: [],
  exchanged: [],
  credited: [],
  closed: [],
};

describe('a return', () => {
  it.each(returnStates.flatMap((state) => manualStates.map((to) => [state, to] as const)))(
    'that is %s becomes %s only when that transition is allowed',
    (state, to) => {
      const outcome = (() => {
        try {
          return movedReturn({ ...inspected, state }, requestTo(to), contextAt()).state;
        } catch (error) {
          return (error as { code: string }).code;
        }
      })();
      expect(outcome).toBe(allowed[state].includes(to) ? to : 'return.transition_refused');
    },
  );

  it('cannot change while its refund waits for approval', () => {
    const waiting = awaitingApproval(inspected, 'apr_1');
    expect(() => movedReturn(waiting, requestTo('closed'), contextAt())).toThrow(
      refusal('return.transition_refused'),
    );
    expect(() => requestedGrantOf(waiting, { as: 'refund' })).toThrow(refusal('return.transition_refused'));
    expect(movedReturn(approvalNotGiven(waiting), requestTo('closed'), contextAt()).state).toBe('closed');
  });

  it('cannot be exchanged when no goods were accepted', () => {
    const nothing = { ...inspected, lines: inspected.lines.map((each) => ({ ...each, accepted: 0 })) };
    expect(() => movedReturn(nothing, requestTo('exchanged'), contextAt())).toThrow(
      refusal('return.transition_refused'),
    );
  });
});

describe('the inspection', () => {
  const inspect = (found: { line: number; accepted: number; unitPrice?: ReturnType<typeof eur> }[]) =>
    movedReturn({ ...opened, state: 'received' }, { to: 'inspected', inspected: found }, contextAt());

  it('accepts up to the returned quantity of each line', () => {
    const next = inspect([
      { line: 1, accepted: 3 },
      { line: 2, accepted: 0 },
    ]);
    expect(next.lines.map(({ accepted }) => accepted)).toEqual([3, 0]);
    expect(acceptedWorthOf(next)).toEqual(eur(3000));
  });

  it('accepts goods worth the maximum amount', () => {
    const next = inspect([
      { line: 1, accepted: 1, unitPrice: eur(1e12) },
      { line: 2, accepted: 0 },
    ]);
    expect(acceptedWorthOf(next)).toEqual(eur(1e12));
  });

  it('can correct a unit price', () => {
    const next = inspect([
      { line: 1, accepted: 2, unitPrice: eur(900) },
      { line: 2, accepted: 1 },
    ]);
    expect(acceptedWorthOf(next)).toEqual(eur(2050));
  });

  it.each([
    ['a line is missing', [{ line: 1, accepted: 1 }]],
    [
      'a line is named twice',
      [
        { line: 1, accepted: 1 },
        { line: 1, accepted: 1 },
      ],
    ],
    [
      'a line does not exist',
      [
        { line: 1, accepted: 1 },
        { line: 3, accepted: 1 },
      ],
    ],
    [
      'more is accepted than was returned',
      [
        { line: 1, accepted: 4 },
        { line: 2, accepted: 1 },
      ],
    ],
    [
      'a price is in another currency',
      [
        { line: 1, accepted: 1, unitPrice: { amountMinor: 1, currency: 'USD' } },
        { line: 2, accepted: 1 },
      ],
    ],
    [
      'the lines are worth more than the maximum amount',
      [
        { line: 1, accepted: 1, unitPrice: eur(1e12) },
        { line: 2, accepted: 1, unitPrice: eur(1) },
      ],
    ],
  ])('is refused when %s', (_what, found) => {
    expect(() => inspect(found)).toThrow(refusal('request.invalid'));
  });
});

describe('the refund of a return', () => {
  it('is the value of the accepted goods unless a lower amount is requested', () => {
    expect(requestedGrantOf(inspected, { as: 'refund' })).toMatchObject({
      kind: 'refund',
      amount: eur(2250),
      orderRef: 'A-1',
      forReturn: true,
    });
    expect(requestedGrantOf(inspected, { as: 'refund', amount: eur(1) }).amount).toEqual(eur(1));
  });

  it('may equal the value of the accepted goods but not exceed it by one minor unit', () => {
    expect(requestedGrantOf(inspected, { as: 'refund', amount: eur(2250) }).amount).toEqual(eur(2250));
    expect(() => requestedGrantOf(inspected, { as: 'refund', amount: eur(2251) })).toThrow(
      refusal('return.amount_exceeded'),
    );
  });

  it('is refused when no goods were accepted', () => {
    const nothing = { ...inspected, lines: inspected.lines.map((each) => ({ ...each, accepted: 0 })) };
    expect(() => requestedGrantOf(nothing, { as: 'refund' })).toThrow(refusal('return.amount_exceeded'));
  });

  it('must be in the currency of the lines', () => {
    const amount = { amountMinor: 1, currency: 'USD' };
    expect(() => requestedGrantOf(inspected, { as: 'refund', amount })).toThrow(refusal('request.invalid'));
  });

  it('is a goodwill grant when it is a credit', () => {
    expect(requestedGrantOf(inspected, { as: 'credit' }).kind).toBe('goodwill');
  });

  it.each(returnStates.filter((state) => state !== 'inspected'))(
    'is refused when the return is %s',
    (state) => {
      expect(() => requestedGrantOf({ ...inspected, state }, { as: 'refund' })).toThrow(
        refusal('return.transition_refused'),
      );
    },
  );

  it('completes the return, which reopens when the grant fails', () => {
    const grant = { id: 'grt_1', kind: 'goodwill', amount: eur(5) } as Grant;
    const ended = endedReturn(awaitingApproval(inspected, 'apr_1'), grant, contextAt());
    expect(ended).toMatchObject({
      state: 'credited',
      grantId: 'grt_1',
      given: eur(5),
      approvalId: undefined,
    });
    expect(reopenedReturn(ended, contextAt())).toMatchObject({
      state: 'inspected',
      grantId: undefined,
      given: undefined,
    });
  });
});

describe('a return request', () => {
  const body = { channel: 'web', orderRef: 'A-1', preferredResolution: 'refund', lines: [line] };
  const isValid = (over: object) => safeParse(PortalOpenReturnRequestSchema, { ...body, ...over }).success;

  it.each([
    ['with one line', {}, true],
    ['without lines', { lines: [] }, false],
    ['with 50 lines', { lines: Array.from({ length: 50 }, () => line) }, true],
    ['with 51 lines', { lines: Array.from({ length: 51 }, () => line) }, false],
    ['with a quantity of zero', { lines: [{ ...line, quantity: 0 }] }, false],
    [
      'with two currencies',
      { lines: [line, { ...line, unitPrice: { amountMinor: 1, currency: 'USD' } }] },
      false,
    ],
    ['worth 1e12', { lines: [{ ...line, quantity: 1, unitPrice: eur(1e12) }] }, true],
    ['worth more than 1e12', { lines: [{ ...line, quantity: 2, unitPrice: eur(1e12) }] }, false],
    ['with an unknown reason', { lines: [{ ...line, reason: 'bored' }] }, false],
  ])('%s is validated', (_what, over, valid) => {
    expect(isValid(over)).toBe(valid);
  });

  it.each([
    ['a rejection without a reason', { to: 'rejected' }],
    ['a closing without a reason', { to: 'closed' }],
    ['an approval with a reason', { to: 'approved', reason: 'x' }],
    ['an inspection without findings', { to: 'inspected' }],
    ['findings without an inspection', { to: 'received', inspected: [] }],
    ['a tracking code without a parcel', { to: 'received', trackingCode: 'x' }],
    ['a manual refund', { to: 'refunded' }],
    ['a manual credit', { to: 'credited' }],
  ])('is not changed by %s', (_what, over) => {
    expect(safeParse(MoveReturnRequestSchema, over).success).toBe(false);
  });
});
