import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../functions/platform/clock.ts';
import { cancel, type DueMessage, schedule } from '../../../functions/platform/scheduling/timed-work.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { type SweepDeps, sweep } from '../../../functions/scheduler/sweep.ts';
import { contextAt, later, NOON } from '../../support/context.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';

const sqs = mockClient(SQSClient);
// Other test files in the same process use real queues.
afterAll(() => sqs.restore());
const queueUrls = {
  outreach: 'https://sqs/outreach',
  feedback: 'https://sqs/feedback',
  routing: 'https://sqs/routing',
};
let table: Table;
let deps: SweepDeps;

beforeEach(async () => {
  table = await freshTable();
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({ Failed: [] });
  deps = { table, sqs: new SQSClient({ region: 'eu-central-1' }), queueUrls };
});

const work = (name: string, at: string, queue = 'outreach') => ({
  owner: `C#${name}`,
  name,
  at,
  queue,
  kind: 'k',
  data: { name },
});
const plan = (...items: ReturnType<typeof work>[]) =>
  commitOrFail(table, contextAt(), { writes: items.map(schedule) });
const at = (minutes: number) => new Date(Date.parse(NOON) + minutes * MINUTE_MS);
const never = () => false;
const run = (minutes = 0, deadline = never) => sweep(deps, at(minutes), deadline);

const calls = () => sqs.commandCalls(SendMessageBatchCommand).map((call) => call.args[0].input);
const messages = () =>
  calls().flatMap(({ QueueUrl, Entries = [] }) =>
    Entries.flatMap(({ MessageBody = '' }) =>
      (JSON.parse(MessageBody) as { due: DueMessage[] }).due.map((due) => ({ queue: QueueUrl, due })),
    ),
  );
/** Returns the names of the work that was sent since the last call. */
function sent(): string[] {
  const names = messages().map(({ due }) => String(due.data.name));
  sqs.resetHistory();
  return names.toSorted();
}

describe('a run of the scheduler', () => {
  it('sends work that is due now or before, and nothing that is due later', async () => {
    await plan(work('past', later(NOON, -86_400_000)), work('now', NOON), work('later', later(NOON, 1)));
    expect(await run()).toEqual({ sent: 2, complete: true, unknownQueues: [] });
    expect(sent()).toEqual(['now', 'past']);
  });

  it('names the queues that no longer exist and sends all other work', async () => {
    await plan(work('orphan', NOON, 'removed'), work('inherited', NOON, 'constructor'), work('fine', NOON));
    const { sent: count, unknownQueues } = await run();
    expect(sent()).toEqual(['fine']);
    expect(count).toBe(1);
    expect(unknownQueues.toSorted()).toEqual(['constructor', 'removed']);
  });

  it('sends each piece of work to its queue, with what the worker needs to claim it', async () => {
    await plan(work('a', NOON, 'outreach'), work('b', NOON, 'feedback'), work('c', NOON, 'routing'));
    await run();
    expect(messages().toSorted((x, y) => String(x.queue).localeCompare(String(y.queue)))).toEqual([
      {
        queue: queueUrls.feedback,
        due: { pk: 'C#b', sk: 'DUE#b', at: NOON, kind: 'k', data: { name: 'b' } },
      },
      {
        queue: queueUrls.outreach,
        due: { pk: 'C#a', sk: 'DUE#a', at: NOON, kind: 'k', data: { name: 'a' } },
      },
      { queue: queueUrls.routing, due: { pk: 'C#c', sk: 'DUE#c', at: NOON, kind: 'k', data: { name: 'c' } } },
    ]);
  });

  it('claims nothing, so that the worker can', async () => {
    await plan(work('a', NOON));
    const before = (await snapshot(table)).filter(({ t }) => t === 'due');
    await run();
    expect((await snapshot(table)).filter(({ t }) => t === 'due')).toEqual(before);
  });

  it('calls no queue when nothing is due', async () => {
    expect(await run()).toEqual({ sent: 0, complete: true, unknownQueues: [] });
    expect(calls()).toEqual([]);
  });

  it('does not send work that was rescheduled or cancelled', async () => {
    await plan(work('moved', NOON), work('gone', NOON));
    await commitOrFail(table, contextAt(), {
      writes: [schedule(work('moved', later(NOON, 5 * MINUTE_MS))), cancel('C#gone', 'gone')],
    });
    await run();
    expect(sent()).toEqual([]);
    await run(5);
    expect(sent()).toEqual(['moved']);
  });
});

