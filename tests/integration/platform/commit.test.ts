import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../functions/platform/clock.ts';
import { digest } from '../../../functions/platform/ids.ts';
import { commit } from '../../../functions/platform/table/commit.ts';
import { getItem } from '../../../functions/platform/table/read.ts';
import { stale } from '../../../functions/platform/table/refusal.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import {
  assertExists,
  create,
  put,
  replace,
  update,
  type Write,
} from '../../../functions/platform/table/write.ts';
import { contextAt, later, NOON } from '../../support/context.ts';
import { callsOf, conflict, lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';

let table: Table;
let keys = 0;
const newKey = () => ({ pk: `P#${(keys += 1)}`, sk: 'S' });
/** A refusal that only this test has, as a capability may have its own. */
const tagged = (what: string) => () => ({ kind: 'tagged' as const, what });
const committed = { kind: 'committed' };
const refusedAs = (...refusals: object[]) => ({ kind: 'refused', refusals });
const rejected = (code: string) => refusedAs({ kind: 'error', error: { code } });

beforeAll(async () => {
  table = await freshTable();
});

describe('a commit', () => {
  it('writes state, events and marker together, and returns the answer', async () => {
    const key = newKey();
    const once = { digest: digest('together'), bodyHash: 'b' };
    const event = { type: 'thing.made', v: 1, owner: key.pk, data: { a: 1 } };
    const outcome = await commit(table, contextAt(NOON, { idempotencyKey: once }), {
      writes: [create(key, { version: 1 }, stale)],
      events: [event],
      answer: 7,
    });
    expect(outcome).toEqual({ kind: 'committed', answer: 7 });
    expect(await getItem(table, key)).toEqual({ ...key, version: 1 });
    expect(await eventsIn(table, 'thing.made')).toMatchObject([
      { at: NOON, actor: { role: 'system' }, correlationId: 'test', lane: 'standard' },
    ]);
    expect(await getItem(table, { pk: `I#${once.digest}`, sk: 'I' })).toMatchObject({
      answer: 7,
      bodyHash: 'b',
    });
  });

  it('writes nothing when one of many conditions fails', async () => {
    const taken = newKey();
    await commit(table, contextAt(), { writes: [put(taken, { a: 1 })] });
    const before = await snapshot(table);
    const writes = [
      put(newKey(), {}),
      put(newKey(), {}),
      create(taken, { a: 2 }, tagged('taken')),
      put(newKey(), {}),
    ];
    const event = { type: 'thing.made', v: 1, owner: 'P', data: {} };
    expect(
      await commit(table, contextAt(), { writes, events: [event], applied: { consumer: 'c', eventId: 'e' } }),
    ).toEqual(refusedAs({ kind: 'tagged', what: 'taken' }));
    expect(await snapshot(table)).toEqual(before);
  });

  it('lets one of two writers on the same version win', async () => {
    const key = newKey();
    await commit(table, contextAt(), { writes: [put(key, { version: 1 })] });
    const write = (by: string) =>
      commit(table, contextAt(), { writes: [replace(key, { version: 2, by }, 1, stale)] });
    const outcomes = await Promise.all([write('a'), write('b')]);
    const winner = outcomes.findIndex(({ kind }) => kind === 'committed');
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['committed', 'refused']);
    expect(await getItem(table, key)).toMatchObject({ version: 2, by: 'ab'[winner] });
  });

  it('gives a refusal the item as it is now, or undefined if there is none', async () => {
    const key = newKey();
    await commit(table, contextAt(), { writes: [put(key, { version: 5, set: new Set(['x']) })] });
    const seen: (Item | undefined)[] = [];
    const onFailed = (current: Item | undefined) => {
      seen.push(current);
      return stale(current);
    };
    await commit(table, contextAt(), { writes: [replace(key, {}, 4, onFailed)] });
    await commit(table, contextAt(), { writes: [assertExists(newKey(), onFailed)] });
    expect(seen).toEqual([{ ...key, version: 5, set: new Set(['x']) }, undefined]);
  });

  it('returns every refusal in the order of the writes', async () => {
    const [a, b, c] = [newKey(), newKey(), newKey()];
    await commit(table, contextAt(), { writes: [put(a, {}), put(c, {})] });
    const writes = [
      create(a, {}, tagged('a')),
      create(b, {}, tagged('b')),
      create(c, {}, stale),
      put(newKey(), {}),
    ];
    expect(await commit(table, contextAt(), { writes })).toEqual(
      refusedAs({ kind: 'tagged', what: 'a' }, { kind: 'stale', current: c }),
    );
  });

  it('reports a failed condition that names no refusal as a stale version', async () => {
    const when = { expression: '#version = :version', values: { version: 1 } };
    expect(
      await commit(table, contextAt(), { writes: [update(newKey(), { set: { a: 1 } }, when)] }),
    ).toMatchObject(rejected('version.stale'));
  });

  it('is one call to the database', async () => {
    const work = () =>
      commit(table, contextAt(), {
        writes: [put(newKey(), {})],
        applied: { consumer: 'c', eventId: 'one-call' },
      });
    expect(await callsOf(table, work)).toEqual(['TransactWriteItems']);
  });
});

