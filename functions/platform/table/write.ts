// Builds the actions of a commit: each names, as a value, the refusal that its failed condition means.
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import type { OnFailed, Refusal, TaggedRefusal } from './refusal.ts';
import type { Item } from './table.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** One action of a transaction. `R`: the refusals that its failed condition may mean. */
export interface Write<R extends TaggedRefusal = Refusal> {
  key: Key;
  action: (tableName: string) => Action;
  /** Names the refusal; without it, a failed condition is the error `version.stale`. */
  onFailed?: OnFailed<R>;
  /** The whole item of a put, and of an update if the caller knows it: for the size check. */
  item?: Item;
  /**
   * Called after the last attempt of each commit with whether everything was written; false if
   * the answer was lost.
   */
  onOutcome?: (committed: boolean) => void;
}

/**
 * A condition in DynamoDB's syntax. `#name` and `#map.#name` stand for attributes of these
 * names, `:value` for `values.value`.
 */
export interface Condition {
  expression: string;
  values?: Record<string, unknown>;
}

const ABSENT: Condition = { expression: 'attribute_not_exists(pk)' };
const PRESENT = { expression: 'attribute_exists(pk)' };

/** Puts an item that must not exist yet. */
export function create<R extends TaggedRefusal = never>(
  key: Key,
  item: Item,
  onFailed: OnFailed<R>,
): Write<R> {
  return put(key, item, ABSENT, onFailed);
}

/** Puts an item over the one that still has the version that was read. */
export function replace<R extends TaggedRefusal = never>(
  key: Key,
  item: Item,
  version: number,
  onFailed: OnFailed<R>,
): Write<R> {
  return put(key, item, { expression: '#version = :version', values: { version } }, onFailed);
}

/** Puts an item under a condition; without one, over whatever exists. */
export function put<R extends TaggedRefusal = never>(
  key: Key,
  item: Item,
  when?: Condition,
  onFailed?: OnFailed<R>,
): Write<R> {
  const whole = { ...key, ...item };
  return {
    key,
    item: whole,
    ...(onFailed ? { onFailed } : {}),
    action: (TableName) => ({ Put: { TableName, Item: storable(whole) as Item, ...conditionOf(when) } }),
  };
}

/** Asserts that an item exists, without changing it. */
export function assertExists<R extends TaggedRefusal = never>(key: Key, onFailed: OnFailed<R>): Write<R> {
  return assertCondition(key, PRESENT, onFailed);
}

/** Asserts a condition on an item, without changing it. */
export function assertCondition<R extends TaggedRefusal = never>(
  key: Key,
  when: Condition,
  onFailed: OnFailed<R>,
): Write<R> {
  return {
    key,
    onFailed,
    action: (TableName) => ({
      ConditionCheck: {
        TableName,
        Key: key,
        ...conditionOf(when),
        ConditionExpression: when.expression,
      },
    }),
  };
}

/** Deletes an item; with a condition, only if it holds. */
export function remove<R extends TaggedRefusal = never>(
  key: Key,
  when?: Condition,
  onFailed?: OnFailed<R>,
): Write<R> {
  return {
    key,
    ...(onFailed ? { onFailed } : {}),
    action: (TableName) => ({ Delete: { TableName, Key: key, ...conditionOf(when) } }),
  };
}

export interface Change {
  /** Attribute paths (`row.status`) to set; undefined removes the attribute. */
  set?: Record<string, unknown>;
  /** Numbers to add (an absent attribute counts as 0), or sets to add to; top-level attributes only. */
  add?: Record<string, number | Set<string>>;
  /** Numbers to add to attributes that exist, at any path. */
  increase?: Record<string, number>;
}

/** Updates attributes of an item under a condition. */
export function update<R extends TaggedRefusal = never>(
  key: Key,
  change: Change,
  when?: Condition,
  onFailed?: OnFailed<R>,
): Write<R> {
  const built = expressionOf(change);
  const condition = conditionOf(when);
  const values = { ...built.values, ...condition.ExpressionAttributeValues };
  return {
    key,
    ...(onFailed ? { onFailed } : {}),
    action: (TableName) => ({
      Update: {
        TableName,
        Key: key,
        UpdateExpression: built.expression,
        ...condition,
        ExpressionAttributeNames: { ...built.names, ...condition.ExpressionAttributeNames },
        ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
      },
    }),
  };
}

interface ConditionInput {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD';
}

function conditionOf(when: Condition | undefined): ConditionInput {
  if (!when) return {};
  const names = [...new Set(when.expression.match(/#\w+/g) ?? [])];
  const values = Object.entries(when.values ?? {}).map(([name, value]) => [`:${name}`, value] as const);
  return {
    ConditionExpression: when.expression,
    ...(names.length > 0
      ? { ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])) }
      : {}),
    ...(values.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(values) } : {}),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

function expressionOf(change: Change) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const clauses: Record<'SET' | 'REMOVE' | 'ADD', string[]> = { SET: [], REMOVE: [], ADD: [] };
  const place = (path: string) =>
    path
      .split('.')
      .map((part) => {
        names[`#${part}`] = part;
        return `#${part}`;
      })
      .join('.');
  const hold = (value: unknown) => {
    const name = `:u${Object.keys(values).length}`;
    values[name] = storable(value);
    return name;
  };
  for (const [path, value] of Object.entries(change.set ?? {})) {
    if (value === undefined) clauses.REMOVE.push(place(path));
    else clauses.SET.push(`${place(path)} = ${hold(value)}`);
  }
  for (const [path, value] of Object.entries(change.increase ?? {})) {
    clauses.SET.push(`${place(path)} = ${place(path)} + ${hold(value)}`);
  }
  for (const [path, value] of Object.entries(change.add ?? {}))
    clauses.ADD.push(`${place(path)} ${hold(value)}`);
  const expression = Object.entries(clauses)
    .filter(([, parts]) => parts.length > 0)
    .map(([verb, parts]) => `${verb} ${parts.join(', ')}`)
    .join(' ');
  return { expression, names, values };
}

/**
 * Replaces records that have a key `constructor` by maps, because the SDK would not recognise such a record
 * as one and would refuse or misread it. Reading returns records again.
 */
export function storable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(storable);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, storable(entry)] as const);
  return Object.hasOwn(value, 'constructor') ? new Map(entries) : Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
