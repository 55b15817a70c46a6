// Tests approval requests: grants above the requester's authority that a lead settles once, or that expire.
import { beforeEach, describe, expect, it } from 'vitest';
import { APPROVAL_WINDOW_MS } from '../../../functions/compensation/grants/approval.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import {
  ada,
  ann,
  ben,
  type Caller,
  compensationOf,
  eur,
  lee,
  lia,
  payments,
  refunds,
} from '../../support/compensation.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';

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

const ask = async (amountMinor = 20_000, as: typeof ann | typeof lee = ann): Promise<string> =>
  (await compensation.grant(ticketId, amountMinor, as, { orderRef: 'A-1' })).body.approval.id;
const list = async (status: string): Promise<string[]> =>
  (await compensation.call('listApprovals', lee, { query: { status } })).body.items.map(({ id }: Json) => id);
const page = (approvalId: string, as: typeof ann | typeof lee = lee) =>
  compensation.call('getApproval', as, { params: { approvalId } });

describe('an approval request', () => {
  it('is listed among the pending requests, oldest first, page by page', async () => {
    const first = await ask();
    clock.set(later(NOON, 1000));
    const second = await ask(30_000);
    expect(await list('pending')).toEqual([first, second]);
    const one = await compensation.call('listApprovals', lee, { query: { limit: '1' } });
    const two = await compensation.call('listApprovals', lee, {
      query: { limit: '1', cursor: one.body.next },
    });
    expect([one.body.items[0].id, two.body.items[0].id]).toEqual([first, second]);
  });

  it('includes everything that a lead needs to decide', async () => {
    await compensation.grant(ticketId, 4000);
    await compensation.grant(ticketId, 700, ben, { kind: 'goodwill' });
    const say = (message: string, visibility: string) =>
      apis.tickets('addMessage', { params: { ticketId }, body: { message, visibility }, as: ann });
    clock.set(later(NOON, 1000));
    await say('We are looking.', 'public');
    await say('Difficult.', 'internal');
    const { status, body } = await page(await ask());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      approval: {
        status: 'pending',
        requestedBy: { role: 'agent', id: 'ann' },
        requestedGrant: { ticketId, customerId, amount: eur(20_000), reason: 'It broke.', orderRef: 'A-1' },
        expiresAt: later(NOON, 1000 + APPROVAL_WINDOW_MS),
      },
      ticket: { id: ticketId, subject: 'Broken lamp', priority: 'normal' },
      customer: { id: customerId, name: 'cleo', email: 'cleo@example.org' },
      requesterSpent: [{ kind: 'refund', currency: 'EUR', spentMinor: 4000 }],
    });
    expect(body.customerGrants.map(({ amount }: Json) => amount.amountMinor).toSorted()).toEqual([4000, 700]);
    expect(body.messages.map(({ message }: Json) => message)).toEqual([
      'We are looking.',
      'It does not light.',
    ]);
  });

  it('includes the customer’s grants of the last twelve months', async () => {
    await compensation.grant(ticketId, 1);
    clock.set('2026-03-11T12:00:00.000Z');
    await compensation.grant(ticketId, 2);
    clock.set('2027-03-10T12:00:00.001Z');
    const { body } = await page(await ask());
    expect(body.customerGrants.map(({ amount }: Json) => amount.amountMinor)).toEqual([2]);
  });

  it('includes the ten newest public messages, however many notes follow', async () => {
    const add = (message: string, visibility: string) =>
      apis.tickets('addMessage', { params: { ticketId }, body: { message, visibility }, as: ann });
    for (let index = 0; index < 12; index += 1) {
      clock.set(later(NOON, index));
      await add(`message ${index}`, 'public');
    }
    for (let index = 0; index < 55; index += 1) await add(`note ${index}`, 'internal');
    const { body } = await page(await ask());
    expect(body.messages.map(({ message }: Json) => message)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((index) => `message ${index}`),
    );
  });

  it('is visible only to leads and admins', async () => {
    const approvalId = await ask();
    expect((await page(approvalId, ann)).status).toBe(403);
    for (const as of [ann, payments])
      expect((await compensation.call('listApprovals', as, {})).status).toBe(403);
    expect(await page('apr_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({
      status: 404,
      body: { code: 'approval.not_found' },
    });
  });
});

