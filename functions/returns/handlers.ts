import type { Handlers } from '../platform/http/create-api.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import type { Table } from '../platform/table/table.ts';
import { returnError } from './errors.ts';
import { moveReturn } from './move-return.ts';
import { openReturn } from './open-return.ts';
import { requireReturn } from './return-store.ts';
import { returnRoutes } from './routes.ts';

export const returnHandlers = (table: Table, quotas = openQuotas(table)): Handlers<typeof returnRoutes> => ({
  openReturn: async ({ body }, context) =>
    openReturn(table, body, 'staff', context, await quotas.chargeTicket(context)),
  getReturn: ({ params }) => requireReturn(table, params.ticketId),
  moveReturn: ({ params, body, version }, context) =>
    moveReturn(table, params.ticketId, { ...body, version }, context),
  openMyReturn: async ({ body }, context) => {
    const quota = await quotas.chargeTicket(context);
    return openReturn(table, { ...body, customerId: context.actor.id }, 'customer', context, quota);
  },
  getMyReturn: async ({ params }, { actor }) => {
    const found = await requireReturn(table, params.ticketId);
    if (found.customerId !== actor.id) throw returnError('return.not_found');
    return found;
  },
});
