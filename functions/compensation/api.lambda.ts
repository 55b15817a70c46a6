import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { loadQuotaSettings } from '../platform/quota/quota-settings.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { approvalPage } from './grants/approval-page.ts';
import { listApprovals } from './grants/approval-store.ts';
import { requireGrant } from './grants/grant-store.ts';
import { makeGrant } from './grants/make-grant.ts';
import { refundReturn } from './grants/refund-return.ts';
import { approveRequest, rejectRequest } from './grants/settle-approval.ts';
import { revokeGrant, settleGrant } from './grants/settle-grant.ts';
import { loadAgentLimits, loadRoleLimits, readMonthSpend } from './limits/limit-store.ts';
import { putAgentLimits, putRoleLimits, readOwnAuthority } from './limits/set-limits.ts';
import { putQuotaSettings } from './quotas/put-quota-settings.ts';
import { compensationRoutes } from './routes.ts';

export const compensationHandlers = (table: Table): Handlers<typeof compensationRoutes> => ({
  getRoleLimits: async ({ params }) => ({ ...params, ...(await loadRoleLimits(table, params.role)) }),
  putRoleLimits: ({ params, body, version }, context) =>
    putRoleLimits(table, params.role, { ...body, version }, context),
  getAgentLimits: async ({ params: { agentId } }, { now }) => {
    const [limits, spent] = await Promise.all([
      loadAgentLimits(table, agentId),
      readMonthSpend(table, agentId, now),
    ]);
    return { agentId, ...limits, spent };
  },
  putAgentLimits: ({ params, body, version }, context) =>
    putAgentLimits(table, params.agentId, { ...body, version }, context),
  getMyAuthority: (_input, context) => readOwnAuthority(table, context),

  getQuotaSettings: () => loadQuotaSettings(table),
  putQuotaSettings: ({ body, version }, context) => putQuotaSettings(table, { ...body, version }, context),

  makeGrant: ({ params, body }, context) => makeGrant(table, params.ticketId, body, context),
  getGrant: ({ params }) => requireGrant(table, params.grantId),
  settleGrant: ({ params, body }, context) => settleGrant(table, params.grantId, body, context),
  revokeGrant: ({ params, body }, context) => revokeGrant(table, params.grantId, body.reason, context),
  refundReturn: ({ params, body, version }, context) =>
    refundReturn(table, params.ticketId, { ...body, version }, context),

  listApprovals: ({ query }) => listApprovals(table, query),
  getApproval: ({ params }, { now }) => approvalPage(table, params.approvalId, now),
  approve: ({ params, body }, context) => approveRequest(table, params.approvalId, body.reason, context),
  reject: ({ params, body }, context) => rejectRequest(table, params.approvalId, body.reason, context),
});

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('compensation', compensationRoutes, compensationHandlers(table), {
  readMarker: markerReader(table),
});