describe('the leads', () => {
  const notificationsOf = (as: Caller = lee, agentId = 'leads') =>
    apis.desk('listNotifications', { params: { agentId }, as });

  it('are notified of a request in the transaction that creates it, with its id', async () => {
    const approvalId = await ask();
    const { body } = await notificationsOf();
    expect(body.items).toMatchObject([
      { type: 'approval.requested', why: 'lead', ticketId, approvalId, by: 'ann', at: NOON },
    ]);
    expect((await notificationsOf(lia)).body).toEqual(body);
    expect((await page(body.items[0].approvalId)).status).toBe(200);
    expect(await notificationsOf(ann)).toMatchObject({
      status: 404,
      body: { code: 'notification.not_found' },
    });
  });

  it('are notified once, even when the response is lost and the request is repeated', async () => {
    const again = () => compensation.grant(ticketId, 20_000, ann, {}, { 'idempotency-key': 'ask-1' });
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(table, fault, again)).status).toBe(500);
    expect((await again()).headers['idempotency-replayed']).toBe('true');
    expect((await notificationsOf()).body.items).toHaveLength(1);
    expect(await itemsOfKind(table, 'notification')).toHaveLength(1);
  });

  it('are not notified of grants within the limits or of refused ones', async () => {
    await compensation.grant(ticketId, 100);
    await compensation.grant('tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV', 20_000);
    expect((await notificationsOf()).body.items).toEqual([]);
  });

  it('are notified of another lead’s request as well', async () => {
    const approvalId = await ask(60_000, lee);
    expect((await notificationsOf(lia)).body.items).toMatchObject([{ approvalId, by: 'lee' }]);
  });
});

