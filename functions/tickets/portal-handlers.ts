import { detectThanks } from '../intelligence/index.ts';
import type { ApiDeps, Handlers } from '../platform/http/create-api.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import type { Keyring } from '../platform/signing/keyring.ts';
import type { Table } from '../platform/table/table.ts';
import { attachUploads } from './attachments/attach-uploads.ts';
import { downloadAttachment } from './attachments/download-attachment.ts';
import { type FilesDeps, requestUpload } from './attachments/request-upload.ts';
import { requireOwnTicket } from './core/require-own-ticket.ts';
import { loadTicket, readThread } from './core/ticket-store.ts';
import { addMessage } from './messages/add-message.ts';
import { openTicket } from './messages/open-ticket.ts';
import { snapshotFromToken, withNestedTicketToken, withTicketToken } from './messages/ticket-token.ts';
import { portalRoutes } from './portal-routes.ts';
import { customerEntries } from './views/thread-entry.ts';

/** Returns the reason why a message only says thanks; undefined when it says more. */
function thanksIn(message: string): string | undefined {
  const found = detectThanks(message);
  return found.isThanks ? found.reason : undefined;
}

export const portalHandlers = (
  table: Table,
  files: FilesDeps['files'],
  tokenKeys: Keyring,
  quotas = openQuotas(table),
): Handlers<typeof portalRoutes> => ({
  openMyTicket: async ({ body }, context) => {
    const customerId = context.actor.id;
    const [{ also, attachments }, quota] = await Promise.all([
      attachUploads({ table, files }, body.attachments, customerId, context),
      quotas.chargeTicket(context),
    ]);
    return openTicket(table, { ...body, attachments, customerId }, 'customer', context, [...quota, ...also]);
  },
  getMyTicket: async ({ params, query }, context) => {
    // A page after a cursor does not contain the ticket.
    const [{ ticket, entries, next }, current] = await Promise.all([
      readThread(table, params.ticketId, query.limit, query.cursor),
      query.cursor === undefined ? undefined : loadTicket(table, params.ticketId),
    ]);
    requireOwnTicket(ticket ?? current, context.actor);
    return {
      ...(ticket ? { ticket } : {}),
      thread: { items: customerEntries(entries), next },
    };
  },
  addMyMessage: async ({ params, body: { reopen, ticketToken, ...body } }, context) => {
    const [{ also, attachments }, quota, followUpAlso] = await Promise.all([
      attachUploads({ table, files }, body.attachments, context.actor.id, context),
      quotas.chargeMessage(context),
      quotas.chargeTicket(context),
    ]);
    // A message with a file says more than thanks.
    const thanks = reopen || body.attachments ? undefined : thanksIn(body.message);
    const facts = await snapshotFromToken(tokenKeys, ticketToken, params.ticketId, context.actor);
    const written = { attachments, also: [...quota, ...also], followUpAlso, facts, thanks };
    const message = { ...params, ...body, ...written };
    const own = { visibility: 'public', automatic: false, inPortal: true } as const;
    return addMessage(table, { ...message, ...own }, context);
  },
  requestMyUpload: async ({ body }, context) => {
    const quota = await quotas.chargeUpload(context, body.bytes);
    return requestUpload({ table, files }, { ...body, customerId: context.actor.id }, context, quota);
  },
  downloadMyAttachment: ({ params }, context) => downloadAttachment({ table, files }, params, context),
});

/** Adds the ticket token to every answer that contains a ticket. */
export const portalAnswers = (tokenKeys: Keyring): ApiDeps<typeof portalRoutes>['presentAnswer'] => ({
  openMyTicket: withTicketToken(tokenKeys),
  getMyTicket: withNestedTicketToken(tokenKeys),
});
