// Reads of the table. An item that is not there is `undefined`, never an empty object.
import { GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../errors.ts';
import { digest } from '../ids.ts';
import { indexes, type Key, keys } from './keys.ts';
import type { Item, Table } from './table.ts';

/** One item, as it is after every write that was answered (strongly consistent). */
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
  /** Cursor of the page before. */
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
 * A page of a partition between two sort keys, both included: one Query, whatever the partition's size.
 * Refuses a cursor that another list issued with `request.cursor_invalid`.
 */
export async function queryRange(table: Table, range: Range): Promise<PageOfItems> {
  const answer = await table.doc.send(new QueryCommand(queryOf(table, range)));
  const next = answer.LastEvaluatedKey ? encodeCursor(answer.LastEvaluatedKey) : undefined;
  return { items: answer.Items ?? [], ...(next ? { next } : {}) };
}

export interface MergedRange extends Omit<Range, 'pk'> {
  index: keyof typeof indexes;
  /** The partitions that one list is spread over. */
  pks: readonly string[];
  limit: number;
}

/**
 * A page of a list that is spread over several partitions, in the order of their sort keys: one Query each, all at once.
 * The cursor is the sort key of the last row and goes on in the very list that issued it; any other is refused with
 * `request.cursor_invalid`. An item that moves between two pages may be seen twice or not at all, as in any list.
 */
export async function queryMerged(table: Table, range: MergedRange): Promise<PageOfItems> {
  const { limit, newestFirst, index } = range;
  const { pks, ...rest } = restOf(range);
  const pages = await Promise.all(pks.map((pk) => queryRange(table, { ...rest, pk })));
  const skName = indexKeys[index][1];
  const order = (a: Item, b: Item) => compareText(String(a[skName]), String(b[skName]));
  const items = pages.flatMap((page) => page.items).toSorted(newestFirst ? (a, b) => order(b, a) : order);
  const more = items.length > limit || pages.some((page) => page.next !== undefined);
  const page = items.slice(0, limit);
  const last = page.at(-1);
  const next = more && last ? encodeCursor({ after: last[skName], of: nameOf(range) }) : undefined;
  return { items: page, ...(next ? { next } : {}) };
}

/** DynamoDB orders text by its UTF-8 bytes; our sort keys are ASCII, where that is the order of their characters. */
const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** What follows the cursor: sort keys are unique, as they end in an id. */
function restOf({ cursor, ...range }: MergedRange): MergedRange {
  if (cursor === undefined) return range;
  const { after, of } = (decode(cursor) ?? {}) as Record<string, unknown>;
  const own = typeof after === 'string' && after !== '' && of === nameOf(range) && inside(after, range);
  if (!own) throw new DomainError('request.cursor_invalid');
  return range.newestFirst ? { ...range, to: before(after) } : { ...range, from: `${after}\u0000` };
}

/** The greatest text that sorts before another one of ASCII. */
const before = (text: string) =>
  `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) - 1)}\uffff`;

/** Tells one merged list from another. */
const nameOf = ({ index, pks, newestFirst = false }: Pick<MergedRange, 'index' | 'pks' | 'newestFirst'>) =>
  digest(JSON.stringify([index, pks, newestFirst])).slice(0, 10);

function queryOf(table: Table, range: Range): QueryCommandInput {
  const [pk, sk] = range.index ? indexKeys[range.index] : (['pk', 'sk'] as const);
  const bounded = range.from !== undefined || range.to !== undefined;
  return {
    TableName: table.name,
    ...(range.index ? { IndexName: indexes[range.index] } : {}),
    KeyConditionExpression: bounded ? '#pk = :pk AND #sk BETWEEN :from AND :to' : '#pk = :pk',
    ExpressionAttributeNames: bounded ? { '#pk': pk, '#sk': sk } : { '#pk': pk },
    ExpressionAttributeValues: bounded
      ? { ':pk': range.pk, ':from': range.from || '\u0000', ':to': range.to ?? '\uffff' }
      : { ':pk': range.pk },
    ScanIndexForward: !range.newestFirst,
    ...(range.consistent ? { ConsistentRead: true } : {}),
    ...(range.limit ? { Limit: range.limit } : {}),
    ...(range.cursor ? { ExclusiveStartKey: decodeCursor(range.cursor, pk, sk, range) } : {}),
  };
}

/** Opaque to clients; holds the last key of the page. */
function encodeCursor(key: Item): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new DomainError('request.cursor_invalid');
  }
}

/** The cursor of a plain list whose page ends with this item, though more was read. */
export const cursorBehind = ({ pk, sk }: Item): string => encodeCursor({ pk, sk });

/** The cursor of a list that its reader puts together by sort keys: what follows `after` in the list `of`. */
export const cursorAfter = (after: string, of: string): string => encodeCursor({ after, of });

/** The sort key in a cursor of `cursorAfter`; undefined for a cursor of another kind, which other readers refuse or know. */
export function afterOf(cursor: string, of: string): string | undefined {
  const key = decode(cursor) as Partial<Record<'after' | 'of', unknown>> | null;
  return key?.of === of && typeof key.after === 'string' && key.after.length <= 100 ? key.after : undefined;
}

/** A cursor is input like any other: it may only continue the very partition and range that is asked for. */
function decodeCursor(cursor: string, pkName: string, skName: string, range: Range): Item {
  const refused = new DomainError('request.cursor_invalid');
  const key = decode(cursor);
  if (typeof key !== 'object' || key === null || Array.isArray(key)) throw refused;
  const entries = Object.entries(key);
  const names = range.index ? ['pk', 'sk', ...indexKeys[range.index]] : ['pk', 'sk'];
  const shaped =
    entries.length === names.length &&
    entries.every(([name, value]) => names.includes(name) && typeof value === 'string' && value !== '');
  const { [pkName]: pk, [skName]: sk } = key as Record<string, string>;
  if (!shaped || pk !== range.pk || !inside(sk ?? '', range)) throw refused;
  return key as Item;
}

function inside(sk: string, { from = '', to = '\uffff' }: Pick<Range, 'from' | 'to'>): boolean {
  return sk >= from && sk <= to;
}
