// Macros: sets of changes and texts that agents preview, apply in one action and undo.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { ticketKeys } from '../../../functions/tickets/keys.ts';
import { UNDO_WINDOW_MS } from '../../../functions/tickets/macros/apply-macro.ts';
import { later } from '../../support/context.ts';
import type { Json } from '../../support/http/call-api.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';
import { ann, bob, type Desk, lee, openTicketDesk, type Staff, shownIn } from '../../support/ticket-desk.ts';
import { train } from '../../support/train.ts';

let desk: Desk;
let ticketId: string;

const put = (body: object, macroId = 'close-lamp', as: Staff = lee) =>
  desk.apis.desk('putMacro', { over: true, params: { macroId }, body, as });
const preview = (macroId = 'close-lamp', body: object = {}) =>
  desk.apis.desk('previewMacro', { params: { ticketId, macroId }, body, as: ann });
const apply = async (macroId = 'close-lamp', over: object = {}, key?: string, on = ticketId) =>
  desk.apis.desk('applyMacro', {
    params: { ticketId: on, macroId },
    body: { version: (await desk.ticket(ticketId)).version, ...over },
    as: ann,
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
  });
const undo = (runId: string, as: Staff = ann, on = ticketId, key?: string) =>
  desk.apis.desk('undoMacro', {
    params: { ticketId: on, runId },
    body: {},
    as,
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
  });

const closeLamp = {
  name: 'Close a lamp',
  actions: [
    { do: 'setPriority', priority: 'low' },
    { do: 'addTags', tags: ['Lamp'] },
    { do: 'setTopic', topicId: 'lamps' },
    { do: 'reply', text: 'Hello {{customer.name|there}}, {{ticket.id}} is done. {{agent.name|Your team}}' },
    { do: 'note', text: 'by macro' },
    { do: 'setStatus', status: 'solved' },
  ],
};

beforeEach(async () => {
  desk = await openTicketDesk(await freshTable());
  ticketId = await desk.open();
  await put(closeLamp);
});

const refused = async (run: () => Promise<Json>, status: number, code: string) => {
  const before = await snapshot(desk.table);
  expect(await run()).toMatchObject({ status, body: { code } });
  expect(await snapshot(desk.table)).toEqual(before);
};

describe('stored macros', () => {
  it('are created, changed, listed and deleted by leads', async () => {
    expect((await put({ ...closeLamp, name: 'Close' })).body).toMatchObject({
      id: 'close-lamp',
      name: 'Close',
    });
    const { items } = (await desk.apis.desk('listMacros', { as: ann })).body;
    expect(items).toMatchObject([{ id: 'close-lamp', actions: [{}, { tags: ['lamp'] }, {}, {}, {}, {}] }]);
    const params = { macroId: 'close-lamp' };
    expect((await desk.apis.desk('getMacro', { params })).body.name).toBe('Close');
    await refused(() => put(closeLamp, 'other', ann), 403, 'auth.forbidden');
    expect((await desk.apis.desk('deleteMacro', { params, as: lee })).status).toBe(200);
    await refused(() => desk.apis.desk('deleteMacro', { params, as: lee }), 404, 'macro.not_found');
    await refused(() => desk.apis.desk('getMacro', { params }), 404, 'macro.not_found');
    await refused(() => apply(), 404, 'macro.not_found');
  });

  it.each([
    ['an unknown placeholder', [{ do: 'reply', text: 'Dear {{customer.email}}' }], 'body.actions.0.text'],
    ['braces that do not close', [{ do: 'note', text: 'Dear {{customer.name' }], 'body.actions.0.text'],
    ['an unknown action', [{ do: 'erase' }], 'body.actions.0.do'],
    ['the status closed', [{ do: 'setStatus', status: 'closed' }], 'body.actions.0.status'],
    [
      'two replies',
      [
        { do: 'reply', text: 'a' },
        { do: 'reply', text: 'b' },
      ],
      'body.actions',
    ],
    [
      'two statuses',
      [
        { do: 'setStatus', status: 'open' },
        { do: 'setStatus', status: 'solved' },
      ],
      'body.actions',
    ],
    ['no actions', [], 'body.actions'],
    ['too many actions', Array.from({ length: 21 }, () => ({ do: 'addTags', tags: ['x'] })), 'body.actions'],
  ])('are refused with %s', async (_what, actions, path) => {
    const answer = await put({ name: 'x', actions }, 'other');
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(answer.body.errors.map((issue: Json) => issue.path)).toContain(path);
  });
});

