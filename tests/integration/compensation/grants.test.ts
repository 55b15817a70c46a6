// Tests grants: every limit is a condition of the write that makes the grant.
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
let compensation: ReturnType<typeof compensationOf>;
let customerId: string;
let ticketId: string;

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  compensation = compensationOf(table, apis, clock);
  customerId = (await newCustomer(apis, 'cleo')).id;
  ticketId = (await newTicket(apis, customerId)).id;
});

/** Returns the stored totals of tickets and months. */
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

describe('a grant within the limits', () => {
  it('is made at once and appears in the thread and on the customer’s timeline', async () => {
    const { status, body } = await compensation.grant(ticketId, 5000, ann, { orderRef: 'A-1' });
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
    expect((await compensation.call('getGrant', payments, { params: { grantId } })).body).toEqual(body.grant);
  });

  it('shows its customer neither who made it nor why', async () => {
    await compensation.grant(ticketId, 100);
    const [event] = await eventsIn(table, 'grant.made');
    const shown = portalTimeline([{ ...event, summary: event?.data }]);
    expect(JSON.stringify(shown)).not.toMatch(/ann|broke/);
  });

  it('may equal the limit of one grant and of the month but not exceed it by one minor unit', async () => {
    await compensation.setAgent('ann', [refunds(5000, 12_000)]);
    const answers = [];
    for (const amount of [5001, 5000, 5000, 2001, 2000, 1])
      answers.push(await compensation.grant(ticketId, amount));
    expect(answers.map(({ body }) => body.outcome)).toEqual([
      'waiting',
      'made',
      'made',
      'waiting',
      'made',
      'waiting',
    ]);
    expect(await compensation.spent()).toBe(12_000);
  });

  it('counts by kind, by currency and by person', async () => {
    await compensation.setAgent('ann', [
      refunds(100, 100),
      refunds(100, 100, { currency: 'USD' }),
      refunds(100, 100, { kind: 'discount' }),
    ]);
    const answers = [
      await compensation.grant(ticketId, 100),
      await compensation.grant(ticketId, 100, ann, { amount: { amountMinor: 100, currency: 'USD' } }),
      await compensation.grant(ticketId, 100, ann, { kind: 'discount' }),
      await compensation.grant(ticketId, 100, ben),
    ];
    expect(outcomes(answers)).toEqual(['made', 'made', 'made', 'made']);
    expect((await compensation.grant(ticketId, 1)).body.outcome).toBe('waiting');
  });

  it('counts in the UTC month in which it is made', async () => {
    await compensation.setAgent('ann', [refunds(100, 100, { ticketMinor: null })]);
    clock.set('2026-10-31T23:59:59.999Z');
    expect((await compensation.grant(ticketId, 100)).body.outcome).toBe('made');
    expect((await compensation.grant(ticketId, 100)).body.outcome).toBe('waiting');
    clock.set('2026-11-01T00:00:00.000Z');
    expect((await compensation.grant(ticketId, 100)).body.outcome).toBe('made');
    expect(await spends()).toEqual([
      ['GRANTED#refund#EUR', 200],
      ['LIM#2026-10#refund#EUR', 100],
      ['LIM#2026-11#refund#EUR', 100],
    ]);
  });

  it('may have any amount and currency when there is no limit', async () => {
    const amount = { amountMinor: 1e12, currency: 'JPY' };
    expect((await compensation.grant(ticketId, 1, ada, { amount })).body.outcome).toBe('made');
  });

  it('is counted in the statistics by kind and currency', async () => {
    const { body } = await compensation.grant(ticketId, 5000);
    await compensation.grant(ticketId, 700, ann, { kind: 'goodwill' });
    await compensation.settle(body.grant.id, 'failed');
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
  it('allows only one of two concurrent grants that together exceed it', async () => {
    await compensation.setAgent('ann', [refunds(100, 150)]);
    const other = (await newTicket(apis, customerId)).id;
    const answers = await Promise.all([compensation.grant(ticketId, 100), compensation.grant(other, 100)]);
    expect(outcomes(answers)).toEqual(['made', 'waiting']);
    expect(await compensation.spent()).toBe(100);
    expect(await itemsOfKind(table, 'grant')).toHaveLength(1);
  });

  it('allows exactly as many of twelve concurrent grants as fit in the month', async () => {
    await compensation.setAgent('ann', [refunds(100, 500)]);
    const key = (index: number) => ({ 'idempotency-key': `k-${index}` });
    const grants = async (indexes: number[]) =>
      Promise.all(indexes.map((index) => compensation.grant(ticketId, 100, ann, {}, key(index))));
    const all = Array.from({ length: 12 }, (_, index) => index);
    const tried = await grants(all);
    // Requests that lose too many races get a 409 and are sent again, as a client would do.
    const again = await Promise.all(
      all.filter((index) => tried[index]?.status === 409).map(async (index) => (await grants([index]))[0]),
    );
    const answers = [...tried, ...again].filter((answer) => answer?.status === 201) as Answer[];
    expect(outcomes(answers).filter((outcome) => outcome === 'made')).toHaveLength(5);
    expect(answers).toHaveLength(12);
    expect(await compensation.spent()).toBe(500);
    expect(await itemsOfKind(table, 'grant')).toHaveLength(5);
  });

  it.each([
    ['of the role', () => compensation.setRole('agent', [refunds(99, 1000)])],
    ['of the person', () => compensation.setAgent('ann', [refunds(99, 1000)])],
  ])('%s prevents a grant when it is lowered between the read and the write', async (_whose, lower) => {
    const lowered = async () => {
      await lower();
    };
    const answer = await withConcurrentChange(table, lowered, () => compensation.grant(ticketId, 100));
    expect(answer.body.outcome).toBe('waiting');
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
    expect(await itemsOfKind(table, 'spend')).toEqual([]);
  });

  it('allows a grant when it is raised between the read and the write', async () => {
    await compensation.setAgent('ann', [refunds(100, 100)]);
    const raised = async () => {
      await compensation.setAgent('ann', [refunds(200, 200)], ada, 1);
    };
    const answer = await withConcurrentChange(table, raised, () => compensation.grant(ticketId, 100));
    expect(answer.body.outcome).toBe('made');
  });
});

describe('the limit of a ticket', () => {
  const onTicket = (ticketMinor: number) => [refunds(100, 10_000, { ticketMinor })];

  it.each([
    ['grants that reach it, and one minor unit more', [100, 50, 1], ['made', 'made', 'waiting']],
    ['a grant above it, after which a smaller one fits', [100, 60, 50], ['made', 'waiting', 'made']],
    ['the largest single grant twice', [100, 100], ['made', 'waiting']],
  ])('bounds %s', async (_what, amounts, expected) => {
    await compensation.setAgent('ann', onTicket(150));
    const answers = [];
    for (const amount of amounts) answers.push(await compensation.grant(ticketId, amount));
    expect(answers.map(({ body }) => body.outcome)).toEqual(expected);
  });

  it('below the amount prevents even the first grant on a ticket', async () => {
    await compensation.setAgent('ann', onTicket(99));
    const { body } = await compensation.grant(ticketId, 100);
    expect(body).toMatchObject({
      outcome: 'waiting',
      approval: { exceededLimit: 'The amount is above the limit of the ticket: EUR 0.99 of EUR 0.99 left.' },
    });
    expect(await itemsOfKind(table, 'spend')).toEqual([]);
  });

  it('is reported with what is left, and the approval request shows what was granted', async () => {
    await compensation.setAgent('ann', onTicket(150));
    await compensation.grant(ticketId, 100);
    const { body } = await compensation.grant(ticketId, 51);
    const exceededLimit = 'The amount is above the limit of the ticket: EUR 0.50 of EUR 1.50 left.';
    expect(body.approval.exceededLimit).toBe(exceededLimit);
    const page = await compensation.call('getApproval', lee, { params: { approvalId: body.approval.id } });
    expect(page.body).toMatchObject({
      approval: { exceededLimit },
      ticketSpent: [{ kind: 'refund', currency: 'EUR', spentMinor: 100 }],
    });
  });

  it('counts the grants of everybody by kind and currency, and none of other tickets', async () => {
    await compensation.setAgent('ann', [...onTicket(150), refunds(100, 100, { currency: 'USD' })]);
    const other = (await newTicket(apis, customerId)).id;
    const answers = [
      await compensation.grant(ticketId, 100, ben),
      await compensation.grant(ticketId, 51),
      await compensation.grant(ticketId, 51, ann, { kind: 'goodwill' }),
      await compensation.grant(ticketId, 51, ann, { amount: { amountMinor: 51, currency: 'USD' } }),
      await compensation.grant(other, 51),
      await compensation.grant(ticketId, 50),
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

  it('applies across months', async () => {
    await compensation.setAgent('ann', onTicket(100));
    expect((await compensation.grant(ticketId, 100)).body.outcome).toBe('made');
    clock.set('2027-01-01T00:00:00.000Z');
    expect((await compensation.grant(ticketId, 1)).body.outcome).toBe('waiting');
  });

  it('applies to the approver too and leaves the refused request pending', async () => {
    await compensation.setAgent('lee', [refunds(1000, 10_000, { ticketMinor: 300 })]);
    await compensation.setAgent('ann', onTicket(100));
    const { body } = await compensation.grant(ticketId, 101, ann);
    await compensation.grant(ticketId, 200, lee);
    expect(await compensation.approve(body.approval.id, lee)).toMatchObject({
      status: 403,
      body: {
        code: 'spending_limit.exceeded',
        detail: 'The amount is above the limit of the ticket: EUR 1.00 of EUR 3.00 left.',
      },
    });
    expect((await compensation.approve(body.approval.id, lia)).status).toBe(200);
    expect((await itemsOfKind(table, 'spend')).find(({ pk }) => pk === `T#${ticketId}`)?.spentMinor).toBe(
      301,
    );
  });

  it('has room again after a grant was revoked or failed', async () => {
    await compensation.setAgent('ann', onTicket(100));
    const first = (await compensation.grant(ticketId, 100)).body.grant.id;
    await compensation.revoke(first);
    const second = (await compensation.grant(ticketId, 100)).body.grant.id;
    expect((await compensation.grant(ticketId, 1)).body.outcome).toBe('waiting');
    await Promise.all([compensation.settle(second, 'failed'), compensation.settle(second, 'failed')]);
    expect((await compensation.grant(ticketId, 100)).body.outcome).toBe('made');
    expect((await compensation.grant(ticketId, 1)).body.outcome).toBe('waiting');
  });

  it('allows only one of two concurrent grants by two people that together exceed it', async () => {
    await compensation.setRole('agent', onTicket(150));
    const answers = await Promise.all([
      compensation.grant(ticketId, 100, ann),
      compensation.grant(ticketId, 100, ben),
    ]);
    expect(outcomes(answers)).toEqual(['made', 'waiting']);
    expect((await compensation.spent(ann)) + (await compensation.spent(ben))).toBe(100);
  });

  it('allows exactly as many of twelve concurrent grants as fit on the ticket', async () => {
    await compensation.setAgent('ann', onTicket(500));
    const all = Array.from({ length: 12 }, (_, index) => index);
    const one = (index: number) =>
      compensation.grant(ticketId, 100, ann, {}, { 'idempotency-key': `on-ticket-${index}` });
    const answers = await Promise.all(all.map(one));
    // Requests that lose too many races get a 409 and are sent again, as a client would do.
    for (const [index, { status }] of answers.entries())
      if (status === 409) answers[index] = await one(index);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(outcomes(answers).filter((outcome) => outcome === 'made')).toHaveLength(5);
    expect(await compensation.spent()).toBe(500);
    expect(await itemsOfKind(table, 'grant')).toHaveLength(5);
  });

  it('prevents a grant when another uses it up concurrently', async () => {
    await compensation.setAgent('ann', onTicket(150));
    const concurrentGrant = async () => {
      await compensation.grant(ticketId, 100, ben);
    };
    const answer = await withConcurrentChange(table, concurrentGrant, () =>
      compensation.grant(ticketId, 100),
    );
    expect(answer.body).toMatchObject({
      outcome: 'waiting',
      approval: { exceededLimit: 'The amount is above the limit of the ticket: EUR 0.50 of EUR 1.50 left.' },
    });
  });
});

describe('a grant above the limits', () => {
  it('grants nothing and creates an approval request', async () => {
    const { status, body } = await compensation.grant(ticketId, 5001);
    expect(status).toBe(201);
    expect(body).toMatchObject({ outcome: 'waiting', approval: { status: 'pending' } });
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
    expect(await itemsOfKind(table, 'spend')).toEqual([]);
    expect(await eventsIn(table, 'approval.requested')).toMatchObject([
      { customerId, data: { ticketId, amount: eur(5001), requestedBy: 'ann', reason: 'It broke.' } },
    ]);
  });
});

describe('a refused grant', () => {
  it.each([
    ['on an unknown ticket', 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV', 404, 'ticket.not_found'],
    ['with an amount of zero', '', 400, 'request.invalid'],
  ])('%s changes nothing', async (_what, id, status, code) => {
    const before = await snapshot(table);
    const answer = await compensation.grant(id || ticketId, id ? 100 : 0);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('on a closed ticket, also when it is closed concurrently, creates no grant and no request', async () => {
    const closing = async () => {
      await close();
    };
    const refusal = { status: 409, body: { code: 'ticket.closed' } };
    expect(await withConcurrentChange(table, closing, () => compensation.grant(ticketId, 100))).toMatchObject(
      refusal,
    );
    expect(await compensation.grant(ticketId, 100)).toMatchObject(refusal);
    const other = (await newTicket(apis, customerId)).id;
    const closingOther = () => close(other);
    expect(
      await withConcurrentChange(table, closingOther, () => compensation.grant(other, 5001)),
    ).toMatchObject(refusal);
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
    expect(await itemsOfKind(table, 'approval')).toEqual([]);
  });

  it('by a machine client is forbidden', async () => {
    expect(await compensation.grant(ticketId, 1, payments)).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
  });
});

describe('a grant that is requested again with the same key', () => {
  const key = { 'idempotency-key': 'refund-1' };

  it('is made once', async () => {
    const first = await compensation.grant(ticketId, 100, ann, {}, key);
    const again = await compensation.grant(ticketId, 100, ann, {}, key);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await compensation.spent()).toBe(100);
    expect(await compensation.grant(ticketId, 101, ann, {}, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });

  it('is made once when the response is lost and when both requests are concurrent', async () => {
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    const lost = await withFault(table, fault, () => compensation.grant(ticketId, 100, ann, {}, key));
    expect(lost.status).toBe(500);
    const [one, two] = await Promise.all([
      compensation.grant(ticketId, 100, ann, {}, key),
      compensation.grant(ticketId, 100, ann, {}, key),
    ]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body).toEqual(two.body);
    expect(await compensation.spent()).toBe(100);
  });

  it('creates one approval request, even when it would fit in the limits by then', async () => {
    const first = await compensation.grant(ticketId, 5001, ann, {}, key);
    await compensation.setAgent('ann', [refunds(null, null)]);
    const again = await compensation.grant(ticketId, 5001, ann, {}, key);
    expect(again.body).toEqual(first.body);
    expect(await itemsOfKind(table, 'approval')).toHaveLength(1);
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
  });
});

describe('the payment provider’s report', () => {
  const make = async (): Promise<string> => (await compensation.grant(ticketId, 3000)).body.grant.id;

  it('of a paid grant settles it and keeps it counted', async () => {
    const grantId = await make();
    expect(await compensation.settle(grantId, 'paid')).toMatchObject({
      status: 200,
      body: { state: 'paid', reference: 'psp-1' },
    });
    expect(await compensation.spent()).toBe(3000);
    expect(await eventsIn(table, 'grant.settled')).toMatchObject([
      { data: { grantId, outcome: 'paid', reference: 'psp-1', madeAt: NOON } },
    ]);
  });

  it('of a failed grant subtracts it once, with an internal note, however often it is sent', async () => {
    const grantId = await make();
    await compensation.grant(ticketId, 100);
    const reports = [
      await compensation.settle(grantId, 'failed'),
      await compensation.settle(grantId, 'failed'),
      ...(await Promise.all([
        compensation.settle(grantId, 'failed'),
        compensation.settle(grantId, 'failed'),
      ])),
    ];
    expect(reports.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await compensation.spent()).toBe(100);
    expect(await eventsIn(table, 'grant.settled')).toHaveLength(1);
    const notes = await eventsIn(table, 'ticket.message_added');
    expect(notes).toMatchObject([{ data: { visibility: 'internal', automatic: true } }]);
    expect(notes[0]?.data.message).toContain('EUR 30.00');
    const portalTicket = await apis.portal('getMyTicket', {
      params: { ticketId },
      as: { role: 'customer', id: customerId },
    });
    expect(portalTicket.text).not.toContain('30.00');
  });

  it('of a failed grant sent twice concurrently subtracts it once', async () => {
    const grantId = await make();
    const answers = await Promise.all([1, 2, 3].map(() => compensation.settle(grantId, 'failed')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await compensation.spent()).toBe(0);
    expect(await eventsIn(table, 'ticket.message_added')).toHaveLength(1);
  });

  it('of a failed grant subtracts it from the month in which it was made, not the current one', async () => {
    const grantId = await make();
    clock.set('2026-04-02T09:00:00.000Z');
    await compensation.grant(ticketId, 200);
    await compensation.settle(grantId, 'failed');
    expect(await spends()).toEqual([
      ['GRANTED#refund#EUR', 200],
      ['LIM#2026-03#refund#EUR', 0],
      ['LIM#2026-04#refund#EUR', 200],
    ]);
  });

  it('is recorded even when the ticket’s priority changes concurrently', async () => {
    const grantId = await make();
    const raise = async () => {
      const version = (await loadTicket(table, ticketId))?.version;
      await apis.tickets('updateTicket', { params: { ticketId }, body: { version, priority: 'urgent' } });
    };
    expect(
      (await withConcurrentChange(table, raise, () => compensation.settle(grantId, 'failed'))).status,
    ).toBe(200);
    expect(await eventsIn(table, 'ticket.message_added')).toMatchObject([{ lane: 'urgent' }]);
    expect(await compensation.spent()).toBe(0);
  });

  it('is recorded on a closed ticket too', async () => {
    const grantId = await make();
    await close();
    expect((await compensation.settle(grantId, 'failed')).status).toBe(200);
    expect(await eventsIn(table, 'ticket.message_added')).toHaveLength(1);
  });

  it.each([
    ['failed', 'paid'],
    ['paid', 'failed'],
  ])('of %s is final when it later says %s', async (first, then) => {
    const grantId = await make();
    await compensation.settle(grantId, first);
    const before = await snapshot(table);
    expect(await compensation.settle(grantId, then)).toMatchObject({
      status: 409,
      body: { code: 'grant.transition_refused' },
    });
    expect(await snapshot(table)).toEqual(before);
  });

  it('is refused for an unknown grant and from anybody who is not a machine client', async () => {
    expect(await compensation.settle('grt_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'paid')).toMatchObject({
      status: 404,
      body: { code: 'grant.not_found' },
    });
    const params = { grantId: await make() };
    const body = { outcome: 'paid', reference: 'x' };
    for (const as of [ann, lee, ada])
      expect((await compensation.call('settleGrant', as, { params, body })).status).toBe(403);
  });

  it('of a failed grant notifies its maker', async () => {
    const grantId = await make();
    await compensation.settle(grantId, 'failed');
    const [event] = await eventsIn(table, 'grant.settled');
    expect(await compensation.deliver(event, event)).toEqual([]);
    const notifications = await apis.desk('listNotifications', { params: { agentId: 'ann' }, as: ann });
    expect(notifications.body.items).toMatchObject([{ type: 'grant.settled', why: 'requested', ticketId }]);
  });

  it('of a paid grant notifies nobody', async () => {
    await compensation.settle(await make(), 'paid');
    expect(await compensation.deliver(...(await eventsIn(table, 'grant.settled')))).toEqual([]);
    expect(await itemsOfKind(table, 'notification')).toEqual([]);
  });
});

describe('revoking a grant', () => {
  const make = async (as = ann): Promise<string> =>
    (await compensation.grant(ticketId, 2000, as)).body.grant.id;

  it('subtracts it once from the ticket and the month, with an event', async () => {
    const grantId = await make();
    const answers = await Promise.all([compensation.revoke(grantId), compensation.revoke(grantId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await compensation.spent()).toBe(0);
    expect(await eventsIn(table, 'grant.revoked')).toMatchObject([
      { data: { grantId, revokeReason: 'A mistake.', amount: eur(2000) } },
    ]);
    expect((await spends()).map(([, spent]) => spent)).toEqual([0, 0]);
  });

  it('is allowed to its maker within fifteen minutes, and to a lead later too', async () => {
    const [first, second] = [await make(), await make()];
    clock.set(later(NOON, REVOKE_WINDOW_MS));
    expect((await compensation.revoke(first)).status).toBe(200);
    clock.set(later(NOON, REVOKE_WINDOW_MS + 1));
    const refusal = { status: 403, body: { code: 'grant.revoke_refused' } };
    expect(await compensation.revoke(second)).toMatchObject(refusal);
    expect(await compensation.revoke(second, ben)).toMatchObject(refusal);
    expect((await compensation.revoke(second, lia)).status).toBe(200);
    expect(await compensation.spent()).toBe(0);
  });

  it('is refused after it was settled', async () => {
    const grantId = await make();
    await compensation.settle(grantId, 'paid');
    expect(await compensation.revoke(grantId, lee)).toMatchObject({
      status: 409,
      body: { code: 'grant.transition_refused' },
    });
    expect(await compensation.spent()).toBe(2000);
  });

  it('concurrently with its settlement lets only one of them succeed', async () => {
    const grantId = await make();
    const answers = await Promise.all([
      compensation.revoke(grantId, lee),
      compensation.settle(grantId, 'paid'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { body } = await compensation.call('getGrant', ann, { params: { grantId } });
    expect(await compensation.spent()).toBe(body.state === 'revoked' ? 0 : 2000);
  });

  it('is refused for an unknown grant', async () => {
    expect(await compensation.revoke('grt_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({
      status: 404,
      body: { code: 'grant.not_found' },
    });
  });
});
