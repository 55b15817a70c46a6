import * as z from 'zod/mini';
import { id } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { RefundReturnRequestSchema } from '../../returns/index.ts';
import { GrantOutcomeSchema } from './grant-routes.ts';

/**
 * Refunding a return makes a grant, so the route is here. The return changes its state in the same
 * transaction.
 */
export const refundRoutes = {
  refundReturn: {
    method: 'POST',
    path: '/v1/returns/{ticketId}/refund',
    summary: 'Refund an inspected return',
    description: 'Ends it with a refund or a credit of at most what the accepted goods are worth.',
    roles: ['agent', 'lead', 'admin'],
    params: z.strictObject({ ticketId: id('ticket') }),
    body: RefundReturnRequestSchema,
    success: { status: 201, body: GrantOutcomeSchema },
    errors: [
      'return.not_found',
      'return.transition_refused',
      'return.amount_exceeded',
      'version.stale',
      'write.contended',
    ],
    precondition: 'required',
  },
} as const satisfies Routes;
