// Tests returns and their refunds.
import { beforeEach, describe, expect, it } from 'vitest';
import { APPROVAL_WINDOW_MS } from '../../../functions/compensation/grants/approval.ts';
import { rollUp } from '../../../functions/metrics/roll-up.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { ada, ann, type Caller, compensationOf, eur, lee, payments } from '../../support/compensation.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Answer, Json } from '../../support/http/call-api.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';
import { train } from '../../support/train.ts';

let table: Table;
let apis: Apis;
let clock: ReturnType<typeof stoppedClock>;
let compensation: ReturnType<typeof compensationOf>;
let customerId: string;
let customer: { role: 'customer'; id: string };

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  compensation = compensationOf(table, apis, clock);
  customerId = (await newCustomer(apis, 'cleo')).id;
  customer = { role: 'customer', id: customerId };
});

const lines = [
  { sku: 'L-1', name: 'Lamp', quantity: 3, unitPrice: eur(1000), reason: 'damaged' },
  { sku: 'B-1', name: 'Bulb', quantity: 1, unitPrice: eur(250), reason: 'changed_mind' },
];
const body = { channel: 'web', orderRef: 'A-1', preferredResolution: 'refund', lines };
const open = async (over: object = {}): Promise<Json> =>
  (await apis.returns('openReturn', { as: ann, body: { ...body, customerId, ...over } })).body;
const read = async (ticketId: string): Promise<Json> =>
  (await apis.returns('getReturn', { as: ann, params: { ticketId } })).body;
const move = async (ticketId: string, request: object, as: Caller = ann): Promise<Answer> =>
  apis.returns('moveReturn', {
    as: as,
    params: { ticketId },
    body: { version: (await read(ticketId)).version, ...request },
  });
