import * as z from 'zod/mini';
import { id, text } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { ApprovalSchema } from './approval.ts';
import { GrantSchema, MakeGrantRequestSchema, SettleGrantRequestSchema } from './grant.ts';

const params = z.strictObject({ grantId: id('grant') });

/** `made` with the grant, or `waiting` with the approval request that a lead has to settle. */
export const GrantOutcomeSchema = z.object({
  outcome: z.enum(['made', 'waiting']),
  grant: z.optional(GrantSchema),
  approval: z.optional(ApprovalSchema),
});

export const grantRoutes = {
  makeGrant: {
    method: 'POST',
    path: '/v1/tickets/{ticketId}/grants',
    summary: 'Grant a refund, goodwill credit or discount',
    description: 'An amount above your spending limit becomes an approval request to the leads.',
    roles: ['agent', 'lead', 'admin'],
    params: z.strictObject({ ticketId: id('ticket') }),
    body: MakeGrantRequestSchema,
    success: { status: 201, body: GrantOutcomeSchema },
    errors: ['ticket.not_found', 'ticket.closed', 'write.contended'],
  },
  getGrant: {
    method: 'GET',
    path: '/v1/grants/{grantId}',
    summary: 'Get a grant',
    roles: ['agent', 'lead', 'admin', 'service'],
    params,
    success: { status: 200, body: GrantSchema },
    errors: ['grant.not_found'],
  },
  settleGrant: {
    method: 'POST',
    path: '/v1/grants/{grantId}/settle',
    summary: 'Report whether a grant was paid or failed',
    description: 'A failed grant no longer counts against any limit.',
    roles: ['service'],
    params,
    body: SettleGrantRequestSchema,
    success: { status: 200, body: GrantSchema },
    errors: ['grant.not_found', 'grant.transition_refused', 'write.contended'],
  },
  revokeGrant: {
    method: 'POST',
    path: '/v1/grants/{grantId}/revoke',
    summary: 'Revoke a grant before it is settled',
    description: 'Allowed for its maker within 15 minutes, for leads at any time.',
    roles: ['agent', 'lead', 'admin'],
    params,
    body: z.strictObject({ reason: text(500) }),
    success: { status: 200, body: GrantSchema },
    errors: ['grant.not_found', 'grant.transition_refused', 'grant.revoke_refused', 'write.contended'],
  },
} as const satisfies Routes;
