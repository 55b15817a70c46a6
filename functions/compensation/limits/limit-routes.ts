import * as z from 'zod/mini';
import { agentId } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import {
  limitedRoles,
  limitSetters,
  SpendingLimitSchema,
  SpendingLimitsSchema,
  SpendTotalSchema,
} from './limit.ts';

const roleParams = z.strictObject({
  role: z.enum(limitedRoles, { error: `must be one of ${limitedRoles.join(', ')}` }),
});
const agentParams = z.strictObject({ agentId: agentId() });
const body = z.strictObject({ limits: SpendingLimitsSchema });
/** Version 0 means that nobody has set any limits. */
const document = { version: z.int(), limits: z.array(SpendingLimitSchema) };
/** The role that set the limits. Limits that a lead set apply to agents only. */
const setBy = z.optional(z.enum(limitSetters));
export const RoleLimitsSchema = z.object({ role: z.enum(limitedRoles), ...document });
const errors = [
  'version.stale',
  'spending_limit.not_allowed',
  'spending_limit.exceeded',
  'write.contended',
] as const;

export const limitRoutes = {
  getRoleLimits: {
    method: 'GET',
    path: '/v1/spending-limits/roles/{role}',
    summary: 'Get the spending limits of a role',
    description: 'Limits apply per grant, per ticket and per month, by kind and currency.',
    roles: ['lead', 'admin'],
    params: roleParams,
    success: { status: 200, body: RoleLimitsSchema },
    errors: [],
    etag: 'version',
  },
  putRoleLimits: {
    method: 'PUT',
    path: '/v1/spending-limits/roles/{role}',
    summary: 'Replace the spending limits of a role',
    description: 'Leads set the limits of agents, up to their own.',
    roles: ['lead', 'admin'],
    params: roleParams,
    body,
    success: { status: 200, body: RoleLimitsSchema },
    errors,
    etag: 'version',
    precondition: 'create',
  },
  getAgentLimits: {
    method: 'GET',
    path: '/v1/spending-limits/agents/{agentId}',
    summary: 'Get the spending limits of an agent',
    description: 'They replace the limits of the role. Includes what the agent spent this month.',
    roles: ['lead', 'admin'],
    params: agentParams,
    success: {
      status: 200,
      body: z.object({ agentId: z.string(), ...document, setBy, spent: z.array(SpendTotalSchema) }),
    },
    errors: [],
    etag: 'version',
  },
  putAgentLimits: {
    method: 'PUT',
    path: '/v1/spending-limits/agents/{agentId}',
    summary: 'Replace the spending limits of an agent',
    roles: ['lead', 'admin'],
    params: agentParams,
    body,
    success: { status: 200, body: z.object({ agentId: z.string(), ...document, setBy }) },
    errors,
    etag: 'version',
    precondition: 'create',
  },
  getMyAuthority: {
    method: 'GET',
    path: '/v1/spending-limits/me',
    summary: 'Get your spending limits',
    description: 'Includes what you spent this month.',
    roles: ['agent', 'lead', 'admin'],
    success: {
      status: 200,
      body: z.object({
        role: z.enum(limitedRoles),
        limits: z.array(z.object({ ...SpendingLimitSchema.shape, spentMinor: z.int() })),
      }),
    },
    errors: [],
  },
} as const satisfies Routes;
