// Money given away: the limit is a condition of the write that gives it.
import { beforeEach, describe, expect, it } from 'vitest';
import { REVOKE_WINDOW_MS } from '../../../functions/compensation/grants/grant.ts';
import { portalTimeline } from '../../../functions/customers/timeline/portal-timeline.ts';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import { rollUp } from '../../../functions/metrics/roll-up.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import {
  ada,
  ann,
  ben,
  compensationOf,
  eur,
  lee,
  lia,
  payments,
  refunds,
} from '../../support/compensation.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Answer } from '../../support/http/call-api.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let clock: ReturnType<typeof stoppedClock>;
let desk: ReturnType<typeof compensationOf>;
let customerId: string;
let ticketId: string;

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  desk = compensationOf(table, apis, clock);
  customerId = (await newCustomer(apis, 'cleo')).id;
  ticketId = (await newTicket(apis, customerId)).id;
});

/** What was counted, on the ticket and in the months. */
const spends = async () =>
  (await itemsOfKind(table, 'spend'))
    .map(({ sk, spentMinor }) => [String(sk), Number(spentMinor)] as const)
    .toSorted(([one], [two]) => one.localeCompare(two));
const outcomes = (answers: readonly Answer[]) => answers.map(({ body }) => body.outcome).toSorted();
async function close(id = ticketId) {
  for (const status of ['solved', 'closed']) {
    const version = (await loadTicket(table, id))?.version;
    await apis.tickets('changeStatus', { params: { ticketId: id }, body: { status, version } });
  }
}

describe('a grant inside the limits', () => {
  it('is made at once, and stands in the thread and on the customer’s timeline', async () => {
    const { status, body } = await desk.grant(ticketId, 5000, ann, { orderRef: 'A-1' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      outcome: 'made',
      grant: { state: 'made', kind: 'refund', amount: eur(5000), grantedBy: { role: 'agent', id: 'ann' } },
    });
    const { id: grantId } = body.grant;
    const fact = {
      ticketId,
      customerId,
      grantId,
      kind: 'refund',
      amount: eur(5000),
      orderRef: 'A-1',
      by: 'ann',
    };
    const page = await apis.tickets('getTicket', { params: { ticketId }, as: ann });
    expect(page.body.thread.items.at(-1)).toMatchObject({ type: 'grant.made', data: { grantId } });
    const [event] = await eventsIn(table, 'grant.made');
    expect(event).toMatchObject({ customerId, data: fact });
    if (event) await addToTimeline(table, event);
    const me = await apis.customers('getMe', { as: { role: 'customer', id: customerId } });
    const entry = me.body.timeline.items.find(({ type }: { type: string }) => type === 'grant.made');
    expect(entry).toMatchObject({ from: 'us' });
    expect(entry.summary).toEqual({ ticketId, kind: 'refund', amount: eur(5000), orderRef: 'A-1' });
    expect((await desk.call('getGrant', payments, { params: { grantId } })).body).toEqual(body.grant);
  });

  it('shows its customer neither who gave it nor why', async () => {
    await desk.grant(ticketId, 100);
    const [event] = await eventsIn(table, 'grant.made');
    const shown = portalTimeline([{ ...event, summary: event?.data }]);
    expect(JSON.stringify(shown)).not.toMatch(/ann|broke/);
  });

  it('may be as much as the limit of one and of the month, and not one minor unit more', async () => {
    await desk.setAgent('ann', [refunds(5000, 12_000)]);
    const answers = [];
    for (const amount of [5001, 5000, 5000, 2001, 2000, 1]) answers.push(await desk.grant(ticketId, amount));
    expect(answers.map(({ body }) => body.outcome)).toEqual([
      'waiting',
      'made',
      'made',
      'waiting',
      'made',
      'waiting',
    ]);
    expect(await desk.spent()).toBe(12_000);
  });

  it('counts by kind, by currency and by person', async () => {
    await desk.setAgent('ann', [
      refunds(100, 100),
      refunds(100, 100, { currency: 'USD' }),
      refunds(100, 100, { kind: 'discount' }),
    ]);
    const answers = [
      await desk.grant(ticketId, 100),
      await desk.grant(ticketId, 100, ann, { amount: { amountMinor: 100, currency: 'USD' } }),
      await desk.grant(ticketId, 100, ann, { kind: 'discount' }),
      await desk.grant(ticketId, 100, ben),
    ];
    expect(outcomes(answers)).toEqual(['made', 'made', 'made', 'made']);
    expect((await desk.grant(ticketId, 1)).body.outcome).toBe('waiting');
  });

  it('counts in the month in which it is made, in UTC', async () => {
    await desk.setAgent('ann', [refunds(100, 100, { ticketMinor: null })]);
    clock.set('2026-10-31T23:59:59.999Z');
    expect((await desk.grant(ticketId, 100)).body.outcome).toBe('made');
    expect((await desk.grant(ticketId, 100)).body.outcome).toBe('waiting');
    clock.set('2026-11-01T00:00:00.000Z');
    expect((await desk.grant(ticketId, 100)).body.outcome).toBe('made');
    expect(await spends()).toEqual([
      ['GRANTED#refund#EUR', 200],
      ['LIM#2026-10#refund#EUR', 100],
      ['LIM#2026-11#refund#EUR', 100],
    ]);
  });

  it('without a limit may be of any amount and currency', async () => {
    const amount = { amountMinor: 1e12, currency: 'JPY' };
    expect((await desk.grant(ticketId, 1, ada, { amount })).body.outcome).toBe('made');
  });

  it('is counted in the figures, by kind and currency', async () => {
    const { body } = await desk.grant(ticketId, 5000);
    await desk.grant(ticketId, 700, ann, { kind: 'goodwill' });
    await desk.settle(body.grant.id, 'failed');
    await rollUp(table, await eventsIn(table), contextAt());
    const day = NOON.slice(0, 10);
    const read = await apis.metrics('getMetric', {
      params: { metric: 'grants' },
      query: { from: day, to: day },
    });
    expect(read.body.total).toEqual({
      n: 1,
      value: 1,
      sums: {
        count: 1,
        refund_EUR_count: 0,
        refund_EUR_minor: 0,
        goodwill_EUR_count: 1,
        goodwill_EUR_minor: 700,
      },
    });
  });
});

