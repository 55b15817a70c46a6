// Updates name the version that they were made on. Every PUT and PATCH of the route table is tested, or is
// listed here with the reason why it has no version, so that a new one cannot be forgotten.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { routeTable } from '../../../functions/capabilities.ts';
import type { Route } from '../../../functions/platform/contract/route.ts';
import { builtInQuotas } from '../../../functions/platform/quota/quota-settings.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Answer, Call, Json } from '../../support/http/call-api.ts';
import { snapshot, tablesWith } from '../../support/table/fresh-table.ts';
import { train } from '../../support/train.ts';

const routes = Object.entries(routeTable).flatMap(([api, table]) =>
  Object.entries(table as Record<string, Route>).map(([name, route]) => ({ api, name, route })),
);
const updates = routes.filter(({ route }) => route.method === 'PUT' || route.method === 'PATCH');

/** Updates without a version, and why they lose nothing. */
const unversioned: Record<string, string> = {
  putDraft: 'a person’s own text, saved every few seconds: the newest wins',
  putTicketPresence: 'is repeated every few seconds and expires by itself',
  setPresence: 'names the wanted state; repeating it changes nothing',
  heartbeat: 'has no content',
};
/** Deletions without a version. */
const undeleted: Record<string, string> = {
  unlinkTicket: 'removes a link, which has no content to lose',
  deleteDraft: 'a person’s own text',
};

interface Sample {
  params?: Record<string, string>;
  /** Two bodies that change it in different ways. */
  bodies: [object, object];
  as?: Call['as'];
  /** The operation that reads it, and where its answer contains it. */
  read: { name: string; find?: (body: Json) => Json };
  /** The operation that deletes it. */
  remove?: string;
  /** The partition of its document, if documents were saved without a version before. */
  pk?: string;
}

let table: Table;
let apis: Apis;
let customerId: string;
let ticketId: string;

const tableWithTicket = tablesWith(async (first) => {
  const setUp = apisOf(first, stoppedClock());
  const customer: string = (await newCustomer(setUp, 'ada')).id;
  const ticket: string = (await newTicket(setUp, customer)).id;
  await train(setUp, 'ann');
  return [customer, ticket] as const;
});
beforeEach(async () => {
  const { table: copy, filled } = await tableWithTicket();
  table = copy;
  [customerId, ticketId] = filled;
  apis = apisOf(table, stoppedClock());
});

const named = (name: string) => ({ name });
const both = <T>(make: (word: string) => T): [T, T] => [make('one'), make('two')];
const inList = (key: string, value: string) => (body: Json) =>
  body.items.find((item: Json) => item[key] === value);
const hours = { timeZone: 'Europe/Berlin', hours: { monday: [{ from: '09:00', to: '17:00' }] } };
const limit = (singleMinor: number) => ({
  limits: [{ kind: 'refund', currency: 'EUR', singleMinor, ticketMinor: 100, monthMinor: 100 }],
});
const ann = { role: 'agent', id: 'ann' } as const;

