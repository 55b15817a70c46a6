import { beforeAll, describe, expect, it } from 'vitest';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { later, NOON } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import { callsOf } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
const UNKNOWN = 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV';

beforeAll(async () => {
  table = await freshTable();
  apis = apisOf(table);
});

const create = (body: object, headers?: Record<string, string>) =>
  apis.customers('createCustomer', { body, ...(headers ? { headers } : {}) });
const update = (customerId: string, body: object) =>
  apis.customers('updateCustomer', { params: { customerId }, body });
const find = (query: Partial<Record<'email' | 'phone' | 'externalId', string>>) =>
  apis.customers('findCustomer', { query });
const get = (customerId: string, query = {}) =>
  apis.customers('getCustomer', { params: { customerId }, query });

/** Calls an operation that must be refused, and checks that it changed nothing. */
async function unchanged<T>(work: () => Promise<T>): Promise<T> {
  const before = await snapshot(table);
  const answer = await work();
  expect(await snapshot(table)).toEqual(before);
  return answer;
}

describe('creating a customer', () => {
  it('returns the customer, who can be found by each identity at once', async () => {
    const identities = { email: 'Grace@Example.org', phone: '+4930123456', externalId: 'shop-1' };
    const { status, body } = await create({
      name: 'Grace',
      identities,
      language: 'en',
      timeZone: 'Europe/Berlin',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      version: 1,
      identities: { ...identities, email: 'grace@example.org' },
      consents: {},
    });
    for (const query of [
      { email: 'grace@example.org' },
      { email: 'GRACE@example.ORG' },
      { phone: '+4930123456' },
      { externalId: 'shop-1' },
    ]) {
      expect((await find(query)).body).toEqual(body);
    }
  });

  for (const [kind, identities] of [
    ['email', { email: 'TAKEN@example.org', externalId: 'new-1' }],
    ['phone', { phone: '+4930999999', externalId: 'new-2' }],
    ['externalId', { externalId: 'taken' }],
  ] as const) {
    it(`refuses the ${kind} of another customer with its path and changes nothing`, async () => {
      await create({ identities: { email: 'taken@example.org', phone: '+4930999999', externalId: 'taken' } });
      const answer = await unchanged(() => create({ identities }));
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'customer.identity_taken', errors: [{ path: `body.identities.${kind}` }] },
      });
    });
  }

  it('in twenty concurrent requests with one address creates exactly one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        create({ name: `n${index}`, identities: { email: 'race@example.org' } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'customer.identity_taken')).toHaveLength(19);
    const winner = answers.find(({ status }) => status === 201)?.body;
    expect((await find({ email: 'race@example.org' })).body).toEqual(winner);
    expect(
      (await itemsOfKind(table, 'customer')).filter(
        ({ customer }) => (customer as { id: string }).id === winner.id,
      ),
    ).toHaveLength(2);
  });

  it('with the same idempotency key returns the same customer, and refuses another body', async () => {
    const [body, headers] = [
      { identities: { email: 'once@example.org' } },
      { 'idempotency-key': 'create-1' },
    ];
    const first = await create(body, headers);
    const again = await unchanged(() => create(body, headers));
    expect(again).toMatchObject({
      status: 201,
      body: first.body,
      headers: { 'idempotency-replayed': 'true' },
    });
    expect(await unchanged(() => create({ ...body, name: 'x' }, headers))).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });

  it('in ten concurrent requests with the same key creates one and returns it to all', async () => {
    const send = () =>
      create({ identities: { email: 'ten@example.org' } }, { 'idempotency-key': 'create-10' });
    const answers = await Promise.all(Array.from({ length: 10 }, send));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  for (const [name, body, path] of [
    ['no identity', { identities: {} }, 'body.identities'],
    ['an unknown identity', { identities: { email: 'a@example.org', mail: 'x' } }, 'body.identities.mail'],
    ['an unknown field', { identities: { externalId: 'u' }, nick: 'x' }, 'body.nick'],
    ['an invalid email address', { identities: { email: 'nobody' } }, 'body.identities.email'],
    ['a phone number that is not E.164', { identities: { phone: '030 123456' } }, 'body.identities.phone'],
    ['a name of 201 characters', { name: 'x'.repeat(201), identities: { externalId: 'u' } }, 'body.name'],
    ['a name with control characters', { name: 'a\u0007b', identities: { externalId: 'u' } }, 'body.name'],
    [
      'an unknown time zone',
      { timeZone: 'Europe/Atlantis', identities: { externalId: 'u' } },
      'body.timeZone',
    ],
    [
      'a consent that is not a boolean',
      { consents: { service: 'yes' }, identities: { externalId: 'u' } },
      'body.consents.service',
    ],
  ] as const) {
    it(`refuses ${name} with its path and changes nothing`, async () => {
      const answer = await unchanged(() => create(body));
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ path }] } });
    });
  }

  it('accepts a name of exactly 200 characters', async () => {
    expect((await create({ name: 'x'.repeat(200), identities: { externalId: 'long' } })).status).toBe(201);
  });
});

