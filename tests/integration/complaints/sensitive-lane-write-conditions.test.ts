// Tests that the sensitive lane is a condition of the write: who may do what on a sensitive ticket, also when
// the ticket becomes sensitive or the training is withdrawn between the read and the write.
import { beforeEach, describe, expect, it } from 'vitest';
import { type Role, SYSTEM } from '../../../functions/platform/contract/roles.ts';
import { type SensitiveKind, sensitiveKinds } from '../../../functions/platform/contract/shared-kinds.ts';
import { ulidIds } from '../../../functions/platform/ids.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { savePromise } from '../../../functions/promises/lifecycle/promise-store.ts';
import type { Ticket } from '../../../functions/tickets/core/ticket.ts';
import { loadTicket, saveTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { addMessage } from '../../../functions/tickets/messages/add-message.ts';
import { openTicket } from '../../../functions/tickets/messages/open-ticket.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Answer, Json } from '../../support/http/call-api.ts';
import { promiseWith } from '../../support/promises/promises.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { withConcurrentChange } from '../../support/table/faults.ts';
import { snapshot, tablesWith } from '../../support/table/fresh-table.ts';
import { metered } from '../../support/table/meter.ts';
import { eventsIn } from '../../support/table/stored.ts';
import { train } from '../../support/train.ts';

interface Caller {
  role: Role;
  id: string;
}
const trained: Caller = { role: 'agent', id: 'trained' };
const untrained: Caller = { role: 'agent', id: 'untrained' };
const partlyTrained: Caller = { role: 'agent', id: 'elsewhere' };
const unknown: Caller = { role: 'agent', id: 'nobody-made-me' };
const bot: Caller = { role: 'agent', id: 'bot' };
const lead: Caller = { role: 'lead', id: 'lead' };
const trainedLead: Caller = { role: 'lead', id: 'trained-lead' };
const admin: Caller = { role: 'admin', id: 'admin' };
const machine: Caller = { role: 'service', id: 'machine' };

let table: Table;
let apis: Apis;
let customerId: string;

const tableWithStaff = tablesWith(async (first) => {
  const setupApis = apisOf(first, stoppedClock());
  for (const { id } of [trained, trainedLead]) await train(setupApis, id);
  await train(setupApis, untrained.id, []);
  await train(setupApis, partlyTrained.id, ['complaint']);
  await train(setupApis, bot.id, sensitiveKinds, { kind: 'bot' });
  return String((await newCustomer(setupApis, 'ada')).id);
});
beforeEach(async () => {
  ({ table, filled: customerId } = await tableWithStaff());
  apis = apisOf(table, stoppedClock());
});

const KINDS: readonly SensitiveKind[] = ['billing_dispute', 'complaint'];
/** Opens a ticket that the analysis marked with these kinds. */
const open = async (kinds: readonly SensitiveKind[] = KINDS): Promise<Json> => {
  const { id } = await newTicket(apis, customerId);
  await mark(id, kinds);
  return (await apis.tickets('getTicket', { params: { ticketId: id } })).body.ticket;
};
const change = async (ticketId: string, over: Partial<Ticket>) => {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw new Error('no such ticket');
  const next = { ...ticket, ...over, version: ticket.version + 1 };
  await commitOrFail(table, contextAt(), { writes: [saveTicket(next)] });
};
const mark = (ticketId: string, kinds: readonly SensitiveKind[]) =>
  kinds.length === 0
    ? change(ticketId, { firstReplyAt: NOON, status: 'open' })
    : change(ticketId, {
        firstReplyAt: NOON,
        status: 'open',
        sensitive: { kinds: [...kinds], reasons: [], by: 'model', at: NOON },
      });

type Operation = (ticket: Json, as: Caller) => Promise<Answer>;
const tickets = (name: 'addMessage' | 'changeStatus' | 'updateTicket', body: (ticket: Json) => object) =>
  ((ticket, as) =>
    apis.tickets(name, { params: { ticketId: ticket.id }, body: body(ticket), as })) satisfies Operation;
const sensitive = (kinds: readonly string[]) => ({ kinds, reason: 'looked at it' });

/** Operations that only trained people may do: messages to the customer and changes of the ticket. */
const guarded: Record<string, Operation> = {
  'a public reply': tickets('addMessage', () => ({ message: 'Sorry.' })),
  'a public reply with the ticket token': tickets('addMessage', ({ ticketToken }) => ({
    message: 'Hi',
    ticketToken,
  })),
  'the record of a phone call': tickets('addMessage', () => ({
    message: 'We spoke.',
    call: { direction: 'outbound', durationSeconds: 60, outcome: 'reached' },
  })),
  'a change of status': tickets('changeStatus', ({ version }) => ({ status: 'pending', version })),
  'a change of the subject': tickets('updateTicket', ({ version }) => ({ version, subject: 'Refused' })),
  'the draft of a reply': ({ id }, as) =>
    apis.desk('putDraft', { params: { ticketId: id }, body: { message: 'Dear' }, as }),
  'a merge into another ticket': async ({ id, version }, as) => {
    const other = await newTicket(apis, customerId);
    return apis.desk('mergeTicket', { params: { ticketId: id }, body: { into: other.id, version }, as });
  },
  'a merge of another ticket into it': async ({ id }, as) => {
    const other = await newTicket(apis, customerId);
    const body = { into: id, version: other.version };
    return apis.desk('mergeTicket', { params: { ticketId: other.id }, body, as });
  },
  'making a promise': ({ id }, as) =>
    apis.promises('makePromise', {
      params: { ticketId: id },
      body: { text: 'We call you.', dueAt: later(NOON, 3_600_000) },
      as,
    }),
};

const promise = (ticketId: string, state: 'open' | 'proposed') => ({
  ...promiseWith({ id: ulidIds(() => new Date(NOON)).next('promise'), ticketId, customerId, state }),
});
type PromiseOperation = Parameters<Apis['promises']>[0];
const promises = (name: PromiseOperation, body: object, state: 'open' | 'proposed' = 'open') => ({
  prepare: async (ticketId: string): Promise<Operation> => {
    const made = promise(ticketId, state);
    await commitOrFail(table, contextAt(), { writes: [savePromise(made)] });
    return (_ticket, as) => apis.promises(name, { params: { promiseId: made.id }, body, as });
  },
});
/** The same for operations that need an item to exist first. */
const prepared: Record<string, { prepare: (ticketId: string) => Promise<Operation> }> = {
  'accepting a proposal': promises('acceptProposal', {}, 'proposed'),
  'rewording a promise': promises('changePromise', { text: 'We write.', version: 1 }),
  'moving a promise': promises('changePromise', {
    dueAt: later(NOON, 7_200_000),
    reason: 'agreed',
    version: 1,
  }),
  'keeping a promise': promises('keepPromise', { note: 'called' }),
  'breaking a promise': promises('breakPromise', { reason: 'no time' }),
  'withdrawing a promise': promises('withdrawPromise', { reason: 'agreed' }),
  'confirming a sender': {
    prepare: async (ticketId) => {
      const request = { message: 'It is me.', visibility: 'internal', automatic: false } as const;
      const { id: messageId } = await addMessage(
        table,
        { ticketId, ...request, unverified: 'unauthenticated' },
        contextAt(NOON, { actor: SYSTEM }),
      );
      return ({ id }, as) =>
        apis.desk('confirmSender', { params: { ticketId: id, messageId }, body: {}, as });
    },
  },
};

const removeAllKinds = tickets('updateTicket', ({ version }) => ({ version, sensitive: sensitive([]) }));
const replaceOneKind = tickets('updateTicket', ({ version }) => ({
  version,
  sensitive: sensitive(['billing_dispute', 'vulnerable']),
}));

const refusalOf = ({ status, body }: Answer) => (status < 300 ? 'done' : String(body.code));
/** Returns the outcome of an operation and checks that a refused one changed nothing. */
async function outcome(operation: Operation, ticket: Json, as: Caller): Promise<string> {
  const before = await snapshot(table);
  const result = refusalOf(await operation(ticket, as));
  const same = new Set(before.map((item) => JSON.stringify(item)));
  // Operations that merge create the other ticket first, so only items of this ticket count.
  const changed = (await snapshot(table))
    .map((item) => JSON.stringify(item))
    .filter((item) => !same.has(item) && item.includes(ticket.id));
  expect(changed.length > 0).toBe(result === 'done');
  return result;
}

describe('on a sensitive ticket', () => {
  const callers: [string, Caller, string][] = [
    ['an agent trained for all its kinds', trained, 'done'],
    ['an agent without training', untrained, 'ticket.untrained'],
    ['an agent trained for one of its kinds', partlyTrained, 'ticket.untrained'],
    ['an agent who does not exist', unknown, 'ticket.untrained'],
    ['a trained bot', bot, 'ticket.person_only'],
    ['a lead without training', lead, 'ticket.untrained'],
    ['a trained lead', trainedLead, 'done'],
    ['an admin without training', admin, 'ticket.untrained'],
  ];
  for (const [name, operation] of Object.entries(guarded)) {
    it.each(callers)(`${name} by %s`, async (_who, as, expected) => {
      expect(await outcome(operation, await open(), as)).toBe(expected);
    });
  }

  for (const [name, { prepare }] of Object.entries(prepared)) {
    it.each(callers)(`${name} by %s`, async (_who, as, expected) => {
      const ticket = await open();
      expect(await outcome(await prepare(ticket.id), ticket, as)).toBe(expected);
    });
  }

  it('anybody can dismiss a proposal, because its customer never saw it', async () => {
    const { id } = await open();
    const { prepare } = promises('dismissProposal', {}, 'proposed');
    expect((await (await prepare(id))({ id } as Json, untrained)).status).toBe(200);
  });

  it.each([
    'a public reply',
    'a public reply with the ticket token',
    'a change of status',
    'a change of the subject',
  ])('%s by a machine client is refused, even when it claims to be a person', async (name) => {
    const operation = guarded[name];
    if (!operation) throw new Error(name);
    expect(await outcome(operation, await open(), machine)).toBe('ticket.person_only');
    const claimsPerson = tickets('addMessage', ({ ticketToken }) => ({
      message: 'Hello',
      automatic: false,
      ticketToken,
    }));
    expect(await outcome(claimsPerson, await open(), machine)).toBe('ticket.person_only');
  });

  it.each([trained, trainedLead])(
    'an automatic reply is refused even from trained people: %o',
    async (as) => {
      const automatic = tickets('addMessage', ({ ticketToken }) => ({
        message: 'Hi',
        automatic: true,
        ticketToken,
      }));
      expect(await outcome(automatic, await open(), as)).toBe('ticket.person_only');
    },
  );

  it.each<[string, Caller, string]>([
    ['an agent trained for them', trained, 'done'],
    ['an agent without training', untrained, 'ticket.untrained'],
    ['an agent trained for one of them', partlyTrained, 'ticket.untrained'],
    ['a bot', bot, 'ticket.person_only'],
    ['a machine client', machine, 'ticket.person_only'],
    ['a lead, to correct a false alarm', lead, 'done'],
    ['an admin, to correct a false alarm', admin, 'done'],
  ])('removing kinds by %s has the expected outcome', async (_who, as, expected) => {
    expect(await outcome(removeAllKinds, await open(), as)).toBe(expected);
    expect(await outcome(replaceOneKind, await open(), as)).toBe(expected);
  });

  it('a correction by a lead records who made it and why, and then untrained agents can reply', async () => {
    const ticket = await open();
    expect((await removeAllKinds(ticket, lead)).status).toBe(200);
    const [updated] = await eventsIn(table, 'ticket.updated');
    expect(updated).toMatchObject({
      actor: { role: 'lead', id: 'lead' },
      data: { note: 'looked at it', changes: { sensitive: { from: [...KINDS], to: [] } } },
    });
    const reply = tickets('addMessage', () => ({ message: 'Hello' }));
    expect((await reply(ticket, untrained)).status).toBe(201);
  });

  it.each([untrained, lead, machine])(
    'anybody can add internal notes, change other fields and add kinds: %o',
    async (as) => {
      const ticket = await open();
      const note = tickets('addMessage', ({ ticketToken }) => ({
        message: 'Look',
        visibility: 'internal',
        ticketToken,
      }));
      expect((await note(ticket, as)).status).toBe(201);
      const addKind = tickets('updateTicket', () => ({
        version: ticket.version + 1,
        tags: ['seen'],
        sensitive: sensitive([...KINDS, 'vulnerable']),
      }));
      expect((await addKind(ticket, as)).body.sensitive).toMatchObject({
        kinds: [...KINDS, 'vulnerable'],
        // Kinds from a machine count as found by the model; kinds from a person count as set by staff.
        by: as === machine ? 'model' : 'staff',
      });
    },
  );

  it('nobody can apply a macro, and undoing one leaves the status unchanged', async () => {
    const ticket = await open([]);
    const actions = [
      { do: 'setStatus', status: 'pending' },
      { do: 'addTags', tags: ['asked'] },
    ];
    await apis.desk('putMacro', { params: { macroId: 'ask' }, body: { name: 'Ask', actions } });
    const apply = (version: number, as: Caller) =>
      apis.desk('applyMacro', { params: { ticketId: ticket.id, macroId: 'ask' }, body: { version }, as });
    const { runId } = (await apply(ticket.version, untrained)).body;
    const version = ticket.version + 1;
    const add = { version, sensitive: sensitive(['complaint']) };
    await apis.tickets('updateTicket', { params: { ticketId: ticket.id }, body: add, as: machine });
    for (const as of [trained, untrained])
      expect(refusalOf(await apply(version + 1, as))).toBe('ticket.sensitive_no_macro');
    const undo = { params: { ticketId: ticket.id, runId }, body: {}, as: untrained };
    expect((await apis.desk('undoMacro', undo)).body).toMatchObject({
      ticket: { status: 'pending', tags: [] },
      restored: ['tags'],
      kept: [{ what: 'status', why: 'the ticket is sensitive now' }],
    });
  });

  it('only trained people can split off a message and undo the split', async () => {
    const ticket = await open();
    const as = { role: 'customer', id: customerId } as const;
    const added = await apis.portal('addMyMessage', {
      params: { ticketId: ticket.id },
      body: { message: 'And where is my parcel?' },
      as,
    });
    const split: Operation = ({ id, version }, who) =>
      apis.desk('splitTicket', {
        params: { ticketId: id },
        body: { messageIds: [added.body.id], subject: 'Parcel', version: version + 1 },
        as: who,
      });
    expect(await outcome(split, ticket, untrained)).toBe('ticket.untrained');
    const { body } = await split(ticket, trained);
    const undo: Operation = ({ id, version }, who) =>
      apis.desk('unsplitTicket', { params: { ticketId: id }, body: { version }, as: who });
    expect(await outcome(undo, body, untrained)).toBe('ticket.untrained');
    expect(await outcome(undo, body, trained)).toBe('done');
  });

  it('only trained people can undo a merge, because that removes kinds', async () => {
    const ticket = await open();
    const other = await newTicket(apis, customerId);
    const merge = { params: { ticketId: ticket.id }, body: { into: other.id, version: ticket.version } };
    expect((await apis.desk('mergeTicket', { ...merge, as: trained })).status).toBe(200);
    await train(apis, trained.id, []);
    const undo: Operation = ({ id, version }, as) =>
      apis.desk('unmergeTicket', { params: { ticketId: id }, body: { version: version + 1 }, as });
    expect(await outcome(undo, ticket, trained)).toBe('ticket.untrained');
    expect(await outcome(undo, ticket, trainedLead)).toBe('done');
  });

  it('the customer can write, which reopens it like other tickets', async () => {
    const ticket = await open();
    await guarded['a change of status']?.(ticket, trained);
    const as = { role: 'customer', id: customerId } as const;
    const call = {
      params: { ticketId: ticket.id },
      body: { message: 'Hello?', ticketToken: ticket.ticketToken },
      as,
    };
    expect((await apis.portal('addMyMessage', call)).status).toBe(201);
    expect((await loadTicket(table, ticket.id))?.status).toBe('open');
  });

  it('a follow-up by portal or email keeps its kinds, but not for another customer', async () => {
    const ticket = await open();
    await change(ticket.id, { status: 'closed', closedAt: NOON });
    const as = { role: 'customer', id: customerId } as const;
    const call = { params: { ticketId: ticket.id }, body: { message: 'Hello?' }, as };
    const { ticketId } = (await apis.portal('addMyMessage', call)).body;
    expect(ticketId).not.toBe(ticket.id);
    const request = {
      channel: 'email',
      subject: 'Re: Lamp',
      message: 'Hello?',
      followUpOf: ticket.id,
    } as const;
    const mailed = await openTicket(table, { ...request, customerId }, 'customer', contextAt());
    for (const id of [ticketId, mailed.id]) {
      expect((await loadTicket(table, id))?.sensitive?.kinds).toEqual(KINDS);
      const reply = tickets('addMessage', () => ({ message: 'Hi' }));
      expect(refusalOf(await reply({ id }, untrained))).toBe('ticket.untrained');
      expect(refusalOf(await reply({ id }, machine))).toBe('ticket.person_only');
    }
    const other = (await newCustomer(apis, 'eve')).id;
    const foreign = await openTicket(table, { ...request, customerId: other }, 'customer', contextAt());
    expect((await loadTicket(table, foreign.id))?.sensitive).toBeUndefined();
  });

  it('nobody can rule out kinds before the ticket has been marked', async () => {
    const ticket = await open([]);
    const clearInAdvance = tickets('updateTicket', ({ version }) => ({
      version,
      tags: ['fine'],
      sensitive: sensitive([]),
    }));
    for (const as of [untrained, machine]) {
      const { version } = (await loadTicket(table, ticket.id)) as Ticket;
      await clearInAdvance({ ...ticket, version }, as);
    }
    expect((await loadTicket(table, ticket.id))?.sensitive).toBeUndefined();
  });
});

describe('between the read and the write', () => {
  const messages = async () => (await eventsIn(table, 'ticket.message_added')).length;
  const customerEvents = async () =>
    (await eventsIn(table)).filter(
      ({ type }) => type.startsWith('promise.') || type === 'ticket.sender_confirmed',
    );

  for (const [name, operation] of Object.entries(guarded).filter(([name]) => !name.includes('merge'))) {
    it(`${name} by an untrained agent is refused when the ticket becomes sensitive`, async () => {
      const ticket = await open([]);
      const answer = await withConcurrentChange(
        table,
        () => mark(ticket.id, ['complaint']),
        () => operation(ticket, untrained),
      );
      // Changes of status and subject name the version that was read, which is stale now.
      expect(refusalOf(answer)).toBe(name.startsWith('a change of') ? 'version.stale' : 'ticket.untrained');
      expect(await messages()).toBe(0);
      expect((await loadTicket(table, ticket.id))?.status).toBe('open');
    });

    it(`${name} is refused when the training is withdrawn`, async () => {
      const ticket = await open();
      const answer = await withConcurrentChange(
        table,
        () => train(apis, trained.id, ['complaint']),
        () => operation(ticket, trained),
      );
      expect(refusalOf(answer)).toBe('ticket.untrained');
      expect(await messages()).toBe(0);
      expect((await loadTicket(table, ticket.id))?.version).toBe(ticket.version);
    });
  }

  for (const [name, { prepare }] of Object.entries(prepared)) {
    it(`${name} by an untrained agent is refused when the ticket becomes sensitive`, async () => {
      const ticket = await open([]);
      const operation = await prepare(ticket.id);
      const answer = await withConcurrentChange(
        table,
        () => mark(ticket.id, ['complaint']),
        () => operation(ticket, untrained),
      );
      expect(refusalOf(answer)).toBe('ticket.untrained');
      expect(await customerEvents()).toEqual([]);
    });

    it(`${name} is refused when the training is withdrawn`, async () => {
      const ticket = await open();
      const operation = await prepare(ticket.id);
      const answer = await withConcurrentChange(
        table,
        () => train(apis, trained.id, ['complaint']),
        () => operation(ticket, trained),
      );
      expect(refusalOf(answer)).toBe('ticket.untrained');
      expect(await customerEvents()).toEqual([]);
    });
  }

  it('removing kinds is refused when the training is withdrawn', async () => {
    const ticket = await open();
    const answer = await withConcurrentChange(
      table,
      () => train(apis, trained.id, []),
      () => removeAllKinds(ticket, trained),
    );
    expect(refusalOf(answer)).toBe('ticket.untrained');
    expect((await loadTicket(table, ticket.id))?.sensitive?.kinds).toEqual(KINDS);
  });

  it('a reply is refused when a kind is added for which the agent is not trained', async () => {
    const ticket = await open(['complaint']);
    const reply = tickets('addMessage', () => ({ message: 'Sorry.' }));
    expect((await reply(ticket, partlyTrained)).status).toBe(201);
    const answer = await withConcurrentChange(
      table,
      () => mark(ticket.id, KINDS),
      () => reply(ticket, partlyTrained),
    );
    expect(refusalOf(answer)).toBe('ticket.untrained');
  });

  it('a reply is accepted when another field of the agent changes', async () => {
    const ticket = await open();
    const reply = tickets('addMessage', () => ({ message: 'Sorry.' }));
    const answer = await withConcurrentChange(
      table,
      () => train(apis, trained.id, sensitiveKinds, { capacity: 20, languages: ['de'] }),
      () => reply(ticket, trained),
    );
    expect(answer.status).toBe(201);
  });

  it('each reply that races with the mark is stored before it or refused', async () => {
    const ticket = await open([]);
    const { ticketToken } = ticket;
    const reply = tickets('addMessage', () => ({ message: 'Hello', ticketToken }));
    const replies = Promise.all(Array.from({ length: 6 }, () => reply(ticket, untrained)));
    const [answers] = await Promise.all([
      replies,
      apis.tickets('updateTicket', {
        params: { ticketId: ticket.id },
        body: { sensitive: sensitive(['complaint']) },
        headers: { 'if-match': '*' },
        as: machine,
      }),
    ]);
    const stored = answers.filter(({ status }) => status === 201).length;
    expect(answers.filter(({ status }) => status !== 201).map(refusalOf)).toEqual(
      Array.from({ length: 6 - stored }, () => 'ticket.untrained'),
    );
    expect(await messages()).toBe(stored);
    expect(refusalOf(await reply(ticket, untrained))).toBe('ticket.untrained');
  });
});

describe('the cost of the sensitive lane', () => {
  const measured = async (kinds: readonly SensitiveKind[], as: Caller, body: (ticket: Json) => object) => {
    const ticket = await open(kinds);
    const meter = metered(table);
    const counted = apisOf(meter.table, stoppedClock());
    const { cost, result } = await meter.measure(() =>
      counted.tickets('addMessage', { params: { ticketId: ticket.id }, body: body(ticket), as }),
    );
    expect(result.status).toBe(201);
    return cost;
  };
  const reply = ({ ticketToken }: Json) => ({ message: 'Sorry.', ticketToken });

  it('is zero on any other ticket: a reply takes one round trip', async () => {
    expect(await measured([], untrained, reply)).toEqual({ roundTrips: 1, writeUnits: 4, readUnits: 0 });
  });

  it('on a sensitive ticket is a refused write, a read of the agent and a training check', async () => {
    const cost = await measured(KINDS, trained, reply);
    expect(cost).toMatchObject({ roundTrips: 3, readUnits: 1 });
    expect(await measured(KINDS, trained, () => ({ message: 'Sorry.' }))).toMatchObject({
      roundTrips: 3,
      readUnits: 2,
    });
  });
});
