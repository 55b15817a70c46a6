import { isThanks } from '../intelligence/index.ts';
import { type Keyring, keyring } from '../platform/auth/keyring.ts';
import { readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { type ApiDeps, createApi, type Handlers } from '../platform/http/create-api.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { addMessage } from './add-message.ts';
import { downloadAttachment } from './download-attachment.ts';
import { EnvSchema } from './env.ts';
import { portalRoutes } from './my-routes.ts';
import { openTicket } from './open-ticket.ts';
import { needOwnTicket } from './own-ticket.ts';
import { type FilesDeps, requestUpload } from './request-upload.ts';
import { factsOf, STATE_KEY, stated, statedWithin } from './state.ts';
import { loadTicket, readThread } from './store.ts';
import { takeUploads } from './take-uploads.ts';
import { customerEntries } from './views.ts';

/** Why a message says nothing but thanks, if it does. */
function thanksIn(message: string): string | undefined {
  const found = isThanks(message);
  return found.isThanks ? found.reason : undefined;
}

export const portalHandlers = (
  table: Table,
  files: FilesDeps['files'],
  stateKeys: Keyring,
  quotas = openQuotas(table),
): Handlers<typeof portalRoutes> => ({
  openMyTicket: async ({ body }, context) => {
    const customerId = context.actor.id;
    const [{ also, attachments }, quota] = await Promise.all([
      takeUploads({ table, files }, body.attachments, customerId, context),
      quotas.openTicket(context),
    ]);
    return openTicket(table, { ...body, attachments, customerId }, 'customer', context, [...quota, ...also]);
  },
  getMyTicket: async ({ params, query }, context) => {
    // A page behind a cursor does not bring the ticket along.
    const [{ ticket, entries, next }, current] = await Promise.all([
      readThread(table, params.ticketId, query.limit, query.cursor),
      query.cursor === undefined ? undefined : loadTicket(table, params.ticketId),
    ]);
    needOwnTicket(ticket ?? current, context.actor);
    return {
      ...(ticket ? { ticket } : {}),
      thread: { items: customerEntries(entries), next },
    };
  },
  addMyMessage: async ({ params, body: { reopen, state, ...body } }, context) => {
    const [{ also, attachments }, quota, followUpAlso] = await Promise.all([
      takeUploads({ table, files }, body.attachments, context.actor.id, context),
      quotas.addMessage(context),
      quotas.openTicket(context),
    ]);
    // Who sends a file along says more than thanks.
    const thanks = reopen || body.attachments ? undefined : thanksIn(body.message);
    const facts = await factsOf(stateKeys, state, params.ticketId, context.actor);
    const written = { attachments, also: [...quota, ...also], followUpAlso, facts, thanks };
    const message = { ...params, ...body, ...written };
    const own = { visibility: 'public', automatic: false, inPortal: true } as const;
    return addMessage(table, { ...message, ...own }, context);
  },
  requestMyUpload: async ({ body }, context) => {
    const quota = await quotas.upload(context, body.bytes);
    return requestUpload({ table, files }, { ...body, customerId: context.actor.id }, context, quota);
  },
  downloadMyAttachment: ({ params }, context) => downloadAttachment({ table, files }, params, context),
});

/** Answers that show a ticket have its state. */
export const portalAnswers = (stateKeys: Keyring): ApiDeps<typeof portalRoutes>['outgoing'] => ({
  openMyTicket: stated(stateKeys),
  getMyTicket: statedWithin(stateKeys),
});

const env = readEnv(EnvSchema);
const table = openTable(env.TABLE_NAME);
const stateKeys = keyring(table, STATE_KEY);
export const handler = createApi(
  'portal',
  portalRoutes,
  portalHandlers(table, openFiles(env.MAIL_BUCKET), stateKeys),
  { readMarker: markerReader(table), outgoing: portalAnswers(stateKeys) },
);