describe('finding a customer', () => {
  it('needs exactly one identity', async () => {
    for (const query of [{}, { email: 'a@example.org', externalId: 'x' }])
      expect((await find(query)).status).toBe(400);
  });

  it('that does not exist returns 404', async () => {
    expect(await find({ externalId: 'nobody' })).toMatchObject({
      status: 404,
      body: { code: 'customer.not_found' },
    });
    expect(await get(UNKNOWN)).toMatchObject({ status: 404, body: { code: 'customer.not_found' } });
    expect(await apis.customers('listTimeline', { params: { customerId: UNKNOWN } })).toMatchObject({
      status: 404,
    });
    expect(await get('cus_short')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'path.customerId' }] },
    });
  });
});

describe('updating a customer', () => {
  it('changes the named fields, raises the version and is visible under every identity', async () => {
    const { id } = (await create({ identities: { email: 'up@example.org', externalId: 'up' } })).body;
    const { status, body } = await update(id, { version: 1, name: 'New', consents: { feedback: false } });
    expect([status, body.version, body.name, body.consents]).toEqual([200, 2, 'New', { feedback: false }]);
    for (const query of [{ email: 'up@example.org' }, { externalId: 'up' }])
      expect((await find(query)).body).toEqual(body);
    expect((await get(id)).body.customer).toEqual(body);
  });

  it('on a stale version is refused with 409 and changes nothing', async () => {
    const { id } = (await create({ identities: { externalId: 'stale' } })).body;
    await update(id, { version: 1, name: 'two' });
    for (const version of [1, 3]) {
      expect(await unchanged(() => update(id, { version, name: 'x' }))).toMatchObject({
        status: 409,
        body: { code: 'version.stale' },
      });
    }
  });

  it('in ten concurrent requests on the same version succeeds once', async () => {
    const { id } = (await create({ identities: { externalId: 'updates' } })).body;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => update(id, { version: 1, name: `n${index}` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    expect((await get(id)).body.customer).toEqual(answers.find(({ status }) => status === 200)?.body);
  });

  it('releases the old identity for another customer', async () => {
    const { id } = (await create({ identities: { email: 'old@example.org' } })).body;
    await update(id, { version: 1, identities: { email: 'moved@example.org' } });
    expect((await find({ email: 'old@example.org' })).status).toBe(404);
    expect((await find({ email: 'moved@example.org' })).body.id).toBe(id);
    expect((await create({ identities: { email: 'old@example.org' } })).status).toBe(201);
  });

  it('removes an identity that is set to null, but never the last one', async () => {
    const { id } = (await create({ identities: { email: 'null@example.org', externalId: 'null' } })).body;
    const { body } = await update(id, { version: 1, identities: { email: null } });
    expect(body.identities).toEqual({ externalId: 'null' });
    expect((await find({ email: 'null@example.org' })).status).toBe(404);
    const answer = await unchanged(() => update(id, { version: 2, identities: { externalId: null } }));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'body.identities' }] } });
  });

  it('to an identity of another customer is refused and keeps the old one', async () => {
    await create({ identities: { email: 'hers@example.org' } });
    const { id } = (await create({ identities: { email: 'his@example.org' } })).body;
    const answer = await unchanged(() =>
      update(id, { version: 1, identities: { email: 'hers@example.org' } }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'customer.identity_taken' } });
  });

  it('that does not exist returns 404', async () => {
    expect(await unchanged(() => update(UNKNOWN, { version: 1 }))).toMatchObject({ status: 404 });
  });

  it('emits the names of the changed fields without their values', async () => {
    const { id } = (await create({ identities: { email: 'facts@example.org' } })).body;
    await update(id, { version: 1, name: 'Secret Name', identities: { email: 'secret@example.org' } });
    const event = (await eventsIn(table, 'customer.updated')).find(({ customerId }) => customerId === id);
    expect(event?.data).toEqual({ customerId: id, changed: ['name', 'identities'] });
  });
});

