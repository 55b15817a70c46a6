import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../../functions/platform/table/table.ts';
import { later, NOON } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { callsOf, conflict, lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let ada: string;
let bob: string;
let sources = 0;

beforeAll(async () => {
  table = await freshTable();
  apis = apisOf(table);
  ada = (
    await newCustomer(apis, 'ada', {
      identities: { email: 'ada@example.org', phone: '+4930123456', externalId: 'shop-ada' },
    })
  ).id;
  bob = (await newCustomer(apis, 'bob')).id;
});

const newSource = () => `source-${(sources += 1)}`;
const order = (id: string, over: object = {}) => ({
  id,
  type: 'order.placed',
  occurredAt: NOON,
  customer: { id: ada },
  data: { orderId: id, total: { amountMinor: 1250, currency: 'EUR' } },
  ...over,
});
const orders = (count: number) =>
  Array.from({ length: count }, (_, index) => order(`o-${index}`, { occurredAt: later(NOON, index * 1000) }));
const send = (source: string, events: readonly unknown[]) =>
  apis.customers('ingestEvents', { body: { source, events }, as: { role: 'service', id: 'shop' } });
const storedEvents = async (source: string) =>
  (await eventsIn(table)).filter(({ data }) => data.source === source);
const refusalAt = (answer: { body: Json }, index: number) =>
  answer.body.refused.find((refusal: { index: number }) => refusal.index === index);

describe('a batch', () => {
  it('of 100 events is stored completely, each in the timeline at its own time', async () => {
    const source = newSource();
    expect(await send(source, orders(100))).toMatchObject({
      status: 200,
      body: { accepted: 100, duplicates: 0, refused: [] },
    });
    const events = await storedEvents(source);
    expect(events).toHaveLength(100);
    expect(events[7]).toMatchObject({
      type: 'order.placed',
      at: later(NOON, 7000),
      customerId: ada,
      data: { senderEventId: 'o-7', orderId: 'o-7' },
    });
  });

  it('of 101 events, of none, or with an invalid source is refused completely', async () => {
    const before = await snapshot(table);
    for (const [source, events] of [
      ['s', orders(101)],
      ['s', []],
      ['Shop', orders(1)],
      ['', orders(1)],
    ] as const) {
      expect(await send(source, events)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    }
    expect(await snapshot(table)).toEqual(before);
  });

  it('that is sent again changes nothing and reports only duplicates', async () => {
    const source = newSource();
    await send(source, orders(60));
    const before = await snapshot(table);
    expect((await send(source, orders(60))).body).toEqual({ accepted: 0, duplicates: 60, refused: [] });
    expect(await snapshot(table)).toEqual(before);
  });

  it('that is sent again with some new events stores only those', async () => {
    const source = newSource();
    await send(source, orders(30));
    expect((await send(source, orders(70))).body).toEqual({ accepted: 40, duplicates: 30, refused: [] });
    expect(await storedEvents(source)).toHaveLength(70);
  });

  it('finds its customers by any identity, in one read', async () => {
    const source = newSource();
    const refs = [
      { id: ada },
      { email: 'ADA@example.org' },
      { phone: '+4930123456' },
      { externalId: 'shop-ada' },
    ];
    const batch = refs.map((customer, index) => order(`r-${index}`, { customer }));
    expect(await callsOf(table, () => send(source, batch))).toEqual(['BatchGetItem', 'TransactWriteItems']);
    expect((await storedEvents(source)).map(({ customerId }) => customerId)).toEqual([ada, ada, ada, ada]);
  });

  it('with the same ids from two senders is stored for both', async () => {
    const [one, other] = [newSource(), newSource()];
    await send(one, orders(3));
    expect((await send(other, orders(3))).body).toMatchObject({ accepted: 3, duplicates: 0 });
  });
});

describe('a batch with invalid events, which are refused with their index while the rest is stored,', () => {
  it('refuses unknown types, invalid payloads, unknown fields and values that are no events', async () => {
    const source = newSource();
    const batch = [
      order('good-1'),
      order('x-1', { type: 'order.eaten' }),
      order('x-2', { data: { orderId: 'x' } }),
      order('x-3', { data: { orderId: 'x', total: { amountMinor: -1, currency: 'EUR' }, colour: 'red' } }),
      order('x-4', { occurredAt: 'yesterday' }),
      order('x-5', { shoe: 44 }),
      'text',
      null,
      order('x-8', { customer: { name: 'ada' } }),
      order('x-9', { id: 'x'.repeat(129) }),
      order('good-2'),
    ];
    const answer = await send(source, batch);
    expect(answer.body).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(answer.body.refused.map(({ index }: { index: number }) => index)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(refusalAt(answer, 1)).toMatchObject({
      code: 'event.invalid',
      issues: [{ path: 'body.events.1.type' }],
    });
    expect(refusalAt(answer, 2).issues).toEqual([
      { path: 'body.events.2.data.total', message: 'is missing' },
    ]);
    expect(refusalAt(answer, 3).issues.map(({ path }: { path: string }) => path)).toEqual([
      'body.events.3.data.total.amountMinor',
      'body.events.3.data.colour',
    ]);
    expect(refusalAt(answer, 5).issues).toEqual([{ path: 'body.events.5.shoe', message: 'is unknown' }]);
    expect(refusalAt(answer, 6).issues).toEqual([{ path: 'body.events.6', message: 'must be an object' }]);
    expect(await storedEvents(source)).toHaveLength(2);
  });

  it('refuses events of unknown customers', async () => {
    const source = newSource();
    const nobody = { externalId: 'nobody' };
    const answer = await send(source, [
      order('a', { customer: nobody }),
      order('b'),
      order('c', { customer: { id: 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV' } }),
    ]);
    expect(answer.body).toMatchObject({
      accepted: 1,
      refused: [
        { index: 0, code: 'customer.not_found' },
        { index: 2, code: 'customer.not_found' },
      ],
    });
    expect(refusalAt(answer, 0).issues[0].path).toBe('body.events.0.customer');
  });

  it('refuses an id that was sent before with other content', async () => {
    const source = newSource();
    await send(source, orders(2));
    const changed = order('o-0', { data: { orderId: 'o-0', total: { amountMinor: 1, currency: 'EUR' } } });
    const [, same] = orders(2);
    const answer = await send(source, [changed, same, order('new')]);
    expect(answer.body).toMatchObject({
      accepted: 1,
      duplicates: 1,
      refused: [{ index: 0, code: 'event.id_reused' }],
    });
    expect((await storedEvents(source)).find(({ data }) => data.senderEventId === 'o-0')?.data.total).toEqual(
      {
        amountMinor: 1250,
        currency: 'EUR',
      },
    );
  });

  it('refuses an id that was sent before with another time', async () => {
    const source = newSource();
    await send(source, [order('t')]);
    const answer = await send(source, [order('t', { occurredAt: later(NOON, 1) })]);
    expect(answer.body).toMatchObject({ accepted: 0, refused: [{ code: 'event.id_reused' }] });
    expect(await storedEvents(source)).toHaveLength(1);
  });

  it('refuses the second of two events with one id and different content in the same batch', async () => {
    const source = newSource();
    const answer = await send(source, [
      order('twin'),
      order('twin'),
      order('twin', { customer: { id: bob } }),
    ]);
    expect(answer.body).toMatchObject({
      accepted: 1,
      duplicates: 1,
      refused: [{ index: 2, code: 'event.id_reused' }],
    });
    expect(await storedEvents(source)).toHaveLength(1);
  });

  it('refuses both of two invalid events with one id, neither as a duplicate', async () => {
    const source = newSource();
    const lost = order('lost', { customer: { externalId: 'nobody' } });
    const answer = await send(source, [lost, lost, order('lost')]);
    expect(answer.body).toMatchObject({
      accepted: 1,
      duplicates: 0,
      refused: [
        { index: 0, code: 'customer.not_found' },
        { index: 1, code: 'customer.not_found' },
      ],
    });
  });
});

describe('the same event', () => {
  it('is recognised with another order of fields or another time offset', async () => {
    const source = newSource();
    await send(source, [order('s')]);
    const { id, type, customer } = order('s');
    const spelled = {
      data: { total: { currency: 'EUR', amountMinor: 1250 }, orderId: 's' },
      customer,
      occurredAt: '2026-03-10T13:00:00+01:00',
      type,
      id,
    };
    expect((await send(source, [spelled])).body).toEqual({ accepted: 0, duplicates: 1, refused: [] });
  });

  it('is stored once when the process fails between two transactions and the sender retries', async () => {
    const source = newSource();
    const fault = { command: 'TransactWriteItems', error: lostConnection, skip: 1 } as const;
    const answer = await withFault(table, fault, () => send(source, orders(100)));
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal.failure' } });
    expect(await storedEvents(source)).toHaveLength(50);
    expect((await send(source, orders(100))).body).toEqual({ accepted: 50, duplicates: 50, refused: [] });
    expect(await storedEvents(source)).toHaveLength(100);
  });

  it('is stored once when the response of the database is lost', async () => {
    const source = newSource();
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(table, fault, () => send(source, orders(10)))).status).toBe(500);
    expect((await send(source, orders(10))).body).toEqual({ accepted: 0, duplicates: 10, refused: [] });
    expect(await storedEvents(source)).toHaveLength(10);
  });

  it('is stored once in six concurrent batches, and every batch reports each event', async () => {
    const source = newSource();
    const batches = [0, 5, 10, 0, 5, 10].map((from) => orders(30).slice(from, from + 20));
    const answers = await Promise.all(batches.map((batch) => send(source, batch)));
    const counts = answers.map(({ body }) => body as { accepted: number; duplicates: number });
    expect(counts.every(({ accepted, duplicates }) => accepted + duplicates === 20)).toBe(true);
    expect(counts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(30);
    expect(await storedEvents(source)).toHaveLength(30);
  });

  it('is stored once when transactions collide', async () => {
    const source = newSource();
    const fault = { command: 'TransactWriteItems', error: conflict, times: 2 } as const;
    expect((await withFault(table, fault, () => send(source, orders(5)))).body).toMatchObject({
      accepted: 5,
    });
    expect(await storedEvents(source)).toHaveLength(5);
  });
});

describe('the sender of events', () => {
  for (const role of ['agent', 'lead', 'customer'] as const) {
    it(`cannot be an ${role}`, async () => {
      const before = await snapshot(table);
      const answer = await apis.customers('ingestEvents', {
        body: { source: 's', events: orders(1) },
        as: { role, id: ada },
      });
      expect(answer).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
      expect(await snapshot(table)).toEqual(before);
    });
  }
});