describe('the idempotency marker', () => {
  const onceOf = (key: string, bodyHash = 'body') => ({ digest: digest(key), bodyHash });
  const send = (
    key: string,
    answer: unknown,
    { bodyHash = 'body', at = NOON, writes = [put(newKey(), {})] as Write[] } = {},
  ) => commit(table, contextAt(at, { idempotencyKey: onceOf(key, bodyHash) }), { writes, answer });
  const replay = (answer: unknown) => refusedAs({ kind: 'replay', answer });

  it('answers a repeated request with the first answer and writes nothing', async () => {
    await send('again', { first: true });
    const before = await snapshot(table);
    expect(await send('again', { first: false })).toEqual(replay({ first: true }));
    expect(await snapshot(table)).toEqual(before);
  });

  it('reports a replay to the context’s listener, and reports nothing else', async () => {
    let replays = 0;
    const idempotencyKey = { ...onceOf('replayed'), onReplay: () => (replays += 1) };
    const sendHeard = () => commit(table, contextAt(NOON, { idempotencyKey }), { answer: 1 });
    await sendHeard();
    expect(replays).toBe(0);
    await sendHeard();
    expect(replays).toBe(1);
  });

  it('rejects another body under the same key', async () => {
    await send('body', 1);
    expect(await send('body', 1, { bodyHash: 'other' })).toMatchObject(rejected('idempotency.key_reused'));
  });

  it('wins over any other refusal: a repeated request stays a replay, whatever has changed since', async () => {
    const key = newKey();
    const write = () => create(key, {}, stale);
    await send('first', 1, { writes: [write()] });
    expect(await send('first', 2, { writes: [write()] })).toMatchObject({
      kind: 'refused',
      refusals: [{ kind: 'replay', answer: 1 }, { kind: 'stale' }],
    });
  });

  it('lets one of ten concurrent repetitions succeed', async () => {
    const key = newKey();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        send('ten', index, { writes: [update(key, { add: { count: 1 } })] }),
      ),
    );
    const winner = outcomes.findIndex(({ kind }) => kind === 'committed');
    const others = outcomes.filter((_, index) => index !== winner);
    expect(others).toEqual(Array.from({ length: 9 }, () => replay(winner)));
    expect(await getItem(table, key)).toMatchObject({ count: 1 });
  });

  it('is valid for 24 hours, also while the expired item still exists', async () => {
    await send('expiring', 'first');
    expect(await send('expiring', 'early', { at: later(NOON, DAY_MS) })).toEqual(replay('first'));
    expect(await send('expiring', 'late', { at: later(NOON, DAY_MS + 1000) })).toMatchObject(committed);
    expect(await send('expiring', 'later', { at: later(NOON, DAY_MS + 2000) })).toEqual(replay('late'));
  });

  it('of an opening is its event, which answers a repetition however old', async () => {
    const opening = {
      event: { type: 'thing.opened', v: 1, owner: 'T#opening', data: { name: 'x' } },
      answer: (event: Record<string, unknown>) => event.data,
    };
    const open = (at: string, bodyHash = 'b') =>
      commit(table, contextAt(at, { idempotencyKey: onceOf('opening', bodyHash) }), { opening });
    const before = (await snapshot(table)).length;
    await open(NOON);
    expect(await snapshot(table)).toHaveLength(before + 1);
    expect(await open(later(NOON, 90 * DAY_MS))).toEqual(replay({ name: 'x' }));
    expect(await open(NOON, 'other')).toMatchObject(rejected('idempotency.key_reused'));
  });

  it('exists when the answer was lost on the way: the retry receives the first outcome', async () => {
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    await expect(withFault(table, fault, () => send('lost', 'first'))).rejects.toThrow('killed');
    expect(await send('lost', 'second')).toEqual(replay('first'));
  });
});

