import { beforeEach, describe, expect, it } from 'vitest';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import { rollUp } from '../../../functions/metrics/roll-up.ts';
import { requireCommitted } from '../../../functions/platform/table/outcome.ts';
import { close } from '../../../functions/tickets/core/lifecycle.ts';
import { saveStep } from '../../../functions/tickets/core/save-step.ts';
import type { Ticket } from '../../../functions/tickets/core/ticket.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { contextAt, later, NOON } from '../../support/context.ts';
import { newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { ann, DUE, HOUR, lead, type PromisesWorld, promisesWorld } from '../../support/promises/promises.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';

let world: PromisesWorld;
const NOBODY = 'prm_01ARZ3NDEKTSV4RRFFQ69G5FAV';
const bob = { role: 'agent', id: 'bob' } as const;

beforeEach(async () => {
  world = await promisesWorld();
});

/** Sorted by type, because several events have the same time on a stopped clock. */
const promiseEvents = async () =>
  (await eventsIn(world.table))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('promise.'))
    .toSorted();
const addAgent = (agentId: string) =>
  world.apis.routing('putAgent', { over: true, params: { agentId }, body: { name: agentId }, as: lead });

describe('a promise', () => {
  it('is made on a ticket in one transaction with its event and its timed work', async () => {
    const promise = await world.made();
    expect(promise).toMatchObject({
      state: 'open',
      ownerId: 'ann',
      customerId: world.customerId,
      channel: 'email',
      version: 1,
    });
    expect(await eventsIn(world.table, 'promise.made')).toMatchObject([
      { customerId: world.customerId, actor: ann, data: { promiseId: promise.id, ticketId: world.ticketId } },
    ]);
    expect(await world.wakeTimes()).toEqual([later(DUE, -HOUR)]);
    const thread = await world.apis.tickets('listThread', { params: { ticketId: world.ticketId } });
    expect(thread.body.items.map(({ type }: Json) => type)).toEqual(['ticket.opened', 'promise.made']);
  });

  it('is on the customer’s page while open, the next due first, with its missed mark', async () => {
    const shown = async () => {
      const params = { customerId: world.customerId };
      const { body } = await world.apis.customers('getCustomer', { params, as: ann });
      return body.promises;
    };
    const second = await world.made({ text: 'A refund', dueAt: later(DUE, HOUR) });
    const first = await world.made({ text: 'A call' });
    const { id, ticketId, text, kind, ownerId, dueAt } = first;
    expect(await shown()).toEqual([
      { id, ticketId, text, kind, ownerId, dueAt, missed: false },
      expect.objectContaining({ id: second.id, text: 'A refund' }),
    ]);
    await world.act('keepPromise', second.id, {});
    for (const _ of ['the reminder', 'the miss']) expect(await world.runNext()).toEqual([]);
    expect(await shown()).toMatchObject([{ id: first.id, missed: true }]);
  });

  it('is made once per key, however often it is sent, and another body is refused', async () => {
    const call = { headers: { 'idempotency-key': 'p-1' } };
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(world.table, fault, () => world.make({}, call))).status).toBe(500);
    const [second, third] = [await world.make({}, call), await world.make({}, call)];
    expect([second.status, third.body]).toEqual([201, second.body]);
    expect(await promiseEvents()).toEqual(['promise.made']);
    expect((await world.make({ text: 'Other' }, call)).body.code).toBe('idempotency.key_reused');
  });

  it('notifies another owner, and is refused for an owner who is not an agent', async () => {
    expect(await world.make({ ownerId: 'bob' })).toMatchObject({
      status: 404,
      body: { code: 'agent.not_found' },
    });
    expect(await promiseEvents()).toEqual([]);
    await addAgent('bob');
    const { id } = await world.made({ ownerId: 'bob' });
    expect(await world.notificationsOf('bob')).toMatchObject([
      { type: 'promise.made', why: 'owner', promiseId: id, ticketId: world.ticketId, by: 'ann' },
    ]);
    expect(await world.notificationsOf('ann')).toEqual([]);
  });

  it.each([
    ['that is due now', { dueAt: NOON }, 409, 'promise.due_passed', 'body.dueAt'],
    ['without a text', { text: ' ' }, 400, 'request.invalid', 'body.text'],
    ['of 501 characters', { text: 'x'.repeat(501) }, 400, 'request.invalid', 'body.text'],
    ['of an unknown kind', { kind: 'hug' }, 400, 'request.invalid', 'body.kind'],
    ['with an invalid time', { dueAt: 'Friday' }, 400, 'request.invalid', 'body.dueAt'],
    ['with an unknown field', { note: 'x' }, 400, 'request.invalid', 'body.note'],
  ])('%s is refused and nothing is written', async (_what, body, status, code, path) => {
    const before = await snapshot(world.table);
    expect(await world.make(body)).toMatchObject({ status, body: { code, errors: [{ path }] } });
    expect(await snapshot(world.table)).toEqual(before);
  });

  it('on an unknown ticket is refused', async () => {
    const params = { ticketId: 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    expect(await world.make({}, { params })).toMatchObject({
      status: 404,
      body: { code: 'ticket.not_found' },
    });
  });

  it('cannot be made, changed or ended by machines and customers', async () => {
    const service = { role: 'service', id: 'shop' } as const;
    expect((await world.make({}, { as: service })).status).toBe(403);
    const { id } = await world.made();
    expect((await world.act('keepPromise', id, {}, { as: service })).status).toBe(403);
    const asCustomer = await world.apis.promises('listPromises', {
      as: { role: 'customer', id: world.customerId },
    });
    expect(asCustomer.status).toBe(403);
  });

  it('stays open when its ticket is closed, and can be made on a closed ticket', async () => {
    const { id } = await world.made();
    for (const [index, status] of ['solved', 'closed'].entries()) {
      const params = { ticketId: world.ticketId };
      await world.apis.tickets('changeStatus', { params, body: { status, version: index + 1 }, as: ann });
    }
    expect(await world.get(id)).toMatchObject({ state: 'open', ticketId: world.ticketId, version: 1 });
    expect(await world.wakeTimes()).toEqual([later(DUE, -HOUR)]);
    expect((await world.make({ text: 'One more' })).status).toBe(201);
    expect(await world.listMine()).toHaveLength(2);
  });

  it('stays on its ticket and with its customer when the ticket is merged into another', async () => {
    const { id } = await world.made();
    const into = (await newTicket(world.apis, world.customerId)).id as string;
    const ticket = (await loadTicket(world.table, world.ticketId)) as Ticket;
    const context = contextAt(NOON);
    const merged = close(ticket, 'merged', { mergedInto: into }, context);
    await requireCommitted(saveStep(world.table, ticket, merged, context, { answer: undefined }));
    expect(await world.get(id)).toMatchObject({ state: 'open', ticketId: world.ticketId });
    expect((await world.act('keepPromise', id, {})).body.state).toBe('kept');
    expect(await world.listMine()).toMatchObject([{ id, ticketId: world.ticketId, state: 'kept' }]);
  });
});