describe('the limit', () => {
  it('lets no two grants pass that fit only one by one', async () => {
    await desk.setAgent('ann', [refunds(100, 150)]);
    const other = (await newTicket(apis, customerId)).id;
    const answers = await Promise.all([desk.grant(ticketId, 100), desk.grant(other, 100)]);
    expect(outcomes(answers)).toEqual(['made', 'waiting']);
    expect(await desk.spent()).toBe(100);
    expect(await itemsOfKind(table, 'grant')).toHaveLength(1);
  });

  it('lets of twelve at once exactly as many pass as the month has room for', async () => {
    await desk.setAgent('ann', [refunds(100, 500)]);
    const key = (index: number) => ({ 'idempotency-key': `k-${index}` });
    const grants = async (indexes: number[]) =>
      Promise.all(indexes.map((index) => desk.grant(ticketId, 100, ann, {}, key(index))));
    const all = Array.from({ length: 12 }, (_, index) => index);
    const tried = await grants(all);
    // Those that lost too often to rivals are answered 409 and tried again, as a client would.
    const again = await Promise.all(
      all.filter((index) => tried[index]?.status === 409).map(async (index) => (await grants([index]))[0]),
    );
    const answers = [...tried, ...again].filter((answer) => answer?.status === 201) as Answer[];
    expect(outcomes(answers).filter((outcome) => outcome === 'made')).toHaveLength(5);
    expect(answers).toHaveLength(12);
    expect(await desk.spent()).toBe(500);
    expect(await itemsOfKind(table, 'grant')).toHaveLength(5);
  });

  it.each([
    ['of the role', () => desk.setRole('agent', [refunds(99, 1000)])],
    ['of the person', () => desk.setAgent('ann', [refunds(99, 1000)])],
  ])('%s that is lowered between reading and writing refuses', async (_whose, lower) => {
    const lowered = async () => {
      await lower();
    };
    const answer = await withConcurrentChange(table, lowered, () => desk.grant(ticketId, 100));
    expect(answer.body.outcome).toBe('waiting');
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
    expect(await itemsOfKind(table, 'spend')).toEqual([]);
  });

  it('that is raised meanwhile lets pass what it now allows', async () => {
    await desk.setAgent('ann', [refunds(100, 100)]);
    const raised = async () => {
      await desk.setAgent('ann', [refunds(200, 200)], ada, 1);
    };
    const answer = await withConcurrentChange(table, raised, () => desk.grant(ticketId, 100));
    expect(answer.body.outcome).toBe('made');
  });
});