describe('approving', () => {
  it('makes the grant in the same transaction and counts it against the approver’s month', async () => {
    const approvalId = await ask();
    const { status, body } = await compensation.approve(approvalId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'approved', answer: 'Fair.', settledBy: { id: 'lee' } });
    expect(
      (await compensation.call('getGrant', ann, { params: { grantId: body.grantId } })).body,
    ).toMatchObject({
      state: 'made',
      amount: eur(20_000),
      approvalId,
      requestedBy: { id: 'ann' },
      grantedBy: { id: 'lee' },
    });
    expect([await compensation.spent(ann), await compensation.spent(lee)]).toEqual([0, 20_000]);
    expect(await eventsIn(table, 'approval.settled')).toMatchObject([
      { data: { approvalId, outcome: 'approved', grantId: body.grantId } },
    ]);
    expect(await eventsIn(table, 'grant.made')).toMatchObject([{ data: { by: 'lee', requestedBy: 'ann' } }]);
    expect(await timedWorkIn(table, 'approval.expire')).toEqual([]);
    expect([await list('pending'), await list('approved')]).toEqual([[], [approvalId]]);
  });

  it('by two leads concurrently succeeds once', async () => {
    const approvalId = await ask();
    const answers = await Promise.all([
      compensation.approve(approvalId, lee),
      compensation.approve(approvalId, lia),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('approval.settled');
    expect(await itemsOfKind(table, 'grant')).toHaveLength(1);
    expect((await compensation.spent(lee)) + (await compensation.spent(lia))).toBe(20_000);
  });

  it('concurrently with a rejection lets only one of them succeed', async () => {
    const approvalId = await ask();
    const answers = await Promise.all([
      compensation.approve(approvalId, lee),
      compensation.reject(approvalId, lia),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { body } = await page(approvalId);
    expect(await itemsOfKind(table, 'grant')).toHaveLength(body.approval.status === 'approved' ? 1 : 0);
  });

  it('is limited to the lead’s own authority; above it an admin approves', async () => {
    const approvalId = await ask(50_001);
    const before = await snapshot(table);
    expect(await compensation.approve(approvalId, lee)).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.exceeded' },
    });
    expect(await snapshot(table)).toEqual(before);
    expect(await list('pending')).toEqual([approvalId]);
    expect((await compensation.approve(approvalId, ada)).status).toBe(200);
    ticketId = (await newTicket(apis, customerId)).id;
    expect((await compensation.approve(await ask(50_000), lee)).status).toBe(200);
  });

  it('is refused when it exceeds the lead’s month, also when that is used up concurrently', async () => {
    await compensation.setAgent('lee', [refunds(20_000, 30_000)]);
    const approvalId = await ask();
    const useUpMonth = async () => {
      await compensation.grant(ticketId, 10_001, lee);
    };
    const answer = await withConcurrentChange(table, useUpMonth, () => compensation.approve(approvalId));
    expect(answer).toMatchObject({ status: 403, body: { code: 'spending_limit.exceeded' } });
    expect(await compensation.spent(lee)).toBe(10_001);
    expect(await list('pending')).toEqual([approvalId]);
  });

  it('is refused when the lead’s limit is lowered concurrently', async () => {
    const approvalId = await ask();
    const lowerLimit = async () => {
      await compensation.setRole('lead', [refunds(100, 100)]);
    };
    expect(
      await withConcurrentChange(table, lowerLimit, () => compensation.approve(approvalId)),
    ).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.exceeded' },
    });
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
  });

  it('one’s own request is refused, also to an admin, and so is rejecting it', async () => {
    const approvalId = await ask(60_000, lee);
    const refusal = { status: 403, body: { code: 'approval.own_request' } };
    expect(await compensation.approve(approvalId, lee)).toMatchObject(refusal);
    expect(await compensation.reject(approvalId, lee)).toMatchObject(refusal);
    await compensation.setAgent('ada', [refunds(1, 1)]);
    const own = (await compensation.grant(ticketId, 2, ada)).body.approval.id;
    expect(await compensation.approve(own, ada)).toMatchObject(refusal);
    expect((await compensation.approve(approvalId, { role: 'admin', id: 'alf' })).status).toBe(200);
  });

  it('is refused for agents and machines', async () => {
    const approvalId = await ask();
    for (const as of [ann, payments]) {
      expect((await compensation.approve(approvalId, as)).status).toBe(403);
      expect((await compensation.reject(approvalId, as)).status).toBe(403);
    }
  });

  it('is refused once the ticket is closed', async () => {
    const approvalId = await ask();
    for (const status of ['solved', 'closed']) {
      const version = (await loadTicket(table, ticketId))?.version;
      await apis.tickets('changeStatus', { params: { ticketId }, body: { status, version } });
    }
    expect(await compensation.approve(approvalId)).toMatchObject({
      status: 409,
      body: { code: 'ticket.closed' },
    });
    expect((await compensation.reject(approvalId)).status).toBe(200);
  });

  it('of an unknown request is refused', async () => {
    const refusal = { status: 404, body: { code: 'approval.not_found' } };
    expect(await compensation.approve('apr_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject(refusal);
    expect(await compensation.reject('apr_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject(refusal);
  });

  it('again with the same key returns the same response, even when the first was lost', async () => {
    const approvalId = await ask();
    const key = { 'idempotency-key': 'approve-1' };
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(table, fault, () => compensation.approve(approvalId, lee, key))).status).toBe(
      500,
    );
    const again = await compensation.approve(approvalId, lee, key);
    expect(again).toMatchObject({ status: 200, headers: { 'idempotency-replayed': 'true' } });
    expect(again.body.status).toBe('approved');
    expect(await compensation.spent(lee)).toBe(20_000);
    expect(await compensation.approve(approvalId, lee)).toMatchObject({ body: { code: 'approval.settled' } });
  });
});

describe('rejecting', () => {
  it('is allowed to any lead, grants nothing and records the reason', async () => {
    const approvalId = await ask(5_000_000);
    expect(await compensation.reject(approvalId)).toMatchObject({
      status: 200,
      body: { status: 'rejected', answer: 'Too much.' },
    });
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
    expect(await timedWorkIn(table, 'approval.expire')).toEqual([]);
    expect(await compensation.approve(approvalId, ada)).toMatchObject({
      status: 409,
      body: { code: 'approval.settled' },
    });
  });
});

describe('the expiry of a request', () => {
  it('happens once after seven days and notifies the requester', async () => {
    const approvalId = await ask();
    const [due] = await timedWorkIn(table, 'approval.expire');
    expect(due?.at).toBe(later(NOON, APPROVAL_WINDOW_MS));
    clock.set(later(NOON, APPROVAL_WINDOW_MS));
    expect(await compensation.approve(approvalId)).toMatchObject({ body: { code: 'approval.settled' } });
    expect(await compensation.deliver(dueMessage(due ?? {}), dueMessage(due ?? {}))).toEqual([]);
    expect(await compensation.deliver(dueMessage(due ?? {}))).toEqual([]);
    expect(await list('expired')).toEqual([approvalId]);
    const events = await eventsIn(table, 'approval.settled');
    expect(events).toMatchObject([{ actor: { role: 'system' }, data: { outcome: 'expired' } }]);
    expect(await compensation.deliver(...events, ...events)).toEqual([]);
    const notifications = await apis.desk('listNotifications', { params: { agentId: 'ann' }, as: ann });
    expect(notifications.body.items).toMatchObject([
      { type: 'approval.settled', why: 'requested', ticketId },
    ]);
  });

  it('does not happen when the request is approved concurrently', async () => {
    const approvalId = await ask();
    const [due] = await timedWorkIn(table, 'approval.expire');
    clock.set(later(NOON, APPROVAL_WINDOW_MS - 1));
    const approving = async () => {
      await compensation.approve(approvalId);
    };
    await withConcurrentChange(table, approving, () => compensation.deliver(dueMessage(due ?? {})));
    expect(await compensation.deliver(dueMessage(due ?? {}))).toEqual([]);
    expect((await page(approvalId)).body.approval.status).toBe('approved');
    expect(await eventsIn(table, 'approval.settled')).toHaveLength(1);
  });

  it('is repeated when the worker fails before its commit', async () => {
    await ask();
    const [due] = await timedWorkIn(table, 'approval.expire');
    clock.set(later(NOON, APPROVAL_WINDOW_MS));
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'before' } as const;
    expect(await withFault(table, fault, () => compensation.deliver(dueMessage(due ?? {})))).toEqual([0]);
    expect(await compensation.deliver(dueMessage(due ?? {}))).toEqual([]);
    expect(await list('expired')).toHaveLength(1);
  });
});

describe('the outcome of a request', () => {
  it('is notified to the requester once', async () => {
    await compensation.approve(await ask());
    const events = await eventsIn(table, 'approval.settled');
    expect(await compensation.deliver(...events)).toEqual([]);
    expect(await compensation.deliver(...events)).toEqual([]);
    const notifications = await apis.desk('listNotifications', { params: { agentId: 'ann' }, as: ann });
    expect(notifications.body.items).toMatchObject([
      { type: 'approval.settled', why: 'requested', ticketId, by: 'lee' },
    ]);
    // The leads were notified of the request.
    expect(await itemsOfKind(table, 'notification')).toHaveLength(2);
  });

  it('can be revoked by a lead, which subtracts the grant from the approver’s month', async () => {
    const { body } = await compensation.approve(await ask());
    expect((await compensation.revoke(body.grantId, ann)).status).toBe(403);
    expect((await compensation.revoke(body.grantId, lia)).status).toBe(200);
    expect(await compensation.spent(lee)).toBe(0);
  });
});
