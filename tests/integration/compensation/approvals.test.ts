// Above one's authority: a request that a lead settles, once, or time does.
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

const ask = async (amountMinor = 20_000, as: typeof ann | typeof lee = ann): Promise<string> =>
  (await desk.grant(ticketId, amountMinor, as, { orderRef: 'A-1' })).body.approval.id;
const list = async (status: string): Promise<string[]> =>
  (await desk.call('listApprovals', lee, { query: { status } })).body.items.map(({ id }: Json) => id);
const page = (approvalId: string, as: typeof ann | typeof lee = lee) =>
  desk.call('getApproval', as, { params: { approvalId } });

describe('a request for approval', () => {
  it('stands in the list of those that wait, oldest first, page by page', async () => {
    const first = await ask();
    clock.set(later(NOON, 1000));
    const second = await ask(30_000);
    expect(await list('pending')).toEqual([first, second]);
    const one = await desk.call('listApprovals', lee, { query: { limit: '1' } });
    const two = await desk.call('listApprovals', lee, { query: { limit: '1', cursor: one.body.next } });
    expect([one.body.items[0].id, two.body.items[0].id]).toEqual([first, second]);
  });

  it('shows on one page all that decides on it', async () => {
    await desk.grant(ticketId, 4000);
    await desk.grant(ticketId, 700, ben, { kind: 'goodwill' });
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

  it('shows of the customer’s grants those of the last twelve months', async () => {
    await desk.grant(ticketId, 1);
    clock.set('2026-03-11T12:00:00.000Z');
    await desk.grant(ticketId, 2);
    clock.set('2027-03-10T12:00:00.001Z');
    const { body } = await page(await ask());
    expect(body.customerGrants.map(({ amount }: Json) => amount.amountMinor)).toEqual([2]);
  });

  it('shows the ten newest messages, past any number of notes', async () => {
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

  it('is seen by leads and admins alone', async () => {
    const approvalId = await ask();
    expect((await page(approvalId, ann)).status).toBe(403);
    for (const as of [ann, payments]) expect((await desk.call('listApprovals', as, {})).status).toBe(403);
    expect(await page('apr_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({
      status: 404,
      body: { code: 'approval.not_found' },
    });
  });
});

describe('the leads', () => {
  const told = (as: Caller = lee, agentId = 'leads') =>
    apis.desk('listNotifications', { params: { agentId }, as });

  it('are told of a request in the transaction that makes it, all of them, with what leads to its page', async () => {
    const approvalId = await ask();
    const { body } = await told();
    expect(body.items).toMatchObject([
      { type: 'approval.requested', why: 'lead', ticketId, approvalId, by: 'ann', at: NOON },
    ]);
    expect((await told(lia)).body).toEqual(body);
    expect((await page(body.items[0].approvalId)).status).toBe(200);
    expect(await told(ann)).toMatchObject({ status: 404, body: { code: 'notification.not_found' } });
  });

  it('are told once, also when the answer was lost and the request comes again', async () => {
    const again = () => desk.grant(ticketId, 20_000, ann, {}, { 'idempotency-key': 'ask-1' });
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(table, fault, again)).status).toBe(500);
    expect((await again()).headers['idempotency-replayed']).toBe('true');
    expect((await told()).body.items).toHaveLength(1);
    expect(await itemsOfKind(table, 'notification')).toHaveLength(1);
  });

  it('are told nothing of what was given within the limits, or refused', async () => {
    await desk.grant(ticketId, 100);
    await desk.grant('tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV', 20_000);
    expect((await told()).body.items).toEqual([]);
  });

  it('are told of a lead’s own request too, which another has to settle', async () => {
    const approvalId = await ask(60_000, lee);
    expect((await told(lia)).body.items).toMatchObject([{ approvalId, by: 'lee' }]);
  });
});

describe('approving', () => {
  it('makes the grant in the same transaction, against the month of who approves', async () => {
    const approvalId = await ask();
    const { status, body } = await desk.approve(approvalId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'approved', answer: 'Fair.', settledBy: { id: 'lee' } });
    expect((await desk.call('getGrant', ann, { params: { grantId: body.grantId } })).body).toMatchObject({
      state: 'made',
      amount: eur(20_000),
      approvalId,
      requestedBy: { id: 'ann' },
      grantedBy: { id: 'lee' },
    });
    expect([await desk.spent(ann), await desk.spent(lee)]).toEqual([0, 20_000]);
    expect(await eventsIn(table, 'approval.settled')).toMatchObject([
      { data: { approvalId, outcome: 'approved', grantId: body.grantId } },
    ]);
    expect(await eventsIn(table, 'grant.made')).toMatchObject([{ data: { by: 'lee', requestedBy: 'ann' } }]);
    expect(await timedWorkIn(table, 'approval.expire')).toEqual([]);
    expect([await list('pending'), await list('approved')]).toEqual([[], [approvalId]]);
  });

  it('by two leads at once succeeds once', async () => {
    const approvalId = await ask();
    const answers = await Promise.all([desk.approve(approvalId, lee), desk.approve(approvalId, lia)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('approval.settled');
    expect(await itemsOfKind(table, 'grant')).toHaveLength(1);
    expect((await desk.spent(lee)) + (await desk.spent(lia))).toBe(20_000);
  });

  it('and rejecting at once is one of both', async () => {
    const approvalId = await ask();
    const answers = await Promise.all([desk.approve(approvalId, lee), desk.reject(approvalId, lia)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { body } = await page(approvalId);
    expect(await itemsOfKind(table, 'grant')).toHaveLength(body.approval.status === 'approved' ? 1 : 0);
  });

  it('lets a lead pass as much as they may, and leaves what is above it to an admin', async () => {
    const approvalId = await ask(50_001);
    const before = await snapshot(table);
    expect(await desk.approve(approvalId, lee)).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.exceeded' },
    });
    expect(await snapshot(table)).toEqual(before);
    expect(await list('pending')).toEqual([approvalId]);
    expect((await desk.approve(approvalId, ada)).status).toBe(200);
    ticketId = (await newTicket(apis, customerId)).id;
    expect((await desk.approve(await ask(50_000), lee)).status).toBe(200);
  });

  it('is refused when the lead’s month has no room, also if it went at that moment', async () => {
    await desk.setAgent('lee', [refunds(20_000, 30_000)]);
    const approvalId = await ask();
    const spendIt = async () => {
      await desk.grant(ticketId, 10_001, lee);
    };
    const answer = await withConcurrentChange(table, spendIt, () => desk.approve(approvalId));
    expect(answer).toMatchObject({ status: 403, body: { code: 'spending_limit.exceeded' } });
    expect(await desk.spent(lee)).toBe(10_001);
    expect(await list('pending')).toEqual([approvalId]);
  });

  it('is refused when the lead’s limit was lowered at that moment', async () => {
    const approvalId = await ask();
    const lower = async () => {
      await desk.setRole('lead', [refunds(100, 100)]);
    };
    expect(await withConcurrentChange(table, lower, () => desk.approve(approvalId))).toMatchObject({
      status: 403,
      body: { code: 'spending_limit.exceeded' },
    });
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
  });

  it('one’s own request is refused, to an admin too, and so is rejecting it', async () => {
    const approvalId = await ask(60_000, lee);
    const refusal = { status: 403, body: { code: 'approval.own_request' } };
    expect(await desk.approve(approvalId, lee)).toMatchObject(refusal);
    expect(await desk.reject(approvalId, lee)).toMatchObject(refusal);
    await desk.setAgent('ada', [refunds(1, 1)]);
    const own = (await desk.grant(ticketId, 2, ada)).body.approval.id;
    expect(await desk.approve(own, ada)).toMatchObject(refusal);
    expect((await desk.approve(approvalId, { role: 'admin', id: 'alf' })).status).toBe(200);
  });

  it('is refused for agents and machines', async () => {
    const approvalId = await ask();
    for (const as of [ann, payments]) {
      expect((await desk.approve(approvalId, as)).status).toBe(403);
      expect((await desk.reject(approvalId, as)).status).toBe(403);
    }
  });

  it('is refused once the ticket is closed', async () => {
    const approvalId = await ask();
    for (const status of ['solved', 'closed']) {
      const version = (await loadTicket(table, ticketId))?.version;
      await apis.tickets('changeStatus', { params: { ticketId }, body: { status, version } });
    }
    expect(await desk.approve(approvalId)).toMatchObject({ status: 409, body: { code: 'ticket.closed' } });
    expect((await desk.reject(approvalId)).status).toBe(200);
  });

  it('of an unknown request is refused', async () => {
    const refusal = { status: 404, body: { code: 'approval.not_found' } };
    expect(await desk.approve('apr_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject(refusal);
    expect(await desk.reject('apr_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject(refusal);
  });

  it('again with the same key gives the same answer, also when the first was lost', async () => {
    const approvalId = await ask();
    const key = { 'idempotency-key': 'approve-1' };
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(table, fault, () => desk.approve(approvalId, lee, key))).status).toBe(500);
    const again = await desk.approve(approvalId, lee, key);
    expect(again).toMatchObject({ status: 200, headers: { 'idempotency-replayed': 'true' } });
    expect(again.body.status).toBe('approved');
    expect(await desk.spent(lee)).toBe(20_000);
    expect(await desk.approve(approvalId, lee)).toMatchObject({ body: { code: 'approval.settled' } });
  });
});

describe('rejecting', () => {
  it('gives nothing, by any lead, and says why', async () => {
    const approvalId = await ask(5_000_000);
    expect(await desk.reject(approvalId)).toMatchObject({
      status: 200,
      body: { status: 'rejected', answer: 'Too much.' },
    });
    expect(await itemsOfKind(table, 'grant')).toEqual([]);
    expect(await timedWorkIn(table, 'approval.expire')).toEqual([]);
    expect(await desk.approve(approvalId, ada)).toMatchObject({
      status: 409,
      body: { code: 'approval.settled' },
    });
  });
});

describe('the end of waiting', () => {
  it('comes after seven days, once, and is told to the requester', async () => {
    const approvalId = await ask();
    const [due] = await timedWorkIn(table, 'approval.expire');
    expect(due?.at).toBe(later(NOON, APPROVAL_WINDOW_MS));
    clock.set(later(NOON, APPROVAL_WINDOW_MS));
    expect(await desk.approve(approvalId)).toMatchObject({ body: { code: 'approval.settled' } });
    expect(await desk.deliver(dueMessage(due ?? {}), dueMessage(due ?? {}))).toEqual([]);
    expect(await desk.deliver(dueMessage(due ?? {}))).toEqual([]);
    expect(await list('expired')).toEqual([approvalId]);
    const events = await eventsIn(table, 'approval.settled');
    expect(events).toMatchObject([{ actor: { role: 'system' }, data: { outcome: 'expired' } }]);
    expect(await desk.deliver(...events, ...events)).toEqual([]);
    const told = await apis.desk('listNotifications', { params: { agentId: 'ann' }, as: ann });
    expect(told.body.items).toMatchObject([{ type: 'approval.settled', why: 'requested', ticketId }]);
  });

  it('does not come to a request that is approved at that moment', async () => {
    const approvalId = await ask();
    const [due] = await timedWorkIn(table, 'approval.expire');
    clock.set(later(NOON, APPROVAL_WINDOW_MS - 1));
    const approving = async () => {
      await desk.approve(approvalId);
    };
    await withConcurrentChange(table, approving, () => desk.deliver(dueMessage(due ?? {})));
    expect(await desk.deliver(dueMessage(due ?? {}))).toEqual([]);
    expect((await page(approvalId)).body.approval.status).toBe('approved');
    expect(await eventsIn(table, 'approval.settled')).toHaveLength(1);
  });

  it('comes again when the process died before', async () => {
    await ask();
    const [due] = await timedWorkIn(table, 'approval.expire');
    clock.set(later(NOON, APPROVAL_WINDOW_MS));
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'before' } as const;
    expect(await withFault(table, fault, () => desk.deliver(dueMessage(due ?? {})))).toEqual([0]);
    expect(await desk.deliver(dueMessage(due ?? {}))).toEqual([]);
    expect(await list('expired')).toHaveLength(1);
  });
});

describe('what became of a request', () => {
  it('is told to who asked, once', async () => {
    await desk.approve(await ask());
    const events = await eventsIn(table, 'approval.settled');
    expect(await desk.deliver(...events)).toEqual([]);
    expect(await desk.deliver(...events)).toEqual([]);
    const told = await apis.desk('listNotifications', { params: { agentId: 'ann' }, as: ann });
    expect(told.body.items).toMatchObject([
      { type: 'approval.settled', why: 'requested', ticketId, by: 'lee' },
    ]);
    // And that it was asked for, to the leads.
    expect(await itemsOfKind(table, 'notification')).toHaveLength(2);
  });

  it('may be taken back by a lead, out of the month of who approved', async () => {
    const { body } = await desk.approve(await ask());
    expect((await desk.revoke(body.grantId, ann)).status).toBe(403);
    expect((await desk.revoke(body.grantId, lia)).status).toBe(200);
    expect(await desk.spent(lee)).toBe(0);
  });
});
