// Tests summaries, handover notes and suggested answers.
import { beforeEach, describe, expect, it } from 'vitest';
import { assistHandlers } from '../../../functions/assist/api-handlers.ts';
import { assistRoutes } from '../../../functions/assist/routes.ts';
import { assistWorkerHandlers } from '../../../functions/assist/worker-handlers.ts';
import { threadReader } from '../../../functions/intelligence/index.ts';
import { createApi } from '../../../functions/platform/http/create-api.ts';
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { mergeTickets } from '../../../functions/tickets/merging/merge-tickets.ts';
import { splitTicket } from '../../../functions/tickets/merging/split-ticket.ts';
import { contextAt, later, stoppedClock } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import { caller, type Json } from '../../support/http/call-api.ts';
import { queueOf } from '../../support/queue.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let customerId: string;
let assist: ReturnType<typeof caller<typeof assistRoutes>>;
let deliver: ReturnType<typeof queueOf>;
let clock: ReturnType<typeof stoppedClock>;
const ann = { role: 'agent', id: 'ann' } as const;

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  const deps = { table, reader: threadReader };
  assist = caller(assistRoutes, createApi('assist', assistRoutes, assistHandlers(deps), { clock }));
  deliver = queueOf(createWorker('assist', assistWorkerHandlers(deps), clock));
  customerId = (await newCustomer(apis, 'ada')).id;
});

const say = (ticketId: string, message: string, visibility = 'public') => {
  clock.set(later(clock.now().toISOString(), 60_000));
  return apis.tickets('addMessage', { params: { ticketId }, body: { message, visibility }, as: ann });
};
const talk = async (): Promise<string> => {
  const { id } = await newTicket(apis, customerId, {
    subject: 'Invoice',
    message: 'I need the invoice for order 4711. Can you send it to me?',
  });
  await say(id, 'We checked your account and the invoice was not made yet.');
  await say(id, 'We will send you the invoice by Friday.');
  return id;
};
const assigned = (ticketId: string, agentId: string, previousAssigneeId?: string) =>
  domainEvent('ticket.assigned', { ticketId, channel: 'email', agentId, previousAssigneeId });
const notes = async () =>
  (await eventsIn(table, 'ticket.message_added')).filter(({ data }) => data.visibility === 'internal');

describe('the summary of a ticket', () => {
  it('quotes what was asked, tried and promised and names the messages', async () => {
    const ticketId = await talk();
    const { status, body } = await assist('getSummary', { params: { ticketId }, as: ann });
    expect(status).toBe(200);
    const parts = Object.fromEntries(body.lines.map((line: Json) => [line.part, line.text]));
    expect(parts.asked).toContain('invoice');
    expect(parts.promised).toContain('by Friday');
    expect(body.lines.every(({ messageIds }: Json) => messageIds.length > 0)).toBe(true);
    expect(body.version).toBe(threadReader.version);
  });

  it('covers the opening and the newest messages of a thread with hundreds of entries', async () => {
    const ticketId = await talk();
    for (let index = 0; index < 220; index += 1) await say(ticketId, `We noted number ${index}.`, 'internal');
    await say(ticketId, 'We will refund you 20 EUR by Tuesday.');
    const { body } = await assist('getSummary', { params: { ticketId }, as: ann });
    const quoted = body.lines.map(({ text }: Json) => text).join('\n');
    expect(quoted).toContain('I need the invoice for order 4711');
    expect(quoted).toContain('by Tuesday');
  });

  it('includes messages that were merged into the ticket and not those that were split off', async () => {
    const [first, second] = [
      await talk(),
      await newTicket(apis, customerId, { message: 'The lamp is broken.' }),
    ];
    await say(second.id, 'We replaced the lamp yesterday.');
    const promised = (await eventsIn(table, 'ticket.message_added')).find(({ data }) =>
      String(data.message).includes('by Friday'),
    );
    const as = contextAt(clock.now().toISOString(), { actor: { role: 'lead', id: 'lee' } });
    const split = { messageIds: [String(promised?.id)], subject: 'Invoice', version: 3 };
    const other = await splitTicket(table, first, split, as);
    await mergeTickets(table, second.id, { into: first, version: 2 }, as);
    const linesOf = async (ticketId: string) =>
      JSON.stringify((await assist('getSummary', { params: { ticketId }, as: ann })).body.lines);
    expect(await linesOf(first)).toContain('The lamp is broken.');
    expect(await linesOf(first)).not.toContain('by Friday');
    expect(await linesOf(other.id)).toContain('by Friday');
  });

  it('is refused for an unknown ticket', async () => {
    const params = { ticketId: 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    expect(await assist('getSummary', { params, as: ann })).toMatchObject({
      status: 404,
      body: { code: 'ticket.not_found' },
    });
  });
});

describe('a handover to another agent', () => {
  it('adds one internal note with a summary, however often the event is delivered', async () => {
    const event = assigned(await talk(), 'ben', 'ann');
    expect(await deliver(event)).toEqual([]);
    expect(await deliver(event)).toEqual([]);
    const [note, ...more] = await notes();
    expect(more).toEqual([]);
    expect(note?.data).toMatchObject({ automatic: true });
    expect(note?.data.message).toMatch(/^Handed over\. So far:\nAsked: .*invoice/);
  });

  it('adds no note when the ticket is new or returns to the same agent', async () => {
    const ticketId = await talk();
    await deliver(assigned(ticketId, 'ann', 'ann'));
    await deliver(assigned(ticketId, 'ann'));
    const { id } = await newTicket(apis, customerId);
    await deliver(assigned(id, 'ben', 'ann'));
    expect(await notes()).toEqual([]);
  });
});

describe('suggested answers', () => {
  const solve = async (ticketId: string) =>
    expect(await deliver(domainEvent('ticket.solved', { ticketId, channel: 'email' }))).toEqual([]);

  it('are listed for a similar question, best first, and never from the ticket itself', async () => {
    const solved = await talk();
    await say(solved, 'You find every invoice under Orders, Documents.');
    await solve(solved);
    await solve(solved);
    expect(await itemsOfKind(table, 'answer')).toHaveLength(1);
    const { id } = await newTicket(apis, customerId, {
      subject: 'Invoice',
      message: 'Please send me the invoice for my order.',
    });
    const { body } = await assist('listSuggestions', { params: { ticketId: id }, as: ann });
    expect(body.items).toMatchObject([
      { ticketId: solved, answer: 'You find every invoice under Orders, Documents.' },
    ]);
    expect(body.items[0].sharedTerms.length).toBeGreaterThan(0);
    const own = await assist('listSuggestions', { params: { ticketId: solved }, as: ann });
    expect(own.body.items).toEqual([]);
  });

  it('are not stored for sensitive tickets or tickets without an answer', async () => {
    const ticketId = await talk();
    await apis.tickets('updateTicket', {
      params: { ticketId },
      body: { version: 3, sensitive: { kinds: ['complaint'], reason: 'complains' } },
      as: ann,
    });
    await solve(ticketId);
    await solve((await newTicket(apis, customerId)).id);
    expect(await itemsOfKind(table, 'answer')).toEqual([]);
  });
});
