import { beforeEach, describe, expect, it } from 'vitest';
import { defaultTopics } from '../../../functions/intelligence/topics/default-topics.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import { withConcurrentChange } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
beforeEach(async () => {
  table = await freshTable();
  apis = apisOf(table, stoppedClock(NOON));
});

const body = { name: 'Garden', examples: ['My hedge died', 'When to plant roses', 'The mower is loud'] };
const put = (topicId: string, over: object = {}) =>
  apis.intelligence('putTopic', { over: true, params: { topicId }, body: { ...body, ...over } });
const remove = (topicId: string) => apis.intelligence('deleteTopic', { params: { topicId } });
const ids = async () =>
  (await apis.intelligence('listTopics')).body.items.map(({ id }: { id: string }) => id);

describe('topics', () => {
  it('are the default topics in a new installation', async () => {
    const { status, body: page } = await apis.intelligence('listTopics', {
      as: { role: 'agent', id: 'agent-1' },
    });
    expect(status).toBe(200);
    expect(page.items).toHaveLength(defaultTopics.length);
    expect(page.items[0]).toMatchObject({ version: 1, examples: expect.any(Array) });
    expect(page.next).toBeUndefined();
  });

  it('are created and updated with an event and a training at the end of the minute', async () => {
    expect((await put('garden')).body).toEqual({ id: 'garden', version: 1, ...body, updatedAt: NOON });
    expect((await put('garden', { name: 'Gardening' })).body).toMatchObject({
      version: 2,
      name: 'Gardening',
    });
    expect(await ids()).toContain('garden');
    const events = await eventsIn(table, 'topic.saved');
    expect(events.map(({ data }) => data)).toEqual(
      expect.arrayContaining([1, 2].map((version) => ({ topicId: 'garden', version }))),
    );
    expect(await timedWorkIn(table, 'intelligence.train')).toMatchObject([
      { at: '2026-03-10T12:01:00.000Z', queue: 'intelligence' },
    ]);
  });

  it('are deleted, default topics included, and can be created again', async () => {
    expect((await remove('billing')).status).toBe(200);
    expect(await ids()).not.toContain('billing');
    expect((await put('billing')).body).toMatchObject({ version: 3 });
    expect(await eventsIn(table, 'topic.deleted')).toHaveLength(1);
  });

  it('cannot be deleted if they do not exist', async () => {
    await remove('billing');
    const before = await snapshot(table);
    for (const id of ['billing', 'nothing'])
      expect(await remove(id)).toMatchObject({ status: 404, body: { code: 'topic.not_found' } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('are limited to 40, even if two requests create the last one at the same time', async () => {
    for (let n = defaultTopics.length; n < 39; n += 1) await put(`own-${n}`);
    const answers = await withConcurrentChange(
      table,
      async () => {
        expect((await put('first')).status).toBe(200);
      },
      () => put('second'),
    );
    expect(answers).toMatchObject({ status: 409, body: { code: 'topic.too_many' } });
    expect(await ids()).toHaveLength(40);
    expect((await put('first', { name: 'Changed' })).status).toBe(200);
  });

  it('are all saved if two are changed at the same time', async () => {
    await withConcurrentChange(
      table,
      async () => void (await put('one')),
      () => put('two'),
    );
    expect(await ids()).toEqual(expect.arrayContaining(['one', 'two']));
  });

  it.each([
    ['no name', { name: ' ' }],
    ['a name of 81', { name: 'n'.repeat(81) }],
    ['two examples', { examples: ['a', 'b'] }],
    ['41 examples', { examples: Array.from({ length: 41 }, (_, n) => `example ${n}`) }],
    ['an example of 301', { examples: ['a', 'b', 'c'.repeat(301)] }],
    ['an unknown field', { colour: 'red' }],
  ])('are refused with %s', async (_, over) => {
    expect(await put('garden', over)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(await snapshot(table)).toEqual([]);
  });

  it.each(['Garden', 'a b', 'x'.repeat(41)])('are refused with the id “%s”', async (id) => {
    expect((await put(id)).status).toBe(400);
  });

  it('are changed by leads and admins only and hidden from customers', async () => {
    for (const role of ['agent', 'service'] as const) {
      const as = { role, id: 'x' };
      expect(
        (await apis.intelligence('putTopic', { over: true, params: { topicId: 'garden' }, body, as })).status,
      ).toBe(403);
      expect((await apis.intelligence('deleteTopic', { params: { topicId: 'billing' }, as })).status).toBe(
        403,
      );
    }
    const as = { role: 'customer', id: 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV' } as const;
    expect((await apis.intelligence('listTopics', { as })).status).toBe(403);
  });

  it('can be loaded with many topics of the maximum size', async () => {
    const examples = Array.from({ length: 40 }, (_, n) => `${n} ${'𝄞'.repeat(140)}`);
    for (let n = 0; n < 30; n += 1) expect((await put(`long-${n}`, { examples })).status).toBe(200);
    expect(await ids()).toHaveLength(38);
  });
});
