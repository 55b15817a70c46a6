import { readEnv } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { loadQuotaSettings } from '../platform/quota/quota-settings.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { approvalPage } from './approval-page.ts';
import { listApprovals } from './approval-store.ts';
import { EnvSchema } from './env.ts';
import { needGrant } from './grant-store.ts';
import { loadAgentLimits, loadRoleLimits, readMonth } from './limit-store.ts';
import { makeGrant } from './make-grant.ts';
import { putQuotaSettings } from './put-quota-settings.ts';
import { authorityRoutes } from './routes.ts';
import { myAuthority, putAgentLimits, putRoleLimits } from './set-limits.ts';
import { approve, reject } from './settle-approval.ts';
import { revokeGrant, settleGrant } from './settle-grant.ts';

export const authorityHandlers = (table: Table): Handlers<typeof authorityRoutes> => ({
  getRoleLimits: async ({ params }) => ({ ...params, ...(await loadRoleLimits(table, params.role)) }),
  putRoleLimits: ({ params, body, version }, context) =>
    putRoleLimits(table, params.role, { ...body, version }, context),
  getAgentLimits: async ({ params: { agentId } }, { now }) => {
    const [limits, spent] = await Promise.all([
      loadAgentLimits(table, agentId),
      readMonth(table, agentId, now),
    ]);
    return { agentId, ...limits, spent };
  },
  putAgentLimits: ({ params, body, version }, context) =>
    putAgentLimits(table, params.agentId, { ...body, version }, context),
  getMyAuthority: (_input, context) => myAuthority(table, context),

  getQuotaSettings: () => loadQuotaSettings(table),
  putQuotaSettings: ({ body, version }, context) => putQuotaSettings(table, { ...body, version }, context),

  makeGrant: ({ params, body }, context) => makeGrant(table, params.ticketId, body, context),
  getGrant: ({ params }) => needGrant(table, params.grantId),
  settleGrant: ({ params, body }, context) => settleGrant(table, params.grantId, body, context),
  revokeGrant: ({ params, body }, context) => revokeGrant(table, params.grantId, body.reason, context),

  listApprovals: ({ query }) => listApprovals(table, query),
  getApproval: ({ params }, { now }) => approvalPage(table, params.approvalId, now),
  approve: ({ params, body }, context) => approve(table, params.approvalId, body.reason, context),
  reject: ({ params, body }, context) => reject(table, params.approvalId, body.reason, context),
});

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createApi('authority', authorityRoutes, authorityHandlers(table), {
  readMarker: markerReader(table),
});