describe('successive runs of the scheduler', () => {
  it('send work again only while it is in the minute that is read twice', async () => {
    await plan(work('old', later(NOON, -5 * MINUTE_MS)), work('young', later(NOON, -1)));
    await run();
    expect(sent()).toEqual(['old', 'young']);
    await run(1);
    expect(sent()).toEqual(['young']);
    await run(2);
    expect(sent()).toEqual([]);
  });

  it('find work that was written just behind the previous run', async () => {
    await run();
    await plan(work('late', later(NOON, -30_000)));
    await run(1);
    expect(sent()).toEqual(['late']);
  });

  it('send everything that is still stored again every 15 minutes', async () => {
    await plan(work('lost', later(NOON, -3_600_000)));
    await run();
    expect(sent()).toEqual(['lost']);
    for (let minute = 1; minute < 15; minute += 1) await run(minute);
    expect(sent()).toEqual([]);
    await run(15);
    expect(sent()).toEqual(['lost']);
    await run(16);
    expect(sent()).toEqual([]);
  });

  it('continue where the previous one ran out of time, and lose nothing', async () => {
    const many = Array.from({ length: 60 }, (_, index) => work(`w-${index}`, later(NOON, -index * 120_000)));
    await plan(...many);
    const stopped = await run(0, () => true);
    expect(stopped).toEqual({ sent: 0, complete: false, unknownQueues: [] });
    expect(await run(1)).toMatchObject({ sent: 60, complete: true, unknownQueues: [] });
    expect(sent()).toHaveLength(60);
  });

  it('continue after the last page when time runs out in the middle of a shard', async () => {
    const owner = 'C#one';
    const items = Array.from({ length: 300 }, (_, index) => ({
      ...work(`w-${index}`, later(NOON, -3_600_000 + index)),
      owner,
    }));
    const inOneShard = items.map((item) => ({ ...schedule(item).item, duePk: 'DUE#0' }));
    for (let from = 0; from < items.length; from += 25) {
      const Requests = inOneShard.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await table.doc.send(new BatchWriteCommand({ RequestItems: { [table.name]: Requests } }));
    }
    let deadlineChecks = 0;
    const first = await run(0, () => (deadlineChecks += 1) > 16);
    expect(first).toEqual({ sent: 250, complete: false, unknownQueues: [] });
    const one = sent();
    expect(await run(1)).toMatchObject({ complete: true, unknownQueues: [] });
    const two = sent();
    expect(two).toHaveLength(51);
    expect(new Set([...one, ...two]).size).toBe(300);
  });

  it('send everything again after a run that failed because a queue accepted nothing', async () => {
    await plan(work('a', later(NOON, -3_600_000)));
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Failed: [{ Id: '0', Code: 'x', SenderFault: false }] })
      .rejectsOnce(new Error('no answer'))
      .resolves({});
    await expect(run()).rejects.toThrow('were not taken');
    await expect(run(1)).rejects.toThrow('no answer');
    expect(await run(2)).toEqual({ sent: 1, complete: true, unknownQueues: [] });
    expect(calls()).toHaveLength(3);
  });
});

describe('three thousand pieces of work due in the same minute', () => {
  it('are each sent once, in calls of at most ten messages', async () => {
    const items = Array.from(
      { length: 3000 },
      (_, index) => schedule(work(`w-${index}`, later(NOON, -(index % 60) * 1000))).item,
    );
    const chunks = Array.from({ length: 120 }, (_, index) => items.slice(index * 25, index * 25 + 25));
    for (let from = 0; from < chunks.length; from += 8) {
      await Promise.all(
        chunks.slice(from, from + 8).map((chunk) =>
          table.doc.send(
            new BatchWriteCommand({
              RequestItems: { [table.name]: chunk.map((Item) => ({ PutRequest: { Item } })) },
            }),
          ),
        ),
      );
    }
    expect(new Set(items.map((item) => item?.duePk)).size).toBe(16);
    expect(await run()).toEqual({ sent: 3000, complete: true, unknownQueues: [] });
    expect(calls().every(({ Entries = [] }) => Entries.length > 0 && Entries.length <= 10)).toBe(true);
    expect(
      calls().every(({ Entries = [] }) => new Set(Entries.map(({ Id }) => Id)).size === Entries.length),
    ).toBe(true);
    const names = sent();
    expect([names.length, new Set(names).size]).toEqual([3000, 3000]);
  });
});
