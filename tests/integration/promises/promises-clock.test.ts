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
const tellings = async (agentId: string) => (await world.told(agentId)).map(({ type }) => type);

describe('the clock', () => {
  it('reminds the owner an hour before, once however often it comes, and changes nothing else', async () => {
    const message = await world.due();
    world.clock.set(later(DUE, -HOUR));
    for (let time = 0; time < 3; time += 1) expect(await world.deliver(message, message)).toEqual([]);
    expect(await world.told('ann')).toMatchObject([
      { type: 'promise.due_soon', why: 'owner', promiseId, ticketId: world.ticketId, by: 'rapport' },
    ]);
    expect(await world.get(promiseId)).toMatchObject({ version: 1, state: 'open' });
    expect([await types(), await world.wakes()]).toEqual([['promise.made'], [MISSED]]);
  });

  it('finds a promise missed a millisecond after its time: owner and leads are told, the leads’ list has it', async () => {
    await world.pass();
    expect(await world.list({ state: 'missed' })).toEqual([]);
    const message = await world.due();
    expect(await world.pass()).toEqual([]);
    expect(await world.deliver(message)).toEqual([]);
    expect(await types()).toEqual(['promise.made', 'promise.missed']);
    expect(await world.told('leads')).toMatchObject([{ type: 'promise.missed', why: 'lead', promiseId }]);
    expect(await tellings('ann')).toEqual(['promise.missed', 'promise.due_soon']);
    expect(await world.list({ state: 'missed' }, lead)).toMatchObject([
      { id: promiseId, state: 'open', missedAt: DUE, version: 2 },
    ]);
    expect(await world.wakes()).toEqual([BREAKS]);
  });

  it('breaks it after the grace, once, and the leads’ list lets go of it', async () => {
    for (let step = 0; step < 2; step += 1) await world.pass();
    const message = await world.due();
    expect(await world.pass()).toEqual([]);
    expect(await world.deliver(message, message)).toEqual([]);
    expect(await world.get(promiseId)).toMatchObject({
      state: 'broken',
      endedBy: 'rapport',
      endedAt: BREAKS,
    });
    expect(await types()).toEqual(['promise.made', 'promise.missed', 'promise.broken']);
    expect(await world.list({ state: 'missed' })).toEqual([]);
    expect(await world.wakes()).toEqual([]);
    expect(await tellings('ann')).toContain('promise.broken');
  });

  it('gives the grace that the leads have set', async () => {
    await world.apis.promises('putPromiseSettings', { over: true, body: { graceHours: 2 }, as: lead });
    for (let step = 0; step < 2; step += 1) await world.pass();
    expect(await world.wakes()).toEqual([later(DUE, 2 * HOUR + 1)]);
  });

  it('leaves a missed promise to be kept late within the grace', async () => {
    for (let step = 0; step < 2; step += 1) await world.pass();
    world.clock.set(later(DUE, 24 * HOUR));
    expect((await world.act('keepPromise', promiseId, {})).body).toMatchObject({ state: 'kept', late: true });
    expect(await world.list({ state: 'missed' })).toEqual([]);
    expect(await world.wakes()).toEqual([]);
  });

  it('that comes a day late misses the promise without a reminder, and breaks it on the next sweep', async () => {
    const message = await world.due();
    const now = later(DUE, 30 * HOUR);
    world.clock.set(now);
    await world.deliver(message);
    expect([await types(), await tellings('ann')]).toEqual([
      ['promise.made', 'promise.missed'],
      ['promise.missed'],
    ]);
    expect(await world.wakes()).toEqual([now]);
    await world.pass();
    expect(await world.get(promiseId)).toMatchObject({ state: 'broken' });
  });

  it('does nothing for a time that was moved, and runs to the new one', async () => {
    const stale = await world.due();
    const dueAt = later(DUE, 24 * HOUR);
    await world.act('changePromise', promiseId, { version: 1, dueAt, reason: 'Parts are late' });
    const before = await snapshot(world.table);
    world.clock.set(MISSED);
    expect(await world.deliver(stale)).toEqual([]);
    expect(await snapshot(world.table)).toEqual(before);
    await world.pass();
    await world.pass();
    expect(await world.get(promiseId)).toMatchObject({ missedAt: dueAt });
  });

  it('does nothing for a promise that was kept since', async () => {
    const stale = await world.due();
    await world.act('keepPromise', promiseId, {});
    const before = await snapshot(world.table);
    world.clock.set(BREAKS);
    expect(await world.deliver(stale)).toEqual([]);
    expect(await snapshot(world.table)).toEqual(before);
  });

  it('takes work away that belongs to no promise', async () => {
    const message = await world.due();
    const [due] = message.due as unknown as [DueMessage];
    const lost = { ...due, data: { promiseId: 'prm_01ARZ3NDEKTSV4RRFFQ69G5FAV' } };
    expect(await world.deliver({ due: [lost] })).toEqual([]);
    expect(await world.wakes()).toEqual([]);
  });

  it('goes on with a missed promise for which another time was agreed: it is reminded of, and can be missed again', async () => {
    for (let step = 0; step < 2; step += 1) await world.pass();
    const dueAt = later(DUE, 10 * HOUR);
    world.clock.set(later(DUE, HOUR));
    await world.act('changePromise', promiseId, { version: 2, dueAt, reason: 'Agreed with them' });
    expect(await world.list({ state: 'missed' })).toEqual([]);
    for (let step = 0; step < 2; step += 1) await world.pass();
    expect(await types()).toEqual(['promise.made', 'promise.missed', 'promise.moved', 'promise.missed']);
    expect((await tellings('leads')).length).toBe(2);
    expect(await world.list({ state: 'missed' })).toMatchObject([{ id: promiseId, missedAt: dueAt }]);
    expect((await world.act('keepPromise', promiseId, {})).body).toMatchObject({ late: true });
  });

  it('that has not come yet when another time is agreed: the miss is on record all the same', async () => {
    world.clock.set(MISSED);
    const dueAt = later(DUE, 10 * HOUR);
    const change = { version: 1, dueAt, reason: 'Agreed with them' };
    expect((await world.act('changePromise', promiseId, change)).body).toMatchObject({ missedAt: DUE });
    expect((await types()).toSorted()).toEqual(['promise.made', 'promise.missed', 'promise.moved']);
    expect(await tellings('leads')).toEqual(['promise.missed']);
    expect(await tellings('ann')).toEqual([]);
  });
});

