import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { getItem } from '../../../functions/platform/table/read.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { slaKeys } from '../../../functions/sla/keys.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { berlin, slaOf } from '../../support/sla-worker.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let sla: ReturnType<typeof slaOf>;
const clock = stoppedClock();

beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table, clock);
  sla = slaOf(table, apis, clock);
});

const put = (body: object, scheduleId = 'berlin') =>
  apis.sla('putSchedule', { params: { scheduleId }, body });
const remove = (scheduleId = 'berlin') => apis.sla('deleteSchedule', { params: { scheduleId } });
const policy = (over: object = {}) => ({
  id: 'standard',
  name: 'Standard',
  scheduleId: 'berlin',
  targets: { first_reply: { seconds: 3600, hours: 'business' } },
  ...over,
});
const putPolicies = (version: number, policies: object[], over: object = {}) =>
  apis.sla('putPolicies', { body: { version, policies, ...over } });
const issuePaths = ({ body }: { body: Json }) => body.errors.map(({ path }: Json) => path);

describe('a schedule', () => {
  it('is created, read, listed, changed on its version and deleted', async () => {
    expect(await put(berlin)).toMatchObject({
      status: 200,
      body: { id: 'berlin', version: 1, updatedAt: NOON },
    });
    expect((await put({ ...berlin, version: 1, name: 'Berlin' })).body).toMatchObject({
      version: 2,
      name: 'Berlin',
    });
    const one = await apis.sla('getSchedule', { params: { scheduleId: 'berlin' } });
    expect(one.body).toMatchObject({
      name: 'Berlin',
      hours: { monday: berlin.hours.monday, sunday: [] },
      holidays: [],
    });
    expect((await apis.sla('listSchedules')).body.items).toEqual([one.body]);
    expect((await remove()).body).toEqual(one.body);
    expect((await apis.sla('listSchedules')).body.items).toEqual([]);
    expect((await apis.sla('getSchedule', { params: { scheduleId: 'berlin' } })).body.code).toBe(
      'schedule.not_found',
    );
  });

  it('is refused and unchanged when the version is missing or stale', async () => {
    await put(berlin);
    const before = await snapshot(table);
    expect((await put(berlin)).body.code).toBe('version.missing');
    expect((await put({ ...berlin, version: 2 })).body.code).toBe('version.stale');
    expect((await put({ ...berlin, version: 1 }, 'paris')).body.code).toBe('version.stale');
    expect(await snapshot(table)).toEqual(before);
  });

  it.each([
    ['no hour in the week', { hours: {} }, 'body.hours'],
    [
      'hours that overlap',
      {
        hours: {
          monday: [
            { from: '09:00', to: '12:00' },
            { from: '11:59', to: '13:00' },
          ],
        },
      },
      'body.hours.monday',
    ],
    [
      'hours out of order',
      {
        hours: {
          monday: [
            { from: '13:00', to: '14:00' },
            { from: '09:00', to: '12:00' },
          ],
        },
      },
      'body.hours.monday',
    ],
    [
      'hours that end before they begin',
      { hours: { monday: [{ from: '22:00', to: '06:00' }] } },
      'body.hours.monday',
    ],
    ['an invalid time', { hours: { monday: [{ from: '08:60', to: '17:00' }] } }, 'body.hours.monday.0.from'],
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'body.timeZone'],
    ['an invalid date', { holidays: [{ date: '2026-02-30', name: 'x' }] }, 'body.holidays.0.date'],
    ['a date twice', { holidays: ['a', 'b'].map((name) => ({ date: '2026-05-01', name })) }, 'body.holidays'],
  ])('is refused with the path of the problem when it has %s', async (_what, over, path) => {
    const answer = await put({ ...berlin, ...over });
    expect([answer.status, issuePaths(answer)]).toEqual([400, [path]]);
  });

  it('may have adjacent intervals, be open until midnight and be open on a holiday', async () => {
    const hours = {
      monday: [
        { from: '09:00', to: '12:00' },
        { from: '12:00', to: '24:00' },
      ],
    };
    const holidays = [{ date: '2026-12-24', name: 'Christmas Eve', hours: [{ from: '09:00', to: '12:00' }] }];
    expect((await put({ ...berlin, hours, holidays })).status).toBe(200);
  });

  it('is refused as the twenty-first, but one of twenty can be replaced', async () => {
    for (let number = 1; number <= 20; number += 1)
      expect((await put(berlin, `office-${number}`)).status).toBe(200);
    const answer = await put(berlin, 'office-21');
    expect([answer.status, issuePaths(answer)]).toEqual([400, ['path.scheduleId']]);
    expect((await put({ ...berlin, version: 1 }, 'office-20')).status).toBe(200);
  });

  it('cannot be deleted while a policy uses it or it is the default', async () => {
    await put(berlin);
    expect((await remove('paris')).body.code).toBe('schedule.not_found');
    await putPolicies(0, [policy()]);
    expect((await remove()).body.code).toBe('schedule.in_use');
    await putPolicies(1, [], { defaultScheduleId: 'berlin' });
    expect((await remove()).body.code).toBe('schedule.in_use');
    await putPolicies(2, []);
    expect((await remove()).status).toBe(200);
  });

  it('can be changed by leads and admins only and read by all staff', async () => {
    const as = { role: 'agent', id: 'agent-1' } as const;
    expect(
      (await apis.sla('putSchedule', { params: { scheduleId: 'berlin' }, body: berlin, as })).status,
    ).toBe(403);
    expect((await apis.sla('deleteSchedule', { params: { scheduleId: 'berlin' }, as })).status).toBe(403);
    expect((await apis.sla('putPolicies', { body: { version: 0, policies: [] }, as })).status).toBe(403);
    expect((await apis.sla('listSchedules', { as })).status).toBe(200);
    expect((await apis.sla('getPolicies', { as })).status).toBe(200);
  });
});

