import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportQuarantined } from '../../../functions/platform/config/stored-document.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { routingKeys } from '../../../functions/routing/keys.ts';
import { readRoutingConfig } from '../../../functions/routing/model/routing-config.ts';
import { defaultRoutingSettings } from '../../../functions/routing/model/routing-settings.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import type { Call } from '../../support/http/call-api.ts';
import { logLinesOf } from '../../support/quiet-logs.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';

let table: Table;
let api: Apis['routing'];

beforeAll(async () => {
  table = await freshTable();
  api = apisOf(table).routing;
});

const putQueue = (queueId: string, over: object = {}, call: Call = {}) =>
  api('putQueue', {
    over: true,
    params: { queueId },
    body: { name: queueId, position: 5, ...over },
    ...call,
  });
const putTeam = (teamId: string, serves: object[], call: Call = {}) =>
  api('putTeam', { over: true, params: { teamId }, body: { name: teamId, serves }, ...call });
const putAgent = (agentId: string, over: object = {}) =>
  api('putAgent', { over: true, params: { agentId }, body: { name: agentId, ...over } });
const agent = { role: 'agent', id: 'x' } as const;

describe('the queue operations', () => {
  it('save a queue with defaults and list the queues in the order in which they are tried, general last', async () => {
    expect(await putQueue('late', { position: 9 })).toMatchObject({
      status: 200,
      body: {
        id: 'late',
        order: 'rules',
        continuity: { windowHours: 72 },
        requiredSkills: [],
        conditions: {},
      },
    });
    await putQueue('early', { position: 1, acceptSeconds: 15 });
    const { body } = await api('listQueues', { as: agent });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['early', 'late', 'general']);
    expect((await api('getQueue', { params: { queueId: 'early' } })).body).toMatchObject({
      acceptSeconds: 15,
    });
    expect((await api('getQueue', { params: { queueId: 'general' } })).status).toBe(200);
  });

  it.each([
    ['an empty list of conditions', { conditions: { channels: [] } }],
    ['an unknown channel', { conditions: { channels: ['fax'] } }],
    ['an unknown condition', { conditions: { mood: ['bad'] } }],
    ['a VIP tier of 4', { conditions: { vipTiers: [4] } }],
    ['a group of 11', { preferredSkills: [{ name: 'a', group: 11 }] }],
    ['four seconds to accept', { acceptSeconds: 4 }],
    ['a relaxation interval of 0 s', { relaxation: { everySeconds: 0 } }],
    ['an unknown order', { order: 'random' }],
  ])('reject a queue with %s', async (_name, over) => {
    expect((await putQueue('bad', over)).status).toBe(400);
    expect((await api('getQueue', { params: { queueId: 'bad' } })).body.code).toBe('queue.not_found');
  });

  it('delete a queue once, and reject changes by agents', async () => {
    await putQueue('gone');
    const remove = (call: Call = {}) => api('deleteQueue', { params: { queueId: 'gone' }, ...call });
    expect((await remove({ as: agent })).status).toBe(403);
    expect((await putQueue('gone', {}, { as: agent })).status).toBe(403);
    expect(await remove()).toMatchObject({ status: 200, body: { id: 'gone' } });
    expect(await remove()).toMatchObject({ status: 404, body: { code: 'queue.not_found' } });
  });
});

describe('the team operations', () => {
  it('accept existing queues, general and triage, and reject a team that serves an unknown queue', async () => {
    await putQueue('served');
    const serves = ['served', 'general', 'triage'].map((queueId) => ({ queueId }));
    expect(await putTeam('a', serves)).toMatchObject({
      status: 200,
      body: { id: 'a', serves: [{ queueId: 'served', priority: 1, delaySeconds: 0 }, {}, {}] },
    });
    const before = await snapshot(table);
    expect(await putTeam('b', [{ queueId: 'nowhere' }])).toMatchObject({
      status: 404,
      body: { code: 'queue.not_found' },
    });
    expect(await snapshot(table)).toEqual(before);
    expect((await api('getTeam', { params: { teamId: 'a' } })).body.name).toBe('a');
    expect((await api('getTeam', { params: { teamId: 'b' } })).body.code).toBe('team.not_found');
    expect((await api('listTeams', { as: agent })).body.items).toHaveLength(1);
  });

  it.each([
    ['priority 0', { priority: 0 }],
    ['priority 10', { priority: 10 }],
    ['a delay of 901 s', { delaySeconds: 901 }],
  ])('reject a team with %s', async (_name, over) => {
    expect((await putTeam('bad', [{ queueId: 'general', ...over }])).status).toBe(400);
  });

  it('reject a team that names a queue twice, and changes by agents', async () => {
    expect((await putTeam('bad', [{ queueId: 'general' }, { queueId: 'general' }])).status).toBe(400);
    expect((await putTeam('bad', [], { as: agent })).status).toBe(403);
  });

  it('refuse to delete a team that has agents, and delete it once when it has none', async () => {
    await putTeam('crew', []);
    await putAgent('member', { teams: ['crew'] });
    const remove = () => api('deleteTeam', { params: { teamId: 'crew' } });
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'team.in_use' } });
    await putAgent('member', { teams: [] });
    expect((await remove()).status).toBe(200);
    expect(await remove()).toMatchObject({ status: 404, body: { code: 'team.not_found' } });
  });

  it('refuse an agent who joins an unknown team', async () => {
    const before = await snapshot(table);
    expect(await putAgent('joiner', { teams: ['nobody'] })).toMatchObject({
      status: 404,
      body: { code: 'team.not_found' },
    });
    expect(await snapshot(table)).toEqual(before);
  });

  it('keep the skill counts correct through every change and concurrent saves', async () => {
    await putTeam('counted', []);
    const counts = async () => (await readRoutingConfig(table)).skillCounts.counted;
    const withSkills = (skills: object[], over: object = {}) => ({ teams: ['counted'], skills, ...over });
    await Promise.all(
      ['k', 'l', 'm'].map((id) => putAgent(id, withSkills([{ name: 'two-part', level: 2 }]))),
    );
    expect(await counts()).toEqual({ _: 3, s_two_part: 3, capacity_10: 3 });
    await putAgent(
      'k',
      withSkills([{ name: 'two-part', level: 5 }], { capacity: 4, languages: ['de', 'de-AT'] }),
    );
    await putAgent('l', withSkills([]));
    await putAgent('m', { teams: [] });
    expect(await counts()).toEqual({ _: 2, s_two_part: 1, l_de: 1, capacity_10: 1, capacity_4: 1 });
  });
});

