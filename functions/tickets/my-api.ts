import { isThanks } from '../intelligence/index.ts';
import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { addMessage } from './add-message.ts';
import { downloadAttachment } from './download-attachment.ts';
import { EnvSchema } from './env.ts';
import { portalRoutes } from './my-routes.ts';
import { openTicket } from './open-ticket.ts';
import { type FilesDeps, requestUpload } from './request-upload.ts';
import { loadTicket, readThread } from './store.ts';
import { takeUploads } from './take-uploads.ts';
import { customerEntries, ticketView } from './views.ts';

/** Why a message says nothing but thanks, if it does. */
function thanksIn(message: string): string | undefined {
  const found = isThanks(message);
  return found.isThanks ? found.reason : undefined;
}

const notFound = () => new DomainError('ticket.not_found');

export const portalHandlers = (table: Table, files: FilesDeps['files']): Handlers<typeof portalRoutes> => ({
  openMyTicket: async ({ body }, context) => {
    const customerId = context.actor.id;
    const { also, attachments } = await takeUploads({ table, files }, body.attachments, customerId, context);
    return openTicket(table, { ...body, attachments, customerId }, 'customer', context, also);
  },
  getMyTicket: async ({ params, query }, context) => {
    const { ticket, entries, next } = await readThread(table, params.ticketId, query.limit, query.cursor);
    // A page may be empty behind a cursor at the very end; whose it is then says the ticket alone.
    const owner =
      ticket?.customerId ?? entries[0]?.customerId ?? (await loadTicket(table, params.ticketId))?.customerId;
    if (owner !== context.actor.id || ticket?.unverified) throw notFound();
    return {
      ...(ticket ? { ticket: ticketView(ticket) } : {}),
      thread: { items: customerEntries(entries), next },
    };
  },
  addMyMessage: async ({ params, body: { reopen, ...body } }, context) => {
    const uploads = await takeUploads({ table, files }, body.attachments, context.actor.id, context);
    // Who sends a file along says more than thanks.
    const thanks = reopen || body.attachments ? undefined : thanksIn(body.message);
    const message = { ...params, ...body, ...uploads, thanks };
    return addMessage(table, { ...message, visibility: 'public', automatic: false }, context);
  },
  requestMyUpload: ({ body }, context) =>
    requestUpload({ table, files }, { ...body, customerId: context.actor.id }, context),
  downloadMyAttachment: ({ params }, context) => downloadAttachment({ table, files }, params, context),
});

const env = readEnv(EnvSchema);
const table = openTable(env.TABLE_NAME);
export const handler = createApi(portalRoutes, portalHandlers(table, openFiles(env.MAIL_BUCKET)), {
  readMarker: markerReader(table),
});
