import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { addMessage } from './add-message.ts';
import { changeStatus } from './change-status.ts';
import { EnvSchema } from './env.ts';
import { listTickets } from './list-tickets.ts';
import { openTicket } from './open-ticket.ts';
import { ticketRoutes } from './routes.ts';
import { readThread } from './store.ts';
import { updateTicket } from './update-ticket.ts';
import { threadEntry, ticketView } from './views.ts';

const notFound = () => new DomainError('ticket.not_found');

export const ticketHandlers = (table: Table): Handlers<typeof ticketRoutes> => ({
  openTicket: ({ body }, context) => openTicket(table, body, 'staff', context),
  listTickets: ({ query }) => listTickets(table, query),
  updateTicket: ({ params, body }, context) => updateTicket(table, params.ticketId, body, context),
  getTicket: async ({ params, query }) => {
    const { ticket, decision, entries, next } = await readThread(table, params.ticketId, query.limit);
    if (!ticket) throw notFound();
    return {
      ticket: { ...ticketView(ticket), routing: decision },
      thread: { items: entries.map(threadEntry), next },
    };
  },
  listThread: async ({ params, query }) => {
    const { ticket, entries, next } = await readThread(table, params.ticketId, query.limit, query.cursor);
    if (!query.cursor && !ticket) throw notFound();
    return { items: entries.map(threadEntry), next };
  },
  // A machine is never the human whose first reply counts.
  addMessage: ({ params, body }, context) =>
    addMessage(
      table,
      {
        ...params,
        ...body,
        automatic: body.automatic || context.actor.role === 'service',
        seen: body.force ? undefined : body.seen,
      },
      context,
    ),
  changeStatus: ({ params, body }, context) => changeStatus(table, { ...params, ...body }, context),
});

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createApi(ticketRoutes, ticketHandlers(table), { readMarker: markerReader(table) });
