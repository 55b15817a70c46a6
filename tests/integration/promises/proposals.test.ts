import { beforeEach, describe, expect, it, vi } from 'vitest';
import { promiseReader } from '../../../functions/intelligence/index.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import {
  type Proposal,
  proposePromisesWith,
} from '../../../functions/promises/lifecycle/propose-promises.ts';
import { later, NOON } from '../../support/context.ts';
import type { Json } from '../../support/http/call-api.ts';
import { ann, DUE, HOUR, type PromisesWorld, promisesWorld } from '../../support/promises/promises.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withFault } from '../../support/table/faults.ts';
import { snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';

const call: Proposal = { text: 'We call you', kind: 'call', dueAt: DUE, reason: 'call you by 3 pm' };
const refund: Proposal = { ...call, text: 'Refund', kind: 'refund', dueAt: later(DUE, 48 * HOUR) };
let found: Proposal[];
const propose = vi.fn((_text: string, _now: Date, _zone: string) => Promise.resolve(found));
let world: PromisesWorld;

beforeEach(async () => {
  found = [call, refund];
  propose.mockClear();
  world = await promisesWorld(propose);
});

/** Adds a message to the ticket and returns its event as the worker receives it. */
async function addMessage(body: object = {}, who: { role: 'agent' | 'service'; id: string } = ann) {
  const answer = await world.apis.tickets('addMessage', {
    params: { ticketId: world.ticketId },
    body: { message: 'I will call you by 3 pm.', ...body },
    as: who,
  });
  if (answer.status !== 201) throw new Error(answer.text);
  const events = await eventsIn(world.table, 'ticket.message_added');
  return events.find(({ id }) => id === answer.body.id) as DomainEvent;
}
const onTicket = async (): Promise<Json[]> =>
  (await world.apis.promises('listTicketPromises', { params: { ticketId: world.ticketId }, as: ann })).body
    .items;
const proposed = async (text = 'We call you') => {
  const promise = (await onTicket()).find((one) => one.text === text);
  if (!promise) throw new Error('it was not proposed');
  return promise.id as string;
};

describe('an agent’s reply', () => {
  it('is analysed in the customer’s time zone for proposals owned by its author', async () => {
    const event = await addMessage();
    world.clock.set(later(NOON, HOUR));
    expect(await world.deliver(event)).toEqual([]);
    expect(propose.mock.calls).toEqual([['I will call you by 3 pm.', new Date(NOON), 'Europe/Berlin']]);
    const from = { messageId: event.id, reason: 'call you by 3 pm' };
    expect((await onTicket()).toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))).toMatchObject([
      {
        text: 'We call you',
        kind: 'call',
        dueAt: DUE,
        state: 'proposed',
        ownerId: 'ann',
        proposedFrom: from,
      },
      { text: 'Refund', kind: 'refund', state: 'proposed' },
    ]);
    expect(await world.list({ state: 'proposed' })).toHaveLength(2);
  });

  it('creates proposals without an event, a reminder or anything that the customer sees', async () => {
    await world.deliver(await addMessage());
    const events = (await eventsIn(world.table)).filter(({ type }) => type.startsWith('promise.'));
    expect([events, await world.listMine(), await world.list({})]).toEqual([[], [], []]);
    expect(new Set(await world.wakeTimes())).toEqual(new Set([later(NOON, 7 * 24 * HOUR)]));
  });

  it('creates proposals once, even when a second delivery is analysed differently', async () => {
    const event = await addMessage();
    expect(await world.deliver(event, event, event)).toEqual([]);
    const before = await snapshot(world.table);
    found = [refund, { ...call, text: 'Something else' }, call];
    expect(await world.deliver(event)).toEqual([]);
    expect(await snapshot(world.table)).toEqual(before);
    expect(await onTicket()).toHaveLength(2);
  });

  it('creates proposals once when the worker fails after its write', async () => {
    const event = await addMessage();
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect(await withFault(world.table, fault, () => world.deliver(event))).toEqual([0]);
    expect(await world.deliver(event)).toEqual([]);
    expect(await onTicket()).toHaveLength(2);
  });

  it('is delivered again when the analysis fails', async () => {
    const event = await addMessage();
    propose.mockRejectedValueOnce(new Error('no answer'));
    expect(await world.deliver(event)).toEqual([0]);
    expect(await world.deliver(event)).toEqual([]);
    expect(await onTicket()).toHaveLength(2);
  });

  it('creates no proposals for past, empty or invalid findings, and at most ten', async () => {
    found = [
      { ...call, dueAt: NOON },
      { ...call, dueAt: 'soon' },
      { ...call, text: ' ' },
      ...Array.from({ length: 12 }, () => ({ ...call, text: 'x'.repeat(900) })),
    ];
    expect(await world.deliver(await addMessage())).toEqual([]);
    const proposals = await onTicket();
    expect([proposals.length, proposals[0]?.text.length]).toEqual([10, 500]);
  });

  it.each([
    ['an internal note', { visibility: 'internal' }, ann],
    ['an automatic reply', { automatic: true }, ann],
    ['a machine’s reply', {}, { role: 'service', id: 'bot' } as const],
  ])('that is %s is not analysed', async (_what, body, who) => {
    expect(await world.deliver(await addMessage(body, who))).toEqual([]);
    expect([propose.mock.calls, await onTicket()]).toEqual([[], []]);
  });

  it('with “Friday 15:00” yields a due time of 15:00 in the customer’s time zone', async () => {
    const own = await promisesWorld(proposePromisesWith(promiseReader));
    await own.apis.tickets('addMessage', {
      params: { ticketId: own.ticketId },
      body: { message: 'Thank you for waiting. We will call you by Friday 15:00.' },
      as: ann,
    });
    const [event] = await eventsIn(own.table, 'ticket.message_added');
    expect(await own.deliver(event, event)).toEqual([]);
    expect(await own.list({ state: 'proposed' })).toMatchObject([
      { kind: 'call', text: 'We will call you by Friday 15:00.', dueAt: '2026-03-13T14:00:00.000Z' },
    ]);
  });

  it('is analysed, but a message of the customer is not', async () => {
    await world.apis.portal('addMyMessage', {
      params: { ticketId: world.ticketId },
      body: { message: 'You said you would call by 3 pm.' },
      as: { role: 'customer', id: world.customerId },
    });
    expect(await world.deliver(...(await eventsIn(world.table, 'ticket.message_added')))).toEqual([]);
    expect(propose).not.toHaveBeenCalled();
  });
});

