// Reads the table. A missing item is `undefined`, never an empty object.
import { GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { platformError } from '../errors.ts';
import { digest } from '../ids.ts';
import { indexes, type Key, keys } from './keys.ts';
import type { Item, Table } from './table.ts';

/** Reads one item with strong consistency: after every acknowledged write. */
export async function getItem(table: Table, key: Key): Promise<Item | undefined> {
  const answer = await table.doc.send(
    new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
  );
  return answer.Item;
}

/** Reads idempotency markers, for the HTTP layer. */
export const markerReader = (table: Table) => (digest: string) => getItem(table, keys.idempotency(digest));

export interface Range {
  pk: string;
  from?: string;
  to?: string;
  index?: keyof typeof indexes;
  newestFirst?: boolean;
  consistent?: boolean;
  limit?: number;
  /** The cursor of the previous page. */
  cursor?: string | undefined;
}

export interface PageOfItems {
  items: Item[];
  next?: string;
}

const indexKeys = {
  list: ['listPk', 'listSk'],
  view: ['viewPk', 'viewSk'],
  queue: ['queuePk', 'queueSk'],
  breach: ['breachPk', 'breachSk'],
  due: ['duePk', 'dueSk'],
} as const;

/**
 * Reads a page of a partition between two sort keys, both included, with one Query, whatever the partition's
 * size. Rejects a cursor of another list with `request.cursor_invalid`.
 */
export async function queryRange(table: Table, { cursor, ...range }: Range): Promise<PageOfItems> {
  return nextPage(table, afterCursor(range, cursor, [range.pk]), [range.pk]);
}

async function nextPage(table: Table, range: Range, pks: readonly string[]): Promise<PageOfItems> {
  if (isEmpty(range)) return { items: [] };
  const { Items = [], LastEvaluatedKey: last } = await table.doc.send(
    new QueryCommand(queryOf(table, range)),
  );
  const next = last && cursorAfter(String(last[keyNames(range)[1]]), nameOf(range, pks));
  return { items: Items, ...(next ? { next } : {}) };
}

export interface MergedRange extends Omit<Range, 'pk'> {
  index: keyof typeof indexes;
  /** The partitions that the list is spread over. */
  pks: readonly string[];
  limit: number;
}

/**
 * Reads a page of a list that is spread over several partitions, in the order of their sort keys: one Query
 * each, all in parallel. Rejects a cursor of another list with `request.cursor_invalid`. An item that moves
 * between two pages may appear twice or not at all, as in any list.
 */
export async function queryMerged(
  table: Table,
  { pks, cursor, ...range }: MergedRange,
): Promise<PageOfItems> {
  const { limit, newestFirst, index } = range;
  const rest = afterCursor(range, cursor, pks);
  const pages = await Promise.all(pks.map((pk) => nextPage(table, { ...rest, pk }, pks)));
  const skName = indexKeys[index][1];
  const order = (a: Item, b: Item) => compareText(String(a[skName]), String(b[skName]));
  const items = pages.flatMap((page) => page.items).toSorted(newestFirst ? (a, b) => order(b, a) : order);
  const more = items.length > limit || pages.some((page) => page.next !== undefined);
  const page = items.slice(0, limit);
  const last = page.at(-1);
  const next = more && last ? cursorAfter(String(last[skName]), nameOf(range, pks)) : undefined;
  return { items: page, ...(next ? { next } : {}) };
}

type Bounds = Pick<Range, 'from' | 'to' | 'index' | 'newestFirst'>;

const keyNames = ({ index }: Pick<Range, 'index'>) => (index ? indexKeys[index] : (['pk', 'sk'] as const));

/** Compares text as DynamoDB does, by its UTF-8 bytes. */
const compareText = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const FIRST = '\u0000';
const LAST = '\uffff';

function isEmpty({ from = FIRST, to = LAST }: Bounds): boolean {
  return compareText(from, to) > 0;
}

function queryOf(table: Table, range: Range): QueryCommandInput {
  const [pk, sk] = keyNames(range);
  const bounded = range.from !== undefined || range.to !== undefined;
  return {
    TableName: table.name,
    ...(range.index ? { IndexName: indexes[range.index] } : {}),
    KeyConditionExpression: bounded ? '#pk = :pk AND #sk BETWEEN :from AND :to' : '#pk = :pk',
    ExpressionAttributeNames: bounded ? { '#pk': pk, '#sk': sk } : { '#pk': pk },
    ExpressionAttributeValues: bounded
      ? { ':pk': range.pk, ':from': range.from || FIRST, ':to': range.to ?? LAST }
      : { ':pk': range.pk },
    ScanIndexForward: !range.newestFirst,
    ...(range.consistent ? { ConsistentRead: true } : {}),
    ...(range.limit ? { Limit: range.limit } : {}),
  };
}

// A cursor is a position in a list, not a secret: it names the list and the sort key after which it
// continues. A client that forges one asks for a later part of the same list between the same bounds, and for
// nothing else; so cursors are checked and not signed (docs/adr/0025).

/** Sort keys have at most 1,024 bytes, and the bounds made of them a few more. */
const MAX_AFTER_BYTES = 1000;

/**
 * Returns the rest of a range after its cursor. Sort keys are unique in a list, because they end in an id.
 */
function afterCursor<R extends Bounds>(range: R, cursor: string | undefined, pks: readonly string[]): R {
  if (cursor === undefined) return range;
  const after = sortKeyInCursor(cursor, nameOf(range, pks));
  const { from = FIRST, to = LAST, newestFirst } = range;
  const inside = after !== undefined && compareText(after, from) >= 0 && compareText(after, to) <= 0;
  if (!inside || (newestFirst && !/[!-~]$/.test(after))) throw platformError('request.cursor_invalid');
  return newestFirst ? { ...range, to: before(after) } : { ...range, from: `${after}\u0000` };
}

/**
 * Returns the greatest text that sorts before another one, which ends in a printable ASCII character,
 * as our ids do.
 */
const before = (text: string) =>
  `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) - 1)}\uffff`;

/** Names a list and its order, so that a cursor of one list is not accepted for another. */
const nameOf = ({ index, newestFirst = false }: Bounds, pks: readonly string[]) =>
  digest(JSON.stringify([index, pks, newestFirst])).slice(0, 10);

/** Returns the cursor for what follows the sort key `after` in the list `of`; opaque to clients. */
export const cursorAfter = (after: string, of: string): string =>
  Buffer.from(JSON.stringify([after, of])).toString('base64url');

/** Returns the cursor of a plain list whose page ends with this item, even if more was read. */
export const cursorAfterItem = ({ pk, sk }: Item): string =>
  cursorAfter(String(sk), nameOf({}, [String(pk)]));

/**
 * Returns the sort key in a cursor of the list `of`; undefined for a cursor of another list, which the caller
 * refuses or handles. Rejects with `request.cursor_invalid` a text that is not a cursor and a sort key that
 * DynamoDB would refuse: empty, too long or malformed.
 */
export function sortKeyInCursor(cursor: string, of: string): string | undefined {
  const [after, name, ...rest] = decode(cursor);
  const own =
    typeof after === 'string' &&
    typeof name === 'string' &&
    rest.length === 0 &&
    after !== '' &&
    after.isWellFormed() &&
    Buffer.byteLength(after) <= MAX_AFTER_BYTES;
  if (!own) throw platformError('request.cursor_invalid');
  return name === of ? after : undefined;
}

function decode(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value)) return value;
  } catch {
    // It is not a cursor either way.
  }
  throw platformError('request.cursor_invalid');
}
