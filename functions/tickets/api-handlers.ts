import type { ApiDeps, Handlers } from '../platform/http/create-api.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import type { Keyring } from '../platform/signing/keyring.ts';
import type { Table } from '../platform/table/table.ts';
import { attachUploads } from './attachments/attach-uploads.ts';
import { downloadAttachment } from './attachments/download-attachment.ts';
import { type FilesDeps, requestUpload } from './attachments/request-upload.ts';
import { changeStatus } from './changes/change-status.ts';
import { updateTicket } from './changes/update-ticket.ts';
import { loadTicket, readThread } from './core/ticket-store.ts';
import { ticketError } from './errors.ts';
import { addMessage } from './messages/add-message.ts';
import { openTicket } from './messages/open-ticket.ts';
import { snapshotFromToken, withNestedTicketToken, withTicketToken } from './messages/ticket-token.ts';
import { ticketRoutes } from './routes.ts';
import { listTickets } from './views/list-tickets.ts';
import { threadEntry } from './views/thread-entry.ts';

const notFound = () => ticketError('ticket.not_found');

export const ticketHandlers = (
  table: Table,
  files: FilesDeps['files'],
  tokenKeys: Keyring,
  quotas = openQuotas(table),
): Handlers<typeof ticketRoutes> => ({
  openTicket: async ({ body }, context) => {
    const [{ also, attachments }, quota] = await Promise.all([
      attachUploads({ table, files }, body.attachments, body.customerId, context),
      quotas.chargeTicket(context),
    ]);
    return openTicket(table, { ...body, attachments }, 'staff', context, [...quota, ...also]);
  },
  listTickets: ({ query }) => listTickets(table, query),
  updateTicket: ({ params, body, version }, context) =>
    updateTicket(table, params.ticketId, { ...body, version }, context),
  getTicket: async ({ params, query }) => {
    const { ticket, decision, entries, next } = await readThread(table, params.ticketId, query.limit);
    if (!ticket) throw notFound();
    return {
      ticket: { ...ticket, routing: decision },
      thread: { items: entries.map(threadEntry), next },
    };
  },
  listThread: async ({ params, query }) => {
    const { ticket, entries, next } = await readThread(table, params.ticketId, query.limit, query.cursor);
    if (!query.cursor && !ticket) throw notFound();
    return { items: entries.map(threadEntry), next };
  },
  // Messages of machine clients are automatic: the first reply counts for humans only.
  addMessage: async ({ params, body: { ticketToken, ...body } }, context) => {
    // The files must belong to the ticket's customer.
    const customerId = body.attachments ? await customerOf(table, params.ticketId) : '';
    const [{ also, attachments }, quota] = await Promise.all([
      attachUploads({ table, files }, body.attachments, customerId, context),
      quotas.chargeMessage(context),
    ]);
    return addMessage(
      table,
      {
        ...params,
        ...body,
        attachments,
        also: [...quota, ...also],
        facts: await snapshotFromToken(tokenKeys, ticketToken, params.ticketId, context.actor),
        automatic: body.automatic || context.actor.role === 'service',
        seen: body.force ? undefined : body.seen,
      },
      context,
    );
  },
  requestUpload: async ({ body }, context) =>
    requestUpload({ table, files }, body, context, await quotas.chargeUpload(context, body.bytes)),
  downloadAttachment: ({ params }, context) => downloadAttachment({ table, files }, params, context),
  changeStatus: ({ params, body, version }, context) =>
    changeStatus(table, { ...params, ...body, version }, context),
});

/** Adds the ticket token to every answer that contains a ticket. */
export const ticketAnswers = (tokenKeys: Keyring): ApiDeps<typeof ticketRoutes>['presentAnswer'] => ({
  openTicket: withTicketToken(tokenKeys),
  updateTicket: withTicketToken(tokenKeys),
  changeStatus: withTicketToken(tokenKeys),
  getTicket: withNestedTicketToken(tokenKeys),
});

async function customerOf(table: Table, ticketId: string): Promise<string> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw notFound();
  return ticket.customerId;
}