describe('the limit of a ticket', () => {
  const onTicket = (ticketMinor: number) => [refunds(100, 10_000, { ticketMinor })];

  it.each([
    ['grants that fill it, and one minor unit more', [100, 50, 1], ['made', 'made', 'waiting']],
    ['one that leaves room for a smaller one', [100, 60, 50], ['made', 'waiting', 'made']],
    ['the largest single grant twice', [100, 100], ['made', 'waiting']],
  ])('bounds %s', async (_what, amounts, expected) => {
    await desk.setAgent('ann', onTicket(150));
    const answers = [];
    for (const amount of amounts) answers.push(await desk.grant(ticketId, amount));
    expect(answers.map(({ body }) => body.outcome)).toEqual(expected);
  });

  it('that is below the amount refuses it on a ticket without any grant', async () => {
    await desk.setAgent('ann', onTicket(99));
    const { body } = await desk.grant(ticketId, 100);
    expect(body).toMatchObject({
      outcome: 'waiting',
      approval: { exceededLimit: 'The amount is above the limit of the ticket: EUR 0.99 of EUR 0.99 left.' },
    });
    expect(await itemsOfKind(table, 'spend')).toEqual([]);
  });

  it('is told with what is left, and on the page of the request with what was given', async () => {
    await desk.setAgent('ann', onTicket(150));
    await desk.grant(ticketId, 100);
    const { body } = await desk.grant(ticketId, 51);
    const exceededLimit = 'The amount is above the limit of the ticket: EUR 0.50 of EUR 1.50 left.';
    expect(body.approval.exceededLimit).toBe(exceededLimit);
    const page = await desk.call('getApproval', lee, { params: { approvalId: body.approval.id } });
    expect(page.body).toMatchObject({
      approval: { exceededLimit },
      ticketSpent: [{ kind: 'refund', currency: 'EUR', spentMinor: 100 }],
    });
  });

  it('counts what anybody gave on it, by kind and currency, and nothing of other tickets', async () => {
    await desk.setAgent('ann', [...onTicket(150), refunds(100, 100, { currency: 'USD' })]);
    const other = (await newTicket(apis, customerId)).id;
    const answers = [
      await desk.grant(ticketId, 100, ben),
      await desk.grant(ticketId, 51),
      await desk.grant(ticketId, 51, ann, { kind: 'goodwill' }),
      await desk.grant(ticketId, 51, ann, { amount: { amountMinor: 51, currency: 'USD' } }),
      await desk.grant(other, 51),
      await desk.grant(ticketId, 50),
    ];
    expect(answers.map(({ body }) => body.outcome)).toEqual([
      'made',
      'waiting',
      'made',
      'made',
      'made',
      'made',
    ]);
  });

  it('outlasts the month', async () => {
    await desk.setAgent('ann', onTicket(100));
    expect((await desk.grant(ticketId, 100)).body.outcome).toBe('made');
    clock.set('2027-01-01T00:00:00.000Z');
    expect((await desk.grant(ticketId, 1)).body.outcome).toBe('waiting');
  });

  it('holds for who approves as well, whose refusal names what is left; the request goes on waiting', async () => {
    await desk.setAgent('lee', [refunds(1000, 10_000, { ticketMinor: 300 })]);
    await desk.setAgent('ann', onTicket(100));
    const { body } = await desk.grant(ticketId, 101, ann);
    await desk.grant(ticketId, 200, lee);
    expect(await desk.approve(body.approval.id, lee)).toMatchObject({
      status: 403,
      body: {
        code: 'spending_limit.exceeded',
        detail: 'The amount is above the limit of the ticket: EUR 1.00 of EUR 3.00 left.',
      },
    });
    expect((await desk.approve(body.approval.id, lia)).status).toBe(200);
    expect((await itemsOfKind(table, 'spend')).find(({ pk }) => pk === `T#${ticketId}`)?.spentMinor).toBe(
      301,
    );
  });

  it('has room again for what was taken back or could not be paid', async () => {
    await desk.setAgent('ann', onTicket(100));
    const first = (await desk.grant(ticketId, 100)).body.grant.id;
    await desk.revoke(first);
    const second = (await desk.grant(ticketId, 100)).body.grant.id;
    expect((await desk.grant(ticketId, 1)).body.outcome).toBe('waiting');
    await Promise.all([desk.settle(second, 'failed'), desk.settle(second, 'failed')]);
    expect((await desk.grant(ticketId, 100)).body.outcome).toBe('made');
    expect((await desk.grant(ticketId, 1)).body.outcome).toBe('waiting');
  });

  it('lets of grants by two people at once no two pass that fit only one by one', async () => {
    await desk.setRole('agent', onTicket(150));
    const answers = await Promise.all([desk.grant(ticketId, 100, ann), desk.grant(ticketId, 100, ben)]);
    expect(outcomes(answers)).toEqual(['made', 'waiting']);
    expect((await desk.spent(ann)) + (await desk.spent(ben))).toBe(100);
  });

  it('lets of twelve at once exactly as many pass as the ticket has room for', async () => {
    await desk.setAgent('ann', onTicket(500));
    const all = Array.from({ length: 12 }, (_, index) => index);
    const one = (index: number) =>
      desk.grant(ticketId, 100, ann, {}, { 'idempotency-key': `on-ticket-${index}` });
    const answers = await Promise.all(all.map(one));
    // Those that lost too often to rivals are answered 409 and tried again, as a client would.
    for (const [index, { status }] of answers.entries())
      if (status === 409) answers[index] = await one(index);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(outcomes(answers).filter((outcome) => outcome === 'made')).toHaveLength(5);
    expect(await desk.spent()).toBe(500);
    expect(await itemsOfKind(table, 'grant')).toHaveLength(5);
  });

  it('that goes to another at that moment refuses', async () => {
    await desk.setAgent('ann', onTicket(150));
    const rival = async () => {
      await desk.grant(ticketId, 100, ben);
    };
    const answer = await withConcurrentChange(table, rival, () => desk.grant(ticketId, 100));
    expect(answer.body).toMatchObject({
      outcome: 'waiting',
      approval: { exceededLimit: 'The amount is above the limit of the ticket: EUR 0.50 of EUR 1.50 left.' },
    });
  });
});

