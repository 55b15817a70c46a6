// Routing over a table of a test: agents, deliveries to the worker, and what became of the tickets.

import type { DomainEvent } from '../../functions/platform/events/envelope.ts';
import { createWorker } from '../../functions/platform/queue/create-worker.ts';
import type { Item, Table } from '../../functions/platform/table/table.ts';
import { routingHandlers } from '../../functions/routing/worker.ts';
import { subscriptions } from '../../functions/subscriptions.ts';
import { loadTicket } from '../../functions/tickets/store.ts';
import type { Apis } from './apis.ts';
import type { Json } from './call-api.ts';
import { stoppedClock } from './context.ts';
import { queueOf } from './queue.ts';
import { eventsIn, kindIn } from './stored.ts';

const types: readonly string[] = subscriptions.routingStandard.types;

export function routingOf(table: Table, apis: Apis) {
  const clock = stoppedClock();
  const deliver = queueOf(createWorker('routing', routingHandlers(table), clock));
  const delivered = new Set<string>();

  return {
    clock,
    deliver,

    /** Committed events for routing that were not delivered yet. */
    async pending(): Promise<DomainEvent[]> {
      const events = (await eventsIn(table)).filter(
        ({ id, type }) => types.includes(type) && !delivered.has(id),
      );
      for (const { id } of events) delivered.add(id);
      return events;
    },

    /** Delivers, one after the other, what is committed and what that leads to. */
    async settle(): Promise<void> {
      for (let events = await this.pending(); events.length > 0; events = await this.pending()) {
        for (const event of events) {
          const failed = await deliver(event);
          if (failed.length > 0) throw new Error(`${event.type} failed`);
        }
      }
    },

    /** An agent who is online. */
    async online(agentId: string, over: object = {}): Promise<void> {
      await apis.routing('putAgent', { params: { agentId }, body: { name: agentId, ...over } });
      await this.presence(agentId, 'online');
    },

    presence: (agentId: string, presence: string) =>
      apis.routing('setPresence', { params: { agentId }, body: { presence } }),
    agent: async (agentId: string): Promise<Json> =>
      (await apis.routing('getAgent', { params: { agentId } })).body,
    assignee: async (ticketId: string) => (await loadTicket(table, ticketId))?.assigneeId,
    slots: (): Promise<Item[]> => kindIn(table, 'assignment'),

    /** Moves a ticket on its newest version. */
    async move(ticketId: string, status: string): Promise<void> {
      const ticket = await loadTicket(table, ticketId);
      const answer = await apis.tickets('changeStatus', {
        params: { ticketId },
        body: { status, version: ticket?.version },
      });
      if (answer.status !== 200) throw new Error(answer.text);
    },
  };
}
