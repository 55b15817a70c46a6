// Splits: messages of a ticket become a ticket of their own, and move back.

import { beforeEach, describe, expect, it } from 'vitest';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import { openTicket } from '../../../functions/tickets/index.ts';
import { contextAt } from '../../support/context.ts';
import type { Json } from '../../support/http/call-api.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';
import { ann, type Desk, openTicketDesk, shownIn } from '../../support/ticket-desk.ts';
import { train } from '../../support/train.ts';

let desk: Desk;
let ticketId: string;

beforeEach(async () => {
  desk = await openTicketDesk(await freshTable());
  ticketId = await desk.open({ message: 'lamp', tags: ['home'], queueId: 'lamps', priority: 'high' });
  await desk.say(ticketId, 'and the bill');
  await desk.note(ticketId, 'two matters');
  await desk.say(ticketId, 'is too high');
  await desk.say(ticketId, 'the lamp flickers');
});

const idsOf = async (...texts: string[]): Promise<string[]> => {
  const thread = await desk.thread(ticketId);
  return texts.map((text) => String(thread.find(({ data }) => data.message === text)?.id));
};
const splitOff = async (texts: string[], over: object = {}, key?: string) =>
  desk.on(
    'splitTicket',
    ticketId,
    { messageIds: await idsOf(...texts), subject: 'The bill', ...over },
    ann,
    key,
  );
const split = async (...texts: string[]): Promise<string> => {
  const answer = await splitOff(texts);
  expect(answer.status).toBe(201);
  desk.pass(1000);
  return String(answer.body.id);
};
const billTexts = ['and the bill', 'two matters', 'is too high'];

/** Merges an unauthenticated email in the customer's name into the ticket. */
async function mergeUnverifiedEmail(): Promise<string> {
  const request = { customerId: desk.ada, channel: 'email', subject: 'Pay', message: 'pay me' } as const;
  const at = contextAt(desk.clock.now().toISOString());
  const { id } = await openTicket(desk.table, { ...request, unverified: 'unauthenticated' }, 'customer', at);
  desk.pass(1000);
  expect((await desk.on('mergeTicket', id, { into: ticketId })).status).toBe(200);
  return id;
}

describe('an unverified email that opened a merged ticket', () => {
  it('is not shown to the customer by a merge or a split', async () => {
    await mergeUnverifiedEmail();
    const texts = ['lamp', 'and the bill', 'is too high', 'the lamp flickers'];
    expect(await desk.mine(ticketId)).toEqual(texts);
    const before = await snapshot(desk.table);
    for (const texts of [['pay me'], ['and the bill', 'pay me']])
      expect(await splitOff(texts)).toMatchObject({
        status: 409,
        body: { code: 'ticket.split_refused', detail: expect.stringContaining('confirm the sender first') },
      });
    expect(await snapshot(desk.table)).toEqual(before);
  });

  it('can be split as the customer’s own once its sender is confirmed', async () => {
    await mergeUnverifiedEmail();
    const [messageId] = await idsOf('pay me');
    const params = { ticketId, messageId: String(messageId) };
    expect((await desk.apis.desk('confirmSender', { params, body: {}, as: ann })).status).toBe(200);
    const newId = await split('pay me');
    expect(await desk.mine(newId)).toEqual(['pay me']);
    const { body } = await desk.apis.portal('getMyTicket', { params: { ticketId: newId }, as: desk.me });
    expect(body.thread.items).toMatchObject([{ from: 'you' }]);
  });
});

describe('a split of very long messages', () => {
  const LONG = '€'.repeat(31_990);
  /** Adds messages of 96 KB each. The transaction of a split holds each message and its copy. */
  const long = async (count: number) => {
    const texts = Array.from({ length: count }, (_, at) => `${at} ${LONG}`);
    for (const text of texts) await desk.say(ticketId, text);
    return texts;
  };

  it('is refused with its error code when it exceeds a transaction, and changes nothing', async () => {
    const texts = await long(24);
    const before = await snapshot(desk.table);
    expect(await splitOff(['and the bill', ...texts])).toMatchObject({
      status: 413,
      body: { code: 'item.too_large', detail: expect.stringContaining('at most 4194304') },
    });
    expect(await snapshot(desk.table)).toEqual(before);
    expect((await splitOff(['and the bill', ...texts.slice(0, 20)])).status).toBe(201);
  });
});

