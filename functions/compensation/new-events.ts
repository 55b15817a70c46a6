// The events that grants, approvals and limits emit.
import type { NewEvent } from '../platform/table/new-event.ts';
import { ticketPartition } from '../tickets/index.ts';
import type * as events from './events.ts';
import type { Approval } from './grants/approval.ts';
import type { Grant, RequestedGrant, SettleGrantRequest } from './grants/grant.ts';
import { compensationKeys } from './keys.ts';
import type { LimitedRole, LimitsDocument } from './limits/limit.ts';

const thread = ({ ticketId, customerId }: RequestedGrant) => ({
  v: 1 as const,
  owner: ticketPartition(ticketId),
  customerId,
});

function aboutRequest(request: RequestedGrant) {
  const { ticketId, customerId, channel, kind, amount, orderRef, reason, unverifiedTicket } = request;
  const mark = unverifiedTicket ? { unverifiedTicket } : {};
  return { ticketId, customerId, channel, ...mark, kind, amount, orderRef, reason };
}

function aboutGrant(grant: Grant) {
  const { id: grantId, requestedBy, grantedBy, approvalId, madeAt } = grant;
  const people = { requestedBy: requestedBy.id, by: grantedBy.id };
  return { ...aboutRequest(grant), ...people, grantId, approvalId, madeAt };
}

export const grantMade = (grant: Grant): NewEvent<typeof events.GrantMade> => ({
  ...thread(grant),
  type: 'grant.made',
  data: aboutGrant(grant),
});

export const grantSettled = (
  grant: Grant,
  { outcome, reference }: SettleGrantRequest,
): NewEvent<typeof events.GrantSettled> => ({
  ...thread(grant),
  type: 'grant.settled',
  data: { ...aboutGrant(grant), outcome, reference },
});

export const grantRevoked = (grant: Grant): NewEvent<typeof events.GrantRevoked> => ({
  ...thread(grant),
  type: 'grant.revoked',
  data: { ...aboutGrant(grant), revokeReason: grant.revokeReason },
});

const aboutApproval = ({ id: approvalId, requestedGrant, requestedBy }: Approval) => ({
  ...aboutRequest(requestedGrant),
  approvalId,
  requestedBy: requestedBy.id,
});

export const approvalRequested = (approval: Approval): NewEvent<typeof events.ApprovalRequested> => ({
  ...thread(approval.requestedGrant),
  type: 'approval.requested',
  data: { ...aboutApproval(approval), expiresAt: approval.expiresAt },
});

export function approvalSettled(
  approval: Approval,
  outcome: Exclude<Approval['status'], 'pending'>,
): NewEvent<typeof events.ApprovalSettled> {
  const { answer, grantId } = approval;
  return {
    ...thread(approval.requestedGrant),
    type: 'approval.settled',
    data: { ...aboutApproval(approval), outcome, answer, grantId },
  };
}

export const roleLimitsChanged = (
  role: LimitedRole,
  document: LimitsDocument,
): NewEvent<typeof events.SpendingLimitChanged> => ({
  type: 'spending_limit.changed',
  v: 1,
  owner: compensationKeys.roleLimits(role).pk,
  data: { role, ...document },
});

export const agentLimitsChanged = (
  agentId: string,
  document: LimitsDocument,
): NewEvent<typeof events.SpendingLimitChanged> => ({
  type: 'spending_limit.changed',
  v: 1,
  owner: compensationKeys.agentLimits(agentId).pk,
  data: { agentId, ...document },
});