describe('the policies', () => {
  beforeEach(async () => {
    await put(berlin);
  });

  it('start as an empty list and are replaced as one list with one version', async () => {
    expect((await apis.sla('getPolicies')).body).toEqual({ version: 0, policies: [] });
    const saved = await putPolicies(0, [policy(), policy({ id: 'other', warnAt: 0.5 })]);
    expect(saved.body).toMatchObject({
      version: 1,
      policies: [
        { id: 'standard', warnAt: 0.8 },
        { id: 'other', warnAt: 0.5 },
      ],
    });
    expect((await apis.sla('getPolicies')).body).toEqual(saved.body);
    expect((await putPolicies(0, [])).body.code).toBe('version.stale');
  });

  it.each([
    ['a schedule that does not exist', [policy({ scheduleId: 'paris' })], 'body.policies.0.scheduleId'],
    ['an id twice', [policy(), policy()], 'body.policies'],
    [
      'a target of less than a minute',
      [policy({ targets: { first_reply: { seconds: 59, hours: 'calendar' } } })],
      'body.policies.0.targets.first_reply.seconds',
    ],
    [
      'a target of more than a year',
      [policy({ targets: { first_reply: { seconds: 366 * 86_400 + 1, hours: 'calendar' } } })],
      'body.policies.0.targets.first_reply.seconds',
    ],
    [
      'an unknown target',
      [policy({ targets: { happiness: { seconds: 60, hours: 'calendar' } } })],
      'body.policies.0.targets.happiness',
    ],
    [
      'an unknown channel',
      [policy({ conditions: { channel: ['fax'] } })],
      'body.policies.0.conditions.channel.0',
    ],
  ])('are refused with %s', async (_what, policies, path) => {
    const answer = await putPolicies(0, policies);
    expect([answer.status, issuePaths(answer)]).toEqual([400, [path]]);
  });

  it('are refused with a default schedule that does not exist', async () => {
    expect(issuePaths(await putPolicies(0, [], { defaultScheduleId: 'paris' }))).toEqual([
      'body.defaultScheduleId',
    ]);
  });

  it('cannot keep a schedule that is deleted concurrently', async () => {
    const deletion = () =>
      withConcurrentChange(
        table,
        async () => void (await putPolicies(0, [policy()])),
        () => remove(),
      );
    expect((await deletion()).body.code).toBe('schedule.in_use');
    expect((await apis.sla('listSchedules')).body.items).toHaveLength(1);
  });

  it('and schedules are all saved when they change concurrently, each in its own version', async () => {
    await Promise.all([putPolicies(0, [policy()]), put(berlin, 'paris'), put(berlin, 'rome')]);
    expect((await apis.sla('listSchedules')).body.items).toHaveLength(3);
    expect((await apis.sla('getPolicies')).body.version).toBe(1);
    const versions = (await eventsIn(table))
      .filter(({ type }) => type.startsWith('sla.'))
      .map(({ data }) => data.version);
    expect(versions.toSorted()).toEqual([1, 2, 3, 4]);
  });

  it('emit an event with the actor and schedule one resync, a minute after the last change', async () => {
    await putPolicies(0, [policy()]);
    clock.set(later(NOON, 10_000));
    await putPolicies(1, []);
    expect(
      (await eventsIn(table, 'sla.policies_changed')).map(({ actor, data }) => [actor.id, data]),
    ).toEqual([
      ['admin-1', { version: 2 }],
      ['admin-1', { version: 3 }],
    ]);
    expect((await timedWorkIn(table, 'sla.resync')).map(({ at }) => at)).toEqual([later(NOON, 70_000)]);
  });

  it('are unchanged when the write fails and changed when only its answer is lost', async () => {
    const fault = { command: 'TransactWriteItems', error: lostConnection } as const;
    expect((await withFault(table, fault, () => putPolicies(0, [policy()]))).status).toBe(500);
    expect((await apis.sla('getPolicies')).body.version).toBe(0);
    expect(
      (await withFault(table, { ...fault, when: 'after' }, () => putPolicies(0, [policy()]))).status,
    ).toBe(500);
    expect((await apis.sla('getPolicies')).body.version).toBe(1);
  });

  it('are up to date in a process that has read an older version', async () => {
    const other = apisOf(table, clock);
    expect((await other.sla('getPolicies')).body.version).toBe(0);
    await sla.policies({ targets: {} });
    expect((await other.sla('getPolicies')).body.version).toBe(1);
  });
});