const samples: Record<string, () => Sample | Promise<Sample>> = {
  updateCustomer: () => ({
    params: { customerId },
    bodies: both(named),
    read: { name: 'getCustomer', find: ({ customer }) => customer },
  }),
  updateTicket: () => ({
    params: { ticketId },
    bodies: both((subject) => ({ subject })),
    read: { name: 'getTicket', find: ({ ticket }) => ticket },
  }),
  changePromise: async () => {
    const body = { text: 'We call.', dueAt: later(NOON, 3_600_000) };
    const made = await apis.promises('makePromise', { params: { ticketId }, body, as: ann });
    return {
      params: { promiseId: made.body.id },
      bodies: both((text) => ({ text })),
      read: { name: 'getPromise' },
      as: ann,
    };
  },
  putMacro: () => ({
    params: { macroId: 'm' },
    bodies: both((name) => ({ name, actions: [{ do: 'note', text: name }] })),
    read: { name: 'getMacro' },
    remove: 'deleteMacro',
    pk: 'CFG#macros',
  }),
  putTicketField: () => ({
    params: { key: 'serial' },
    bodies: both((name) => ({ name, type: 'text' })),
    read: { name: 'listTicketFields', find: inList('key', 'serial') },
    remove: 'deleteTicketField',
    pk: 'CFG#ticket-fields',
  }),
  putVulnerability: () => ({
    params: { ticketId },
    bodies: both((needs) => ({ drivers: ['health'], needs })),
    read: { name: 'getVulnerability' },
    as: ann,
  }),
  putAgent: () => ({
    params: { agentId: 'bea' },
    bodies: both(named),
    read: { name: 'getAgent' },
  }),
  putShifts: () => ({
    params: { agentId: 'ann' },
    bodies: [
      { timeZone: 'Europe/Berlin', weekly: [] },
      { timeZone: 'Europe/Paris', weekly: [] },
    ],
    read: { name: 'getShifts' },
    pk: 'A#ann',
  }),
  putQueue: () => ({
    params: { queueId: 'q' },
    bodies: both((name) => ({ name, position: 1 })),
    read: { name: 'getQueue' },
    remove: 'deleteQueue',
    pk: 'ROUTING',
  }),
  putTeam: () => ({
    params: { teamId: 't' },
    bodies: both((name) => ({ name, serves: [] })),
    read: { name: 'getTeam' },
    remove: 'deleteTeam',
    pk: 'ROUTING',
  }),
  putRoutingSettings: () => ({
    bodies: [{ graceSeconds: 1 }, { graceSeconds: 2 }],
    read: { name: 'getRoutingSettings' },
    pk: 'ROUTING',
  }),
  putPromiseSettings: () => ({
    bodies: [{ graceHours: 1 }, { graceHours: 2 }],
    read: { name: 'getPromiseSettings' },
    pk: 'CFG#promises',
  }),
  putRoleLimits: () => ({
    params: { role: 'agent' },
    bodies: [limit(1), limit(2)],
    read: { name: 'getRoleLimits' },
  }),
  putAgentLimits: () => ({
    params: { agentId: 'ann' },
    bodies: [limit(1), limit(2)],
    read: { name: 'getAgentLimits' },
  }),
  putTopic: () => ({
    params: { topicId: 'garden' },
    bodies: both((name) => ({ name, examples: ['a rose', 'a tulip', 'a spade'] })),
    read: { name: 'listTopics', find: inList('id', 'garden') },
    remove: 'deleteTopic',
  }),
  putAnalysisSettings: () => ({
    bodies: [{ recognises: ['complaint'] }, { recognises: [] }],
    read: { name: 'getAnalysisSettings' },
    pk: 'CFG#analysis',
  }),
  putSchedule: () => ({
    params: { scheduleId: 's' },
    bodies: both((name) => ({ name, ...hours })),
    read: { name: 'getSchedule' },
    remove: 'deleteSchedule',
  }),
  putQuotaSettings: () => ({
    bodies: [
      { ...builtInQuotas, sender: { mailsPerHour: 1 } },
      { ...builtInQuotas, sender: { mailsPerHour: 2 } },
    ],
    read: { name: 'getQuotaSettings' },
    pk: 'CFG#quota',
  }),
  putPolicies: () => ({
    bodies: both((name) => ({ policies: [{ id: 'p', name, scheduleId: 'home', targets: {} }] })),
    read: { name: 'getPolicies' },
  }),
};

type AnyApi = (operation: string, call: Call) => Promise<Answer>;
const callOf = (api: string) => apis[api as keyof Apis] as unknown as AnyApi;
const etag = (version: number) => `"${version}"`;
const content = ({
  updatedAt: _at,
  state: _state,
  spent: _spent,
  next: _next,
  promises: _p,
  ...rest
}: Json) => rest;

