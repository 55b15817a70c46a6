import { isThanks } from '../intelligence/index.ts';
import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { addMessage } from './add-message.ts';
import { EnvSchema } from './env.ts';
import { portalRoutes } from './my-routes.ts';
import { openTicket } from './open-ticket.ts';
import { loadTicket, readThread } from './store.ts';
import { customerEntries, ticketView } from './views.ts';

/** Why a message says nothing but thanks, if it does. */
function thanksIn(message: string): string | undefined {
  const found = isThanks(message);
  return found.isThanks ? found.reason : undefined;
}

const notFound = () => new DomainError('ticket.not_found');

export const portalHandlers = (table: Table): Handlers<typeof portalRoutes> => ({
  openMyTicket: ({ body }, context) => {
    return openTicket(table, { ...body, customerId: context.actor.id }, 'customer', context);
  },
  getMyTicket: async ({ params, query }, context) => {
    const { ticket, entries, next } = await readThread(table, params.ticketId, query.limit, query.cursor);
    // A page may be empty behind a cursor at the very end; whose it is then says the ticket alone.
    const owner =
      ticket?.customerId ?? entries[0]?.customerId ?? (await loadTicket(table, params.ticketId))?.customerId;
    if (owner !== context.actor.id) throw notFound();
    return {
      ...(ticket ? { ticket: ticketView(ticket) } : {}),
      thread: { items: customerEntries(entries), next },
    };
  },
  addMyMessage: ({ params, body: { reopen, ...body } }, context) => {
    const thanks = reopen ? undefined : thanksIn(body.message);
    return addMessage(table, { ...params, ...body, thanks, visibility: 'public', automatic: false }, context);
  },
});

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createApi(portalRoutes, portalHandlers(table), { readMarker: markerReader(table) });
