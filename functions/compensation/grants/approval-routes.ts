import * as z from 'zod/mini';
import { cursor, id, limit, pageOf, text } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { ApprovalSchema, approvalStatuses } from './approval.ts';
import { ApprovalDetailsSchema } from './approval-page.ts';

const params = z.strictObject({ approvalId: id('approval') });
const body = z.strictObject({ reason: z.optional(text(500)) });

export const approvalRoutes = {
  listApprovals: {
    method: 'GET',
    path: '/v1/approvals',
    summary: 'List the approval requests with a status',
    description: 'Pending requests are listed oldest first, the others newest first.',
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
    summary: 'Get an approval request with its ticket and customer',
    description:
      'Includes recent messages, earlier grants, and what was spent on the ticket and by the requester this month.',
    roles: ['lead', 'admin'],
    params,
    success: { status: 200, body: ApprovalDetailsSchema },
    errors: ['approval.not_found'],
  },
  approve: {
    method: 'POST',
    path: '/v1/approvals/{approvalId}/approve',
    summary: 'Approve a request and make its grant',
    description: 'The grant must be within your own spending limits. Nobody approves their own request.',
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
    summary: 'Reject an approval request',
    description: 'Nobody rejects their own request.',
    roles: ['lead', 'admin'],
    params,
    body,
    success: { status: 200, body: ApprovalSchema },
    errors: ['approval.not_found', 'approval.settled', 'approval.own_request', 'write.contended'],
  },
} as const satisfies Routes;