describe('unusable stored documents', () => {
  const quarantined = async () => (await apis.sla('getPolicies')).body.problems;
  /** Corrupts the stored newest version, as a fault or another release might have written it. */
  async function corrupt(change: (config: Json) => unknown): Promise<void> {
    const version = Number((await getItem(table, slaKeys.config()))?.version);
    const item = await getItem(table, slaKeys.configVersion(version));
    const config = change(structuredClone(item?.config));
    await table.doc.send(new PutCommand({ TableName: table.name, Item: { ...item, config } }));
    // A new process, because one that has read this version before does not read it again.
    apis = apisOf(table, clock);
    sla = slaOf(table, apis, clock);
  }
  /** Opens a ticket; the worker must handle its events without a failed message. */
  async function openTicket(): Promise<string> {
    const customer = await newCustomer(apis, 'anna');
    const ticket = await newTicket(apis, customer.id);
    await sla.settle();
    return ticket.id;
  }
  const inheritedNames = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

  beforeEach(async () => {
    await put(berlin);
    await putPolicies(0, [policy({ id: 'first' }), policy({ id: 'second' })]);
  });

  it.each(inheritedNames)(
    'cannot be caused by the schedule name %s, which policies may not use because it never exists',
    async (scheduleId) => {
      const answer = await putPolicies(1, [policy({ scheduleId })]);
      expect(answer.status).toBe(400);
      expect(issuePaths(answer)[0]).toMatch(/^body\.policies\.0\.scheduleId$/);
      const byDefault = await putPolicies(1, [], { defaultScheduleId: scheduleId });
      expect(issuePaths(byDefault)).toEqual(['body.defaultScheduleId']);
      expect((await apis.sla('getSchedule', { params: { scheduleId } })).status).toBeOneOf([400, 404]);
      expect((await remove(scheduleId)).status).toBeOneOf([400, 404]);
    },
  );

  it.each(['constructor', 'valueof'])('do not include a schedule called %s, which is valid', async (id) => {
    expect((await put(berlin, id)).status).toBe(200);
    expect((await putPolicies(1, [policy({ scheduleId: id })])).status).toBe(200);
    expect((await remove(id)).body.code).toBe('schedule.in_use');
  });

  it('are left out: the next policy matches, leads see the problem and tickets keep their clocks', async () => {
    await corrupt((config) => {
      config.policies.policies[0].scheduleId = 'constructor';
      return config;
    });
    expect(await quarantined()).toEqual([
      { document: 'policy first', problem: 'there is no usable schedule constructor' },
    ]);
    const ticketId = await openTicket();
    const clocks = await apis.sla('getClocks', { params: { ticketId } });
    expect(clocks.body).toMatchObject({ policyId: 'second', scheduleId: 'berlin' });
  });

  it.each([
    [
      'a policy of another shape',
      (config: Json) => ((config.policies.policies[0].targets = 7), config),
      'policy first',
    ],
    [
      'a policy that is null',
      (config: Json) => ((config.policies.policies[0] = null), config),
      'policy without an id',
    ],
  ])('leave out %s', async (_what, change, document) => {
    await corrupt(change);
    expect(await quarantined()).toMatchObject([{ document }]);
    expect((await apis.sla('getPolicies')).body.policies).toMatchObject([{ id: 'second' }]);
  });

  it('include the policies of a schedule in an unknown time zone until the schedule is corrected', async () => {
    await corrupt((config) => {
      config.schedules.berlin.timeZone = 'Europe/Atlantis';
      return config;
    });
    const [schedule, ...policies] = await quarantined();
    expect(schedule.document).toBe('schedule berlin');
    expect(policies).toHaveLength(2);
    const ticketId = await openTicket();
    expect((await apis.sla('getClocks', { params: { ticketId } })).body).toMatchObject({ ticketId });
    expect((await put(berlin)).status).toBe(200);
    expect(await quarantined()).toBeUndefined();
    expect((await apis.sla('getPolicies')).body.policies).toHaveLength(2);
  });

  it('are kept as stored when another part of the configuration changes', async () => {
    await corrupt((config) => {
      config.policies.policies[0].targets = 7;
      return config;
    });
    await put(berlin, 'paris');
    expect(await quarantined()).toMatchObject([{ document: 'policy first' }]);
  });

  it.each([
    ['nothing', () => undefined],
    ['text', () => 'rules'],
    ['a config without policies', (config: Json) => ({ ...config, policies: undefined })],
  ])('leave the clocks on the previous version when the newest holds %s', async (_what, change) => {
    await putPolicies(1, [policy({ id: 'third' })]);
    await corrupt(change);
    const ticketId = await openTicket();
    const clocks = await apis.sla('getClocks', { params: { ticketId } });
    expect(clocks.body).toMatchObject({ policyId: 'first' });
    expect((await quarantined())[0].document).toBe('version 3 of the SLA configuration');
    expect((await putPolicies(1, [policy({ id: 'fourth' })])).status).toBe(200);
    expect(await quarantined()).toBeUndefined();
  });
});
