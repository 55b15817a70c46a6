// Runs the main capabilities in one process on a real table with disturbed deliveries: every event is
// delivered at least once, in any order, and the process may die right before or right after any write.
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { queues } from '../../../functions/capabilities.ts';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import { feedbackWorkerHandlers } from '../../../functions/feedback/worker-handlers.ts';
import { rollUp } from '../../../functions/metrics/roll-up.ts';
import { outreachWorkerHandlers } from '../../../functions/outreach/worker-handlers.ts';
import type { Context } from '../../../functions/platform/context.ts';
import { SYSTEM } from '../../../functions/platform/contract/roles.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { derivedIds } from '../../../functions/platform/ids.ts';
import { eventHandlerOf, type WorkerHandlers } from '../../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { routingWorkerHandlers } from '../../../functions/routing/worker-handlers.ts';
import { testKeys } from '../../support/keyring.ts';
import type { Random } from '../../support/random.ts';
import { routingDeps, triagedOf } from '../../support/routing/routing.ts';
import { freshTable } from '../../support/table/fresh-table.ts';

class ProcessDied extends Error {}

export interface World {
  table: Table;
  /** Returns the time, which the test advances. */
  now: () => Date;
  pass: (ms: number) => void;
  /** The events that were committed and not delivered yet. */
  pending: DomainEvent[];
  /** All events that were committed. */
  committed: DomainEvent[];
  /** Repeats a piece of work until it succeeds: it may die before or after any of its writes. */
  untilDone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Delivers the pending events, and the events that they cause, until none are left. */
  settle: () => Promise<void>;
}

/**
 * Creates a world on a new table.
 * @param deathProbability the probability that the process dies before, and after, a write
 */
export async function disorderedWorld(random: Random, deathProbability: number): Promise<World> {
  const table = await freshTable();
  let time = Date.parse('2026-03-02T08:00:00.000Z');
  const now = () => new Date(time);
  const pending: DomainEvent[] = [];
  const committed: DomainEvent[] = [];
  crashAroundWrites(table, random, deathProbability, (event) => {
    pending.push(event);
    committed.push(event);
  });
  const untilDone = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ProcessDied)) throw error;
      }
    }
  };
  const deliver = consumers(table);
  const settle = async () => {
    while (pending.length > 0) {
      const batch = random.shuffle(pending.splice(0));
      const deliveries = random.shuffle([...batch, ...batch.filter(() => random.chance(0.4))]);
      for (const event of deliveries) await untilDone(() => deliver(event, now()));
      await untilDone(() => countInBatches(table, deliveries, random, now()));
    }
  };
  return {
    table,
    now,
    pass: (ms) => {
      time += ms;
    },
    pending,
    committed,
    untilDone,
    settle,
  };
}

/** Makes the client die before or after writes, and reports the events that each write commits. */
function crashAroundWrites(
  table: Table,
  random: Random,
  deathProbability: number,
  onCommitted: (event: DomainEvent) => void,
): void {
  table.doc.middlewareStack.add(
    (next, context) => async (args) => {
      const writes = (context as { commandName?: string }).commandName !== 'QueryCommand';
      if (writes && random.chance(deathProbability)) throw new ProcessDied('before the write');
      const result = await next(args);
      const { TransactItems = [] } = args.input as TransactWriteCommand['input'];
      for (const { Put } of TransactItems) {
        if (Put?.Item?.t === 'event') onCommitted(Put.Item as unknown as DomainEvent);
      }
      if (writes && random.chance(deathProbability)) throw new ProcessDied('after the write');
      return result;
    },
    { step: 'initialize', name: 'death' },
  );
}

/** Returns a function that delivers an event to its subscribers, as the topic's filters would. */
function consumers(table: Table) {
  const mail = {
    table,
    mailFrom: 'a@example.org',
    sendMail: async () => ({ outcome: 'sent' as const, messageId: 'm' }),
  };
  const workers: Record<string, { subscribes: (type: string) => boolean; handlers: WorkerHandlers }> = {
    routing: {
      subscribes: (type) => queues.routingStandard.subscribes.types.some((one) => one === type),
      handlers: routingWorkerHandlers(routingDeps(table)),
    },
    outreach: {
      subscribes: (type) => type.startsWith('subscription.'),
      handlers: outreachWorkerHandlers(mail),
    },
    feedback: {
      subscribes: (type) => queues.feedback.subscribes.types.some((one) => one === type),
      handlers: feedbackWorkerHandlers({
        ...mail,
        publicBaseUrl: 'https://example.org',
        signingKeys: testKeys,
      }),
    },
    timeline: {
      subscribes: (type) =>
        type !== 'ticket.triaged' &&
        queues.timeline.subscribes.prefixes.some((prefix) => type.startsWith(prefix)),
      handlers: { anyEvent: (event) => addToTimeline(table, event) },
    },
  };
  return async (event: DomainEvent, now: Date) => {
    // Routing starts when the opening has been analysed.
    if (event.type === 'ticket.opened') await deliverOnce(triagedOf(event), now);
    await deliverOnce(event, now);
  };
  async function deliverOnce(event: DomainEvent, now: Date) {
    for (const [name, { subscribes, handlers }] of Object.entries(workers)) {
      if (!subscribes(event.type)) continue;
      await eventHandlerOf(handlers, event.type)?.(event, contextOf(`${name}|${event.id}`, now));
    }
  }
}

const contextOf = (seed: string, now: Date): Context => ({
  actor: SYSTEM,
  now,
  ids: derivedIds(seed),
  correlationId: seed,
});

/**
 * Counts events in batches of any size, sometimes twice with other boundaries, as the stream delivers them.
 */
async function countInBatches(
  table: Table,
  events: readonly DomainEvent[],
  random: Random,
  now: Date,
): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    for (let from = 0; from < events.length; ) {
      const size = 1 + random.below(7);
      await rollUp(table, events.slice(from, from + size), contextOf('rollup', now));
      from += size;
    }
    if (random.chance(0.5)) return;
  }
}
