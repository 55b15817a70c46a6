// Reads of the table. An item that is not there is `undefined`, never an empty object.
import { GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../errors.ts';
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

const indexKeys = { list: ['listPk', 'listSk'], due: ['duePk', 'dueSk'] } as const;

/**
 * A page of a partition between two sort keys, both included: one Query, whatever the partition's size.
 * Refuses a cursor that another list issued with `request.cursor_invalid`.
 */
export async function queryRange(table: Table, range: Range): Promise<PageOfItems> {
  const answer = await table.doc.send(new QueryCommand(queryOf(table, range)));
  const next = answer.LastEvaluatedKey ? encodeCursor(answer.LastEvaluatedKey) : undefined;
  return { items: answer.Items ?? [], ...(next ? { next } : {}) };
}

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

/** A cursor is input like any other: it may only continue the very partition and range that is asked for. */
function decodeCursor(cursor: string, pkName: string, skName: string, range: Range): Item {
  const refused = new DomainError('request.cursor_invalid');
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
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

function inside(sk: string, { from = '', to = '\uffff' }: Range): boolean {
  return sk >= from && sk <= to;
}
