import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { queryRange } from '../../../functions/platform/table/read.ts';
import { itemBytes } from '../../../functions/platform/table/size.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { freshTable } from '../../support/fresh-table.ts';

let table: Table;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

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
  it('holds the range with both ends, and nothing of the rest', async () => {
    const { items } = await queryRange(table, { pk: 'P', from: 'E#2', to: 'E#4' });
    expect(items.map(({ sk }) => sk)).toEqual(['E#2', 'E#3', 'E#4']);
  });

  it('by page gives every item once, in either direction', async () => {
    const forward = ['E#0', 'E#1', 'E#2', 'E#3', 'E#4', 'E#5', 'E#6'];
    for (const limit of [1, 3, 7, 100]) {
      expect((await pages({ pk: 'P', from: 'E#', to: 'E~', limit })).flat()).toEqual(forward);
      expect((await pages({ pk: 'P', from: 'E#', to: 'E~', limit, newestFirst: true })).flat()).toEqual(
        forward.toReversed(),
      );
      expect((await pages({ index: 'list', pk: 'L', limit })).flat()).toEqual(forward);
    }
  });

  it('from the very beginning asks with no empty key, which DynamoDB refuses', async () => {
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

describe('a cursor is refused', () => {
  const refused = (cursor: string, range = {}) =>
    expect(queryRange(table, { pk: 'P', from: 'E#', to: 'E#5', cursor, ...range })).rejects.toMatchObject({
      code: 'request.cursor_invalid',
    });

  for (const [name, value] of [
    ['of another partition', { pk: 'Q', sk: 'E#3' }],
    ['before the range', { pk: 'P', sk: 'A' }],
    ['behind the range', { pk: 'P', sk: 'E#6' }],
    ['without a sort key', { pk: 'P' }],
    ['with an attribute more', { pk: 'P', sk: 'E#3', x: '1' }],
    ['with a number for a key', { pk: 'P', sk: 3 }],
    ['that is a list', ['P', 'E#3']],
    ['that is nothing', null],
    ['that is a text', 'P'],
  ] as const) {
    it(name, () => refused(encode(value)));
  }

  it('that is no JSON, or nothing like a cursor', async () => {
    for (const cursor of ['%%%', 'e30', 'bm90IGpzb24', '{}']) await refused(cursor);
  });

  it('with an empty key, in the table and in an index', async () => {
    await refused(encode({ pk: 'P', sk: '' }), { from: undefined, to: undefined });
    const inIndex = (over: Item) => encode({ pk: 'P', sk: 'E#1', listPk: 'L', listSk: '1', ...over });
    for (const over of [{ pk: '' }, { sk: '' }, { listSk: '' }]) {
      await refused(inIndex(over), { index: 'list', pk: 'L', from: undefined, to: undefined });
    }
  });

  it('of the table in an index, and the other way round', async () => {
    await refused(encode({ pk: 'P', sk: 'E#1' }), { index: 'list', pk: 'L', from: undefined, to: undefined });
    await refused(encode({ pk: 'P', sk: 'E#1', listPk: 'L', listSk: '1' }));
  });

  it('or taken, and never an error of ours, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        async (cursor) => {
          if (cursor !== '') await refused(cursor);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('the size of an item', () => {
  /** Write units of a single put, as the database bills them: one for each begun kilobyte. */
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
    it(`of ${name} ends at the very kilobyte where the database’s does`, async () => {
      const base = { pk: 'SIZE', sk: name, ...sample, pad: '' };
      const exact = { ...base, pad: 'x'.repeat(1024 - itemBytes(base)) };
      expect(await billed(exact)).toBe(1);
      expect(await billed({ ...exact, pad: `${exact.pad}x` })).toBe(2);
    });
  }
});