describe('a preview', () => {
  it('returns the changes and the filled texts without saving anything', async () => {
    await desk.apis.routing('putAgent', { over: true, params: { agentId: 'ann' }, body: { name: 'Ann' } });
    const before = await snapshot(desk.table);
    expect(await preview()).toMatchObject({
      status: 200,
      body: {
        version: 1,
        changes: {
          priority: { from: 'normal', to: 'low' },
          tags: { from: [], to: ['lamp'] },
          topic: { to: 'lamps' },
          status: { from: 'new', to: 'solved' },
        },
        texts: [
          { visibility: 'public', text: `Hello ada, ${ticketId} is done. Ann` },
          { visibility: 'internal', text: 'by macro' },
        ],
      },
    });
    expect(await snapshot(desk.table)).toEqual(before);
    await refused(() => preview('close-lamp', { version: 7 }), 409, 'version.stale');
  });
});

describe('an applied macro', () => {
  it('makes all changes at once, counts its reply as the person’s and emits the correction', async () => {
    const answer = await apply();
    expect(answer).toMatchObject({
      status: 200,
      body: { ticket: { status: 'solved', priority: 'low', version: 2, tags: ['lamp'] } },
    });
    expect((await desk.ticket(ticketId)).firstReplyAt).toBeDefined();
    expect(shownIn(await desk.thread(ticketId)).toSorted()).toEqual(
      ['It does not light.', `Hello ada, ${ticketId} is done. Your team`, 'by macro'].toSorted(),
    );
    expect(await desk.mine(ticketId)).toEqual([
      'It does not light.',
      `Hello ada, ${ticketId} is done. Your team`,
    ]);
    expect(await eventsIn(desk.table, 'ticket.corrected')).toMatchObject([
      { data: { what: 'topic', to: 'lamps', text: 'Broken lamp\nIt does not light.' } },
    ]);
    const reply = (await eventsIn(desk.table, 'ticket.message_added')).find(
      ({ data }) => data.visibility === 'public',
    );
    expect(reply).toMatchObject({ actor: ann, data: { automatic: false } });
  });

  it('is applied once per key', async () => {
    const first = await apply('close-lamp', { version: 1 }, 'macro-1');
    const second = await apply('close-lamp', { version: 1 }, 'macro-1');
    expect(second.body).toEqual(first.body);
    expect(await eventsIn(desk.table, 'ticket.solved')).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)(
    'is complete or absent when the process dies right %s the write',
    async (when) => {
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      expect((await withFault(desk.table, fault, () => apply())).status).toBe(500);
      const done = when === 'after';
      expect(await desk.ticket(ticketId)).toMatchObject({ status: done ? 'solved' : 'new' });
      expect(await eventsIn(desk.table, 'ticket.message_added')).toHaveLength(done ? 2 : 0);
    },
  );

  it('is refused on stale, unknown, closed and sensitive tickets, in other queues and to machine clients', async () => {
    await refused(() => apply('close-lamp', { version: 9 }), 409, 'version.stale');
    await refused(
      () => apply('close-lamp', {}, undefined, 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV'),
      404,
      'ticket.not_found',
    );
    await put({ ...closeLamp, availableTo: ['billing'] }, 'billing-only');
    await refused(() => apply('billing-only'), 409, 'macro.unavailable');
    const params = { ticketId, macroId: 'close-lamp' };
    const machine = { params, body: { version: 1 }, as: { role: 'service', id: 'bot' } } as const;
    await refused(() => desk.apis.desk('applyMacro', machine), 403, 'auth.forbidden');
    await train(desk.apis, 'ann');
    await desk.patch(ticketId, { sensitive: { kinds: ['complaint'], reason: 'wants to complain' } });
    await refused(() => apply(), 409, 'ticket.sensitive_no_macro');
    await refused(() => preview(), 409, 'ticket.sensitive_no_macro');
    await desk.patch(ticketId, { sensitive: { kinds: [], reason: 'was a joke' } });
    await desk.move(ticketId, 'solved');
    await put({ name: 'x', actions: [{ do: 'setStatus', status: 'pending' }] }, 'wait');
    await refused(() => apply('wait'), 409, 'ticket.transition_refused');
    await desk.move(ticketId, 'closed');
    await refused(() => apply(), 409, 'ticket.closed');
  });

  it('sets custom fields and refuses values that do not fit', async () => {
    const field = { name: 'Colour', type: 'choice', choices: ['red', 'blue'] };
    await desk.apis.desk('putTicketField', { over: true, params: { key: 'colour' }, body: field, as: lee });
    const setting = (colour: string) => ({ name: 'x', actions: [{ do: 'setFields', fields: { colour } }] });
    await put(setting('red'), 'red');
    await put(setting('green'), 'green');
    expect((await apply('red')).body.ticket.fields).toEqual({ colour: 'red' });
    await refused(() => apply('green'), 400, 'request.invalid');
  });
});

describe('an undone macro run', () => {
  it('restores properties and names what stays', async () => {
    const { runId } = (await apply()).body;
    desk.pass(1000);
    await desk.patch(ticketId, { tags: ['lamp', 'own'] });
    const answer = await undo(runId);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        ticket: { status: 'open', priority: 'normal', tags: ['own'], reopens: 1 },
        kept: [{ what: 'reply' }, { what: 'note' }],
      },
    });
    expect((await desk.ticket(ticketId)).topic).toBeUndefined();
    expect(answer.body.restored.toSorted()).toEqual(['priority', 'status', 'tags', 'topic']);
  });

  it('is undone once, even by two requests at the same time, with one answer per key', async () => {
    const { runId } = (await apply()).body;
    const answers = await Promise.all([undo(runId), undo(runId, lee)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await refused(() => undo(runId), 409, 'macro_run.undo_refused');
    expect(await eventsIn(desk.table, 'ticket.reopened')).toHaveLength(1);
    const again = (await apply('close-lamp')).body.runId;
    const first = await undo(again, ann, ticketId, 'undo-1');
    expect((await undo(again, ann, ticketId, 'undo-1')).body).toEqual(first.body);
  });

  it('is undone even when a message arrives at the same moment', async () => {
    const { runId } = (await apply()).body;
    const answer = await withConcurrentChange(
      desk.table,
      async () => {
        await desk.note(ticketId, 'meanwhile');
      },
      () => undo(runId),
    );
    expect(answer).toMatchObject({ status: 200, body: { ticket: { status: 'open' } } });
  });

  it('is refused after ten minutes, to people other than its author and leads, and for unknown runs', async () => {
    const at = desk.clock.now().toISOString();
    const { runId } = (await apply()).body;
    await refused(() => undo(runId, bob), 403, 'auth.forbidden');
    await refused(() => undo('mrn_01ARZ3NDEKTSV4RRFFQ69G5FAV'), 404, 'macro_run.not_found');
    const unknown = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    await refused(() => undo(runId, ann, unknown), 404, 'ticket.not_found');
    const other = await desk.open();
    await refused(() => undo(runId, ann, other), 404, 'macro_run.not_found');
    desk.clock.set(later(at, UNDO_WINDOW_MS + 1));
    await refused(() => undo(runId), 409, 'macro_run.undo_refused');
    desk.clock.set(later(at, UNDO_WINDOW_MS));
    expect((await undo(runId, lee)).status).toBe(200);
  });

  it('is refused once the ticket is closed', async () => {
    const { runId } = (await apply()).body;
    await desk.move(ticketId, 'closed');
    await refused(() => undo(runId), 409, 'ticket.closed');
  });
});

describe('a stored macro that cannot be used', () => {
  const storeInvalid = (macro: unknown) =>
    desk.table.doc.send(
      new PutCommand({
        TableName: desk.table.name,
        Item: { ...ticketKeys.macro('close-lamp'), macro },
      }),
    );

  it.each([
    ['another shape', { id: 'close-lamp', name: 7, actions: {} }],
    ['an unknown action', { ...closeLamp, id: 'close-lamp', actions: [{ do: 'constructor' }] }],
    ['nothing', null],
  ])('is quarantined when it holds %s; the others work, and leads see the problem', async (_what, macro) => {
    await put({ ...closeLamp, name: 'Another' }, 'another');
    await storeInvalid(macro);
    const { status, body } = await desk.apis.desk('listMacros', { as: lee });
    expect([status, body.items.map(({ id }: Json) => id)]).toEqual([200, ['another']]);
    expect(body.problems).toHaveLength(1);
    expect((await apply()).body.code).toBe('macro.not_found');
    expect((await apply('another')).status).toBe(200);
    expect((await put(closeLamp)).status).toBe(200);
    expect((await desk.apis.desk('listMacros', { as: lee })).body.problems).toBeUndefined();
  });

  it('is refused and writes nothing when a filled text exceeds the size of an event', async () => {
    const text = '{{ticket.subject}}'.repeat(1700);
    await put({ ...closeLamp, actions: [{ do: 'reply', text }] });
    const { version } = await desk.ticket(ticketId);
    const patched = await desk.apis.tickets('updateTicket', {
      params: { ticketId },
      body: { version, subject: '中'.repeat(200) },
      as: ann,
    });
    expect(patched.status).toBe(200);
    const before = await snapshot(desk.table);
    expect(await apply()).toMatchObject({ status: 413, body: { code: 'event.too_large' } });
    expect(await snapshot(desk.table)).toEqual(before);
  });
});
