import type { Handlers } from '../platform/http/create-api.ts';
import type { Table } from '../platform/table/table.ts';
import {
  applyToPromise,
  changeOpenPromise,
  dismissPromiseProposal,
  makePromiseOnTicket,
  requirePromise,
} from './lifecycle/change-promise.ts';
import { acceptProposal, endPromise, keepPromise } from './lifecycle/lifecycle.ts';
import type { PortalPromise } from './lifecycle/promise.ts';
import { putSettings, readSettings } from './lifecycle/promise-settings.ts';
import {
  listCustomerPromises,
  listMissedPromises,
  listOwnerPromises,
  listTicketPromises,
} from './lists/list-promises.ts';
import { promiseRoutes } from './routes.ts';

export const promiseHandlers = (table: Table): Handlers<typeof promiseRoutes> => ({
  makePromise: ({ params, body }, context) => makePromiseOnTicket(table, params.ticketId, body, context),
  listTicketPromises: ({ params, query }) => listTicketPromises(table, params.ticketId, query),
  listCustomerPromises: ({ params, query: { state, ...paging } }) =>
    listCustomerPromises(table, params.customerId, state, paging),
  listPromises: ({ query: { ownerId, state, ...paging } }, { actor, now }) =>
    state === 'missed' && ownerId === undefined
      ? listMissedPromises(table, paging)
      : listOwnerPromises(table, ownerId ?? actor.id, state, now, paging),
  // The response schema removes what customers must not see. Their lists contain no proposals.
  listMyPromises: async ({ query: { state, ...paging } }, { actor }) => {
    const { items, next } = await listCustomerPromises(table, actor.id, state, paging);
    const visible = items.filter(({ unverifiedTicket }) => !unverifiedTicket);
    return { items: visible as PortalPromise[], ...(next ? { next } : {}) };
  },
  getPromise: ({ params }) => requirePromise(table, params.promiseId),
  changePromise: ({ params, body, version }, context) =>
    changeOpenPromise(table, params.promiseId, { ...body, version }, context),
  keepPromise: ({ params, body }, context) =>
    applyToPromise(table, params.promiseId, (promise) => keepPromise(promise, body.note, context), context),
  breakPromise: ({ params, body }, context) =>
    applyToPromise(
      table,
      params.promiseId,
      (promise) => endPromise(promise, 'broken', body.reason, context),
      context,
    ),
  withdrawPromise: ({ params, body }, context) =>
    applyToPromise(
      table,
      params.promiseId,
      (promise) => endPromise(promise, 'withdrawn', body.reason, context),
      context,
    ),
  acceptProposal: ({ params, body }, context) =>
    applyToPromise(table, params.promiseId, (promise) => acceptProposal(promise, body, context), context),
  dismissProposal: ({ params }, context) => dismissPromiseProposal(table, params.promiseId, context),
  getPromiseSettings: () => readSettings(table),
  putPromiseSettings: ({ body, version }, context) => putSettings(table, { ...body, version }, context),
});