describe('a split', () => {
  it('moves messages with their times and authors into a new ticket and marks them as moved in the original', async () => {
    const before = await desk.thread(ticketId);
    const newId = await split(...billTexts);
    expect(shownIn(await desk.thread(newId))).toEqual(billTexts);
    expect(shownIn(await desk.thread(ticketId))).toEqual(['lamp', 'the lamp flickers']);
    expect(await desk.mine(newId)).toEqual(['and the bill', 'is too high']);
    expect(await desk.mine(ticketId)).toEqual(['lamp', 'the lamp flickers']);
    const messageFacts = (thread: Json[]) =>
      thread
        .filter(({ data }) => billTexts.includes(data.message))
        .map(({ at, actor, data }) => [at, actor, data.message]);
    expect(messageFacts(await desk.thread(newId))).toEqual(messageFacts(before));
    const folded = (await desk.thread(ticketId)).filter(({ movedTo }) => movedTo === newId);
    expect(folded.map(({ data }) => data.message)).toEqual(billTexts);
  });

  it('opens a ticket like any other that names its original', async () => {
    const newId = await split('is too high', 'and the bill');
    expect(await desk.ticket(newId)).toMatchObject({
      status: 'new',
      version: 1,
      subject: 'The bill',
      splitFrom: ticketId,
      queueId: 'lamps',
      priority: 'high',
      tags: ['home'],
      openedBy: 'customer',
    });
    const opened = (await eventsIn(desk.table, 'ticket.opened')).find(({ data }) => data.ticketId === newId);
    expect(opened).toMatchObject({
      customerId: desk.ada,
      actor: { role: 'customer', id: desk.ada },
      data: { message: 'and the bill', splitFrom: ticketId, origin: { ticketId } },
    });
    expect(await eventsIn(desk.table, 'ticket.split')).toMatchObject([
      { data: { ticketId, splitId: newId, messageIds: await idsOf('and the bill', 'is too high') } },
    ]);
  });

  it('is sensitive when the original is sensitive', async () => {
    await train(desk.apis, 'ann');
    await desk.patch(ticketId, { sensitive: { kinds: ['vulnerable'], reason: 'ill' } });
    expect((await desk.ticket(await split('is too high'))).sensitive).toMatchObject({
      kinds: ['vulnerable'],
    });
  });

  it('emits no message a second time and adds none to the timeline', async () => {
    const messages = await eventsIn(desk.table, 'ticket.message_added');
    await split(...billTexts);
    const after = await eventsIn(desk.table, 'ticket.message_added');
    expect(after.map(({ movedTo: _moved, ...event }: Json) => event)).toEqual(messages);
    for (const event of await eventsIn(desk.table)) await addToTimeline(desk.table, event);
    const lines = (await itemsOfKind(desk.table, 'entry')).filter(
      ({ type }) => type === 'ticket.message_added',
    );
    expect(lines).toHaveLength(messages.length);
  });

  it('is done once per key, and a repeated request gets the same answer', async () => {
    const body = { version: (await desk.ticket(ticketId)).version };
    const first = await splitOff(billTexts, body, 'split-1');
    const second = await splitOff(billTexts, body, 'split-1');
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await eventsIn(desk.table, 'ticket.split')).toHaveLength(1);
  });

  it('can move messages of a merged ticket, including its first one', async () => {
    const other = await desk.open({ message: 'wrong colour' });
    await desk.say(other, 'it is red');
    await desk.on('mergeTicket', other, { into: ticketId });
    desk.pass(1000);
    const newId = await split('wrong colour', 'it is red');
    expect(shownIn(await desk.thread(newId))).toEqual(['wrong colour', 'it is red']);
    expect(shownIn(await desk.thread(ticketId))).not.toContain('it is red');
    await desk.on('unmergeTicket', other);
    expect(shownIn(await desk.thread(other))).toEqual([]);
    await desk.on('unsplitTicket', newId);
    expect(shownIn(await desk.thread(other))).toEqual(['wrong colour', 'it is red']);
    expect(shownIn(await desk.thread(newId))).toEqual([]);
  });

  it('shows each message once and in its place when a split of a split is merged into the original', async () => {
    const one = await split(...billTexts);
    const id = (await desk.thread(one)).find(({ data }) => data.message === 'is too high');
    const answer = await desk.on('splitTicket', one, { messageIds: [id.id], subject: 'High' });
    const two = String(answer.body.id);
    expect(shownIn(await desk.thread(two))).toEqual(['is too high']);
    expect(shownIn(await desk.thread(one))).toEqual(['and the bill', 'two matters']);
    expect((await desk.on('mergeTicket', two, { into: ticketId })).status).toBe(200);
    expect(shownIn(await desk.thread(ticketId))).toEqual(['lamp', 'is too high', 'the lamp flickers']);
    expect(await desk.mine(ticketId)).toEqual(['lamp', 'is too high', 'the lamp flickers']);
  });

  it('moves a message once when two requests split at the same time', async () => {
    const before = await idsOf('and the bill', 'is too high');
    const answers = await Promise.all(
      before.map((first) =>
        desk.on('splitTicket', ticketId, {
          messageIds: [first, ...before.filter((id) => id !== first)],
          subject: 'x',
        }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await eventsIn(desk.table, 'ticket.split')).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)(
    'is complete or absent when the process dies right %s the write',
    async (when) => {
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      expect((await withFault(desk.table, fault, () => splitOff(billTexts))).status).toBe(500);
      const there = when === 'after';
      expect(shownIn(await desk.thread(ticketId))).toHaveLength(there ? 2 : 5);
      expect(await itemsOfKind(desk.table, 'ticket')).toHaveLength(there ? 2 : 1);
      expect(await itemsOfKind(desk.table, 'copy')).toHaveLength(there ? 2 : 0);
    },
  );

  it('fits forty messages into one transaction, and so does undoing it', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `message ${index}`);
    for (const text of many) await desk.say(ticketId, text);
    const newId = await split(...many);
    expect(shownIn(await desk.thread(newId))).toEqual(many);
    expect((await desk.on('unsplitTicket', newId)).status).toBe(200);
    expect(shownIn(await desk.thread(ticketId))).toHaveLength(45);
  });

  describe('is refused and changes nothing', () => {
    const refused = async (run: () => Promise<Json>, status: number, code: string) => {
      const before = await snapshot(desk.table);
      expect(await run()).toMatchObject({ status, body: { code } });
      expect(await snapshot(desk.table)).toEqual(before);
    };

    it('for the first message of the ticket', () =>
      refused(() => splitOff(['lamp']), 409, 'ticket.split_refused'));
    it('for a selection that begins with an internal note', () =>
      refused(() => splitOff(['two matters', 'is too high']), 409, 'ticket.split_refused'));
    it('for a message of another ticket', async () => {
      const other = await desk.open();
      await desk.say(other, 'elsewhere');
      const elsewhere = (await desk.thread(other)).at(-1);
      await refused(() => splitOff([], { messageIds: [elsewhere.id] }), 409, 'ticket.split_refused');
    });
    it('for an entry that is not a message', async () => {
      await desk.move(ticketId, 'pending');
      const change = (await desk.thread(ticketId)).find(({ type }) => type === 'ticket.status_changed');
      await refused(() => splitOff([], { messageIds: [change.id] }), 409, 'ticket.split_refused');
    });
    it('for a message that was already moved', async () => {
      await split('is too high');
      await refused(() => splitOff(['is too high']), 409, 'ticket.split_refused');
    });
    it('for a stale version, an unknown ticket and a closed one', async () => {
      await refused(() => splitOff(billTexts, { version: 1 }), 409, 'version.stale');
      const messageIds = await idsOf('is too high');
      const unknown = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
      await refused(
        () => desk.on('splitTicket', unknown, { messageIds, subject: 'x' }),
        404,
        'ticket.not_found',
      );
      await desk.move(ticketId, 'solved');
      await desk.move(ticketId, 'closed');
      await refused(() => splitOff(billTexts), 409, 'ticket.closed');
    });
    it('for more than forty messages or none', async () => {
      const messageIds = Array.from({ length: 41 }, (_, index) => `evt_${String(index).padStart(26, '0')}`);
      await refused(() => splitOff([], { messageIds }), 400, 'request.invalid');
      await refused(() => splitOff([]), 400, 'request.invalid');
    });
  });
});

