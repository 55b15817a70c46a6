// The scheduler sends timed work that is due to the queues of the workers. It claims nothing: the worker
// claims the work in the transaction of its effect. A cursor for each shard keeps a run from sending what the
// previous run has sent.
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { MINUTE_MS } from '../platform/clock.ts';
import { ownProperty } from '../platform/own-property.ts';
import { DUE_SHARDS, dueShard, keys } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';

export interface SweepDeps {
  table: Table;
  sqs: SQSClient;
  /** The URL of each queue with timed work, by the queue's name. */
  queueUrls: Readonly<Record<string, string>>;
}

/** How far each shard was read, and when all due work was last sent again. */
interface Progress {
  sweptTo: Record<string, string>;
  fullAt: string;
}

/**
 * The index lags behind the table, so each run reads the last minute again to find work that was indexed
 * late. Work that a queue or worker lost all the same is sent again by a full run every 15 minutes.
 */
const LOOK_BACK_MS = MINUTE_MS;
const FULL_EVERY_MS = 15 * MINUTE_MS;
const PAGE = 250;
const SENDS_IN_FLIGHT = 8;
/** Items per message and messages per call: SQS takes ten messages of at most 1 MiB together. */
const ITEMS_PER_MESSAGE = 10;
const MESSAGES_PER_CALL = 10;

export interface SweepResult {
  sent: number;
  /** False when time ran out; the next run continues from there. */
  complete: boolean;
  /** Queues that work is due for and that do not exist: the caller must fail, so that the alarm rings. */
  unknownQueues: string[];
}

/**
 * Sends the work that is due at `now` and was not sent by the previous run. Stops when `deadline` returns
 * true, and stores how far it came.
 */
export async function sweep(deps: SweepDeps, now: Date, deadline: () => boolean): Promise<SweepResult> {
  const progress = await readProgress(deps.table);
  const full = !progress || now.getTime() - Date.parse(progress.fullAt) >= FULL_EVERY_MS;
  const shards = Array.from({ length: DUE_SHARDS }, (_, shard) => shard);
  const results = await Promise.all(
    shards.map(async (shard) => {
      const from = full ? '' : (progress.sweptTo[shard] ?? '');
      return { shard, ...(await sweepShard(deps, shard, from, now, deadline)) };
    }),
  );
  await writeProgress(deps.table, {
    sweptTo: Object.fromEntries(results.map(({ shard, sweptTo }) => [shard, sweptTo])),
    fullAt: full ? now.toISOString() : progress.fullAt,
  });
  return {
    sent: results.reduce((sum, { sent }) => sum + sent, 0),
    complete: results.every(({ complete }) => complete),
    unknownQueues: [...new Set(results.flatMap(({ unknown }) => unknown))],
  };
}

async function sweepShard(deps: SweepDeps, shard: number, from: string, now: Date, deadline: () => boolean) {
  let sent = 0;
  const unknown: string[] = [];
  let sweptTo = from;
  let cursor: string | undefined;
  const to = `${now.toISOString()}#\uffff`;
  do {
    if (deadline()) return { sent, sweptTo, unknown, complete: false };
    const page = await queryRange(deps.table, {
      index: 'due',
      pk: dueShard(shard),
      from,
      to,
      limit: PAGE,
      cursor,
    });
    const orphans = await send(deps, page.items);
    unknown.push(...orphans);
    sent += page.items.length - orphans.length;
    sweptTo = String(page.items.at(-1)?.dueSk ?? sweptTo);
    cursor = page.next;
  } while (cursor);
  return { sent, sweptTo: new Date(now.getTime() - LOOK_BACK_MS).toISOString(), unknown, complete: true };
}

/**
 * Sends the items to their queues and returns the queue of each item whose queue does not exist: work of a
 * removed capability must not block the work of the others.
 */
async function send({ sqs, queueUrls }: SweepDeps, items: readonly Item[]): Promise<string[]> {
  const unknown: string[] = [];
  const batches = [...Map.groupBy(items, (item) => String(item.queue))].flatMap(([queue, due]) => {
    const url = ownProperty(queueUrls, queue);
    if (url === undefined) unknown.push(...due.map(() => queue));
    return url === undefined
      ? []
      : chunks(chunks(due, ITEMS_PER_MESSAGE), MESSAGES_PER_CALL).map((messages) => ({ url, messages }));
  });
  for (const round of chunks(batches, SENDS_IN_FLIGHT)) {
    await Promise.all(round.map(({ url, messages }) => sendBatch(sqs, url, messages)));
  }
  return unknown;
}

async function sendBatch(sqs: SQSClient, url: string, messages: readonly (readonly Item[])[]): Promise<void> {
  const Entries = messages.map((items, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify({
      due: items.map(({ pk, sk, at, kind, data }) => ({ pk, sk, at, kind, data })),
    }),
  }));
  const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  if (answer.Failed && answer.Failed.length > 0)
    throw new Error(`${answer.Failed.length} due messages were not taken`);
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

async function readProgress(table: Table): Promise<Progress | undefined> {
  const item = await getItem(table, keys.sweep());
  return item?.progress as Progress | undefined;
}

async function writeProgress(table: Table, progress: Progress): Promise<void> {
  await table.doc.send(new PutCommand({ TableName: table.name, Item: { ...keys.sweep(), progress } }));
}
