import { type Keyring, keyring } from '../platform/auth/keyring.ts';
import { withProblems } from '../platform/config/usable.ts';
import { readEnv } from '../platform/env/env.ts';
import { DomainError } from '../platform/errors.ts';
import { type ApiDeps, createApi, type Handlers } from '../platform/http/create-api.ts';
import { commit } from '../platform/table/commit.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { caseworkHandlers } from './casework-api.ts';
import { putField, readFields, removeField } from './custom-fields.ts';
import { deskRoutes } from './desk-routes.ts';
import { DeskEnvSchema } from './env.ts';
import { exportTickets } from './export-tickets.ts';
import { listNotifications } from './notify.ts';
import { STATE_KEY, stated, statedWithin } from './state.ts';

export const deskApiHandlers = (table: Table): Handlers<typeof deskRoutes> => ({
  ...caseworkHandlers(table),
  exportTickets: ({ query }) => exportTickets(table, query),
  listNotifications: ({ params, query }, { actor }) => {
    if (actor.role === 'agent' && actor.id !== params.agentId) throw new DomainError('agent.not_found');
    return listNotifications(table, params.agentId, query.limit, query.cursor);
  },
  listTicketFields: async () => {
    const { fields, problems } = await readFields(table);
    return { items: fields, ...withProblems(problems) };
  },
  putTicketField: ({ params, body, version }, context) =>
    putField(table, params.key, { ...body, version }, context),
  deleteTicketField: async ({ params, version }, context) => {
    await commit(table, context, { writes: [removeField(params.key, version)] });
    return params;
  },
});

/** Answers that show a ticket have its state. */
export const deskAnswers = (stateKeys: Keyring): ApiDeps<typeof deskRoutes>['outgoing'] => ({
  mergeTicket: stated(stateKeys),
  unmergeTicket: stated(stateKeys),
  splitTicket: stated(stateKeys),
  unsplitTicket: stated(stateKeys),
  applyMacro: statedWithin(stateKeys),
  undoMacro: statedWithin(stateKeys),
});

const table = openTable(readEnv(DeskEnvSchema).TABLE_NAME);
export const handler = createApi('desk', deskRoutes, deskApiHandlers(table), {
  readMarker: markerReader(table),
  outgoing: deskAnswers(keyring(table, STATE_KEY)),
});
