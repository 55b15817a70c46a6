// What happens to grants and approval requests, as events in the thread of their ticket.
import type { NewEvent } from '../platform/events/new-event.ts';
import { eventOnTicket } from '../tickets/index.ts';
import type { Approval } from './grants/approval.ts';
import type { Grant } from './grants/grant.ts';
import { compensationKeys } from './keys.ts';
import type { LimitedRole, LimitsDocument } from './limits/limit.ts';

/** Other systems act on these: a payment provider pays what was made and hears what was taken back. */
function grantEvent(grant: Grant, type: string, data: Record<string, unknown> = {}): NewEvent {
  const { id: grantId, kind, amount, orderRef, reason, requestedBy, grantedBy, approvalId, madeAt } = grant;
  const by = { by: grantedBy.id, requestedBy: requestedBy.id };
  return eventOnTicket(grant, type, {
    grantId,
    kind,
    amount,
    orderRef,
    reason,
    ...by,
    approvalId,
    madeAt,
    ...data,
  });
}

export const grantMade = (grant: Grant) => grantEvent(grant, 'grant.made');
export const grantSettled = (grant: Grant) =>
  grantEvent(grant, 'grant.settled', { outcome: grant.state, reference: grant.reference });
export const grantRevoked = (grant: Grant) =>
  grantEvent(grant, 'grant.revoked', { revokeReason: grant.revokeReason });

function approvalEvent(
  { id: approvalId, requestedGrant, requestedBy }: Approval,
  type: string,
  data: Record<string, unknown>,
): NewEvent {
  const { kind, amount, reason, orderRef } = requestedGrant;
  const asked = { approvalId, kind, amount, reason, orderRef, requestedBy: requestedBy.id };
  return eventOnTicket(requestedGrant, type, { ...asked, ...data });
}

export const approvalRequested = (approval: Approval) =>
  approvalEvent(approval, 'approval.requested', { expiresAt: approval.expiresAt });
export const approvalSettled = (approval: Approval) => {
  const { status: outcome, answer, grantId } = approval;
  return approvalEvent(approval, 'approval.settled', { outcome, answer, grantId });
};

const limitsEvent = (owner: string, data: Record<string, unknown>): NewEvent => ({
  type: 'spending_limit.changed',
  v: 1,
  owner,
  data,
});

export const roleLimitsChanged = (role: LimitedRole, document: LimitsDocument) =>
  limitsEvent(compensationKeys.roleLimits(role).pk, { role, ...document });
export const agentLimitsChanged = (agentId: string, document: LimitsDocument) =>
  limitsEvent(compensationKeys.agentLimits(agentId).pk, { agentId, ...document });
