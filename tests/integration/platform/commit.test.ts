import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../functions/platform/clock.ts';
import { AlreadyDone, platformError } from '../../../functions/platform/errors.ts';
import { digest } from '../../../functions/platform/ids.ts';
import { Replay } from '../../../functions/platform/replay.ts';
import { commit, refusalsOf, retryOnContention } from '../../../functions/platform/table/commit.ts';
import { getItem } from '../../../functions/platform/table/read.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { assertExists, create, put, replace, update } from '../../../functions/platform/table/write.ts';
import { contextAt, later, NOON } from '../../support/context.ts';
import { callsOf, conflict, lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';

let table: Table;
let keys = 0;
const newKey = () => ({ pk: `P#${(keys += 1)}`, sk: 'S' });
const no = (what: string) => () => new Error(what);
const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

beforeAll(async () => {
  table = await freshTable();
});

describe('a commit', () => {
  it('writes state, events and marker together', async () => {
    const key = newKey();
    const once = { digest: digest('together'), bodyHash: 'b' };
    const event = { type: 'thing.made', v: 1, owner: key.pk, data: { a: 1 } };
    await commit(table, contextAt(NOON, { idempotencyKey: once }), {
      writes: [create(key, { version: 1 }, no('there'))],
      events: [event],
      answer: 7,
    });
    expect(await getItem(table, key)).toEqual({ ...key, version: 1 });
    expect(await eventsIn(table, 'thing.made')).toMatchObject([
      { at: NOON, actor: { role: 'system' }, correlationId: 'test', lane: 'standard' },
    ]);
    expect(await getItem(table, { pk: `I#${once.digest}`, sk: 'I' })).toMatchObject({
      answer: 7,
      bodyHash: 'b',
    });
  });

  it('writes nothing at all when one condition of many fails', async () => {
    const taken = newKey();
    await commit(table, contextAt(), { writes: [put(taken, { a: 1 })] });
    const before = await snapshot(table);
    const writes = [
      put(newKey(), {}),
      put(newKey(), {}),
      create(taken, { a: 2 }, no('taken')),
      put(newKey(), {}),
    ];
    const event = { type: 'thing.made', v: 1, owner: 'P', data: {} };
    await expect(
      commit(table, contextAt(), { writes, events: [event], applied: { consumer: 'c', eventId: 'e' } }),
    ).rejects.toThrow('taken');
    expect(await snapshot(table)).toEqual(before);
  });

  it('lets one of two writers on the same version win', async () => {
    const key = newKey();
    await commit(table, contextAt(), { writes: [put(key, { version: 1 })] });
    const write = (by: string) =>
      commit(table, contextAt(), {
        writes: [replace(key, { version: 2, by }, 1, () => platformError('version.stale'))],
      });
    const outcomes = await Promise.allSettled([write('a'), write('b')]);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await getItem(table, key)).toMatchObject({ version: 2, by: 'ab'[winner] });
  });

  it('tells a refusal the item as it stands, and that there is none', async () => {
    const key = newKey();
    await commit(table, contextAt(), { writes: [put(key, { version: 5, set: new Set(['x']) })] });
    const seen: unknown[] = [];
    const stale = (current: unknown) => {
      seen.push(current);
      return platformError('version.stale');
    };
    await thrownBy(commit(table, contextAt(), { writes: [replace(key, {}, 4, stale)] }));
    await thrownBy(commit(table, contextAt(), { writes: [assertExists(newKey(), stale)] }));
    expect(seen).toEqual([{ ...key, version: 5, set: new Set(['x']) }, undefined]);
  });

  it('throws the first refusal in the order of its writes, and names them all', async () => {
    const [a, b, c] = [newKey(), newKey(), newKey()];
    await commit(table, contextAt(), { writes: [put(a, {}), put(c, {})] });
    const writes = [create(a, {}, no('a')), create(b, {}, no('b')), create(c, {}, no('c'))];
    const error = await thrownBy(commit(table, contextAt(), { writes }));
    expect(error).toMatchObject({ message: 'a' });
    expect(refusalsOf(error).map(({ message }) => message)).toEqual(['a', 'c']);
  });

  it('that was refused once names that refusal alone', async () => {
    const key = newKey();
    await commit(table, contextAt(), { writes: [put(key, {})] });
    const error = await thrownBy(commit(table, contextAt(), { writes: [create(key, {}, no('a'))] }));
    expect(refusalsOf(error)).toEqual([error]);
    expect(refusalsOf('no error')).toEqual([]);
  });

  it('refuses a condition that nobody has named an error for as stale', async () => {
    const when = { expression: '#version = :version', values: { version: 1 } };
    await expect(
      commit(table, contextAt(), { writes: [update(newKey(), { set: { a: 1 } }, when)] }),
    ).rejects.toMatchObject({ code: 'version.stale' });
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
    { bodyHash = 'body', at = NOON, writes = [put(newKey(), {})] } = {},
  ) => commit(table, contextAt(at, { idempotencyKey: onceOf(key, bodyHash) }), { writes, answer });

  it('answers a repetition with the first answer and writes nothing', async () => {
    await send('again', { first: true });
    const before = await snapshot(table);
    const error = await thrownBy(send('again', { first: false }));
    expect(error).toBeInstanceOf(Replay);
    expect(error).toMatchObject({ answer: { first: true } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('refuses another body under the same key', async () => {
    await send('body', 1);
    expect(await thrownBy(send('body', 1, { bodyHash: 'other' }))).toMatchObject({
      code: 'idempotency.key_reused',
    });
  });

  it('speaks before any other refusal: what was answered before is that, whatever has changed since', async () => {
    const key = newKey();
    const write = () => create(key, {}, no('taken'));
    await send('first', 1, { writes: [write()] });
    expect(await thrownBy(send('first', 2, { writes: [write()] }))).toBeInstanceOf(Replay);
  });

  it('lets one of ten repetitions at the same moment through', async () => {
    const key = newKey();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        thrownBy(send('ten', index, { writes: [update(key, { add: { count: 1 } })] })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    const winner = outcomes.indexOf(undefined);
    expect(outcomes.filter((outcome) => outcome instanceof Replay).map(({ answer }) => answer)).toEqual(
      Array.from({ length: 9 }, () => winner),
    );
    expect(await getItem(table, key)).toMatchObject({ count: 1 });
  });

  it('holds for 24 hours, also while the expired item is still there', async () => {
    await send('expiring', 'first');
    expect(await thrownBy(send('expiring', 'early', { at: later(NOON, DAY_MS) }))).toBeInstanceOf(Replay);
    expect(await thrownBy(send('expiring', 'late', { at: later(NOON, DAY_MS + 1000) }))).toBeUndefined();
    expect(await thrownBy(send('expiring', 'later', { at: later(NOON, DAY_MS + 2000) }))).toMatchObject({
      answer: 'late',
    });
  });

  it('of an opening is its event: a repetition is answered from it, however old', async () => {
    const opening = {
      event: { type: 'thing.opened', v: 1, owner: 'T#opening', data: { name: 'x' } },
      answer: (event: Record<string, unknown>) => event.data,
    };
    const open = (at: string, bodyHash = 'b') =>
      commit(table, contextAt(at, { idempotencyKey: onceOf('opening', bodyHash) }), { opening });
    const before = (await snapshot(table)).length;
    await open(NOON);
    expect(await snapshot(table)).toHaveLength(before + 1);
    expect(await thrownBy(open(later(NOON, 90 * DAY_MS)))).toMatchObject({ answer: { name: 'x' } });
    expect(await thrownBy(open(NOON, 'other'))).toMatchObject({ code: 'idempotency.key_reused' });
  });

  it('is there when the answer was lost on the way: the retry is told the first outcome', async () => {
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    await expect(withFault(table, fault, () => send('lost', 'first'))).rejects.toThrow('killed');
    expect(await thrownBy(send('lost', 'second'))).toMatchObject({ answer: 'first' });
  });
});

describe('the note of a consumer', () => {
  const apply = (consumer: string, eventId: string, writes = [put(newKey(), {})]) =>
    commit(table, contextAt(), { writes, applied: { consumer, eventId } });

  it('makes a second delivery already done, with no effect', async () => {
    await apply('consumer', 'evt_1');
    const before = await snapshot(table);
    expect(await thrownBy(apply('consumer', 'evt_1'))).toBeInstanceOf(AlreadyDone);
    expect(await snapshot(table)).toEqual(before);
  });

  it('is its own: another consumer still has the event before it', async () => {
    await apply('consumer', 'evt_2');
    expect(await thrownBy(apply('other', 'evt_2'))).toBeUndefined();
  });

  it('is kept for 14 days and then cleared away', async () => {
    await apply('consumer', 'evt_3');
    expect(await getItem(table, { pk: 'M#consumer#evt_3', sk: 'M' })).toMatchObject({
      ttl: (Date.parse(NOON) + 14 * DAY_MS) / 1000,
    });
  });
});

describe('colliding transactions', () => {
  const collide = (times: number, work: () => Promise<unknown>) =>
    withFault(table, { command: 'TransactWriteItems', error: conflict, times }, work);

  it('are tried again until they are through', async () => {
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

  it('are refused as contended after five more tries, with no effect', async () => {
    const key = newKey();
    const error = await collide(6, () => thrownBy(commit(table, contextAt(), { writes: [put(key, {})] })));
    expect(error).toMatchObject({ code: 'write.contended' });
    expect(await getItem(table, key)).toBeUndefined();
    expect(
      await collide(5, () => thrownBy(commit(table, contextAt(), { writes: [put(key, {})] }))),
    ).toBeUndefined();
  });

  it('are begun anew by those who load and decide again, five times at the most', async () => {
    let attempts = 0;
    const always = () => {
      attempts += 1;
      return Promise.reject(platformError('write.contended'));
    };
    await expect(retryOnContention(always)).rejects.toMatchObject({ code: 'write.contended' });
    expect(attempts).toBe(5);
  });

  it('of another kind of failure are not tried again', async () => {
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

  it('are 100 actions, which it takes, and 101, which never leave the house', async () => {
    await commit(table, contextAt(), { writes: puts(99), applied: { consumer: 'c', eventId: 'hundred' } });
    const calls = await callsOf(table, async () => {
      await expect(
        commit(table, contextAt(), { writes: puts(100), applied: { consumer: 'c', eventId: 'x' } }),
      ).rejects.toThrow('101 actions');
    });
    expect(calls).toEqual([]);
  });

  it('are 400 KB an item: the largest that is let through is taken, a larger one is refused by name', async () => {
    const guard = 400 * 1024 - 4096;
    const sized = (bytes: number) => {
      const key = newKey();
      const own = Buffer.byteLength(`pk${key.pk}skSx`);
      return put(key, { x: 'x'.repeat(bytes - own) });
    };
    await commit(table, contextAt(), { writes: [sized(guard)] });
    const calls = await callsOf(table, async () => {
      expect(await thrownBy(commit(table, contextAt(), { writes: [sized(guard + 1)] }))).toMatchObject({
        code: 'item.too_large',
      });
    });
    expect(calls).toEqual([]);
  });

  it('are 4 MB in all', async () => {
    const calls = await callsOf(table, async () => {
      await expect(
        commit(table, contextAt(), { writes: puts(11, { x: 'x'.repeat(390_000) }) }),
      ).rejects.toMatchObject({ code: 'item.too_large', message: expect.stringMatching(/at most 4194304/) });
    });
    expect(calls).toEqual([]);
  });
});
