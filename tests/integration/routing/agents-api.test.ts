import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../../functions/platform/table/table.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import { conflict, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;

beforeAll(async () => {
  table = await freshTable();
  apis = apisOf(table);
});

const agent = (id: string) => ({ role: 'agent', id }) as const;
const put = (agentId: string, over: object = {}) =>
  apis.routing('putAgent', { over: true, params: { agentId }, body: { name: agentId, ...over } });
const presence = (agentId: string, to: string, as?: ReturnType<typeof agent>) =>
  apis.routing('setPresence', { params: { agentId }, body: { presence: to }, ...(as ? { as } : {}) });
const freedCount = async (id: string) =>
  (await eventsIn(table, 'agent.capacity_freed')).filter(({ data }) => data.agentId === id).length;

describe('saving and reading an agent', () => {
  it('creates the agent offline, with a free capacity of ten', async () => {
    expect(await put('new')).toMatchObject({
      status: 200,
      body: { id: 'new', version: 1, presence: 'offline', capacity: 10, free: 10, skills: [], languages: [] },
    });
  });

  it('replaces the whole profile and keeps presence and assigned work', async () => {
    await put('changed', { skills: [{ name: 'lamps', level: 3 }], languages: ['de'] });
    await presence('changed', 'online');
    const { body } = await put('changed', { capacity: 4 });
    expect(body).toMatchObject({ version: 2, presence: 'online', capacity: 4, free: 4, skills: [] });
  });

  it('gives each of five concurrent requests a version of its own or refuses it with write.contended', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => put('race', { capacity: index })),
    );
    const versions = answers.filter(({ status }) => status === 200).map(({ body }) => body.version as number);
    expect(new Set(versions).size).toBe(versions.length);
    expect(
      answers.filter(({ status }) => status !== 200).every(({ body }) => body.code === 'write.contended'),
    ).toBe(true);
    const stored = await apis.routing('getAgent', { params: { agentId: 'race' } });
    expect(stored.body.version).toBe(Math.max(...versions));
  });

  it('rejects a capacity, level, skill name, language or id outside the bounds', async () => {
    const before = await snapshot(table);
    for (const body of [
      { capacity: -1 },
      { capacity: 1001 },
      { capacity: 1.5 },
      { skills: [{ name: 'x', level: 6 }] },
      { skills: [{ name: 'x', level: 0 }] },
      { skills: [{ name: 'X y' }] },
      { languages: ['german'] },
    ]) {
      expect((await put('bounds', body)).status).toBe(400);
    }
    expect((await put('an agent')).status).toBe(400);
    expect(await snapshot(table)).toEqual(before);
  });

  it('answers 404 for an unknown agent and changes nothing', async () => {
    const before = await snapshot(table);
    expect(await apis.routing('getAgent', { params: { agentId: 'nobody' } })).toMatchObject({
      status: 404,
      body: { code: 'agent.not_found' },
    });
    expect(await presence('nobody', 'online')).toMatchObject({ status: 404 });
    expect(await snapshot(table)).toEqual(before);
  });
});

describe('setting presence', () => {
  it('publishes freed capacity once when an agent goes online, and not when they go away', async () => {
    await put('p');
    await presence('p', 'online');
    await presence('p', 'online');
    expect(await freedCount('p')).toBe(1);
    await presence('p', 'away');
    expect(await freedCount('p')).toBe(1);
    const changes = (await eventsIn(table, 'agent.presence_changed')).filter(
      ({ data }) => data.agentId === 'p',
    );
    expect(changes.map(({ data }) => `${String(data.from)} ${String(data.to)}`).toSorted()).toEqual([
      'offline online',
      'online away',
    ]);
  });

  it('rejects an unknown presence and names its path', async () => {
    await put('spelled');
    expect(await presence('spelled', 'busy')).toMatchObject({
      status: 400,
      body: {
        errors: [{ path: 'body.presence', message: 'must be one of online, away, on_break, offline' }],
      },
    });
  });

  it('retries while other requests write the same agent', async () => {
    await put('contended');
    const fault = { command: 'TransactWriteItems', error: conflict, times: 7 } as const;
    expect((await withFault(table, fault, () => presence('contended', 'online'))).status).toBe(200);
  });
});

describe('permissions', () => {
  it('lets an agent read and change only themselves; other ids are not found', async () => {
    await put('self');
    await put('colleague');
    expect((await apis.routing('getAgent', { params: { agentId: 'self' }, as: agent('self') })).status).toBe(
      200,
    );
    expect((await presence('self', 'online', agent('self'))).status).toBe(200);
    const before = await snapshot(table);
    const hidden = { status: 404, body: { code: 'agent.not_found' } };
    expect(
      await apis.routing('getAgent', { params: { agentId: 'colleague' }, as: agent('self') }),
    ).toMatchObject(hidden);
    expect(await presence('colleague', 'online', agent('self'))).toMatchObject(hidden);
    expect(await snapshot(table)).toEqual(before);
  });

  it('lets leads create and change agents, but not agents', async () => {
    const call = { params: { agentId: 'made' }, body: { name: 'made' } };
    expect((await apis.routing('putAgent', { over: true, ...call, as: agent('made') })).status).toBe(403);
    expect(
      (await apis.routing('putAgent', { over: true, ...call, as: { role: 'lead', id: 'l' } })).status,
    ).toBe(200);
    expect(
      (await apis.routing('getAgent', { params: { agentId: 'made' }, as: { role: 'lead', id: 'l' } })).status,
    ).toBe(200);
  });

  it('rejects machine clients', async () => {
    const as = { role: 'service', id: 'shop' } as const;
    expect((await apis.routing('getAgent', { params: { agentId: 'self' }, as })).status).toBe(403);
  });
});
