// People who work on the same ticket at once: their drafts, who is there, and replies that cross.
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../functions/platform/clock.ts';
import { PRESENCE_TIMEOUT_MS } from '../../../functions/tickets/collaboration/touch-presence.ts';
import { later, NOON } from '../../support/context.ts';
import type { Json } from '../../support/http/call-api.ts';
import { callsOf, withConcurrentChange } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { ann, bob, type Desk, lee, openTicketDesk, type Staff, shownIn } from '../../support/ticket-desk.ts';

let desk: Desk;
let ticketId: string;
const unknown = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';

beforeEach(async () => {
  desk = await openTicketDesk(await freshTable());
  ticketId = await desk.open();
});

describe('a draft', () => {
  const put = (body: object, as: Staff = ann, on = ticketId) =>
    desk.apis.desk('putDraft', { params: { ticketId: on }, body, as });
  const get = (as: Staff = ann) => desk.apis.desk('getDraft', { params: { ticketId }, as });

  it('is its agent’s alone, over the one before, until it is thrown away', async () => {
    await put({ message: 'Dear' });
    const saved = await put({ message: 'Dear Ada', visibility: 'internal' });
    expect(saved).toMatchObject({ status: 200, body: { message: 'Dear Ada', visibility: 'internal' } });
    expect((await get()).body).toEqual(saved.body);
    for (const other of [bob, lee])
      expect(await get(other)).toMatchObject({ status: 404, body: { code: 'draft.not_found' } });
    for (let times = 0; times < 2; times += 1) {
      const gone = await desk.apis.desk('deleteDraft', { params: { ticketId }, as: ann });
      expect(gone.status).toBe(200);
    }
    expect((await get()).status).toBe(404);
  });

  it('is in no thread', async () => {
    await put({ message: 'secret' });
    expect(JSON.stringify(await desk.thread(ticketId))).not.toContain('secret');
    expect(await desk.mine(ticketId)).toEqual(['It does not light.']);
  });

  it('is over after thirty days, whether it was cleared away or not', async () => {
    const at = desk.clock.now().toISOString();
    await put({ message: 'old' });
    desk.clock.set(later(at, 30 * DAY_MS - 1000));
    expect((await get()).status).toBe(200);
    desk.clock.set(later(at, 30 * DAY_MS));
    expect((await get()).body.code).toBe('draft.not_found');
  });

  it('is refused on an unknown ticket, empty, and too long', async () => {
    const before = await snapshot(desk.table);
    expect(await put({ message: 'x' }, ann, unknown)).toMatchObject({
      status: 404,
      body: { code: 'ticket.not_found' },
    });
    for (const message of ['', 'x'.repeat(32_001)]) expect((await put({ message })).status).toBe(400);
    expect(await snapshot(desk.table)).toEqual(before);
  });
});

describe('who is on a ticket', () => {
  const come = (as: Staff, activity = 'viewing', on = ticketId) =>
    desk.apis.desk('putTicketPresence', { params: { ticketId: on }, body: { activity }, as });
  const look = (as: Staff, on = ticketId) =>
    desk.apis.desk('getTicketPresence', { params: { ticketId: on }, as });

  it('is told to the others, since when and what they do', async () => {
    desk.clock.set(NOON);
    expect((await come(ann)).body).toEqual({ here: [], drafts: [] });
    desk.clock.set(later(NOON, 20_000));
    expect((await come(bob, 'replying')).body.here).toEqual([
      { agentId: 'ann', activity: 'viewing', since: NOON },
    ]);
    await come(ann);
    desk.clock.set(later(NOON, 40_000));
    expect((await look(bob)).body.here).toEqual([{ agentId: 'ann', activity: 'viewing', since: NOON }]);
    await come(ann, 'replying');
    expect((await look(bob)).body.here).toEqual([
      { agentId: 'ann', activity: 'replying', since: later(NOON, 40_000) },
    ]);
    expect((await look(ann)).body.here).toMatchObject([{ agentId: 'bob', activity: 'replying' }]);
  });

  it('is forgotten 45 seconds after the last word, and begins anew', async () => {
    desk.clock.set(NOON);
    await come(ann);
    desk.clock.set(later(NOON, PRESENCE_TIMEOUT_MS));
    expect((await look(bob)).body.here).toHaveLength(1);
    desk.clock.set(later(NOON, PRESENCE_TIMEOUT_MS + 1));
    expect((await look(bob)).body.here).toEqual([]);
    await come(ann);
    expect((await look(bob)).body.here).toMatchObject([{ since: later(NOON, PRESENCE_TIMEOUT_MS + 1) }]);
  });

  it('includes who has a draft, without its words', async () => {
    await desk.apis.desk('putDraft', { params: { ticketId }, body: { message: 'secret' }, as: ann });
    const answer = await look(bob);
    expect(answer.body.drafts).toMatchObject([{ agentId: 'ann' }]);
    expect(answer.text).not.toContain('secret');
    expect((await look(ann)).body.drafts).toEqual([]);
  });

  it('costs a beat one write and one read', async () => {
    await come(ann);
    expect((await callsOf(desk.table, () => come(ann))).toSorted()).toEqual(['Query', 'UpdateItem']);
  });

  it('is refused of an unknown ticket, activity something unknown, and to machines', async () => {
    for (const answer of [await come(ann, 'viewing', unknown), await look(ann, unknown)])
      expect(answer).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
    expect((await come(ann, 'sleeping')).status).toBe(400);
    const machine = { params: { ticketId }, as: { role: 'service', id: 'bot' } } as const;
    expect((await desk.apis.desk('getTicketPresence', machine)).status).toBe(403);
  });
});

