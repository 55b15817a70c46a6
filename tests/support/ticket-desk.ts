// Lets customers and staff write on a test table, and reads what either sees.
import type { Files } from '../../functions/platform/files/open-files.ts';
import { createWorker } from '../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../functions/platform/table/table.ts';
import type { Ticket } from '../../functions/tickets/core/ticket.ts';
import { loadTicket } from '../../functions/tickets/core/ticket-store.ts';
import { ticketWorkerHandlers } from '../../functions/tickets/worker-handlers.ts';
import { later, stoppedClock } from './context.ts';
import { noFiles } from './files.ts';
import { apisOf, newCustomer, newTicket } from './http/apis.ts';
import type { Answer, Json } from './http/call-api.ts';
import { queueOf } from './queue.ts';

export const ann = { role: 'agent', id: 'ann' } as const;
export const bob = { role: 'agent', id: 'bob' } as const;
export const lee = { role: 'lead', id: 'lee' } as const;
export type Staff = { role: 'agent' | 'lead' | 'admin'; id: string };

/** Opens the desk of a table. `page` is the page size with which all pages are read. */
export async function openTicketDesk(table: Table, page = '3', name = 'ada', files: Files = noFiles) {
  const clock = stoppedClock();
  const apis = apisOf(table, clock, files);
  const ada = String((await newCustomer(apis, name)).id);
  const me = { role: 'customer', id: ada } as const;

  /** Returns all pages of a list of a ticket, or the refusal. */
  const pages = async (read: (cursor: string | undefined) => Promise<Answer>): Promise<Json[]> => {
    const items: Json[] = [];
    let cursor: string | undefined;
    do {
      const answer = await read(cursor);
      if (answer.status !== 200) throw new Error(answer.text);
      const thread = answer.body.thread ?? answer.body;
      items.push(...thread.items);
      cursor = thread.next;
    } while (cursor);
    return items;
  };

  /** Advances the clock by a second after each write: entries of one moment have no order. */
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    clock.set(later(clock.now().toISOString(), 1000));
    return result;
  };
  const message = (ticketId: string, body: object, as: Staff = ann) =>
    then(apis.tickets('addMessage', { params: { ticketId }, body, as }));
  const versioned = async (ticketId: string, body: object) => ({
    version: (await loadTicket(table, ticketId))?.version ?? 1,
    ...body,
  });

  return {
    table,
    clock,
    apis,
    ada,
    me,
    worker: queueOf(createWorker('desk', ticketWorkerHandlers(table, files), clock)),
    pass: (ms: number) => clock.set(later(clock.now().toISOString(), ms)),

    open: async (over: object = {}): Promise<string> => String((await then(newTicket(apis, ada, over))).id),
    ticket: async (ticketId: string): Promise<Ticket> => {
      const ticket = await loadTicket(table, ticketId);
      if (!ticket) throw new Error('no such ticket');
      return ticket;
    },

    say: (ticketId: string, text: string) =>
      then(apis.portal('addMyMessage', { params: { ticketId }, body: { message: text }, as: me })),
    write: (ticketId: string, text: string, over: object = {}, as: Staff = ann) =>
      message(ticketId, { message: text, ...over }, as),
    note: (ticketId: string, text: string) => message(ticketId, { message: text, visibility: 'internal' }),
    patch: async (ticketId: string, body: object) =>
      then(
        apis.tickets('updateTicket', {
          params: { ticketId },
          body: await versioned(ticketId, body),
          as: ann,
        }),
      ),
    move: async (ticketId: string, status: string) =>
      then(
        apis.tickets('changeStatus', {
          params: { ticketId },
          body: await versioned(ticketId, { status }),
          as: ann,
        }),
      ),

    /** Calls an agents' operation on a ticket, on its newest version unless the body names another. */
    on: async (
      operation: DeskOperation,
      ticketId: string,
      body: object = {},
      as: Staff = ann,
      key?: string,
    ) =>
      apis.desk(operation, {
        params: { ticketId },
        body: await versioned(ticketId, body),
        as,
        ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
      }),

    /** Returns the whole thread as staff see it. */
    thread: async (ticketId: string): Promise<Json[]> => {
      const params = { ticketId };
      const first = await apis.tickets('getTicket', { params, query: { limit: page } });
      if (first.status !== 200) throw new Error(first.text);
      const { items, next } = first.body.thread;
      if (!next) return items;
      const rest = await pages((cursor) =>
        apis.tickets('listThread', { params, query: { limit: page, cursor: cursor ?? next } }),
      );
      return [...items, ...rest];
    },

    /** Returns the messages of a ticket that its customer sees. */
    mine: async (ticketId: string): Promise<string[]> => {
      const items = await pages((cursor) =>
        apis.portal('getMyTicket', {
          params: { ticketId },
          query: { limit: page, ...(cursor ? { cursor } : {}) },
          as: me,
        }),
      );
      return items.map(({ message }) => String(message));
    },
  };
}
export type Desk = Awaited<ReturnType<typeof openTicketDesk>>;
type DeskOperation = 'mergeTicket' | 'unmergeTicket' | 'splitTicket' | 'unsplitTicket';

/** Returns the messages of a thread that belong to this ticket only. */
export const shownIn = (thread: readonly Json[]): string[] =>
  thread
    .filter(({ movedTo, data }) => movedTo === undefined && data.message !== undefined)
    .map(({ data }) => String(data.message));
