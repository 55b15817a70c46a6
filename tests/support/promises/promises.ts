// Runs promises on a test table: an agent makes them, the scheduler wakes them.
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { makePromise } from '../../../functions/promises/lifecycle/lifecycle.ts';
import type { CustomerPromise } from '../../../functions/promises/lifecycle/promise.ts';
import type { ProposePromises } from '../../../functions/promises/lifecycle/propose-promises.ts';
import { promiseWorkerHandlers } from '../../../functions/promises/worker-handlers.ts';
import { as, contextAt, later, NOON, stoppedClock } from '../context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../http/apis.ts';
import type { Answer, Call, Json } from '../http/call-api.ts';
import { dueMessage, queueOf } from '../queue.ts';
import { freshTable } from '../table/fresh-table.ts';
import { timedWorkIn } from '../table/stored.ts';
import { CUSTOMER_ID, TICKET_ID } from '../tickets/tickets.ts';

export const HOUR = 3_600_000;
/** When the promises of tests are due: three hours after noon. */
export const DUE = later(NOON, 3 * HOUR);
export const ann = { role: 'agent', id: 'ann' } as const;
export const lead = { role: 'lead', id: 'lee' } as const;

/** Returns an open promise of ann's, made at noon, with a test's changes. */
export function promiseWith(over: Partial<CustomerPromise> = {}): CustomerPromise {
  const ticket = { id: TICKET_ID, customerId: CUSTOMER_ID, channel: 'chat' } as const;
  const request = { text: 'We call you', kind: 'call', dueAt: DUE } as const;
  const { next } = makePromise(ticket, request, contextAt(NOON, { actor: as('agent', 'ann') }));
  return { ...next, ...over };
}

/**
 * Creates a table with a customer and their ticket, and returns what people and the scheduler
 * do to its promises.
 */
export async function promisesWorld(propose: ProposePromises = () => Promise.resolve([])) {
  const table: Table = await freshTable();
  const clock = stoppedClock();
  const apis: Apis = apisOf(table, clock);
  const customerId: string = (await newCustomer(apis, 'ada', { timeZone: 'Europe/Berlin' })).id;
  const ticketId: string = (await newTicket(apis, customerId)).id;
  const deliver = queueOf(createWorker('promises', promiseWorkerHandlers({ table, propose }), clock));
  const act = (
    operation: Parameters<Apis['promises']>[0],
    promiseId: string,
    body: object,
    call: Call = {},
  ) => apis.promises(operation, { params: { promiseId }, body, as: ann, ...call });

  return {
    table,
    clock,
    apis,
    customerId,
    ticketId,
    deliver,
    act,

    make: (body: object = {}, call: Call = {}): Promise<Answer> =>
      apis.promises('makePromise', {
        params: { ticketId },
        body: { text: 'We call you', kind: 'call', dueAt: DUE, ...body },
        as: ann,
        ...call,
      }),

    async made(body: object = {}): Promise<CustomerPromise> {
      const answer = await this.make(body);
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.body;
    },

    get: async (promiseId: string): Promise<CustomerPromise> =>
      (await apis.promises('getPromise', { params: { promiseId }, as: ann })).body,

    /** Returns the only piece of timed work, as the scheduler would send it. */
    async due(): Promise<{ due: Item[] }> {
      const [item] = await timedWorkIn(table, 'promises.wake');
      if (!item) throw new Error('nothing is due');
      return dueMessage(item);
    },

    /** Advances to the next due time and does the work. */
    async pass(): Promise<number[]> {
      const message = await this.due();
      clock.set(String(message.due[0]?.at));
      return deliver(message);
    },

    wakes: async () => (await timedWorkIn(table, 'promises.wake')).map(({ at }) => at),

    told: async (agentId: string): Promise<Json[]> =>
      (await apis.desk('listNotifications', { params: { agentId }, as: lead })).body.items,

    list: async (query: Record<string, string>, who: Call['as'] = ann): Promise<Json[]> =>
      (await apis.promises('listPromises', { query, as: who })).body.items,

    mine: async (query: Record<string, string> = {}, id = customerId): Promise<Json[]> =>
      (await apis.promises('listMyPromises', { query, as: { role: 'customer', id } })).body.items,
  };
}
export type PromisesWorld = Awaited<ReturnType<typeof promisesWorld>>;