describe('the timeline', () => {
  it('returns 45 events in pages, newest first, each once, and refuses a foreign cursor', async () => {
    const { id: customerId } = await newCustomer(apis, 'pages');
    for (let index = 0; index < 44; index += 1) {
      await addToTimeline(
        table,
        domainEvent('ticket.opened', { index }, { customerId, at: later(NOON, index * 1000) }),
      );
    }
    const first = await get(customerId);
    expect(first.body.timeline.items).toHaveLength(20);
    const items = [...first.body.timeline.items];
    for (let { next } = first.body.timeline; next; ) {
      const page = await apis.customers('listTimeline', { params: { customerId }, query: { cursor: next } });
      expect(page.status).toBe(200);
      items.push(...page.body.items);
      next = page.body.next;
    }
    expect(items).toHaveLength(45);
    expect(new Set(items.map(({ id }) => id)).size).toBe(45);
    const times = items.map(({ at }) => at);
    expect(times.toSorted().toReversed()).toEqual(times);
    const { id: other } = await newCustomer(apis, 'others');
    const foreign = await apis.customers('listTimeline', {
      params: { customerId: other },
      query: { cursor: first.body.timeline.next },
    });
    expect(foreign).toMatchObject({ status: 400, body: { code: 'request.cursor_invalid' } });
  });

  it('stores an event that is delivered twice once, and places a late one by its time', async () => {
    const { id: customerId } = await newCustomer(apis, 'late');
    const [old, young] = ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'].map((at) =>
      domainEvent('ticket.solved', {}, { customerId, at }),
    );
    for (const event of [young, old, young, old]) if (event) await addToTimeline(table, event);
    const items = (await get(customerId)).body.timeline.items as { id: string }[];
    expect(items.map(({ id }) => id).slice(1)).toEqual([young?.id, old?.id]);
  });
});

describe('a customer’s own view', () => {
  it('is that of the signed-in customer, and not found for an unknown id', async () => {
    const { id } = await newCustomer(apis, 'myself');
    const me = await apis.customers('getMe', { as: { role: 'customer', id } });
    expect(me).toMatchObject({ status: 200, body: { customer: { id } } });
    expect(await apis.customers('getMe', { as: { role: 'customer', id: UNKNOWN } })).toMatchObject({
      status: 404,
    });
  });

  it('contains no internal notes, no routing reasons and no names of staff', async () => {
    const { id: customerId } = await newCustomer(apis, 'private');
    const { id: ticketId } = await newTicket(apis, customerId);
    const agent = { role: 'agent', id: 'agent-secret' } as const;
    const say = (body: object) => apis.tickets('addMessage', { params: { ticketId }, body, as: agent });
    await say({ message: 'secret note', visibility: 'internal' });
    await say({ message: 'Have you tried the switch?' });
    const decision = { agentId: 'agent-secret', explanation: 'secret reasons' };
    await addToTimeline(table, domainEvent('ticket.assigned', { ticketId, ...decision }, { customerId }));
    await addToTimeline(
      table,
      domainEvent('ticket.solved', { ticketId, assigneeId: 'agent-secret' }, { customerId }),
    );
    for (const event of await eventsIn(table))
      if (event.type.startsWith('ticket.') && event.customerId === customerId)
        await addToTimeline(table, event);
    const me = await apis.customers('getMe', { as: { role: 'customer', id: customerId } });
    expect(me.text).not.toContain('secret');
    const types = (me.body.timeline.items as { type: string }[]).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['customer.created', 'ticket.opened', 'ticket.message_added', 'ticket.solved']),
    );
    expect(types.filter((type) => type === 'ticket.message_added')).toHaveLength(1);
    expect(me.text).toContain('Have you tried the switch?');
  });
});

describe('one round trip is enough', () => {
  it('to create a customer, find it, read it with its newest events, and read a page', async () => {
    const customerId = (await newCustomer(apis, 'calls')).id as string;
    const calls = async (work: () => Promise<unknown>) => (await callsOf(table, work)).join(' ');
    expect(await calls(() => create({ identities: { externalId: 'calls' } }))).toBe('TransactWriteItems');
    expect(await calls(() => find({ externalId: 'calls' }))).toBe('GetItem');
    // The customer and their open promises are read in parallel.
    expect(await calls(() => get(customerId))).toBe('Query Query');
    expect(await calls(() => apis.customers('listTimeline', { params: { customerId } }))).toBe('Query');
    expect(await calls(() => apis.customers('getMe', { as: { role: 'customer', id: customerId } }))).toBe(
      'Query',
    );
    expect(await calls(() => newTicket(apis, customerId))).toBe('TransactWriteItems');
  });
});
