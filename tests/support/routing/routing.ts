// Drives routing on a test's table: agents, deliveries to the worker, and the state of the tickets.

import { queues } from '../../../functions/capabilities.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import type { DueMessage } from '../../../functions/platform/scheduling/timed-work.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import type { RoutingDeps } from '../../../functions/routing/matching/table-routing-store.ts';
import { waitingGroupRegistry } from '../../../functions/routing/matching/waiting-groups.ts';
import { routingConfigReader } from '../../../functions/routing/model/routing-config.ts';
import { routingWorkerHandlers } from '../../../functions/routing/worker-handlers.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { stoppedClock } from '../context.ts';
import { domainEvent } from '../domain-event.ts';
import type { Apis } from '../http/apis.ts';
import type { Json } from '../http/call-api.ts';
import { dueMessage, queueOf } from '../queue.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../table/stored.ts';

const types: readonly string[] = queues.routingStandard.subscribes.types;

/**
 * Creates the worker's dependencies as in a new process; `sent` collects the messages that it sends itself
 * early.
 */
export const routingDeps = (table: Table, sent: DueMessage[] = []): RoutingDeps => ({
  table,
  config: routingConfigReader(table),
  registerWaitingGroup: waitingGroupRegistry(table),
  sendDelayed: async (message) => {
    sent.push(message);
  },
});

/** Returns the event that a ticket was triaged, which starts routing, for the event that it was opened. */
export const triagedOf = (opened: DomainEvent): DomainEvent => ({
  ...opened,
  id: opened.id.replace(/.$/, '0'),
  type: 'ticket.triaged',
  data: domainEvent('ticket.triaged', { ticketId: opened.data.ticketId, channel: opened.data.channel }).data,
});

/** Returns the events that routing subscribes to; every opened ticket counts as triaged at once. */
export const forRouting = (events: readonly DomainEvent[]): DomainEvent[] =>
  events
    .map((event) => (event.type === 'ticket.opened' ? triagedOf(event) : event))
    .filter(({ type }) => types.includes(type));

export function routingOf(table: Table, apis: Apis, clock = stoppedClock()) {
  const sentEarly: DueMessage[] = [];
  const freshWorker = () =>
    queueOf(createWorker('routing', routingWorkerHandlers(routingDeps(table, sentEarly)), clock));
  let deliver = freshWorker();
  const delivered = new Set<string>();

  return {
    clock,
    deliver: (...messages: unknown[]) => deliver(...messages),
    /** Messages that were sent before the scheduler would have sent them. */
    sentEarly,

    /** Restarts the worker's process, which loses what it kept in memory. */
    restart(): void {
      deliver = freshWorker();
    },

    /** Returns the committed events for routing that were not delivered yet. */
    async pending(): Promise<DomainEvent[]> {
      const events = forRouting(await eventsIn(table)).filter(({ id }) => !delivered.has(id));
      for (const { id } of events) delivered.add(id);
      return events;
    },

    /** Delivers the committed events and the events that they lead to, one after the other. */
    async settle(): Promise<void> {
      for (let events = await this.pending(); events.length > 0; events = await this.pending()) {
        for (const event of events) {
          const failed = await deliver(event);
          if (failed.length > 0) throw new Error(`${event.type} failed`);
        }
      }
    },

    /** Moves the time, delivers the timed work that is due by then as the scheduler would, and settles. */
    async pass(at: string): Promise<void> {
      clock.set(at);
      const due = (await timedWorkIn(table)).filter(
        (item) => item.queue === 'routingStandard' && String(item.at) <= at,
      );
      for (const item of due) {
        const failed = await deliver(dueMessage(item));
        if (failed.length > 0) throw new Error(`${item.kind} failed`);
      }
      await this.settle();
    },

    /** Creates an agent who is offline. */
    hired: (agentId: string, over: object = {}) =>
      apis.routing('putAgent', { over: true, params: { agentId }, body: { name: agentId, ...over } }),

    /** Creates an agent and sets them online. */
    async online(agentId: string, over: object = {}): Promise<void> {
      await this.hired(agentId, over);
      await this.presence(agentId, 'online');
    },

    presence: (agentId: string, presence: string) =>
      apis.routing('setPresence', { params: { agentId }, body: { presence } }),
    agent: async (agentId: string): Promise<Json> =>
      (await apis.routing('getAgent', { params: { agentId } })).body,
    /** Returns the routing decision of a ticket as its page shows it. */
    why: async (ticketId: string): Promise<Json> =>
      (await apis.tickets('getTicket', { params: { ticketId } })).body.ticket.routing,
    assignee: async (ticketId: string) => (await loadTicket(table, ticketId))?.assigneeId,
    slots: (): Promise<Item[]> => itemsOfKind(table, 'assignment'),

    /** Changes the status of a ticket on its newest version. */
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