describe('an open promise', () => {
  it('can be kept once with a note, which cancels the reminder and notifies the owner', async () => {
    const { id } = await world.made();
    const answer = await world.act('keepPromise', id, { note: 'Called at one' }, { as: bob });
    expect(answer.body).toMatchObject({
      state: 'kept',
      late: false,
      endedBy: 'bob',
      endReason: 'Called at one',
    });
    expect(await world.wakeTimes()).toEqual([]);
    expect(await world.notificationsOf('ann')).toMatchObject([{ type: 'promise.kept', by: 'bob' }]);
    expect(await world.act('keepPromise', id, {})).toMatchObject({
      status: 409,
      body: { code: 'promise.transition_refused' },
    });
    expect(await promiseEvents()).toEqual(['promise.kept', 'promise.made']);
  });

  it('that is kept again with the same key returns the same response', async () => {
    const { id } = await world.made();
    const call = { headers: { 'idempotency-key': 'k-1' } };
    const first = await world.act('keepPromise', id, {}, call);
    const second = await world.act('keepPromise', id, {}, call);
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it.each([
    ['breakPromise', 'broken'],
    ['withdrawPromise', 'withdrawn'],
  ] as const)('ended by %s becomes %s and needs a reason', async (operation, state) => {
    const { id } = await world.made();
    expect((await world.act(operation, id, {})).body.errors).toMatchObject([{ path: 'body.reason' }]);
    const answer = await world.act(operation, id, { reason: 'Parts are gone' });
    expect(answer.body).toMatchObject({ state, endReason: 'Parts are gone' });
    expect(await eventsIn(world.table, `promise.${state}`)).toMatchObject([
      { data: { reason: 'Parts are gone' } },
    ]);
    expect(await world.wakeTimes()).toEqual([]);
  });

  it.each(['keepPromise', 'breakPromise', 'withdrawPromise', 'dismissProposal', 'acceptProposal'] as const)(
    'that does not exist is not found by %s',
    async (operation) => {
      const body = operation === 'breakPromise' || operation === 'withdrawPromise' ? { reason: 'x' } : {};
      const answer = await world.act(operation, NOBODY, body);
      expect(answer).toMatchObject({ status: 404, body: { code: 'promise.not_found' } });
    },
  );

  it('cannot be accepted or dismissed as a proposal', async () => {
    const { id } = await world.made();
    for (const operation of ['acceptProposal', 'dismissProposal'] as const)
      expect((await world.act(operation, id, {})).body.code).toBe('promise.transition_refused');
  });

  it('can be moved with a reason, which keeps the first due time and reschedules it', async () => {
    const { id } = await world.made();
    const dueAt = later(DUE, 24 * HOUR);
    const change = { version: 1, dueAt, reason: 'Parts are late' };
    expect(
      (await world.act('changePromise', id, { ...change, reason: undefined })).body.errors,
    ).toMatchObject([{ path: 'body.reason' }]);
    const answer = await world.act('changePromise', id, change);
    expect(answer.body).toMatchObject({ version: 2, dueAt, firstDueAt: DUE, moves: 1 });
    expect(await world.wakeTimes()).toEqual([later(dueAt, -HOUR)]);
    expect((await world.listMine())[0]).toMatchObject({ dueAt, firstDueAt: DUE });
    expect(await world.act('changePromise', id, { version: 2, dueAt: NOON, reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'promise.due_passed' },
    });
  });

  it('can be handed over to an agent, who is notified and finds it in their list', async () => {
    const { id } = await world.made();
    const refused = await world.act('changePromise', id, { version: 1, ownerId: 'bob' });
    expect(refused.body.code).toBe('agent.not_found');
    await addAgent('bob');
    await world.act('changePromise', id, { version: 1, ownerId: 'bob' }, { as: lead });
    expect(await world.list({ ownerId: 'bob' })).toMatchObject([{ id }]);
    expect(await world.list({})).toEqual([]);
    for (const agent of ['ann', 'bob'])
      expect(await world.notificationsOf(agent)).toMatchObject([
        { type: 'promise.owner_changed', by: 'lee' },
      ]);
    expect(await world.wakeTimes()).toEqual([later(DUE, -HOUR)]);
  });

  it('changes only on the version that was read, and not when nothing differs', async () => {
    const { id } = await world.made();
    const before = await snapshot(world.table);
    const same = await world.act('changePromise', id, { version: 1, text: 'We call you' });
    expect([same.status, await snapshot(world.table)]).toEqual([200, before]);
    expect((await world.act('changePromise', id, { version: 2, text: 'x' })).body.code).toBe('version.stale');
    await world.act('keepPromise', id, {});
    expect((await world.act('changePromise', id, { version: 2, text: 'x' })).body.code).toBe(
      'promise.transition_refused',
    );
    expect((await world.act('changePromise', NOBODY, { version: 1 })).body.code).toBe('promise.not_found');
  });

  it('refuses a change as stale when somebody else changes it concurrently', async () => {
    const { id } = await world.made();
    const concurrentChange = async () => {
      await world.act('changePromise', id, { version: 1, text: 'We write' });
    };
    const answer = await withConcurrentChange(world.table, concurrentChange, () =>
      world.act('changePromise', id, { version: 1, text: 'We visit' }),
    );
    expect(answer.body.code).toBe('version.stale');
    expect(await world.get(id)).toMatchObject({ text: 'We write', version: 2 });
  });

  it('that three people end concurrently ends once', async () => {
    const { id } = await world.made();
    const answers = await Promise.all([
      world.act('keepPromise', id, {}),
      world.act('breakPromise', id, { reason: 'x' }),
      world.act('withdrawPromise', id, { reason: 'x' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await promiseEvents()).toHaveLength(2);
  });
});

describe('lists of promises', () => {
  const due = (hours: number) => later(NOON, hours * HOUR);

  it('of an owner contain the open ones, the next due first, page by page', async () => {
    for (const hours of [5, 3, 4]) await world.made({ dueAt: due(hours), text: `in ${hours}` });
    const ended = await world.made({ dueAt: due(1) });
    await world.act('keepPromise', ended.id, {});
    const first = await world.apis.promises('listPromises', { query: { limit: '2' }, as: ann });
    const rest = await world.apis.promises('listPromises', { query: { cursor: first.body.next }, as: ann });
    const texts = [...first.body.items, ...rest.body.items].map(({ text }: Json) => text);
    expect([texts, rest.body.next]).toEqual([['in 3', 'in 4', 'in 5'], undefined]);
    const foreign = { query: { cursor: first.body.next, ownerId: 'bob' }, as: ann };
    expect((await world.apis.promises('listPromises', foreign)).body.code).toBe('request.cursor_invalid');
  });

  it('of an owner with state missed contain past ones, not one that is due at this moment', async () => {
    const one = await world.made({ dueAt: due(1) });
    await world.made({ dueAt: due(2) });
    world.clock.set(due(2));
    expect((await world.list({ state: 'missed', ownerId: 'ann' })).map(({ id }) => id)).toEqual([one.id]);
  });

  it('of a ticket contain all its promises in the order in which they were made', async () => {
    const one = await world.made({ dueAt: due(5) });
    world.clock.set(later(NOON, 1000));
    const two = await world.made({ dueAt: due(3) });
    await world.act('withdrawPromise', one.id, { reason: 'x' });
    const answer = await world.apis.promises('listTicketPromises', {
      params: { ticketId: world.ticketId },
      as: ann,
    });
    expect(answer.body.items.map(({ id }: Json) => id)).toEqual([one.id, two.id]);
  });

  it('of a customer contain the open ones for staff, and the ended ones on request', async () => {
    const [one, two] = [await world.made(), await world.made({ dueAt: due(4) })];
    const three = await world.made({ dueAt: due(5) });
    await world.act('keepPromise', one.id, {});
    const of = async (query: Record<string, string>) =>
      (
        await world.apis.promises('listCustomerPromises', {
          params: { customerId: world.customerId },
          query,
          as: ann,
        })
      ).body.items.map(({ id }: Json) => id);
    expect(await of({})).toEqual([two.id, three.id]);
    expect(await of({ state: 'ended' })).toEqual([one.id]);
    expect(await of({ state: 'all' })).toEqual([three.id, two.id, one.id]);
  });

  it('show customers only their own, with the outcome but without names of staff and reasons', async () => {
    const { id } = await world.made();
    await world.act('withdrawPromise', id, { reason: 'Was rude to ann' });
    expect(await world.listMine()).toEqual([
      {
        id,
        ticketId: world.ticketId,
        text: 'We call you',
        kind: 'call',
        state: 'withdrawn',
        dueAt: DUE,
        firstDueAt: DUE,
        madeAt: NOON,
        endedAt: NOON,
      },
    ]);
    expect(await world.listMine({ state: 'open' })).toEqual([]);
    const other = (await newCustomer(world.apis, 'eve')).id;
    expect(await world.listMine({}, other)).toEqual([]);
  });
});

describe('the grace period', () => {
  it('is a day until a lead sets it to between one hour and thirty days', async () => {
    const put = (graceHours: number, who: { role: 'agent' | 'lead'; id: string } = lead) =>
      world.apis.promises('putPromiseSettings', { over: true, body: { graceHours }, as: who });
    const read = async () => (await world.apis.promises('getPromiseSettings', { as: ann })).body;
    expect(await read()).toEqual({ graceHours: 24, version: 0 });
    expect((await put(8, ann)).status).toBe(403);
    expect([(await put(0)).status, (await put(721)).status]).toEqual([400, 400]);
    expect([(await put(1)).status, (await put(720)).status]).toEqual([200, 200]);
    expect(await read()).toEqual({ graceHours: 720, version: 2 });
  });
});

describe('the history of a promise', () => {
  const deliverEvents = async () => {
    const events = await eventsIn(world.table);
    for (const event of [...events, ...events]) await addToTimeline(world.table, event);
    for (let time = 0; time < 2; time += 1) await rollUp(world.table, events, contextAt(NOON));
  };

  it('is on the customer’s timeline without owner, reason and hand-over', async () => {
    const { id } = await world.made();
    await addAgent('bob');
    const dueAt = later(DUE, HOUR);
    await world.act('changePromise', id, { version: 1, dueAt, reason: 'ann is ill', ownerId: 'bob' });
    world.clock.set(later(NOON, 1000));
    await world.act('breakPromise', id, { reason: 'ann forgot' });
    await deliverEvents();
    const me = await world.apis.customers('getMe', { as: { role: 'customer', id: world.customerId } });
    const shown = (me.body.timeline.items as Json[]).filter(({ type }) => type.startsWith('promise.'));
    expect(shown.map(({ type }) => type).toSorted()).toEqual([
      'promise.broken',
      'promise.made',
      'promise.moved',
    ]);
    const moved = shown.find(({ type }) => type === 'promise.moved');
    expect(moved).toMatchObject({
      from: 'us',
      summary: { text: 'We call you', kind: 'call', dueAt, firstDueAt: DUE },
    });
    expect(JSON.stringify(shown)).not.toMatch(/ann|bob|forgot|reason/);
  });

  it('is counted once in the statistics: made, kept in time, kept late and open', async () => {
    const [one, two] = [await world.made(), await world.made()];
    await world.made();
    await world.act('keepPromise', one.id, {});
    world.clock.set(later(DUE, 1));
    await world.act('keepPromise', two.id, {});
    await deliverEvents();
    const figure = async (metric: string) => {
      const query = { from: '2026-03-10', to: '2026-03-10' };
      return (await world.apis.metrics('getMetric', { params: { metric }, query })).body.total;
    };
    expect(await figure('promises')).toEqual({
      n: 2,
      value: 0.5,
      sums: { made: 3, settled: 2, keptInTime: 1, keptLate: 1 },
    });
    expect(await figure('open-promises')).toMatchObject({ value: 1 });
  });
});