describe('a reply that says what its author has seen', () => {
  const last = async (on = ticketId): Promise<string> => (await desk.thread(on)).at(-1).id;
  const reply = (seen: string, over: object = {}, as: Staff = ann, on = ticketId) =>
    desk.write(on, 'reply', { seen, ...over }, as);

  it('is refused when there are newer public messages, and told which', async () => {
    const seen = await last();
    const one = await desk.say(ticketId, 'one');
    await desk.note(ticketId, 'note');
    const two = await desk.write(ticketId, 'two', {}, bob);
    const before = await snapshot(desk.table);
    expect(await reply(seen)).toMatchObject({
      status: 409,
      body: {
        code: 'ticket.new_messages',
        errors: [one, two].map(({ body }: Json) => ({ path: `thread.${body.id}` })),
      },
    });
    expect(await snapshot(desk.table)).toEqual(before);
    expect((await reply(seen, { force: true })).status).toBe(201);
  });

  it('is sent when it has seen the last, or what is newer are notes, changes and its own', async () => {
    const seen = await last();
    await desk.note(ticketId, 'note');
    await desk.patch(ticketId, { tags: ['x'] });
    await desk.write(ticketId, 'first');
    expect((await reply(seen)).status).toBe(201);
    expect((await reply(await last(), {}, bob)).status).toBe(201);
  });

  it('is refused when the message comes between its check and its write', async () => {
    await desk.write(ticketId, 'first');
    const seen = await last();
    const answer = await withConcurrentChange(
      desk.table,
      async () => {
        await desk.say(ticketId, 'crossing');
      },
      () => reply(seen),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'ticket.new_messages' } });
    expect(shownIn(await desk.thread(ticketId))).not.toContain('reply');
  });

  it('is sent when something else comes between its check and its write', async () => {
    await desk.write(ticketId, 'first');
    const seen = await last();
    const answer = await withConcurrentChange(
      desk.table,
      async () => {
        await desk.note(ticketId, 'crossing');
      },
      () => reply(seen),
    );
    expect(answer.status).toBe(201);
  });

  it('looks at the ticket that it goes to, and knows what was merged into it', async () => {
    const other = await desk.open({ message: 'elsewhere' });
    await desk.say(ticketId, 'before');
    const seen = await last(other);
    const seenHere = await last();
    await desk.on('mergeTicket', other, { into: ticketId });
    desk.pass(1000);
    expect(await reply(seenHere, {}, bob)).toMatchObject({ status: 409 });
    expect(await reply(seen, {}, bob)).toMatchObject({ status: 409 });
    expect((await reply(await last(), {}, bob, other)).body).toMatchObject({ ticketId });
  });

  it('costs nothing where it says nothing', async () => {
    await desk.write(ticketId, 'first');
    const { ticketToken } = (await desk.apis.tickets('getTicket', { params: { ticketId } })).body.ticket;
    const quick = await callsOf(desk.table, () => desk.write(ticketId, 'quick', { ticketToken }));
    expect(quick).toEqual(['TransactWriteItems']);
  });
});
