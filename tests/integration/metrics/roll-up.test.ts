import { beforeEach, describe, expect, it, vi } from 'vitest';
import { incrementsOf, totalIncrements } from '../../../functions/metrics/increments.ts';
import { KPI_SLOTS, rollUp } from '../../../functions/metrics/roll-up.ts';
import { createRollup } from '../../../functions/metrics/worker.lambda.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import type { Park } from '../../../functions/platform/stream/park-record.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { conflict, lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { streamOf } from '../../support/table/stored.ts';

let table: Table;
const channels = ['email', 'chat', 'web'];

beforeEach(async () => {
  table = await freshTable();
});

const opened = (index: number, stepMs = 100) =>
  domainEvent('ticket.opened', { channel: channels[index % 3] }, { at: later(NOON, index * stepMs) });
const many = (count: number, stepMs?: number) =>
  Array.from({ length: count }, (_, index) => opened(index, stepMs));
const count = (events: readonly DomainEvent[]) => rollUp(table, events, contextAt());

/** Returns the stored sums over all slots, by metric, day and channel. */
async function stored(): Promise<Record<string, Record<string, number>>> {
  const sums: Record<string, Record<string, number>> = {};
  for (const { pk, sk, ...parts } of (await snapshot(table)).filter((item) =>
    String(item.pk).startsWith('K#'),
  )) {
    const name = `${String(pk).slice(2)}|${String(sk).split('#').slice(0, 2).join('|')}`;
    const sum = (sums[name] ??= {});
    for (const [part, value] of Object.entries(parts)) sum[part] = (sum[part] ?? 0) + Number(value);
  }
  return sums;
}
/** Returns the totals of the events, each counted once. */
function expected(events: readonly DomainEvent[]): Record<string, Record<string, number>> {
  const distinct = [...new Map(events.map((event) => [event.id, event])).values()];
  return Object.fromEntries(
    totalIncrements(distinct.flatMap(incrementsOf)).map(({ metric, date, channel, add }) => [
      `${metric}|${date}|${channel}`,
      add,
    ]),
  );
}

describe('rollUp counts each event once', () => {
  it('when the same batch is delivered again and again', async () => {
    const events = many(30);
    for (let time = 0; time < 3; time += 1) await count(events);
    expect(await stored()).toEqual(expected(events));
  });

  it('when a batch contains an event twice', async () => {
    const events = many(5);
    await count([...events, ...events]);
    expect(await stored()).toEqual(expected(events));
  });

  it('when the batches are delivered again with other boundaries and in another order', async () => {
    const events = many(40);
    for (const [from, to] of [
      [0, 13],
      [5, 29],
      [20, 40],
      [0, 40],
    ] as const)
      await count(events.slice(from, to).toReversed());
    expect(await stored()).toEqual(expected(events));
  });

  it('when a hundred events of one second include some that were counted before', async () => {
    const events = many(200, 4);
    await count(events.slice(50, 130));
    await count(events);
    expect(await stored()).toEqual(expected(events));
  });

  it('when the events of a batch are spread over a hundred seconds', async () => {
    const events = many(100, 1000);
    await count(events.slice(0, 60));
    await count(events);
    expect(await stored()).toEqual(expected(events));
  });

  it('when four shards count overlapping events of the same metrics concurrently', async () => {
    const events = many(60, 50);
    await Promise.all(
      [events.slice(0, 30), events.slice(15, 45), events.slice(30, 60), events.toReversed()].map(count),
    );
    expect(await stored()).toEqual(expected(events));
  });

  it('when four shards collide so often that they use other slots', async () => {
    const events = many(40, 1000);
    const fault = { command: 'TransactWriteItems', error: conflict, times: 26 } as const;
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    try {
      await withFault(table, fault, () =>
        Promise.all([0, 1, 2, 3].map((part) => count(events.slice(part * 10, part * 10 + 10)))),
      );
    } finally {
      vi.restoreAllMocks();
    }
    expect(await stored()).toEqual(expected(events));
    expect((await snapshot(table)).map(({ sk }) => String(sk))).toContain(
      `2026-03-10#email#${KPI_SLOTS - 1}`,
    );
  });

  it('when the process dies before or after its write', async () => {
    const events = many(10);
    for (const when of ['before', 'after'] as const) {
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      await expect(withFault(table, fault, () => count(events))).rejects.toThrow('killed');
      if (when === 'after') await count(events);
    }
    expect(await stored()).toEqual(expected(events));
  });

  it('when each event changes the most metrics an event can change', async () => {
    const events = Array.from({ length: 50 }, (_, index) =>
      domainEvent(
        'ticket.solved',
        {
          channel: channels[index % 3],
          resolution: { solvedAt: NOON, seconds: index },
          previous: { solvedAt: later(NOON, -(index % 20) * 86_400_000), seconds: 1 },
        },
        { at: later(NOON, index * 3_600_000) },
      ),
    );
    await count(events);
    await count(events);
    expect(await stored()).toEqual(expected(events));
  });
});

describe('the stream consumer', () => {
  let parked: string[] = [];
  let canPark = true;
  const park: Park = async (record) => {
    if (!canPark) throw new Error('the queue does not answer');
    parked.push(record.dynamodb?.SequenceNumber ?? '');
  };
  const rollup = () => createRollup(table, park, stoppedClock());

  beforeEach(() => {
    parked = [];
    canPark = true;
  });

  it('counts the records of the stream', async () => {
    const events = [...many(3), domainEvent('order.placed', {})];
    expect(await rollup()(streamOf(events))).toEqual({ batchItemFailures: [] });
    expect(await stored()).toEqual(expected(events));
  });

  it('parks a record that cannot be read and counts the others', async () => {
    const events = many(3);
    const stream = streamOf(events);
    delete stream.Records[1]?.dynamodb?.NewImage;
    expect(await rollup()(stream)).toEqual({ batchItemFailures: [] });
    expect(parked).toEqual(['2']);
    expect(await stored()).toEqual(expected(events.filter((_, index) => index !== 1)));
  });

  it('parks a record that cannot be counted and counts the others', async () => {
    const [first, second] = many(2);
    const poison = domainEvent('ticket.opened', { channel: 'x'.repeat(1100) });
    const events = [first, poison, second].filter((event) => event !== undefined);
    expect(await rollup()(streamOf(events))).toEqual({ batchItemFailures: [] });
    expect(parked).toEqual(['2']);
    expect(await stored()).toEqual(expected([first, second].filter((event) => event !== undefined)));
  });

  it('asks for a record again after a bug in our code and parks nothing', async () => {
    const broken = { ...table, doc: undefined as never };
    const answer = await createRollup(broken, park, stoppedClock())(streamOf(many(1)));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(parked).toEqual([]);
  });

  it('asks for a record again when it cannot be parked either', async () => {
    canPark = false;
    const stream = streamOf(many(1));
    delete stream.Records[0]?.dynamodb?.NewImage;
    expect(await rollup()(stream)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  });

  it('counts nothing twice when a batch fails halfway and is delivered again in parts', async () => {
    const events = many(120, 1000);
    const fault = { command: 'TransactWriteItems', error: lostConnection, skip: 1 } as const;
    await expect(withFault(table, fault, () => rollup()(streamOf(events)))).rejects.toThrow('to be split');
    await rollup()(streamOf(events.slice(0, 60)));
    await rollup()(streamOf(events.slice(60)));
    expect(await stored()).toEqual(expected(events));
  });
});
