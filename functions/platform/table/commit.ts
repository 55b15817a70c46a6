// The one write path: state, events, timed work, guards and the idempotency marker in one TransactWriteItems.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { DAY_MS, epochSeconds } from '../clock.ts';
import type { Context } from '../context.ts';
import { AlreadyDone, platformError } from '../errors.ts';
import { appendEvent, eventOf, type NewEvent } from '../events/new-event.ts';
import { replayOf } from '../replay.ts';
import { keys } from './keys.ts';
import { itemBytes } from './size.ts';
import type { Item, Table } from './table.ts';
import { create, put, type Write } from './write.ts';

export interface Commit {
  writes?: readonly Write[];
  events?: readonly NewEvent[];
  /** What the request is answered, kept with the idempotency marker for 24 hours. */
  answer?: unknown;
  /**
   * The opening event of a new partition whose id derives from the idempotency key. It stands at a fixed key and is
   * itself the marker, which saves an item; a replay is answered from it, however old.
   */
  opening?: { event: NewEvent; answer: (event: Item) => unknown };
  /** Queue-borne work: the note that `consumer` has applied the event, kept for 14 days. */
  applied?: { consumer: string; eventId: string };
}

const MAX_ACTIONS = 100;
const MAX_BYTES = 4 * 1024 * 1024;
/** 400 KB less room for the index keys and for numbers that `itemBytes` may miss by a byte. */
const MAX_ITEM_BYTES = 400 * 1024 - 4096;
const CONFLICT_RETRIES = 5;
const IDEMPOTENCY_MS = DAY_MS;
const APPLIED_MS = 14 * DAY_MS;

/**
 * Writes everything or nothing.
 * Refuses with the domain error of the first action whose condition failed; before any of them with `Replay` or
 * `idempotency.key_reused` when the request was seen, and with `AlreadyDone` when the consumer applied the event before.
 * Transactions that collide on an item are tried again, then refused with `write.contended`.
 */
export async function commit(table: Table, context: Context, input: Commit): Promise<void> {
  const actions = actionsOf(context, input);
  guardSizes(actions);
  let committed = false;
  try {
    await write(table, actions);
    committed = true;
  } finally {
    for (const { onOutcome: settled } of actions) settled?.(committed);
  }
}

async function write(table: Table, actions: readonly Write[]): Promise<void> {
  const TransactItems = actions.map((action) => action.action(table.name));
  for (let attempt = 0; ; attempt += 1) {
    try {
      await table.doc.send(new TransactWriteCommand({ TransactItems }));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refusal = refusalOf(error, actions);
      if (refusal) throw refusal;
      if (!isConflict(error)) throw error;
      if (attempt >= CONFLICT_RETRIES) throw platformError('write.contended');
      await pause(attempt);
    }
  }
}

/** Markers stand first, and so speak first: a request or an event that was seen before is that, whatever else has changed. */
function actionsOf(context: Context, input: Commit): Write[] {
  const markers = [
    openingAction(context, input),
    idempotencyAction(context, input),
    appliedAction(context, input),
  ];
  const events = (input.events ?? []).map((draft) => appendEvent(draft, context));
  return [...markers.filter((write) => write !== undefined), ...(input.writes ?? []), ...events];
}

function openingAction(context: Context, { opening }: Commit): Write | undefined {
  if (!opening) return undefined;
  const event = eventOf(opening.event, context);
  const bodyHash = context.idempotencyKey?.bodyHash;
  return create(keys.openingEvent(opening.event.owner), { ...event, t: 'event', bodyHash }, (current) =>
    replayOf(current, bodyHash, opening.answer),
  );
}

function idempotencyAction(context: Context, { opening, answer }: Commit): Write | undefined {
  const { idempotencyKey: once } = context;
  if (!once || opening) return undefined;
  const ttl = epochSeconds(new Date(context.now.getTime() + IDEMPOTENCY_MS));
  return put(
    keys.idempotency(once.digest),
    { bodyHash: once.bodyHash, answer, ttl },
    { expression: 'attribute_not_exists(pk) OR #ttl < :now', values: { now: epochSeconds(context.now) } },
    (current) => replayOf(current, once.bodyHash, (marker) => marker.answer),
  );
}

function appliedAction(context: Context, { applied }: Commit): Write | undefined {
  if (!applied) return undefined;
  const ttl = epochSeconds(new Date(context.now.getTime() + APPLIED_MS));
  return create(
    keys.applied(applied.consumer, applied.eventId),
    { ttl },
    () => new AlreadyDone(`${applied.eventId} by ${applied.consumer}`),
  );
}

function refusalOf(error: TransactionCanceledException, actions: readonly Write[]): Error | undefined {
  const failed = (error.CancellationReasons ?? [])
    .map((reason, index) => ({ reason, write: actions[index] }))
    .filter(({ reason }) => reason.Code === 'ConditionalCheckFailed');
  const refusals = failed.map(({ reason, write }) => {
    const current = reason.Item ? unmarshall(reason.Item) : undefined;
    return write?.refuse?.(current) ?? platformError('version.stale');
  });
  if (refusals[0] && refusals.length > 1) allRefusals.set(refusals[0], refusals);
  return refusals[0];
}

const allRefusals = new WeakMap<Error, Error[]>();

/** Every refusal of the commit that threw `error`, which is the first of them. */
export function refusalsOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  return allRefusals.get(error) ?? [error];
}

function isConflict(error: TransactionCanceledException): boolean {
  return (error.CancellationReasons ?? []).some(
    ({ Code }) => Code === 'TransactionConflict' || Code === 'ThrottlingError',
  );
}

function guardSizes(actions: readonly Write[]): void {
  if (actions.length > MAX_ACTIONS)
    throw new RangeError(`a commit has ${actions.length} actions, at most ${MAX_ACTIONS}`);
  const sizes = actions.map((write) => (write.item ? itemBytes(write.item) : 0));
  if (sizes.some((bytes) => bytes > MAX_ITEM_BYTES)) throw platformError('item.too_large');
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  if (total > MAX_BYTES)
    throw platformError('item.too_large', `The change has ${total} bytes of at most ${MAX_BYTES}.`);
}

/** Full jitter: 0–20 ms, 0–40 ms, … so that rivals part. */
function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.random() * 20 * 2 ** attempt);
  });
}

const CONTENDED_TRIES = 5;

/** Loads, decides and commits again while others change the same item in between; at last refuses with `write.contended`. */
export async function retryOnContention<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const contended = platformError.is(error, 'write.contended');
      if (!contended || tries === CONTENDED_TRIES) throw error;
      await pause(tries);
    }
  }
}