describe('the clock and a person at the same moment', () => {
  const missMessage = async () => {
    await world.pass();
    return world.due();
  };

  it('end in one kept promise, whoever comes first', async () => {
    const message = await missMessage();
    world.clock.set(MISSED);
    const [failed, answer] = await Promise.all([
      world.deliver(message),
      world.act('keepPromise', promiseId, {}),
    ]);
    expect([failed, answer.status]).toEqual([[], 200]);
    expect(await world.get(promiseId)).toMatchObject({ state: 'kept', late: true });
    expect(await world.wakes()).toEqual([]);
    const seen = await types();
    expect(seen.filter((type) => type === 'promise.kept')).toHaveLength(1);
    expect(seen.filter((type) => type === 'promise.missed').length).toBe((await tellings('leads')).length);
  });

  it('kept between the clock’s look and its write: nothing is missed', async () => {
    const message = await missMessage();
    world.clock.set(MISSED);
    const keep = async () => {
      await world.act('keepPromise', promiseId, {});
    };
    expect(await withConcurrentChange(world.table, keep, () => world.deliver(message))).toEqual([]);
    expect(await types()).toEqual(['promise.made', 'promise.kept']);
    expect(await tellings('leads')).toEqual([]);
  });

  it('missed between the person’s look and their write: it is kept, late', async () => {
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
    expect(await world.wakes()).toEqual([]);
  });

  it('handed over between the clock’s look and its write: the new owner is reminded', async () => {
    await world.apis.routing('putAgent', {
      over: true,
      params: { agentId: 'bob' },
      body: { name: 'Bob' },
      as: lead,
    });
    const message = await world.due();
    world.clock.set(later(DUE, -HOUR));
    const hand = async () => {
      await world.act('changePromise', promiseId, { version: 1, ownerId: 'bob' });
    };
    expect(await withConcurrentChange(world.table, hand, () => world.deliver(message))).toEqual([]);
    expect((await tellings('bob')).toSorted()).toEqual(['promise.due_soon', 'promise.owner_changed']);
    expect(await tellings('ann')).toEqual([]);
  });

  it('collide over and over: the work fails, comes again and is done once', async () => {
    const message = await missMessage();
    world.clock.set(MISSED);
    const fault = { command: 'TransactWriteItems', error: conflict, times: 100 } as const;
    expect(await withFault(world.table, fault, () => world.deliver(message))).toEqual([0]);
    expect(await world.deliver(message)).toEqual([]);
    expect(await tellings('leads')).toEqual(['promise.missed']);
  });
});

describe('a worker that dies', () => {
  for (const when of ['before', 'after'] as const) {
    it(`${when} its write reminds, misses and breaks each once when the work comes again`, async () => {
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      for (let step = 0; step < 3; step += 1) {
        const message = await world.due();
        world.clock.set(String(message.due[0]?.at));
        expect(await withFault(world.table, fault, () => world.deliver(message))).toEqual([0]);
        expect(await world.deliver(message)).toEqual([]);
      }
      expect(await types()).toEqual(['promise.made', 'promise.missed', 'promise.broken']);
      expect((await tellings('ann')).toSorted()).toEqual([
        'promise.broken',
        'promise.due_soon',
        'promise.missed',
      ]);
      expect(await tellings('leads')).toEqual(['promise.missed']);
    });
  }
});

describe('the leads’ notifications', () => {
  it('are not for agents', async () => {
    const read = (who: { role: 'agent' | 'lead' | 'admin'; id: string }) =>
      world.apis.desk('listNotifications', { params: { agentId: 'leads' }, as: who });
    expect((await read(ann)).body.code).toBe('notification.not_found');
    expect([(await read(lead)).status, (await read({ role: 'admin', id: 'al' })).status]).toEqual([200, 200]);
  });
});