describe('a proposal', () => {
  beforeEach(async () => {
    await world.deliver(await addMessage());
  });

  it('becomes a promise once when a person accepts it, with changes if requested', async () => {
    const id = await proposed();
    const dueAt = later(DUE, HOUR);
    const body = { text: 'We call you after four', dueAt };
    const answer = await world.act('acceptProposal', id, body, { as: { role: 'lead', id: 'lee' } });
    expect(answer.body).toMatchObject({
      ...body,
      state: 'open',
      ownerId: 'ann',
      madeBy: 'lee',
      firstDueAt: dueAt,
    });
    expect((await world.act('acceptProposal', id, {})).body.code).toBe('promise.transition_refused');
    expect(await eventsIn(world.table, 'promise.made')).toMatchObject([
      { actor: { id: 'lee' }, data: { promiseId: id, dueAt, proposedFrom: expect.stringMatching(/^evt_/) } },
    ]);
    expect((await world.listMine()).map((one) => one.id)).toEqual([id]);
    expect(await world.list({})).toMatchObject([{ id }]);
    expect(await world.list({ state: 'proposed' })).toMatchObject([{ text: 'Refund' }]);
    expect((await world.wakeTimes())[0]).toBe(later(dueAt, -HOUR));
  });

  it('whose due time has passed needs another one', async () => {
    const id = await proposed();
    world.clock.set(DUE);
    expect(await world.act('acceptProposal', id, {})).toMatchObject({
      status: 409,
      body: { code: 'promise.due_passed' },
    });
    expect((await world.act('acceptProposal', id, { dueAt: later(DUE, 1) })).status).toBe(200);
  });

  it('that is dismissed is removed from all lists and stays dismissed', async () => {
    const id = await proposed();
    expect((await world.act('dismissProposal', id, {})).body).toMatchObject({ state: 'dismissed' });
    expect((await onTicket()).map(({ text }) => text)).toEqual(['Refund']);
    expect((await world.act('dismissProposal', id, {})).body.code).toBe('promise.transition_refused');
    expect((await world.act('keepPromise', id, {})).body.code).toBe('promise.transition_refused');
    expect((await world.act('changePromise', id, { version: 2, text: 'x' })).body.code).toBe(
      'promise.transition_refused',
    );
  });

  it('expires after seven days', async () => {
    await world.runNext();
    await world.runNext();
    expect(await onTicket()).toEqual([]);
    expect(await world.wakeTimes()).toEqual([]);
    expect(await world.list({ state: 'proposed' })).toEqual([]);
  });

  it('that was accepted does not expire by timed work that was sent before', async () => {
    const id = await proposed();
    const due = (await timedWorkIn(world.table)).find(({ data }) => (data as Json).promiseId === id);
    await world.act('acceptProposal', id, { dueAt: later(NOON, 300 * HOUR) });
    world.clock.set(later(NOON, 7 * 24 * HOUR));
    expect(await world.deliver(dueMessage(due as Json))).toEqual([]);
    expect(await world.get(id)).toMatchObject({ state: 'open', version: 2 });
  });
});
