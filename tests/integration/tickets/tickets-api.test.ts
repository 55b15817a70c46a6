import { beforeAll, describe, expect, it } from 'vitest';
import { customerHandlers } from '../../../functions/customers/api-handlers.ts';
import { customerRoutes } from '../../../functions/customers/routes.ts';
import { createApi } from '../../../functions/platform/http/create-api.ts';
import { markerReader } from '../../../functions/platform/table/read.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { listOpenPromises } from '../../../functions/promises/index.ts';
import { ticketAnswers, ticketHandlers } from '../../../functions/tickets/api-handlers.ts';
import { portalAnswers, portalHandlers } from '../../../functions/tickets/portal-handlers.ts';
import { portalRoutes } from '../../../functions/tickets/portal-routes.ts';
import { ticketRoutes } from '../../../functions/tickets/routes.ts';
import { noFiles } from '../../support/files.ts';
import { caller } from '../../support/http/call-api.ts';
import { testKeys } from '../../support/keyring.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';

let table: Table;
let customers: ReturnType<typeof caller<typeof customerRoutes>>;
let tickets: ReturnType<typeof caller<typeof ticketRoutes>>;
let portal: ReturnType<typeof caller<typeof portalRoutes>>;
let ada: string;
let bob: string;

const opening = { channel: 'email', subject: 'Broken lamp', message: 'It does not light.' };
const agent = { role: 'agent', id: 'agent-1' } as const;

beforeAll(async () => {
  table = await freshTable();
  const readMarker = markerReader(table);
  customers = caller(
    customerRoutes,
    createApi(
      'customers',
      customerRoutes,
      customerHandlers({ table, openPromises: (id) => listOpenPromises(table, id) }),
      { readMarker },
    ),
  );
  tickets = caller(
    ticketRoutes,
    createApi('tickets', ticketRoutes, ticketHandlers(table, noFiles, testKeys), {
      readMarker,
      presentAnswer: ticketAnswers(testKeys),
    }),
  );
  portal = caller(
    portalRoutes,
    createApi('portal', portalRoutes, portalHandlers(table, noFiles, testKeys), {
      readMarker,
      presentAnswer: portalAnswers(testKeys),
    }),
  );
  const create = async (name: string) =>
    (await customers('createCustomer', { body: { name, identities: { email: `${name}@example.org` } } })).body
      .id;
  ada = await create('ada');
  bob = await create('bob');
});

const open = async (extra = {}) =>
  (await tickets('openTicket', { body: { customerId: ada, ...opening, ...extra }, as: agent })).body;