describe('an undone split', () => {
  it('shows the messages where they were written, and later messages go there too', async () => {
    const before = await desk.thread(ticketId);
    const newId = await split(...billTexts);
    const answer = await desk.on('unsplitTicket', newId);
    expect(answer).toMatchObject({ status: 200, body: { id: ticketId } });
    const messages = (thread: Json[]) => thread.filter(({ data }) => data.message !== undefined);
    expect(messages(await desk.thread(ticketId))).toEqual(messages(before));
    expect(shownIn(await desk.thread(newId))).toEqual([]);
    expect(await desk.mine(newId)).toEqual([]);
    expect(await desk.ticket(newId)).toMatchObject({ status: 'closed', mergedInto: ticketId });
    expect(await eventsIn(desk.table, 'ticket.closed')).toMatchObject([{ data: { reason: 'unsplit' } }]);
    expect((await desk.say(newId, 'later')).body.ticketId).toBe(ticketId);
    expect(await itemsOfKind(desk.table, 'copy')).toEqual([]);
  });

  it('can be repeated', async () => {
    const newId = await split(...billTexts);
    await desk.on('unsplitTicket', newId);
    expect(shownIn(await desk.thread(await split(...billTexts)))).toEqual(billTexts);
  });

  it('happens once when two requests arrive at the same time', async () => {
    const newId = await split(...billTexts);
    const answers = await Promise.all([desk.on('unsplitTicket', newId), desk.on('unsplitTicket', newId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await eventsIn(desk.table, 'ticket.split_undone')).toHaveLength(1);
  });

  it('is refused once the ticket has messages of its own, even ones that arrive at the same moment', async () => {
    const newId = await split(...billTexts);
    const concurrent = await withConcurrentChange(
      desk.table,
      async () => {
        await desk.say(newId, 'mine');
      },
      () => desk.on('unsplitTicket', newId),
    );
    expect(concurrent).toMatchObject({ status: 409, body: { code: 'version.stale' } });
    expect(await desk.on('unsplitTicket', newId)).toMatchObject({
      status: 409,
      body: { code: 'ticket.split_in_use' },
    });
    expect(shownIn(await desk.thread(newId))).toEqual([...billTexts, 'mine']);
  });

  it('is refused once its messages were split or another ticket was merged into it', async () => {
    const newId = await split(...billTexts);
    const other = await desk.open();
    await desk.on('mergeTicket', other, { into: newId });
    expect((await desk.on('unsplitTicket', newId)).body.code).toBe('ticket.split_in_use');
    await desk.on('unmergeTicket', other);
    const entry = (await desk.thread(newId)).find(({ data }) => data.message === 'is too high');
    await desk.on('splitTicket', newId, { messageIds: [entry.id], subject: 'x' });
    expect((await desk.on('unsplitTicket', newId)).body.code).toBe('ticket.split_in_use');
  });

  it('is refused for a stale version, an unknown ticket, one that was not split, and a closed original', async () => {
    const newId = await split(...billTexts);
    expect((await desk.on('unsplitTicket', newId, { version: 9 })).body.code).toBe('version.stale');
    expect((await desk.on('unsplitTicket', 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV')).body.code).toBe(
      'ticket.not_found',
    );
    expect((await desk.on('unsplitTicket', ticketId)).body.code).toBe('ticket.split_refused');
    await desk.move(ticketId, 'solved');
    await desk.move(ticketId, 'closed');
    expect((await desk.on('unsplitTicket', newId)).body.code).toBe('ticket.closed');
  });

  it('is refused once the split ticket is closed', async () => {
    const newId = await split(...billTexts);
    await desk.move(newId, 'solved');
    await desk.move(newId, 'closed');
    expect((await desk.on('unsplitTicket', newId)).body.code).toBe('ticket.closed');
  });
});