describe('the settings operations', () => {
  it('start with defaults, let admins replace all settings, and reject values outside the bounds', async () => {
    const get = async () => (await api('getRoutingSettings', { as: agent })).body;
    const defaults = {
      channelWeights: {},
      exclusiveChannels: [],
      most: {},
      graceSeconds: 60,
      skipSeconds: 600,
    };
    expect(await get()).toEqual({ ...defaults, version: 0 });
    const body = { channelWeights: { chat: 5 }, exclusiveChannels: ['phone'], most: { chat: 2 } };
    expect((await api('putRoutingSettings', { over: true, body })).status).toBe(200);
    expect(await get()).toEqual({ ...defaults, ...body, version: 1 });
    for (const bad of [
      { channelWeights: { chat: 0 } },
      { graceSeconds: -1 },
      { most: { fax: 1 } },
      { unknown: 1 },
    ])
      expect((await api('putRoutingSettings', { over: true, body: bad })).status).toBe(400);
    expect(
      (await api('putRoutingSettings', { over: true, body, as: { role: 'lead', id: 'l' } })).status,
    ).toBe(403);
  });
});

describe('stored configuration that cannot be read', () => {
  const store = (item: Record<string, unknown>) =>
    table.doc.send(new PutCommand({ TableName: table.name, Item: item }));

  it('is left out, is reported in the lists, and is repaired by saving it again', async () => {
    const fresh = await freshTable();
    table = fresh;
    api = apisOf(fresh).routing;
    await putQueue('good');
    await store({
      ...routingKeys.config('queue', 'bad'),
      t: 'queue',
      queue: { id: 'bad', position: 'first' },
    });
    await store({
      ...routingKeys.config('team', 'bad'),
      t: 'team',
      team: { id: 'bad', name: 'x', serves: 7 },
    });
    await store({ ...routingKeys.config('settings', 'all'), t: 'settings', settings: { graceSeconds: -1 } });
    const all = ['queue bad', 'team bad', 'settings of routing'];
    const shown = { listQueues: all, listTeams: all, getRoutingSettings: ['settings of routing'] };
    for (const [operation, documents] of Object.entries(shown)) {
      const { status, body } = await api(operation as keyof typeof shown);
      expect(status).toBe(200);
      expect(body.problems.map(({ document }: { document: string }) => document)).toEqual(documents);
    }
    const { queues, teams, settings } = await readRoutingConfig(fresh);
    expect([queues.map(({ id }) => id), teams, settings]).toEqual([['good'], [], defaultRoutingSettings]);
    expect((await putQueue('bad')).status).toBe(200);
    expect((await putTeam('bad', [])).status).toBe(200);
    expect((await api('putRoutingSettings', { over: true, body: {} })).status).toBe(200);
    expect((await api('listQueues')).body.problems).toBeUndefined();
  });

  it('is logged for the alarm at most every five minutes per process while the problem persists', async () => {
    const from = Date.parse('2026-11-29T10:00:00Z');
    const reportAfter = (milliseconds: number) =>
      logLinesOf(async () =>
        reportQuarantined([{ document: 'queue reported', problem: 'name: invalid_type' }], {
          now: () => new Date(from + milliseconds),
        }),
      );
    const fiveMinutes = 300_000;
    const [line, ...more] = await reportAfter(0);
    expect(more).toEqual([]);
    expect(await reportAfter(fiveMinutes - 1)).toEqual([]);
    expect(await reportAfter(fiveMinutes)).toHaveLength(1);
    expect(await reportAfter(2 * fiveMinutes - 1)).toEqual([]);
    expect(await reportAfter(2 * fiveMinutes)).toHaveLength(1);
    expect(JSON.parse(line ?? '')).toMatchObject({
      level: 'error',
      document: 'queue reported',
      badConfiguration: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Rapport', Dimensions: [['stage']] }] },
    });
  });
});