describe('the marker of a consumer', () => {
  const apply = (consumer: string, eventId: string) =>
    commit(table, contextAt(), { writes: [put(newKey(), {})], applied: { consumer, eventId } });

  it('refuses a second delivery as done, with no effect', async () => {
    await apply('consumer', 'evt_1');
    const before = await snapshot(table);
    expect(await apply('consumer', 'evt_1')).toEqual(refusedAs({ kind: 'done' }));
    expect(await snapshot(table)).toEqual(before);
  });

  it('belongs to that consumer: another consumer still handles the event', async () => {
    await apply('consumer', 'evt_2');
    expect(await apply('other', 'evt_2')).toMatchObject(committed);
  });

  it('is kept for 14 days and then deleted', async () => {
    await apply('consumer', 'evt_3');
    expect(await getItem(table, { pk: 'M#consumer#evt_3', sk: 'M' })).toMatchObject({
      ttl: (Date.parse(NOON) + 14 * DAY_MS) / 1000,
    });
  });
});

describe('conflicting transactions', () => {
  const collide = <T>(times: number, work: () => Promise<T>) =>
    withFault(table, { command: 'TransactWriteItems', error: conflict, times }, work);

  it('are retried until they succeed', async () => {
    const key = newKey();
    let calls: string[] = [];
    await collide(3, async () => {
      calls = await callsOf(table, () =>
        commit(table, contextAt(), { writes: [update(key, { add: { count: 1 } })] }),
      );
    });
    expect(calls).toHaveLength(4);
    expect(await getItem(table, key)).toMatchObject({ count: 1 });
  });

  it('are refused as stale after five retries, with no effect', async () => {
    const key = newKey();
    const write = () => commit(table, contextAt(), { writes: [put(key, {})] });
    expect(await collide(6, write)).toEqual(refusedAs({ kind: 'stale', current: undefined }));
    expect(await getItem(table, key)).toBeUndefined();
    expect(await collide(5, write)).toMatchObject(committed);
  });

  it('are not retried if they fail for another reason', async () => {
    let attempts = 0;
    const error = () => {
      attempts += 1;
      return new TransactionCanceledException({
        message: 'x',
        $metadata: {},
        CancellationReasons: [{ Code: 'ValidationError' }],
      });
    };
    const fault = { command: 'TransactWriteItems', error, times: 9 } as const;
    await expect(
      withFault(table, fault, () => commit(table, contextAt(), { writes: [put(newKey(), {})] })),
    ).rejects.toThrow('x');
    expect(attempts).toBe(1);
  });
});

describe('the limits of a transaction', () => {
  const puts = (count: number, item = {}) => Array.from({ length: count }, () => put(newKey(), item));

  it('allow 100 actions, and 101 are never sent', async () => {
    await commit(table, contextAt(), { writes: puts(99), applied: { consumer: 'c', eventId: 'hundred' } });
    const calls = await callsOf(table, async () => {
      await expect(
        commit(table, contextAt(), { writes: puts(100), applied: { consumer: 'c', eventId: 'x' } }),
      ).rejects.toThrow('101 actions');
    });
    expect(calls).toEqual([]);
  });

  it('allow 400 KB per item: the largest accepted item is stored, a larger one is refused by name', async () => {
    const guard = 400 * 1024 - 4096;
    const sized = (bytes: number) => {
      const key = newKey();
      const own = Buffer.byteLength(`pk${key.pk}skSx`);
      return put(key, { x: 'x'.repeat(bytes - own) });
    };
    await commit(table, contextAt(), { writes: [sized(guard)] });
    const calls = await callsOf(table, async () => {
      await expect(commit(table, contextAt(), { writes: [sized(guard + 1)] })).rejects.toMatchObject({
        code: 'item.too_large',
      });
    });
    expect(calls).toEqual([]);
  });

  it('allow 4 MB in all', async () => {
    const calls = await callsOf(table, async () => {
      await expect(
        commit(table, contextAt(), { writes: puts(11, { x: 'x'.repeat(390_000) }) }),
      ).rejects.toMatchObject({ code: 'item.too_large', message: expect.stringMatching(/at most 4194304/) });
    });
    expect(calls).toEqual([]);
  });
});
