import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cursorAfter, queryMerged, queryRange } from '../../../functions/platform/table/read.ts';
import { itemBytes } from '../../../functions/platform/table/size.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { freshTable } from '../../support/table/fresh-table.ts';

let table: Table;

beforeAll(async () => {
  table = await freshTable();
  const items = Array.from({ length: 7 }, (_, index) => ({
    pk: 'P',
    sk: `E#${index}`,
    listPk: 'L',
    listSk: `${index}`,
    row: { index },
  }));
  await Promise.all(
    [...items, { pk: 'P', sk: 'Z' }, { pk: 'Q', sk: 'E#3' }].map((Item) =>
      table.doc.send(new PutCommand({ TableName: table.name, Item })),
    ),
  );
});

async function pages(range: Parameters<typeof queryRange>[1]): Promise<string[][]> {
  const result: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { ...range, cursor });
    result.push(page.items.map(({ sk }) => String(sk)));
    cursor = page.next;
  } while (cursor);
  return result.filter((page) => page.length > 0);
}

describe('a page of a partition', () => {
  it('contains the range with both ends, and nothing else', async () => {
    const { items } = await queryRange(table, { pk: 'P', from: 'E#2', to: 'E#4' });
    expect(items.map(({ sk }) => sk)).toEqual(['E#2', 'E#3', 'E#4']);
  });

  it('by page returns every item once, in either direction', async () => {
    const forward = ['E#0', 'E#1', 'E#2', 'E#3', 'E#4', 'E#5', 'E#6'];
    for (const limit of [1, 3, 7, 100]) {
      expect((await pages({ pk: 'P', from: 'E#', to: 'E~', limit })).flat()).toEqual(forward);
      expect((await pages({ pk: 'P', from: 'E#', to: 'E~', limit, newestFirst: true })).flat()).toEqual(
        forward.toReversed(),
      );
      expect((await pages({ index: 'list', pk: 'L', limit })).flat()).toEqual(forward);
    }
  });

  it('from the very beginning sends no empty key, which DynamoDB refuses', async () => {
    const asked: unknown[] = [];
    table.doc.middlewareStack.add(
      (next) => (args) => {
        asked.push((args.input as { ExpressionAttributeValues?: Item }).ExpressionAttributeValues?.[':from']);
        return next(args);
      },
      { step: 'initialize', name: 'test-asked', priority: 'high' },
    );
    try {
      expect((await queryRange(table, { pk: 'P', from: '', to: 'E#0' })).items).toHaveLength(1);
      expect((await queryRange(table, { pk: 'P', to: 'E#0' })).items).toHaveLength(1);
    } finally {
      table.doc.middlewareStack.remove('test-asked');
    }
    expect(asked).toEqual(['\u0000', '\u0000']);
  });
});

