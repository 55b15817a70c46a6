// Checks that the ticket token of a client never decides what is written.
import { beforeEach, describe, expect, it } from 'vitest';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import { createApi } from '../../../functions/platform/http/create-api.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { portalAnswers, portalHandlers } from '../../../functions/tickets/portal-handlers.ts';
import { portalRoutes } from '../../../functions/tickets/portal-routes.ts';
import { noFiles } from '../../support/files.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import { caller } from '../../support/http/call-api.ts';
import { keyOf, keyringOf } from '../../support/keyring.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { metered } from '../../support/table/meter.ts';
import { eventsIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let measure: ReturnType<typeof metered>['measure'];
let eve: string;
let victim: string;
let ticketId: string;

beforeEach(async () => {
  ({ table, measure } = metered(await freshTable()));
  apis = apisOf(table);
  eve = String((await newCustomer(apis, 'eve')).id);
  victim = String((await newCustomer(apis, 'victim')).id);
  ticketId = String((await newTicket(apis, eve, { channel: 'web', priority: 'high' })).id);
});

const me = () => ({ role: 'customer', id: eve }) as const;
const agent = { role: 'agent', id: 'agent-1' } as const;
const write = (ticketToken: string | undefined, message = 'I was never here.') =>
  apis.portal('addMyMessage', { params: { ticketId }, body: { message, ticketToken }, as: me() });
const tokenFor = async (as: { role: 'customer' | 'agent'; id: string }, of = ticketId) => {
  const call = { params: { ticketId: of }, as };
  const page =
    as.role === 'customer' ? await apis.portal('getMyTicket', call) : await apis.tickets('getTicket', call);
  return String(page.body.ticket.ticketToken);
};
const unsigned = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const written = async () =>
  (await eventsIn(table, 'ticket.message_added')).map(({ customerId, data }) => ({
    customerId,
    channel: (data as { channel: string }).channel,
  }));

/** Ticket tokens that eve did not receive for this ticket. */
const forgeries: [string, () => string | Promise<string>][] = [
  ['names another customer', () => unsigned([victim, 'web', 'high'])],
  ['names no customer', () => unsigned(['', 'web', 'high'])],
  ['has NUL for a customer', () => unsigned(['\u0000', 'web', 'high'])],
  ['has a customer of 64 characters', () => unsigned(['x'.repeat(64), 'web', 'high'])],
  ['has the right content but was made by a client', () => unsigned([eve, 'web', 'high'])],
  ['has only the id of our key', () => `test.${unsigned([victim, 'web', 'high'])}`],
  ['belongs to staff', () => tokenFor(agent)],
  ['belongs to another ticket', async () => tokenFor(me(), String((await newTicket(apis, eve)).id))],
  [
    'belongs to another customer',
    async () => {
      const other = String((await newTicket(apis, victim)).id);
      return tokenFor({ role: 'customer', id: victim }, other);
    },
  ],
  ['was changed in its last character', async () => `${(await tokenFor(me())).slice(0, -2)}AA`],
  ['is 300 times the same letter', () => 'x'.repeat(300)],
];

describe('a customer’s message with a ticket token that', () => {
  it.each(forgeries)('%s is written to their own ticket as if there were no token', async (_what, forge) => {
    const ticketToken = await forge();
    expect((await write(ticketToken)).status).toBe(201);
    expect(await written()).toEqual([{ customerId: eve, channel: 'web' }]);
    for (const event of await eventsIn(table, 'ticket.message_added')) await addToTimeline(table, event);
    const timeline = await apis.customers('listTimeline', { params: { customerId: victim } });
    expect(timeline.status).toBe(200);
    expect(timeline.text).not.toContain('I was never here.');
  });

  it.each(forgeries)('%s cannot be written to another customer’s ticket', async (_what, forge) => {
    const foreign = String((await newTicket(apis, victim)).id);
    const ticketToken = await forge();
    const before = await snapshot(table);
    const body = { message: 'x', ticketToken };
    const answer = await apis.portal('addMyMessage', { params: { ticketId: foreign }, body, as: me() });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('was received with the ticket saves the read', async () => {
    const ticketToken = await tokenFor(me());
    // Quotas are read once per half minute.
    await write(ticketToken);
    const given = await measure(() => write(ticketToken));
    const forged = await measure(() => write(unsigned([eve, 'web', 'high'])));
    expect([given.result.status, forged.result.status]).toEqual([201, 201]);
    expect(given.cost).toMatchObject({ roundTrips: 1, readUnits: 0 });
    expect(forged.cost.roundTrips).toBe(2);
  });
});

describe('a ticket token', () => {
  it('is refused with its path when it is too long', async () => {
    expect(await write('x'.repeat(301))).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.ticketToken' }] },
    });
  });

  it('does not reveal the priority to a customer', async () => {
    const ticketToken = await tokenFor(me());
    const bytes = ticketToken.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(`${ticketToken}${bytes.join()}`).not.toMatch(/high|web|cus_/);
  });

  it('only costs the read when the priority changed since or its key expired', async () => {
    const ticketToken = await tokenFor(me());
    const update = { params: { ticketId }, body: { version: 1, priority: 'low' }, as: agent };
    expect((await apis.tickets('updateTicket', update)).status).toBe(200);
    expect((await write(ticketToken, 'later')).status).toBe(201);
    const rotated = keyringOf(keyOf('next', 1));
    const portal = caller(
      portalRoutes,
      createApi('portal', portalRoutes, portalHandlers(table, noFiles, rotated), {
        presentAnswer: portalAnswers(rotated),
      }),
    );
    const current = await tokenFor(me());
    const body = { message: 'by a key that ended', ticketToken: current };
    expect((await portal('addMyMessage', { params: { ticketId }, body, as: me() })).status).toBe(201);
    expect(await written()).toHaveLength(2);
  });

  it('comes with the answer that opens a ticket, and again when it is replayed', async () => {
    const call = {
      body: { channel: 'web', subject: 's', message: 'm' },
      as: me(),
      headers: { 'idempotency-key': 'k' },
    };
    const [first, again] = [await apis.portal('openMyTicket', call), await apis.portal('openMyTicket', call)];
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const body = { message: 'more', ticketToken: again.body.ticketToken };
    const params = { ticketId: String(again.body.id) };
    const sent = await measure(() => apis.portal('addMyMessage', { params, body, as: me() }));
    expect(sent.cost.roundTrips).toBe(1);
  });

  it('comes with the answer of a change, and again when it is replayed; no marker stores it', async () => {
    const call = {
      params: { ticketId },
      body: { status: 'pending', version: 1 },
      as: agent,
      headers: { 'idempotency-key': 'k' },
    };
    const [first, again] = [
      await apis.tickets('changeStatus', call),
      await apis.tickets('changeStatus', call),
    ];
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(first.body.ticketToken).toMatch(/^test\./);
    expect(JSON.stringify(await snapshot(table))).not.toContain(first.body.ticketToken);
  });
});
