// Collision detection: drafts, presence and crossing replies of agents who work on the same ticket.
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

  it('belongs to one agent and replaces the previous one until it is deleted', async () => {
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

  it('does not appear in the thread', async () => {
    await put({ message: 'secret' });
    expect(JSON.stringify(await desk.thread(ticketId))).not.toContain('secret');
    expect(await desk.mine(ticketId)).toEqual(['It does not light.']);
  });

  it('expires after thirty days even when the item still exists', async () => {
    const at = desk.clock.now().toISOString();
    await put({ message: 'old' });
    desk.clock.set(later(at, 30 * DAY_MS - 1000));
    expect((await get()).status).toBe(200);
    desk.clock.set(later(at, 30 * DAY_MS));
    expect((await get()).body.code).toBe('draft.not_found');
  });

  it('is refused on an unknown ticket, when it is empty and when it is too long', async () => {
    const before = await snapshot(desk.table);
    expect(await put({ message: 'x' }, ann, unknown)).toMatchObject({
      status: 404,
      body: { code: 'ticket.not_found' },
    });
    for (const message of ['', 'x'.repeat(32_001)]) expect((await put({ message })).status).toBe(400);
    expect(await snapshot(desk.table)).toEqual(before);
  });
});

describe('ticket presence', () => {
  const reportPresence = (as: Staff, activity = 'viewing', on = ticketId) =>
    desk.apis.desk('putTicketPresence', { params: { ticketId: on }, body: { activity }, as });
  const readPresenceOf = (as: Staff, on = ticketId) =>
    desk.apis.desk('getTicketPresence', { params: { ticketId: on }, as });

  it('shows other agents the activity and its start', async () => {
    desk.clock.set(NOON);
    expect((await reportPresence(ann)).body).toEqual({ here: [], drafts: [] });
    desk.clock.set(later(NOON, 20_000));
    expect((await reportPresence(bob, 'replying')).body.here).toEqual([
      { agentId: 'ann', activity: 'viewing', since: NOON },
    ]);
    await reportPresence(ann);
    desk.clock.set(later(NOON, 40_000));
    expect((await readPresenceOf(bob)).body.here).toEqual([
      { agentId: 'ann', activity: 'viewing', since: NOON },
    ]);
    await reportPresence(ann, 'replying');
    expect((await readPresenceOf(bob)).body.here).toEqual([
      { agentId: 'ann', activity: 'replying', since: later(NOON, 40_000) },
    ]);
    expect((await readPresenceOf(ann)).body.here).toMatchObject([{ agentId: 'bob', activity: 'replying' }]);
  });

  it('expires 45 seconds after the last heartbeat and then starts anew', async () => {
    desk.clock.set(NOON);
    await reportPresence(ann);
    desk.clock.set(later(NOON, PRESENCE_TIMEOUT_MS));
    expect((await readPresenceOf(bob)).body.here).toHaveLength(1);
    desk.clock.set(later(NOON, PRESENCE_TIMEOUT_MS + 1));
    expect((await readPresenceOf(bob)).body.here).toEqual([]);
    await reportPresence(ann);
    expect((await readPresenceOf(bob)).body.here).toMatchObject([
      { since: later(NOON, PRESENCE_TIMEOUT_MS + 1) },
    ]);
  });

  it('includes who has a draft without its text', async () => {
    await desk.apis.desk('putDraft', { params: { ticketId }, body: { message: 'secret' }, as: ann });
    const answer = await readPresenceOf(bob);
    expect(answer.body.drafts).toMatchObject([{ agentId: 'ann' }]);
    expect(answer.text).not.toContain('secret');
    expect((await readPresenceOf(ann)).body.drafts).toEqual([]);
  });

  it('costs one write and one read per heartbeat', async () => {
    await reportPresence(ann);
    expect((await callsOf(desk.table, () => reportPresence(ann))).toSorted()).toEqual([
      'Query',
      'UpdateItem',
    ]);
  });

  it('is refused for an unknown ticket, an unknown activity and machine clients', async () => {
    for (const answer of [await reportPresence(ann, 'viewing', unknown), await readPresenceOf(ann, unknown)])
      expect(answer).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
    expect((await reportPresence(ann, 'sleeping')).status).toBe(400);
    const machine = { params: { ticketId }, as: { role: 'service', id: 'bot' } } as const;
    expect((await desk.apis.desk('getTicketPresence', machine)).status).toBe(403);
  });
});

describe('a reply that names the last entry its author has seen', () => {
  const last = async (on = ticketId): Promise<string> => (await desk.thread(on)).at(-1).id;
  const reply = (seen: string, over: object = {}, as: Staff = ann, on = ticketId) =>
    desk.write(on, 'reply', { seen, ...over }, as);

  it('is refused with the newer public messages when there are any', async () => {
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

  it('is sent when nothing is newer except notes, changes and the author’s own messages', async () => {
    const seen = await last();
    await desk.note(ticketId, 'note');
    await desk.patch(ticketId, { tags: ['x'] });
    await desk.write(ticketId, 'first');
    expect((await reply(seen)).status).toBe(201);
    expect((await reply(await last(), {}, bob)).status).toBe(201);
  });

  it('is refused when a public message arrives between its check and its write', async () => {
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

  it('is sent when something else happens between its check and its write', async () => {
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

  it('is checked on the ticket that it goes to, including tickets merged into it', async () => {
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

  it('costs nothing without a last seen entry', async () => {
    await desk.write(ticketId, 'first');
    const { ticketToken } = (await desk.apis.tickets('getTicket', { params: { ticketId } })).body.ticket;
    const quick = await callsOf(desk.table, () => desk.write(ticketId, 'quick', { ticketToken }));
    expect(quick).toEqual(['TransactWriteItems']);
  });
});
