import { beforeAll, describe, expect, it } from 'vitest';
import { cursorAfterItem } from '../../../functions/platform/table/read.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import { conflict, lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';

let table: Table;
let apis: Apis;
let ada: string;
let bob: string;

beforeAll(async () => {
  table = await freshTable();
  apis = apisOf(table);
  ada = (await newCustomer(apis, 'ada')).id;
  bob = (await newCustomer(apis, 'bob')).id;
});

const me = (id: string) => ({ role: 'customer', id }) as const;
const mine = (ticketId: string, query: Record<string, string> = {}, id = ada) =>
  apis.portal('getMyTicket', { params: { ticketId }, query, as: me(id) });
const write = (ticketId: string, message: string, over: object = {}) =>
  apis.portal('addMyMessage', { params: { ticketId }, body: { message }, as: me(ada), ...over });
const messagesOf = (body: { thread: { items: { message: string }[] } }) =>
  body.thread.items.map(({ message }) => message);

describe('a customer’s ticket', () => {
  it('is opened only for the customer themselves, without priority or skills of their choice', async () => {
    const body = { channel: 'web', subject: 'Lamp', message: 'Dark.' };
    const answer = await apis.portal('openMyTicket', { body, as: me(ada) });
    expect(answer).toMatchObject({ status: 201, body: { status: 'new', subject: 'Lamp' } });
    for (const extra of [{ priority: 'urgent' }, { requiredSkills: [] }, { customerId: bob }]) {
      const refused = await apis.portal('openMyTicket', { body: { ...body, ...extra }, as: me(ada) });
      expect(refused).toMatchObject({
        status: 400,
        body: { errors: [{ path: `body.${Object.keys(extra)[0]}`, message: 'is unknown' }] },
      });
    }
  });

  it('shows its public messages page by page up to the last one', async () => {
    const ticketId = (await newTicket(apis, ada)).id as string;
    for (const message of ['one', 'two', 'three']) await write(ticketId, message);
    const seen: string[] = [];
    let page = await mine(ticketId, { limit: '2' });
    expect(page.body.ticket).toMatchObject({ id: ticketId });
    for (let pages = 0; pages < 5; pages += 1) {
      expect(page.status).toBe(200);
      seen.push(...messagesOf(page.body));
      if (!page.body.thread.next) break;
      page = await mine(ticketId, { limit: '2', cursor: page.body.thread.next });
    }
    expect(seen).toEqual(['It does not light.', 'one', 'two', 'three']);
    expect(page.body.thread.next).toBeUndefined();
  });

  it('shows no internal notes and no names of staff', async () => {
    const ticketId = (await newTicket(apis, ada)).id as string;
    const as = { role: 'agent', id: 'agent-secret' } as const;
    await apis.tickets('addMessage', {
      params: { ticketId },
      body: { message: 'secret', visibility: 'internal' },
      as,
    });
    await apis.tickets('addMessage', { params: { ticketId }, body: { message: 'Hello' }, as });
    const page = await mine(ticketId);
    expect(page.text).not.toContain('secret');
    expect(messagesOf(page.body)).toEqual(['It does not light.', 'Hello']);
  });

  it('is not found for another customer, even with a cursor of its owner', async () => {
    const ticketId = (await newTicket(apis, ada)).id as string;
    await write(ticketId, 'one');
    const cursor = (await mine(ticketId, { limit: '1' })).body.thread.next as string;
    expect(await mine(ticketId, {}, bob)).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
    const pastTheEnd = cursorAfterItem({ pk: `T#${ticketId}`, sk: 'E#~' });
    expect((await mine(ticketId, { cursor: pastTheEnd })).body).toEqual({ thread: { items: [] } });
    for (const forged of [cursor, pastTheEnd]) {
      expect(await mine(ticketId, { cursor: forged }, bob)).toMatchObject({
        status: 404,
        body: { code: 'ticket.not_found' },
      });
    }
  });

  it('accepts no message when it is unknown, and nothing changes', async () => {
    const before = await snapshot(table);
    expect(await write('tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'x')).toMatchObject({
      status: 404,
      body: { code: 'ticket.not_found' },
    });
    expect(await snapshot(table)).toEqual(before);
  });
});

describe('a message', () => {
  it('is accepted with 32,000 characters and refused with one more or none', async () => {
    const ticketId = (await newTicket(apis, ada)).id as string;
    expect((await write(ticketId, 'x'.repeat(32_000))).status).toBe(201);
    for (const message of ['x'.repeat(32_001), '', '   ']) {
      expect(await write(ticketId, message)).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'body.message' }] },
      });
    }
  });

  it('is added once when it is repeated with its key after its answer was lost', async () => {
    const ticketId = (await newTicket(apis, ada)).id as string;
    const keyed = { headers: { 'idempotency-key': 'message-1' } };
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(table, fault, () => write(ticketId, 'once', keyed))).status).toBe(500);
    expect(await write(ticketId, 'once', keyed)).toMatchObject({
      status: 201,
      headers: { 'idempotency-replayed': 'true' },
    });
    expect(messagesOf((await mine(ticketId)).body)).toEqual(['It does not light.', 'once']);
    expect(await write(ticketId, 'other', keyed)).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });

  it('is refused under the key of a message to another ticket', async () => {
    const [one, other] = [
      (await newTicket(apis, ada)).id as string,
      (await newTicket(apis, ada)).id as string,
    ];
    const keyed = { headers: { 'idempotency-key': 'message-2' } };
    expect((await write(one, 'x', keyed)).status).toBe(201);
    expect((await write(other, 'x', keyed)).status).toBe(422);
  });

  it('is written despite conflicts, and refused with its error code when they persist', async () => {
    const ticketId = (await newTicket(apis, ada)).id as string;
    const writeWithConflicts = (times: number) =>
      withFault(table, { command: 'TransactWriteItems', error: conflict, times }, () =>
        write(ticketId, `after ${times}`),
      );
    expect((await writeWithConflicts(3)).status).toBe(201);
    expect(await writeWithConflicts(99)).toMatchObject({ status: 409, body: { code: 'write.contended' } });
    expect(messagesOf((await mine(ticketId)).body)).toEqual(['It does not light.', 'after 3']);
  });
});

describe('solving a ticket', () => {
  it('succeeds for one of ten concurrent requests on the same version', async () => {
    const ticketId = (await newTicket(apis, ada)).id as string;
    const solve = (index: number) =>
      apis.tickets('changeStatus', {
        params: { ticketId },
        body: { status: 'solved', version: 1 },
        as: { role: 'agent', id: `a-${index}` },
      });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => solve(index)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ]);
  });

  it('keeps a customer’s message of the same moment and leaves the ticket unsolved', async () => {
    const ticketId = (await newTicket(apis, ada)).id as string;
    const [solved, written] = await Promise.all([
      apis.tickets('changeStatus', { params: { ticketId }, body: { status: 'solved', version: 1 } }),
      write(ticketId, 'wait!'),
    ]);
    expect(written.status).toBe(201);
    const { body } = await apis.tickets('getTicket', { params: { ticketId } });
    const expected = solved.status === 200 ? { status: 'open', reopens: 1 } : { status: 'new', reopens: 0 };
    expect([200, 409]).toContain(solved.status);
    expect(body.ticket).toMatchObject(expected);
  });
});
