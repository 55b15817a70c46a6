import { type Keyring, keyring } from '../platform/auth/keyring.ts';
import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { type ApiDeps, createApi, type Handlers } from '../platform/http/create-api.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { addMessage } from './add-message.ts';
import { changeStatus } from './change-status.ts';
import { downloadAttachment } from './download-attachment.ts';
import { EnvSchema } from './env.ts';
import { listTickets } from './list-tickets.ts';
import { openTicket } from './open-ticket.ts';
import { type FilesDeps, requestUpload } from './request-upload.ts';
import { ticketRoutes } from './routes.ts';
import { factsOf, STATE_KEY, stated, statedWithin } from './state.ts';
import { loadTicket, readThread } from './store.ts';
import { takeUploads } from './take-uploads.ts';
import { updateTicket } from './update-ticket.ts';
import { threadEntry } from './views.ts';

const notFound = () => new DomainError('ticket.not_found');

export const ticketHandlers = (
  table: Table,
  files: FilesDeps['files'],
  stateKeys: Keyring,
  quotas = openQuotas(table),
): Handlers<typeof ticketRoutes> => ({
  openTicket: async ({ body }, context) => {
    const [{ also, attachments }, quota] = await Promise.all([
      takeUploads({ table, files }, body.attachments, body.customerId, context),
      quotas.openTicket(context),
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
  // A machine is never the human whose first reply counts.
  addMessage: async ({ params, body: { state, ...body } }, context) => {
    // Whose files they must be says the ticket itself.
    const customerId = body.attachments ? await customerOf(table, params.ticketId) : '';
    const [{ also, attachments }, quota] = await Promise.all([
      takeUploads({ table, files }, body.attachments, customerId, context),
      quotas.addMessage(context),
    ]);
    return addMessage(
      table,
      {
        ...params,
        ...body,
        attachments,
        also: [...quota, ...also],
        facts: await factsOf(stateKeys, state, params.ticketId, context.actor),
        automatic: body.automatic || context.actor.role === 'service',
        seen: body.force ? undefined : body.seen,
      },
      context,
    );
  },
  requestUpload: async ({ body }, context) =>
    requestUpload({ table, files }, body, context, await quotas.upload(context, body.bytes)),
  downloadAttachment: ({ params }, context) => downloadAttachment({ table, files }, params, context),
  changeStatus: ({ params, body, version }, context) =>
    changeStatus(table, { ...params, ...body, version }, context),
});

/** Answers that show a ticket have its state. */
export const ticketAnswers = (stateKeys: Keyring): ApiDeps<typeof ticketRoutes>['outgoing'] => ({
  openTicket: stated(stateKeys),
  updateTicket: stated(stateKeys),
  changeStatus: stated(stateKeys),
  getTicket: statedWithin(stateKeys),
});

async function customerOf(table: Table, ticketId: string): Promise<string> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw notFound();
  return ticket.customerId;
}

const env = readEnv(EnvSchema);
const table = openTable(env.TABLE_NAME);
const stateKeys = keyring(table, STATE_KEY);
export const handler = createApi(
  'tickets',
  ticketRoutes,
  ticketHandlers(table, openFiles(env.MAIL_BUCKET), stateKeys),
  { readMarker: markerReader(table), outgoing: ticketAnswers(stateKeys) },
);
