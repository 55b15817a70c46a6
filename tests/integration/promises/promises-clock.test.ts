import { beforeEach, describe, expect, it } from 'vitest';
import type { DueMessage } from '../../../functions/platform/scheduling/timed-work.ts';
import { later } from '../../support/context.ts';
import { ann, DUE, HOUR, lead, type PromisesWorld, promisesWorld } from '../../support/promises/promises.ts';
import { conflict, lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';

let world: PromisesWorld;
let promiseId: string;
const MISSED = later(DUE, 1);
const BREAKS = later(DUE, 24 * HOUR + 1);

beforeEach(async () => {
  world = await promisesWorld();
  promiseId = (await world.made()).id;
});

const types = async () =>
  (await eventsIn(world.table)).filter(({ type }) => type.startsWith('promise.')).map(({ type }) => type);
const notificationTypes = async (agentId: string) =>
  (await world.notificationsOf(agentId)).map(({ type }) => type);

describe('the clock', () => {
  it('reminds the owner once, an hour before, and changes nothing else', async () => {
    const message = await world.due();
    world.clock.set(later(DUE, -HOUR));
    for (let time = 0; time < 3; time += 1) expect(await world.deliver(message, message)).toEqual([]);
    expect(await world.notificationsOf('ann')).toMatchObject([
      { type: 'promise.due_soon', why: 'owner', promiseId, ticketId: world.ticketId, by: 'rapport' },
    ]);
    expect(await world.get(promiseId)).toMatchObject({ version: 1, state: 'open' });
    expect([await types(), await world.wakeTimes()]).toEqual([['promise.made'], [MISSED]]);
  });

  it('marks a promise as missed a millisecond after its due time and notifies owner and leads', async () => {
    await world.runNext();
    expect(await world.list({ state: 'missed' })).toEqual([]);
    const message = await world.due();
    expect(await world.runNext()).toEqual([]);
    expect(await world.deliver(message)).toEqual([]);
    expect(await types()).toEqual(['promise.made', 'promise.missed']);
    expect(await world.notificationsOf('leads')).toMatchObject([
      { type: 'promise.missed', why: 'lead', promiseId },
    ]);
    expect(await notificationTypes('ann')).toEqual(['promise.missed', 'promise.due_soon']);
    expect(await world.list({ state: 'missed' }, lead)).toMatchObject([
      { id: promiseId, state: 'open', missedAt: DUE, version: 2 },
    ]);
    expect(await world.wakeTimes()).toEqual([BREAKS]);
  });

  it('breaks it once after the grace period and removes it from the list of missed promises', async () => {
    for (let step = 0; step < 2; step += 1) await world.runNext();
    const message = await world.due();
    expect(await world.runNext()).toEqual([]);
    expect(await world.deliver(message, message)).toEqual([]);
    expect(await world.get(promiseId)).toMatchObject({
      state: 'broken',
      endedBy: 'rapport',
      endedAt: BREAKS,
    });
    expect(await types()).toEqual(['promise.made', 'promise.missed', 'promise.broken']);
    expect(await world.list({ state: 'missed' })).toEqual([]);
    expect(await world.wakeTimes()).toEqual([]);
    expect(await notificationTypes('ann')).toContain('promise.broken');
  });

  it('applies the grace period that a lead set', async () => {
    await world.apis.promises('putPromiseSettings', { over: true, body: { graceHours: 2 }, as: lead });
    for (let step = 0; step < 2; step += 1) await world.runNext();
    expect(await world.wakeTimes()).toEqual([later(DUE, 2 * HOUR + 1)]);
  });

  it('allows a missed promise to be kept late within the grace period', async () => {
    for (let step = 0; step < 2; step += 1) await world.runNext();
    world.clock.set(later(DUE, 24 * HOUR));
    expect((await world.act('keepPromise', promiseId, {})).body).toMatchObject({ state: 'kept', late: true });
    expect(await world.list({ state: 'missed' })).toEqual([]);
    expect(await world.wakeTimes()).toEqual([]);
  });

  it('that runs a day late skips the reminder, marks the miss and breaks the promise next', async () => {
    const message = await world.due();
    const now = later(DUE, 30 * HOUR);
    world.clock.set(now);
    await world.deliver(message);
    expect([await types(), await notificationTypes('ann')]).toEqual([
      ['promise.made', 'promise.missed'],
      ['promise.missed'],
    ]);
    expect(await world.wakeTimes()).toEqual([now]);
    await world.runNext();
    expect(await world.get(promiseId)).toMatchObject({ state: 'broken' });
  });

  it('does nothing at a due time that was moved, and acts at the new one', async () => {
    const stale = await world.due();
    const dueAt = later(DUE, 24 * HOUR);
    await world.act('changePromise', promiseId, { version: 1, dueAt, reason: 'Parts are late' });
    const before = await snapshot(world.table);
    world.clock.set(MISSED);
    expect(await world.deliver(stale)).toEqual([]);
    expect(await snapshot(world.table)).toEqual(before);
    await world.runNext();
    await world.runNext();
    expect(await world.get(promiseId)).toMatchObject({ missedAt: dueAt });
  });

  it('does nothing for a promise that was kept meanwhile', async () => {
    const stale = await world.due();
    await world.act('keepPromise', promiseId, {});
    const before = await snapshot(world.table);
    world.clock.set(BREAKS);
    expect(await world.deliver(stale)).toEqual([]);
    expect(await snapshot(world.table)).toEqual(before);
  });

  it('removes timed work that belongs to no promise', async () => {
    const message = await world.due();
    const [due] = message.due as unknown as [DueMessage];
    const lost = { ...due, data: { promiseId: 'prm_01ARZ3NDEKTSV4RRFFQ69G5FAV' } };
    expect(await world.deliver({ due: [lost] })).toEqual([]);
    expect(await world.wakeTimes()).toEqual([]);
  });

  it('reminds of a missed promise with a new due time, and can mark it as missed again', async () => {
    for (let step = 0; step < 2; step += 1) await world.runNext();
    const dueAt = later(DUE, 10 * HOUR);
    world.clock.set(later(DUE, HOUR));
    await world.act('changePromise', promiseId, { version: 2, dueAt, reason: 'Agreed with them' });
    expect(await world.list({ state: 'missed' })).toEqual([]);
    for (let step = 0; step < 2; step += 1) await world.runNext();
    expect(await types()).toEqual(['promise.made', 'promise.missed', 'promise.moved', 'promise.missed']);
    expect((await notificationTypes('leads')).length).toBe(2);
    expect(await world.list({ state: 'missed' })).toMatchObject([{ id: promiseId, missedAt: dueAt }]);
    expect((await world.act('keepPromise', promiseId, {})).body).toMatchObject({ late: true });
  });

  it('that has not run yet when a new due time is agreed still leaves the miss on record', async () => {
    world.clock.set(MISSED);
    const dueAt = later(DUE, 10 * HOUR);
    const change = { version: 1, dueAt, reason: 'Agreed with them' };
    expect((await world.act('changePromise', promiseId, change)).body).toMatchObject({ missedAt: DUE });
    expect((await types()).toSorted()).toEqual(['promise.made', 'promise.missed', 'promise.moved']);
    expect(await notificationTypes('leads')).toEqual(['promise.missed']);
    expect(await notificationTypes('ann')).toEqual([]);
  });
});

describe('the clock and a person acting concurrently', () => {
  const missMessage = async () => {
    await world.runNext();
    return world.due();
  };

  it('end in one kept promise, whoever is first', async () => {
    const message = await missMessage();
    world.clock.set(MISSED);
    const [failed, answer] = await Promise.all([
      world.deliver(message),
      world.act('keepPromise', promiseId, {}),
    ]);
    expect([failed, answer.status]).toEqual([[], 200]);
    expect(await world.get(promiseId)).toMatchObject({ state: 'kept', late: true });
    expect(await world.wakeTimes()).toEqual([]);
    const eventTypes = await types();
    expect(eventTypes.filter((type) => type === 'promise.kept')).toHaveLength(1);
    expect(eventTypes.filter((type) => type === 'promise.missed').length).toBe(
      (await notificationTypes('leads')).length,
    );
  });

  it('miss nothing when the promise is kept between the clock’s read and write', async () => {
    const message = await missMessage();
    world.clock.set(MISSED);
    const keep = async () => {
      await world.act('keepPromise', promiseId, {});
    };
    expect(await withConcurrentChange(world.table, keep, () => world.deliver(message))).toEqual([]);
    expect(await types()).toEqual(['promise.made', 'promise.kept']);
    expect(await notificationTypes('leads')).toEqual([]);
  });

  it('keep the promise late when it is missed between the person’s read and write', async () => {
    const message = await missMessage();
    world.clock.set(MISSED);
    const miss = async () => {
      await world.deliver(message);
    };
    const answer = await withConcurrentChange(world.table, miss, () =>
      world.act('keepPromise', promiseId, {}),
    );
    expect(answer.body).toMatchObject({ state: 'kept', late: true, version: 3 });
    expect((await types()).toSorted()).toEqual(['promise.kept', 'promise.made', 'promise.missed']);
    expect(await world.wakeTimes()).toEqual([]);
  });

  it('remind the new owner when it is handed over between the clock’s read and write', async () => {
    await world.apis.routing('putAgent', {
      over: true,
      params: { agentId: 'bob' },
      body: { name: 'Bob' },
      as: lead,
    });
    const message = await world.due();
    world.clock.set(later(DUE, -HOUR));
    const handOver = async () => {
      await world.act('changePromise', promiseId, { version: 1, ownerId: 'bob' });
    };
    expect(await withConcurrentChange(world.table, handOver, () => world.deliver(message))).toEqual([]);
    expect((await notificationTypes('bob')).toSorted()).toEqual([
      'promise.due_soon',
      'promise.owner_changed',
    ]);
    expect(await notificationTypes('ann')).toEqual([]);
  });

  it('do the work once when it collides repeatedly, fails and is delivered again', async () => {
    const message = await missMessage();
    world.clock.set(MISSED);
    const fault = { command: 'TransactWriteItems', error: conflict, times: 100 } as const;
    expect(await withFault(world.table, fault, () => world.deliver(message))).toEqual([0]);
    expect(await world.deliver(message)).toEqual([]);
    expect(await notificationTypes('leads')).toEqual(['promise.missed']);
  });
});

describe('a worker that fails', () => {
  for (const when of ['before', 'after'] as const) {
    it(`${when} its write reminds, misses and breaks once each when it runs again`, async () => {
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      for (let step = 0; step < 3; step += 1) {
        const message = await world.due();
        world.clock.set(String(message.due[0]?.at));
        expect(await withFault(world.table, fault, () => world.deliver(message))).toEqual([0]);
        expect(await world.deliver(message)).toEqual([]);
      }
      expect(await types()).toEqual(['promise.made', 'promise.missed', 'promise.broken']);
      expect((await notificationTypes('ann')).toSorted()).toEqual([
        'promise.broken',
        'promise.due_soon',
        'promise.missed',
      ]);
      expect(await notificationTypes('leads')).toEqual(['promise.missed']);
    });
  }
});

describe('the leads’ notifications', () => {
  it('are not visible to agents', async () => {
    const read = (who: { role: 'agent' | 'lead' | 'admin'; id: string }) =>
      world.apis.desk('listNotifications', { params: { agentId: 'leads' }, as: who });
    expect((await read(ann)).body.code).toBe('notification.not_found');
    expect([(await read(lead)).status, (await read({ role: 'admin', id: 'al' })).status]).toEqual([200, 200]);
  });
});