describe('a cursor', () => {
  const plain = { pk: 'P', from: 'E#', to: 'E#5' };
  const descending = { ...plain, newestFirst: true };
  const inIndex = { index: 'list', pk: 'L' } as const;
  const merged = { index: 'list', pks: ['L', 'M'], limit: 2 } as const;
  const readers = {
    plain: (cursor?: string) => queryRange(table, { ...plain, limit: 2, cursor }),
    descending: (cursor?: string) => queryRange(table, { ...descending, limit: 2, cursor }),
    inIndex: (cursor?: string) => queryRange(table, { ...inIndex, limit: 2, cursor }),
    unbounded: (cursor?: string) => queryRange(table, { pk: 'P', limit: 2, cursor }),
    merged: (cursor?: string) => queryMerged(table, { ...merged, cursor }),
    otherPartition: (cursor?: string) => queryRange(table, { pk: 'Q', limit: 2, cursor }),
  };
  type Reader = keyof typeof readers;
  const names = Object.keys(readers) as Reader[];
  const invalid = { code: 'request.cursor_invalid' };
  const outcomeOf = (page: Promise<{ items: Item[] }>) =>
    page.then(
      ({ items }) => ({ items, code: undefined }),
      (error: { code?: string; name: string }) => ({ items: [], code: error.code ?? error.name }),
    );
  /** Returns the name of a list as its own cursors contain it. */
  const nameIn = async (reader: Reader): Promise<string> => {
    const { next } = await readers[reader]();
    return JSON.parse(Buffer.from(next ?? '', 'base64url').toString())[1];
  };

  it.each([
    ['nothing', null],
    ['a string', 'P'],
    ['an object of keys', { pk: 'P', sk: 'E#3' }],
    ['an object of a merged list', { after: 'E#3', of: 'x' }],
    ['an empty list', []],
    ['a position without its list', ['E#3']],
    ['keys of a foreign partition', ['Q', 'E#3']],
    ['a list with an extra element', ['E#3', 'NAME', 'x']],
    ['a number', [3, 'NAME']],
    ['a position that is an object', [{ S: 'E#3' }, 'NAME']],
    ['a position that is a list', [['E#3'], 'NAME']],
    ['an empty position', ['', 'NAME']],
    ['a lone surrogate', ['E#3\ud800', 'NAME']],
    ['a key longer than DynamoDB accepts', ['E#'.padEnd(1025, '3'), 'NAME']],
    ['a key of more bytes than DynamoDB accepts', ['E#3'.padEnd(400, 'ﬀ'), 'NAME']],
    ['the name of another list', ['E#3', '0000000000']],
  ])('that contains %s is refused by every list', async (_what, value) => {
    for (const reader of names.filter((name) => name !== 'otherPartition')) {
      const text = JSON.stringify(value)?.replace('NAME', await nameIn(reader));
      const cursor = Buffer.from(text).toString('base64url');
      await expect(readers[reader](cursor)).rejects.toMatchObject(invalid);
    }
  });

  it.each(['A', 'E', 'E#6', 'E#5\u0000', 'Z', '\u0000', '\uffff', '😀'])(
    'before or after the range is refused: %j',
    async (after) => {
      for (const reader of ['plain', 'descending'] as const) {
        const cursor = cursorAfter(after, await nameIn(reader));
        await expect(readers[reader](cursor)).rejects.toMatchObject(invalid);
      }
    },
  );

  const places = ['E#', 'E#3', 'E#3\u0000', 'E#4ﬀ', 'E#5', 'E#4😀', 'E#4\uffff', 'E#4\n'];

  it.each(places)('that is forged continues after its position in the requested list: %j', async (after) => {
    const { items } = await readers.plain(cursorAfter(after, await nameIn('plain')));
    for (const { pk, sk } of items)
      expect([pk, String(sk) > after && String(sk) <= 'E#5']).toEqual(['P', true]);
  });

  it.each(places)(
    'that is forged continues before its position in a descending list, or is refused: %j',
    async (after) => {
      const page = readers.descending(cursorAfter(after, await nameIn('descending')));
      const { items, code } = await outcomeOf(page);
      expect([undefined, invalid.code]).toContain(code);
      for (const { pk, sk } of items)
        expect([pk, String(sk) < after && String(sk) >= 'E#']).toEqual(['P', true]);
    },
  );

  it('at the very end of a list returns nothing more', async () => {
    for (const [reader, last] of [
      ['plain', 'E#5'],
      ['descending', 'E#'],
      ['unbounded', '\uffff'],
    ] as const)
      expect(await readers[reader](cursorAfter(last, await nameIn(reader)))).toEqual({ items: [] });
  });

  it('of one list is refused by every other', async () => {
    for (const from of names.filter((name) => name !== 'otherPartition' && name !== 'unbounded')) {
      const { next } = await readers[from]();
      for (const to of names.filter((name) => name !== from && !(from === 'plain' && name === 'unbounded')))
        await expect(readers[to](next)).rejects.toMatchObject(invalid);
    }
  });

  it('that is not JSON, or is anything else, is refused without an internal error', async () => {
    const some = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    );
    await fc.assert(
      fc.asyncProperty(some, async (cursor) => {
        for (const reader of names) await expect(readers[reader](cursor)).rejects.toMatchObject(invalid);
      }),
      { numRuns: 100 },
    );
  });

  it('with any position returns rows of the range or is refused, without an internal error', async () => {
    const list = { plain: await nameIn('plain'), descending: await nameIn('descending') };
    const anyPlace = fc.string({ unit: 'binary' }).map((end) => `E#${end}`);
    await fc.assert(
      fc.asyncProperty(anyPlace, fc.constantFrom('plain', 'descending'), async (after, reader) => {
        const { items, code } = await outcomeOf(readers[reader](cursorAfter(after, list[reader])));
        expect([undefined, invalid.code]).toContain(code);
        for (const { pk, sk } of items) expect([pk, String(sk).slice(0, 2)]).toEqual(['P', 'E#']);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the size of an item', () => {
  /** Returns the write units of a single put as the database bills them: one for each started kilobyte. */
  async function billed(item: Item): Promise<number> {
    const put = new PutCommand({ TableName: table.name, Item: item, ReturnConsumedCapacity: 'TOTAL' });
    return (await table.doc.send(put)).ConsumedCapacity?.CapacityUnits ?? 0;
  }
  const samples: [string, Item][] = [
    ['texts of several bytes a character', { text: 'é€😀' }],
    ['numbers', { a: 0, b: 12, c: -7, d: 1.5, e: 123_456_789 }],
    ['lists and maps', { list: ['a', { b: [1, 2] }], map: { inner: { deep: 'x' } } }],
    ['sets, true, false and null', { set: new Set(['a', 'bc']), yes: true, no: false, nothing: null }],
  ];

  for (const [name, sample] of samples) {
    it(`of ${name} crosses a kilobyte at the same byte as the database’s`, async () => {
      const base = { pk: 'SIZE', sk: name, ...sample, pad: '' };
      const exact = { ...base, pad: 'x'.repeat(1024 - itemBytes(base)) };
      expect(await billed(exact)).toBe(1);
      expect(await billed({ ...exact, pad: `${exact.pad}x` })).toBe(2);
    });
  }
});
