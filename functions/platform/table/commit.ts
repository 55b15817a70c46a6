// The only write path of state with events: state, events, timed work, condition checks and the idempotency
// marker in one TransactWriteItems.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { DAY_MS, epochSeconds } from '../clock.ts';
import type { Context } from '../context.ts';
import { platformError } from '../errors.ts';
import { replayOf } from '../replay.ts';
import { keys } from './keys.ts';
import { appendEvent, eventOf, type NewEvent } from './new-event.ts';
import type { Outcome } from './outcome.ts';
import { done, type Refusal, type Rejection, rejection, type Stale, type TaggedRefusal } from './refusal.ts';
import { pause } from './retry-on-stale.ts';
import { itemBytes } from './size.ts';
import type { Item, Table } from './table.ts';
import { create, put, type Write } from './write.ts';

/** The content of one transaction. `A`: the answer of the request; `R`: the refusals of the writes. */
export interface Commit<A = undefined, R extends TaggedRefusal = Refusal> {
  writes?: readonly Write<Refusal | R>[];
  events?: readonly NewEvent[];
  /** The answer of the request. The idempotency marker keeps it for 24 hours. */
  answer?: A;
  /**
   * The opening event of a new partition whose id derives from the idempotency key. It has a fixed key and is
   * itself the marker, which saves an item; it answers a replay, however old.
   */
  opening?: { event: NewEvent; answer: (event: Item) => unknown };
  /** For work from a queue: the marker that `consumer` has applied the event, kept for 14 days. */
  applied?: { consumer: string; eventId: string };
}

const MAX_ACTIONS = 100;
const MAX_BYTES = 4 * 1024 * 1024;
/** 400 KB minus room for the index keys and for numbers where `itemBytes` may be off by a byte. */
const MAX_ITEM_BYTES = 400 * 1024 - 4096;
const CONFLICT_RETRIES = 5;
const IDEMPOTENCY_MS = DAY_MS;
const APPLIED_MS = 14 * DAY_MS;

/**
 * Writes everything or nothing and returns the outcome as a value. A refused outcome lists the refusal of
 * each action whose condition failed, in order. Markers come first: `replay` or `idempotency.key_reused` if
 * the request was seen before, `done` if the consumer has already applied the event. Transactions that
 * conflict on an item are retried; after the last attempt they are stale.
 */
export async function commit<A = undefined, R extends TaggedRefusal = Refusal>(
  table: Table,
  context: Context,
  input: Commit<A, R>,
): Promise<Outcome<A, Refusal | R>> {
  const actions = actionsOf(context, input);
  guardSizes(actions);
  let committed = false;
  let refusals: (Refusal | R)[];
  try {
    refusals = await write(table, actions);
    committed = refusals.length === 0;
  } finally {
    for (const { onOutcome } of actions) onOutcome?.(committed);
  }
  const [first, ...others] = refusals;
  if (!first) return { kind: 'committed', answer: input.answer as A };
  if (first.kind === 'replay') context.idempotencyKey?.onReplay?.();
  return { kind: 'refused', refusals: [first, ...others] };
}

/** Returns the refusals; none when everything was written. */
async function write<R extends TaggedRefusal>(
  table: Table,
  actions: readonly Write<R>[],
): Promise<(R | Rejection | Stale)[]> {
  const TransactItems = actions.map((action) => action.action(table.name));
  for (let attempt = 0; ; attempt += 1) {
    try {
      await table.doc.send(new TransactWriteCommand({ TransactItems }));
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refusals = refusalsOf(error, actions);
      if (refusals.length > 0) return refusals;
      if (!isConflict(error)) throw error;
      if (attempt >= CONFLICT_RETRIES) return [{ kind: 'stale', current: undefined }];
      await pause(attempt);
    }
  }
}

/**
 * Lists the actions, markers first: a request or event that was seen before stays that,
 * whatever else has changed.
 */
function actionsOf<R extends TaggedRefusal>(
  context: Context,
  input: Commit<unknown, R>,
): Write<Refusal | R>[] {
  const markers = [
    openingAction(context, input),
    idempotencyAction(context, input),
    appliedAction(context, input),
  ];
  const events = (input.events ?? []).map((draft) => appendEvent(draft, context));
  return [...markers.filter((write) => write !== undefined), ...(input.writes ?? []), ...events];
}

function openingAction(context: Context, { opening }: Pick<Commit, 'opening'>): Write | undefined {
  if (!opening) return undefined;
  const event = eventOf(opening.event, context);
  const bodyHash = context.idempotencyKey?.bodyHash;
  return create(keys.openingEvent(opening.event.owner), { ...event, t: 'event', bodyHash }, (current) =>
    replayOf(current, bodyHash, opening.answer),
  );
}

function idempotencyAction(
  context: Context,
  { opening, answer }: Pick<Commit<unknown>, 'opening' | 'answer'>,
): Write | undefined {
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

function appliedAction(context: Context, { applied }: Pick<Commit, 'applied'>): Write | undefined {
  if (!applied) return undefined;
  const ttl = epochSeconds(new Date(context.now.getTime() + APPLIED_MS));
  return create(keys.applied(applied.consumer, applied.eventId), { ttl }, done);
}

function refusalsOf<R extends TaggedRefusal>(
  { CancellationReasons = [] }: TransactionCanceledException,
  actions: readonly Write<R>[],
): (R | Rejection)[] {
  return CancellationReasons.flatMap(({ Code, Item }, index) => {
    if (Code !== 'ConditionalCheckFailed') return [];
    const current = Item ? unmarshall(Item) : undefined;
    return [actions[index]?.onFailed?.(current) ?? rejection(platformError('version.stale'))];
  });
}

function isConflict(error: TransactionCanceledException): boolean {
  return (error.CancellationReasons ?? []).some(
    ({ Code }) => Code === 'TransactionConflict' || Code === 'ThrottlingError',
  );
}

function guardSizes(actions: readonly Pick<Write, 'item'>[]): void {
  if (actions.length > MAX_ACTIONS)
    throw new RangeError(`a commit has ${actions.length} actions, at most ${MAX_ACTIONS}`);
  const sizes = actions.map((write) => (write.item ? itemBytes(write.item) : 0));
  if (sizes.some((bytes) => bytes > MAX_ITEM_BYTES)) throw platformError('item.too_large');
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  if (total > MAX_BYTES)
    throw platformError('item.too_large', `The change has ${total} bytes of at most ${MAX_BYTES}.`);
}