const refund = async (
  ticketId: string,
  request: object = {},
  as: Caller = ann,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  apis.compensation('refundReturn', {
    as: as,
    params: { ticketId },
    body: { version: (await read(ticketId)).version, ...request },
    headers,
  });

/** Opens and inspects a return: two of three lamps and the bulb are accepted, worth 22.50. */
async function inspected(over: object = {}): Promise<string> {
  const { ticketId } = await open(over);
  for (const to of ['approved', 'sent_back', 'received']) await move(ticketId, { to });
  const found = [
    { line: 1, accepted: 2 },
    { line: 2, accepted: 1 },
  ];
  const answer = await move(ticketId, { to: 'inspected', inspected: found });
  expect(answer.status).toBe(200);
  return ticketId;
}

describe('opening a return', () => {
  it('opens a ticket of kind return whose first message lists the lines', async () => {
    const goods = await open();
    expect(goods).toMatchObject({ state: 'requested', version: 1, orderRef: 'A-1', customerId });
    const page = await apis.tickets('getTicket', { params: { ticketId: goods.ticketId }, as: ann });
    expect(page.body.ticket).toMatchObject({ kind: 'return', subject: 'Return of order A-1', status: 'new' });
    expect(page.body.thread.items[0].data.message).toBe('3 × Lamp (damaged)\n1 × Bulb (changed_mind)');
    expect(await eventsIn(table, 'ticket.opened')).toMatchObject([{ data: { kind: 'return' } }]);
    expect(await eventsIn(table, 'return.requested')).toMatchObject([
      { customerId, data: { ticketId: goods.ticketId, reasons: ['changed_mind', 'damaged'] } },
    ]);
  });

  it('by its customer shows them its state and lines without names of staff', async () => {
    const answer = await apis.returns('openMyReturn', { as: customer, body });
    expect(answer.status).toBe(201);
    const { ticketId } = answer.body;
    await move(ticketId, { to: 'rejected', reason: 'Too late, says ann.' });
    const portalReturn = await apis.returns('getMyReturn', { as: customer, params: { ticketId } });
    expect(portalReturn.body).toMatchObject({
      ticketId,
      state: 'rejected',
      orderRef: 'A-1',
      preferredResolution: 'refund',
    });
    expect(portalReturn.body.lines).toMatchObject(lines);
    expect(portalReturn.text).not.toContain('ann');
    expect((await loadTicket(table, ticketId))?.openedBy).toBe('customer');
  });

  it('again with the same key opens one return and repeats the first response', async () => {
    const call = { body: { ...body, customerId }, headers: { 'idempotency-key': 'ret-1' }, as: ann };
    const first = await apis.returns('openReturn', call);
    await move(first.body.ticketId, { to: 'approved' });
    const again = await apis.returns('openReturn', call);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
    expect(again.body).toEqual(first.body);
    expect(await itemsOfKind(table, 'return')).toHaveLength(1);
    expect(
      await apis.returns('openReturn', { ...call, body: { ...call.body, orderRef: 'B-2' } }),
    ).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
  });

  it('for an unknown customer is refused and writes nothing', async () => {
    const before = await snapshot(table);
    const unknown = 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const answer = await apis.returns('openReturn', { as: ann, body: { ...body, customerId: unknown } });
    expect(answer).toMatchObject({ status: 404, body: { code: 'customer.not_found' } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('makes it visible only to its customer, and a plain ticket has none', async () => {
    const { ticketId } = await open();
    const stranger = { role: 'customer', id: (await newCustomer(apis, 'eve')).id } as const;
    const refusal = { status: 404, body: { code: 'return.not_found' } };
    expect(await apis.returns('getMyReturn', { as: stranger, params: { ticketId } })).toMatchObject(refusal);
    const plain = (await newTicket(apis, customerId)).id;
    const params = { ticketId: plain };
    expect(await apis.returns('getMyReturn', { as: customer, params })).toMatchObject(refusal);
    expect(await apis.returns('getReturn', { as: ann, params })).toMatchObject(refusal);
    expect(
      await apis.returns('moveReturn', { as: ann, params, body: { version: 1, to: 'approved' } }),
    ).toMatchObject(refusal);
    expect(await apis.compensation('refundReturn', { as: ann, params, body: { version: 1 } })).toMatchObject(
      refusal,
    );
  });
});

describe('a return of a sensitive ticket', () => {
  const mark = async (ticketId: string) => {
    const body = { sensitive: { kinds: ['complaint'], reason: 'says so' } };
    const headers = { 'if-match': '*' };
    await apis.tickets('updateTicket', { params: { ticketId }, body, headers, as: ann });
  };

  it('can be rejected only by trained people; other changes and refunds are open to all', async () => {
    const { ticketId } = await open();
    const ready = await inspected();
    for (const id of [ticketId, ready]) await mark(id);
    const before = await snapshot(table);
    for (const as of [ann, lee, payments]) {
      const code = as === payments ? 'ticket.person_only' : 'ticket.untrained';
      expect((await move(ticketId, { to: 'rejected', reason: 'Late.' }, as)).body.code).toBe(code);
    }
    expect(await snapshot(table)).toEqual(before);
    expect((await refund(ready)).status).toBe(201);
    await train(apis, 'ann', ['complaint']);
    expect((await move(ticketId, { to: 'rejected', reason: 'Late.' })).status).toBe(200);
    const other = (await open()).ticketId;
    await mark(other);
    expect((await move(other, { to: 'approved' }, lee)).status).toBe(200);
    expect((await move(other, { to: 'received' }, payments)).status).toBe(200);
  });

  it('cannot be rejected when the ticket becomes sensitive between the read and the write', async () => {
    const { ticketId } = await open();
    const body = { version: 1, to: 'rejected', reason: 'Late.' };
    const work = () => apis.returns('moveReturn', { as: ann, params: { ticketId }, body });
    expect((await withConcurrentChange(table, () => mark(ticketId), work)).body.code).toBe(
      'ticket.untrained',
    );
  });
});

describe('the state of a return', () => {
  it('changes step by step, each with an event that names both states', async () => {
    const ticketId = await inspected();
    expect((await eventsIn(table, 'return.moved')).map(({ data }) => [data.from, data.to])).toEqual(
      expect.arrayContaining([
        ['requested', 'approved'],
        ['approved', 'sent_back'],
        ['sent_back', 'received'],
        ['received', 'inspected'],
      ]),
    );
    expect(await read(ticketId)).toMatchObject({ version: 5, state: 'inspected' });
  });

  it('comes with the tracking code and the reason for closing', async () => {
    const { ticketId } = await open();
    await move(ticketId, { to: 'approved' });
    await move(ticketId, { to: 'sent_back', trackingCode: 'P-9' }, payments);
    await move(ticketId, { to: 'closed', reason: 'Never arrived.' });
    expect(await read(ticketId)).toMatchObject({ trackingCode: 'P-9', reason: 'Never arrived.' });
  });

  it('does not change by a transition that is not allowed or on a stale version', async () => {
    const { ticketId } = await open();
    const before = await snapshot(table);
    expect(await move(ticketId, { to: 'received' })).toMatchObject({
      status: 409,
      body: { code: 'return.transition_refused' },
    });
    expect(await move(ticketId, { to: 'approved', version: 7 })).toMatchObject({
      status: 409,
      body: { code: 'version.stale' },
    });
    expect(await snapshot(table)).toEqual(before);
  });

  it('changes once when two requests are concurrent', async () => {
    const { ticketId } = await open();
    const concurrentMove = async () => {
      await move(ticketId, { to: 'rejected', reason: 'x' }, lee);
    };
    expect(
      await withConcurrentChange(table, concurrentMove, () => move(ticketId, { to: 'approved' })),
    ).toMatchObject({
      status: 409,
      body: { code: 'version.stale' },
    });
    expect((await read(ticketId)).state).toBe('rejected');
  });
});

describe('the refund of a return', () => {
  it('is a grant within the caller’s authority, in the transaction that completes the return', async () => {
    const ticketId = await inspected();
    const answer = await refund(ticketId);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        outcome: 'made',
        grant: { kind: 'refund', amount: eur(2250), reason: 'Return of order A-1', orderRef: 'A-1' },
      },
    });
    expect(await read(ticketId)).toMatchObject({
      state: 'refunded',
      given: eur(2250),
      grantId: answer.body.grant.id,
    });
    expect(await compensation.spent()).toBe(2250);
    const portalReturn = await apis.returns('getMyReturn', { as: customer, params: { ticketId } });
    expect(portalReturn.body).toMatchObject({ state: 'refunded', given: eur(2250) });
  });

  it('may be partial or a credit, but not above the value of the accepted goods', async () => {
    const ticketId = await inspected();
    const before = await snapshot(table);
    expect(await refund(ticketId, { amount: eur(2251) })).toMatchObject({
      status: 409,
      body: { code: 'return.amount_exceeded' },
    });
    expect(await snapshot(table)).toEqual(before);
    const answer = await refund(ticketId, { amount: eur(2000), as: 'credit' });
    expect(answer.body.grant).toMatchObject({ kind: 'goodwill', amount: eur(2000) });
    expect((await read(ticketId)).state).toBe('credited');
  });

  it('is made once when two requests are concurrent or one is repeated', async () => {
    const ticketId = await inspected();
    const key = { 'idempotency-key': 'refund-1' };
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    const { version } = await read(ticketId);
    expect((await withFault(table, fault, () => refund(ticketId, {}, ann, key))).status).toBe(500);
    const [again, concurrent] = await Promise.all([
      refund(ticketId, { version }, ann, key),
      refund(ticketId, { version }, lee),
    ]);
    expect(again).toMatchObject({ status: 201, body: { outcome: 'made' } });
    expect(concurrent).toMatchObject({ status: 409, body: { code: 'version.stale' } });
    expect(await itemsOfKind(table, 'grant')).toHaveLength(1);
    expect(await compensation.spent()).toBe(2250);
  });

  it('is refused before the inspection and from a machine client', async () => {
    const { ticketId } = await open();
    expect(await refund(ticketId)).toMatchObject({
      status: 409,
      body: { code: 'return.transition_refused' },
    });
    expect((await refund(ticketId, {}, payments)).status).toBe(403);
  });

  it('is made even when the ticket was closed while the goods were in transit', async () => {
    const ticketId = await inspected();
    for (const status of ['solved', 'closed']) {
      const version = (await loadTicket(table, ticketId))?.version;
      await apis.tickets('changeStatus', { params: { ticketId }, body: { status, version } });
    }
    expect((await refund(ticketId)).body.outcome).toBe('made');
  });

  it.each(['settle', 'revoke'] as const)(
    'reopens the return when its grant fails or is revoked: %s',
    async (how) => {
      const ticketId = await inspected();
      const { grant } = (await refund(ticketId)).body;
      await (how === 'settle' ? compensation.settle(grant.id, 'failed') : compensation.revoke(grant.id));
      const goods = await read(ticketId);
      expect(goods).toMatchObject({ state: 'inspected' });
      expect(goods).not.toHaveProperty('given');
      expect(await compensation.spent()).toBe(0);
      expect((await refund(ticketId)).body.outcome).toBe('made');
      expect(await compensation.spent()).toBe(2250);
    },
  );

  it('is counted by its reasons and subtracted when its grant fails', async () => {
    const ticketId = await inspected();
    const { grant } = (await refund(ticketId)).body;
    const other = await inspected();
    await refund(other);
    await compensation.revoke(grant.id);
    await rollUp(table, await eventsIn(table), contextAt());
    const day = NOON.slice(0, 10);
    const metric = await apis.metrics('getMetric', {
      params: { metric: 'returns' },
      query: { from: day, to: day },
    });
    expect(metric.body.total).toEqual({
      n: 2,
      value: 2,
      sums: {
        opened: 2,
        opened_damaged: 2,
        opened_changed_mind: 2,
        refunded: 1,
        refunded_damaged: 1,
        refunded_changed_mind: 1,
      },
    });
  });
});

describe('a refund above the caller’s authority', () => {
  const dear = { lines: lines.map((line) => ({ ...line, unitPrice: eur(10_000) })) };

  it('waits for a lead together with the return, and its approval completes both', async () => {
    const ticketId = await inspected(dear);
    const answer = await refund(ticketId);
    expect(answer.body).toMatchObject({
      outcome: 'waiting',
      approval: { requestedGrant: { amount: eur(30_000) } },
    });
    const { approval } = answer.body;
    expect(await read(ticketId)).toMatchObject({ state: 'inspected', approvalId: approval.id });
    const refusal = { status: 409, body: { code: 'return.transition_refused' } };
    expect(await refund(ticketId, {}, ada)).toMatchObject(refusal);
    expect(await move(ticketId, { to: 'closed', reason: 'x' })).toMatchObject(refusal);
    const approved = await compensation.approve(approval.id);
    expect(approved.status).toBe(200);
    const goods = await read(ticketId);
    expect(goods).toMatchObject({ state: 'refunded', given: eur(30_000), grantId: approved.body.grantId });
    expect(goods).not.toHaveProperty('approvalId');
    expect(await compensation.spent(lee)).toBe(30_000);
  });

  it('that is rejected lets the return be completed in another way', async () => {
    const ticketId = await inspected(dear);
    const { approval } = (await refund(ticketId)).body;
    await compensation.reject(approval.id);
    expect(await read(ticketId)).not.toHaveProperty('approvalId');
    expect((await move(ticketId, { to: 'exchanged' })).status).toBe(200);
  });

  it('that expires lets the return be completed in another way', async () => {
    const ticketId = await inspected(dear);
    await refund(ticketId);
    const [due] = await timedWorkIn(table, 'approval.expire');
    clock.set(later(NOON, APPROVAL_WINDOW_MS));
    expect(await compensation.deliver(dueMessage(due ?? {}))).toEqual([]);
    expect(await read(ticketId)).not.toHaveProperty('approvalId');
    expect((await refund(ticketId, {}, ada)).body.outcome).toBe('made');
  });
});
