import * as z from 'zod/mini';
import { cursor, id, limit, pageOf, text } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { ApprovalSchema, approvalStatuses } from './approval.ts';
import { ApprovalPageSchema } from './approval-page.ts';

const params = z.strictObject({ approvalId: id('approval') });
const body = z.strictObject({ reason: z.optional(text(500)) });

export const approvalRoutes = {
  listApprovals: {
    method: 'GET',
    path: '/v1/approvals',
    summary: 'Requests for approval of a status; those that wait oldest first',
    roles: ['lead', 'admin'],
    query: z.strictObject({
      status: z._default(
        z.enum(approvalStatuses, { error: `must be one of ${approvalStatuses.join(', ')}` }),
        'pending',
      ),
      limit: limit(100, 25),
      cursor: cursor(),
    }),
    success: { status: 200, body: pageOf(ApprovalSchema) },
    errors: ['request.cursor_invalid'],
  },
  getApproval: {
    method: 'GET',
    path: '/v1/approvals/{approvalId}',
    summary:
      'A request with all that decides on it: ticket, customer, messages, earlier grants, what is spent on the ticket and of the requester’s month',
    roles: ['lead', 'admin'],
    params,
    success: { status: 200, body: ApprovalPageSchema },
    errors: ['approval.not_found'],
  },
  approve: {
    method: 'POST',
    path: '/v1/approvals/{approvalId}/approve',
    summary: 'Make the grant, within the caller’s own authority; never on a request of one’s own',
    roles: ['lead', 'admin'],
    params,
    body,
    success: { status: 200, body: ApprovalSchema },
    errors: [
      'approval.not_found',
      'approval.settled',
      'approval.own_request',
      'spending_limit.exceeded',
      'ticket.closed',
      'write.contended',
    ],
  },
  reject: {
    method: 'POST',
    path: '/v1/approvals/{approvalId}/reject',
    summary: 'Say no to a request; never to one’s own',
    roles: ['lead', 'admin'],
    params,
    body,
    success: { status: 200, body: ApprovalSchema },
    errors: ['approval.not_found', 'approval.settled', 'approval.own_request', 'write.contended'],
  },
} as const satisfies Routes;