describe('a grant above the limits', () => {
  it('gives nothing and asks the leads', async () => {
    const { status, body } = await desk.grant(ticketId, 5001);
    expect(status).toBe(201);
    expect(body).toMatchObject({ outcome: 'waiting', approval: { status: 'pending' } });
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
    expect(await itemsOfKind(table, 'spend')).toEqual([]);
    expect(await eventsIn(table, 'approval.requested')).toMatchObject([
      { customerId, data: { ticketId, amount: eur(5001), requestedBy: 'ann', reason: 'It broke.' } },
    ]);
  });
});

describe('a grant is refused', () => {
  it.each([
    ['on a ticket that does not exist', 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV', 404, 'ticket.not_found'],
    ['of nothing', '', 400, 'request.invalid'],
  ])('%s', async (_what, id, status, code) => {
    const before = await snapshot(table);
    const answer = await desk.grant(id || ticketId, id ? 100 : 0);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('on a closed ticket, also on one that is closed at that moment, and so is a request', async () => {
    const closing = async () => {
      await close();
    };
    const refusal = { status: 409, body: { code: 'ticket.closed' } };
    expect(await withConcurrentChange(table, closing, () => desk.grant(ticketId, 100))).toMatchObject(
      refusal,
    );
    expect(await desk.grant(ticketId, 100)).toMatchObject(refusal);
    const other = (await newTicket(apis, customerId)).id;
    const closingOther = () => close(other);
    expect(await withConcurrentChange(table, closingOther, () => desk.grant(other, 5001))).toMatchObject(
      refusal,
    );
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
    expect(await itemsOfKind(table, 'approval')).toEqual([]);
  });

  it('to a machine client', async () => {
    expect(await desk.grant(ticketId, 1, payments)).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
  });
});

describe('a grant that is asked for again with the same key', () => {
  const key = { 'idempotency-key': 'refund-1' };

  it('is made once', async () => {
    const first = await desk.grant(ticketId, 100, ann, {}, key);
    const again = await desk.grant(ticketId, 100, ann, {}, key);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await desk.spent()).toBe(100);
    expect(await desk.grant(ticketId, 101, ann, {}, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });

  it('is made once when the answer was lost, and when both come at once', async () => {
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    const lost = await withFault(table, fault, () => desk.grant(ticketId, 100, ann, {}, key));
    expect(lost.status).toBe(500);
    const [one, two] = await Promise.all([
      desk.grant(ticketId, 100, ann, {}, key),
      desk.grant(ticketId, 100, ann, {}, key),
    ]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body).toEqual(two.body);
    expect(await desk.spent()).toBe(100);
  });

  it('is asked of the leads once, even when there is room by then', async () => {
    const first = await desk.grant(ticketId, 5001, ann, {}, key);
    await desk.setAgent('ann', [refunds(null, null)]);
    const again = await desk.grant(ticketId, 5001, ann, {}, key);
    expect(again.body).toEqual(first.body);
    expect(await itemsOfKind(table, 'approval')).toHaveLength(1);
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
  });
});

describe('what the payment provider says', () => {
  const make = async (): Promise<string> => (await desk.grant(ticketId, 3000)).body.grant.id;

  it('paid ends the grant and leaves it counted', async () => {
    const grantId = await make();
    expect(await desk.settle(grantId, 'paid')).toMatchObject({
      status: 200,
      body: { state: 'paid', reference: 'psp-1' },
    });
    expect(await desk.spent()).toBe(3000);
    expect(await eventsIn(table, 'grant.settled')).toMatchObject([
      { data: { grantId, outcome: 'paid', reference: 'psp-1', madeAt: NOON } },
    ]);
  });

  it('failed gives it back once, with an internal note, however often it is said', async () => {
    const grantId = await make();
    await desk.grant(ticketId, 100);
    const said = [
      await desk.settle(grantId, 'failed'),
      await desk.settle(grantId, 'failed'),
      ...(await Promise.all([desk.settle(grantId, 'failed'), desk.settle(grantId, 'failed')])),
    ];
    expect(said.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await desk.spent()).toBe(100);
    expect(await eventsIn(table, 'grant.settled')).toHaveLength(1);
    const notes = await eventsIn(table, 'ticket.message_added');
    expect(notes).toMatchObject([{ data: { visibility: 'internal', automatic: true } }]);
    expect(notes[0]?.data.message).toContain('EUR 30.00');
    const mine = await apis.portal('getMyTicket', {
      params: { ticketId },
      as: { role: 'customer', id: customerId },
    });
    expect(mine.text).not.toContain('30.00');
  });

  it('failed, twice at the same moment, gives it back once', async () => {
    const grantId = await make();
    const answers = await Promise.all([1, 2, 3].map(() => desk.settle(grantId, 'failed')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await desk.spent()).toBe(0);
    expect(await eventsIn(table, 'ticket.message_added')).toHaveLength(1);
  });

  it('failed makes room in the month it was made in, not in the present one', async () => {
    const grantId = await make();
    clock.set('2026-04-02T09:00:00.000Z');
    await desk.grant(ticketId, 200);
    await desk.settle(grantId, 'failed');
    expect(await spends()).toEqual([
      ['GRANTED#refund#EUR', 200],
      ['LIM#2026-03#refund#EUR', 0],
      ['LIM#2026-04#refund#EUR', 200],
    ]);
  });

  it('is noted although the ticket’s priority is changed at that moment', async () => {
    const grantId = await make();
    const raise = async () => {
      const version = (await loadTicket(table, ticketId))?.version;
      await apis.tickets('updateTicket', { params: { ticketId }, body: { version, priority: 'urgent' } });
    };
    expect((await withConcurrentChange(table, raise, () => desk.settle(grantId, 'failed'))).status).toBe(200);
    expect(await eventsIn(table, 'ticket.message_added')).toMatchObject([{ lane: 'urgent' }]);
    expect(await desk.spent()).toBe(0);
  });

  it('is noted on a closed ticket too', async () => {
    const grantId = await make();
    await close();
    expect((await desk.settle(grantId, 'failed')).status).toBe(200);
    expect(await eventsIn(table, 'ticket.message_added')).toHaveLength(1);
  });

  it.each([
    ['failed', 'paid'],
    ['paid', 'failed'],
  ])('%s stays, whatever it says later', async (first, then) => {
    const grantId = await make();
    await desk.settle(grantId, first);
    const before = await snapshot(table);
    expect(await desk.settle(grantId, then)).toMatchObject({
      status: 409,
      body: { code: 'grant.transition_refused' },
    });
    expect(await snapshot(table)).toEqual(before);
  });

  it('of an unknown grant is refused, and so is whoever is no machine client', async () => {
    expect(await desk.settle('grt_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'paid')).toMatchObject({
      status: 404,
      body: { code: 'grant.not_found' },
    });
    const params = { grantId: await make() };
    const body = { outcome: 'paid', reference: 'x' };
    for (const as of [ann, lee, ada])
      expect((await desk.call('settleGrant', as, { params, body })).status).toBe(403);
  });

  it('failed is told to who made it', async () => {
    const grantId = await make();
    await desk.settle(grantId, 'failed');
    const [event] = await eventsIn(table, 'grant.settled');
    expect(await desk.deliver(event, event)).toEqual([]);
    const told = await apis.desk('listNotifications', { params: { agentId: 'ann' }, as: ann });
    expect(told.body.items).toMatchObject([{ type: 'grant.settled', why: 'requested', ticketId }]);
  });

  it('paid is told to nobody', async () => {
    await desk.settle(await make(), 'paid');
    expect(await desk.deliver(...(await eventsIn(table, 'grant.settled')))).toEqual([]);
    expect(await itemsOfKind(table, 'notification')).toEqual([]);
  });
});

describe('a grant that is taken back', () => {
  const make = async (as = ann): Promise<string> => (await desk.grant(ticketId, 2000, as)).body.grant.id;

  it('is given back to the ticket and the month, once, with an event', async () => {
    const grantId = await make();
    const answers = await Promise.all([desk.revoke(grantId), desk.revoke(grantId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await desk.spent()).toBe(0);
    expect(await eventsIn(table, 'grant.revoked')).toMatchObject([
      { data: { grantId, revokeReason: 'A mistake.', amount: eur(2000) } },
    ]);
    expect((await spends()).map(([, spent]) => spent)).toEqual([0, 0]);
  });

  it('is so by who made it within fifteen minutes, by a lead later too', async () => {
    const [first, second] = [await make(), await make()];
    clock.set(later(NOON, REVOKE_WINDOW_MS));
    expect((await desk.revoke(first)).status).toBe(200);
    clock.set(later(NOON, REVOKE_WINDOW_MS + 1));
    const refusal = { status: 403, body: { code: 'grant.revoke_refused' } };
    expect(await desk.revoke(second)).toMatchObject(refusal);
    expect(await desk.revoke(second, ben)).toMatchObject(refusal);
    expect((await desk.revoke(second, lia)).status).toBe(200);
    expect(await desk.spent()).toBe(0);
  });

  it('is so before it is settled only', async () => {
    const grantId = await make();
    await desk.settle(grantId, 'paid');
    expect(await desk.revoke(grantId, lee)).toMatchObject({
      status: 409,
      body: { code: 'grant.transition_refused' },
    });
    expect(await desk.spent()).toBe(2000);
  });

  it('and settled at the same moment is one of both', async () => {
    const grantId = await make();
    const answers = await Promise.all([desk.revoke(grantId, lee), desk.settle(grantId, 'paid')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { body } = await desk.call('getGrant', ann, { params: { grantId } });
    expect(await desk.spent()).toBe(body.state === 'revoked' ? 0 : 2000);
  });

  it('exists', async () => {
    expect(await desk.revoke('grt_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({
      status: 404,
      body: { code: 'grant.not_found' },
    });
  });
});