describe('opening a ticket', () => {
  it('returns the ticket and starts its thread with the message', async () => {
    const ticket = await open();
    expect(ticket).toMatchObject({ status: 'new', version: 1, priority: 'normal', customerId: ada });
    const page = await tickets('getTicket', { params: { ticketId: ticket.id }, as: agent });
    expect(page.status).toBe(200);
    expect(page.body.ticket).toEqual(ticket);
    expect(page.body.thread.items).toMatchObject([
      { type: 'ticket.opened', data: { message: opening.message } },
    ]);
  });

  it('refuses an unknown customer and changes nothing', async () => {
    const before = await snapshot(table);
    const answer = await tickets('openTicket', {
      body: { customerId: 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV', ...opening },
      as: agent,
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'customer.not_found' } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('gives the same answer to the same idempotency key even after the ticket changed', async () => {
    const call = {
      body: { customerId: ada, ...opening },
      headers: { 'idempotency-key': 'open-1' },
      as: agent,
    };
    const first = await tickets('openTicket', call);
    await tickets('addMessage', {
      params: { ticketId: first.body.id },
      body: { message: 'On it.' },
      as: agent,
    });
    const again = await tickets('openTicket', call);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
    expect(again.body).toEqual(first.body);
  });

  it('refuses the same idempotency key with another body', async () => {
    const headers = { 'idempotency-key': 'open-2' };
    await tickets('openTicket', { body: { customerId: ada, ...opening }, headers, as: agent });
    const before = await snapshot(table);
    const answer = await tickets('openTicket', {
      body: { customerId: ada, ...opening, subject: 'Other' },
      headers,
      as: agent,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
    expect(await snapshot(table)).toEqual(before);
  });
});

describe('a message', () => {
  it('counts as the first reply only when it is public and by a human, and then opens a new ticket', async () => {
    const { id: ticketId } = await open();
    const say = (body: object) => tickets('addMessage', { params: { ticketId }, body, as: agent });
    await say({ message: 'Noted.', visibility: 'internal' });
    await say({ message: 'We have your message.', automatic: true });
    const machine = { role: 'service', id: 'bot' } as const;
    await tickets('addMessage', { params: { ticketId }, body: { message: 'Beep.' }, as: machine });
    const before = await tickets('getTicket', { params: { ticketId }, as: agent });
    expect(before.body.ticket.firstReplyAt).toBeUndefined();
    expect(before.body.ticket.status).toBe('new');
    await say({ message: 'Try the switch.' });
    const after = await tickets('getTicket', { params: { ticketId }, as: agent });
    expect(after.body.ticket).toMatchObject({ status: 'open', firstReplyAt: expect.any(String), version: 5 });
  });

  it('keeps the record of a phone call, and counts as the first reply only when the call reached the customer', async () => {
    const { id: ticketId } = await open();
    const call = { direction: 'outbound', durationSeconds: 20, outcome: 'voicemail' };
    const say = (body: object) => tickets('addMessage', { params: { ticketId }, body, as: agent });
    const read = async () => (await tickets('getTicket', { params: { ticketId }, as: agent })).body;
    expect((await say({ message: 'Asked for a call back.', call })).status).toBe(201);
    expect((await read()).ticket.firstReplyAt).toBeUndefined();
    expect((await say({ message: 'Agreed.', call: { ...call, outcome: 'reached' } })).status).toBe(201);
    const { ticket, thread } = await read();
    expect(ticket).toMatchObject({ status: 'open', firstReplyAt: expect.any(String) });
    expect(thread.items.filter((entry: { data: Record<string, unknown> }) => entry.data.call)).toMatchObject([
      { data: { call: { outcome: 'voicemail' } } },
      { data: { message: 'Agreed.', call: { outcome: 'reached' } } },
    ]);
    const refused = await say({ message: 'Rang.', call: { ...call, outcome: 'rang' } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'body.call.outcome' }] } });
  });

  it('is added together with nineteen others at the same time', async () => {
    const { id: ticketId } = await open();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        tickets('addMessage', {
          params: { ticketId },
          body: { message: `n${index}`, visibility: 'internal' },
          as: agent,
        }),
      ),
    );
    const page = await tickets('getTicket', { params: { ticketId }, query: { limit: '100' }, as: agent });
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(page.body.thread.items).toHaveLength(21);
    expect(page.body.ticket.version).toBe(21);
  });

  it('has the same outcome with the ticket’s token', async () => {
    const ticket = await open();
    const say = (message: string) =>
      tickets('addMessage', {
        params: { ticketId: ticket.id },
        body: { message, ticketToken: ticket.ticketToken },
        as: agent,
      });
    expect((await say('first')).status).toBe(201);
    expect((await say('second')).status).toBe(201);
    const page = await tickets('getTicket', { params: { ticketId: ticket.id }, as: agent });
    expect(page.body.ticket).toMatchObject({ status: 'open', version: 3, firstReplyAt: expect.any(String) });
  });

  it('reopens a solved ticket when the customer writes it', async () => {
    const ticket = await open();
    await tickets('changeStatus', {
      params: { ticketId: ticket.id },
      body: { status: 'solved', version: 1 },
      as: agent,
    });
    const me = { role: 'customer', id: ada } as const;
    const answer = await portal('addMyMessage', {
      params: { ticketId: ticket.id },
      body: { message: 'Dark again.' },
      as: me,
    });
    expect(answer.status).toBe(201);
    const page = await tickets('getTicket', { params: { ticketId: ticket.id }, as: agent });
    expect(page.body.ticket).toMatchObject({ status: 'open', reopens: 1 });
  });

  it('is refused for another customer, with or without a ticket token', async () => {
    const ticket = await open();
    const before = await snapshot(table);
    const me = { role: 'customer', id: bob } as const;
    for (const ticketToken of [undefined, ticket.ticketToken]) {
      const body = { message: 'mine?', ...(ticketToken ? { ticketToken } : {}) };
      const answer = await portal('addMyMessage', { params: { ticketId: ticket.id }, body, as: me });
      expect(answer).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
    }
    expect(await portal('getMyTicket', { params: { ticketId: ticket.id }, as: me })).toMatchObject({
      status: 404,
    });
    expect(await snapshot(table)).toEqual(before);
  });
});

describe('changing the status', () => {
  it('refuses a stale version with 409 and changes nothing', async () => {
    const { id: ticketId } = await open();
    const before = await snapshot(table);
    const answer = await tickets('changeStatus', {
      params: { ticketId },
      body: { status: 'solved', version: 9 },
      as: agent,
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'version.stale' } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('gives a repeated request the first answer instead of a refusal', async () => {
    const { id: ticketId } = await open();
    const call = {
      params: { ticketId },
      body: { status: 'solved', version: 1 },
      headers: { 'idempotency-key': 's1' },
      as: agent,
    };
    const first = await tickets('changeStatus', call);
    const again = await tickets('changeStatus', call);
    expect(first.status).toBe(200);
    expect(again.body).toEqual(first.body);
  });
});

describe('the list of tickets', () => {
  it('is sorted by priority', async () => {
    const low = await open({ priority: 'low' });
    const urgent = await open({ priority: 'urgent' });
    const page = await tickets('listTickets', { query: { limit: '100' }, as: agent });
    const ids = page.body.items.map((row: { id: string }) => row.id);
    expect(ids[0]).toBe(urgent.id);
    expect(ids.at(-1)).toBe(low.id);
  });

  it('is paged by a cursor that is valid for this list only', async () => {
    const first = await tickets('listTickets', { query: { limit: '1' }, as: agent });
    const second = await tickets('listTickets', {
      query: { limit: '1', cursor: first.body.next },
      as: agent,
    });
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
    const foreign = await tickets('listTickets', {
      query: { status: 'solved', cursor: first.body.next },
      as: agent,
    });
    expect(foreign).toMatchObject({ status: 400, body: { code: 'request.cursor_invalid' } });
  });
});