describe('every update of the route table', () => {
  it('has a sample here, or a reason why it has no version', () => {
    const names = updates.map(({ name }) => name);
    expect(names.toSorted()).toEqual([...Object.keys(samples), ...Object.keys(unversioned)].toSorted());
    for (const { name, route } of updates) {
      const required = route.method === 'PATCH' ? 'required' : 'create';
      expect([name, route.precondition]).toEqual([name, name in unversioned ? undefined : required]);
    }
  });

  it('answers an ETag, and so does what reads the same resource', () => {
    const versioned = updates.filter(({ route }) => route.precondition);
    const paths = new Set(versioned.map(({ route }) => route.path));
    const reads = routes.filter(({ route }) => route.method === 'GET' && paths.has(route.path));
    for (const { name, route } of [...versioned, ...reads])
      expect([name, route.etag]).toEqual([name, expect.stringMatching(/version$/)]);
    expect(reads.length).toBeGreaterThan(10);
  });

  it('and every deletion accepts If-Match, or has a reason not to', () => {
    const deletions = routes.filter(({ route }) => route.method === 'DELETE');
    for (const { name, route } of deletions)
      expect([name, route.precondition]).toEqual([name, name in undeleted ? undefined : 'optional']);
  });

  it('and every POST whose answer depends on a version documents that one must be named', () => {
    const stale = routes.filter(({ route }) => (route.errors as string[]).includes('version.stale'));
    expect(stale.length).toBeGreaterThan(10);
    for (const { name, route } of stale) expect([name, route.precondition]).not.toEqual([name, undefined]);
  });
});

describe.each(updates.filter(({ name }) => name in samples))('$name', ({ api, name, route }) => {
  let sample: Sample;
  const put = (body: object, headers: Record<string, string> = {}) =>
    callOf(api)(name, {
      params: sample.params ?? {},
      body,
      headers,
      ...(sample.as ? { as: sample.as } : {}),
    });
  const read = async (): Promise<Json> => {
    const answer = await callOf(api)(sample.read.name, {
      params: sample.params ?? {},
      ...(sample.as ? { as: sample.as } : {}),
    });
    expect(answer.status).toBe(200);
    const { find } = sample.read;
    const found = find ? find(answer.body) : answer.body;
    const listed = sample.read.name.startsWith('list');
    if (!listed) expect(answer.headers.etag).toBe(etag(found.version));
    return found;
  };
  /** Makes sure that there is something to update; returns its version. */
  const begin = async (): Promise<number> => {
    if (route.precondition === 'required') return (await read()).version;
    const made = await put(sample.bodies[0]);
    expect(made).toMatchObject({ status: 200, headers: { etag: etag(made.body.version) } });
    return made.body.version;
  };
  beforeEach(async () => {
    const body = { name: 'Home', ...hours };
    if (name === 'putPolicies') await apis.sla('putSchedule', { params: { scheduleId: 'home' }, body });
    sample = await (samples[name] as () => Sample | Promise<Sample>)();
  });

  it.each([
    ['in the body', 409, 'version.stale'],
    ['as If-Match', 412, 'version.mismatch'],
  ])(
    'lets one of two concurrent updates on one version win, sent %s, and loses nothing',
    async (how, status, code) => {
      const version = await begin();
      const [one, two] = sample.bodies;
      const send = (body: object) =>
        how === 'in the body' ? put({ ...body, version }) : put(body, { 'if-match': etag(version) });
      const answers = await Promise.all([send(two), send(one)]);
      const [won, ...more] = answers.filter((answer) => answer.status === 200);
      expect(more).toEqual([]);
      expect(answers.find((answer) => answer !== won)).toMatchObject({ status, body: { code } });
      expect(won?.body.version).toBe(version + 1);
      expect(won?.headers.etag).toBe(etag(version + 1));
      expect(content(await read())).toMatchObject(content(won?.body));
    },
  );

  it('is refused without a version if something exists, and on another version, and changes nothing', async () => {
    const version = await begin();
    const [, body] = sample.bodies;
    const before = await snapshot(table);
    expect(await put(body)).toMatchObject({
      status: 428,
      body: { code: 'version.missing', errors: [{ path: 'body.version' }] },
    });
    for (const other of [version + 1, 1e15 - 1, ...(version > 1 ? [version - 1] : [])]) {
      expect(await put({ ...body, version: other })).toMatchObject({
        status: 409,
        body: { code: 'version.stale' },
      });
      expect(await put(body, { 'if-match': etag(other) })).toMatchObject({
        status: 412,
        body: { code: 'version.mismatch' },
      });
    }
    expect(await put({ ...body, version }, { 'if-match': etag(version + 1) })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.version' }] },
    });
    expect(await snapshot(table)).toEqual(before);
    expect((await put({ ...body, version }, { 'if-match': etag(version) })).status).toBe(200);
  });

  it('accepts any version with If-Match: *', async () => {
    const version = await begin();
    const answer = await put(sample.bodies[1], { 'if-match': '*' });
    expect(answer).toMatchObject({ status: 200, headers: { etag: etag(version + 1) } });
    expect(content(await read())).toMatchObject(content(answer.body));
  });

  it('deletes only the named version, if one is named', async () => {
    if (!sample.remove) return;
    const version = await begin();
    const remove = (headers: Record<string, string>) =>
      callOf(api)(String(sample.remove), { params: sample.params ?? {}, headers });
    const before = await snapshot(table);
    expect(await remove({ 'if-match': etag(version + 1) })).toMatchObject({ status: 412 });
    expect(await snapshot(table)).toEqual(before);
    expect((await remove({ 'if-match': etag(version) })).status).toBe(200);
    expect((await remove({ 'if-match': '*' })).status).toBe(404);
    // A deleted document has no version.
    expect((await put(sample.bodies[0], { 'if-match': '*' })).status).toBe(412);
    expect((await put({ ...sample.bodies[0], version })).status).toBe(409);
    expect((await put(sample.bodies[0])).status).toBe(200);
  });

  it('has version 1 if it was saved before there were versions', async () => {
    if (!sample.pk) return;
    await begin();
    const saved = (await snapshot(table)).filter(
      ({ pk, sk, version }) => pk === sample.pk && sk !== 'A' && version !== undefined,
    );
    expect(saved).toHaveLength(1);
    for (const { pk, sk } of saved) {
      const Key = { pk, sk } as Item;
      const UpdateExpression = 'REMOVE version';
      await table.doc.send(new UpdateCommand({ TableName: table.name, Key, UpdateExpression }));
    }
    expect((await read()).version).toBe(1);
    const [one, two] = sample.bodies;
    expect((await put(two)).status).toBe(428);
    expect((await put({ ...two, version: 1 })).body.version).toBe(2);
    expect((await put({ ...one, version: 1 })).status).toBe(409);
  });
});

