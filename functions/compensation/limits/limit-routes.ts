import * as z from 'zod/mini';
import { agentId } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { LimitSchema, LimitsSchema, limitedRoles, limitSetters, SpendTotalSchema } from './limit.ts';

const roleParams = z.strictObject({
  role: z.enum(limitedRoles, { error: `must be one of ${limitedRoles.join(', ')}` }),
});
const agentParams = z.strictObject({ agentId: agentId() });
const body = z.strictObject({ limits: LimitsSchema });
/** Version 0: nobody has set any limits. */
const document = { version: z.int(), limits: z.array(LimitSchema) };
/** Limits that a lead set count for agents alone. */
const setBy = z.optional(z.enum(limitSetters));
const RoleLimitsSchema = z.object({ role: z.enum(limitedRoles), ...document });
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
    summary: 'What a role may give away: at once, on a ticket and in a month, by kind and currency',
    roles: ['lead', 'admin'],
    params: roleParams,
    success: { status: 200, body: RoleLimitsSchema },
    errors: [],
    etag: 'version',
  },
  putRoleLimits: {
    method: 'PUT',
    path: '/v1/spending-limits/roles/{role}',
    summary: 'Set what a role may give away; leads for agents, and no more than their own',
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
    summary: 'What a person may give away instead of what the role may, and what of it is spent this month',
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
    summary: 'Set an agent’s authority limits',
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
    summary: 'What the caller may give away, and what of it is spent this month',
    roles: ['agent', 'lead', 'admin'],
    success: {
      status: 200,
      body: z.object({
        role: z.enum(limitedRoles),
        limits: z.array(z.object({ ...LimitSchema.shape, spentMinor: z.int() })),
      }),
    },
    errors: [],
  },
} as const satisfies Routes;