describe('If-Match', () => {
  const update = (headers: Record<string, string>, body: object = { name: 'Ada' }) =>
    apis.customers('updateCustomer', { params: { customerId }, body, headers });

  it.each(['7', 'W/"1"', '"x"', '"1", "2"', '', '"1e3"', '"-1"', '"1234567890123456"', '*, "1"'])(
    'that is not one of our ETags (%s) is refused and named',
    async (sent) => {
      const before = await snapshot(table);
      expect(await update({ 'if-match': sent })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', errors: [{ path: 'header.if-match' }] },
      });
      expect(await snapshot(table)).toEqual(before);
    },
  );

  it.each([1.5, -1, '1', null, 2 ** 53 - 1, 1e300, {}])(
    'does not replace an invalid version in the body (%j)',
    async (version) => {
      expect(await update({}, { name: 'Ada', version })).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'body.version' }] },
      });
    },
  );

  it('is not ignored by an update of something without a version', async () => {
    const call = { params: { ticketId }, body: { message: 'x' }, headers: { 'if-match': '"1"' }, as: ann };
    expect(await apis.desk('putDraft', call)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'header.if-match' }] },
    });
  });

  it('of an agent counts changes by people, not by routing', async () => {
    const params = { agentId: 'ann' };
    const { headers } = await apis.routing('getAgent', { params });
    await apis.routing('setPresence', { params, body: { presence: 'online' } });
    const put = (name: string) =>
      apis.routing('putAgent', { params, body: { name }, headers: { 'if-match': String(headers.etag) } });
    expect(await put('Ann')).toMatchObject({ status: 200, body: { name: 'Ann', presence: 'online' } });
    expect((await put('Anna')).status).toBe(412);
  });

  it('of a built-in document is version 0, or any while nobody has changed it', async () => {
    const read = await apis.promises('getPromiseSettings');
    expect(read.headers.etag).toBe('"0"');
    const put = (sent: string) =>
      apis.promises('putPromiseSettings', { body: { graceHours: 2 }, headers: { 'if-match': sent } });
    expect(await put('"0"')).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    expect((await put('"0"')).status).toBe(412);
  });
});
