// What happens with money and goods, as events of the ticket it happened on: they stand in its thread.
import type { NewEvent } from '../platform/events/new-event.ts';
import { returnReasonsOf } from '../returns/return.ts';
import type { Return } from '../returns/return-requests.ts';
import { ticketPartition } from '../tickets/index.ts';
import type { Approval } from './grants/approval.ts';
import type { Grant, RequestedGrant } from './grants/grant.ts';
import { compensationKeys } from './keys.ts';
import type { LimitedRole, LimitsDocument } from './limits/limit.ts';

type About = 'ticketId' | 'customerId' | 'channel' | 'unverifiedTicket';

function ticketEvent(
  { ticketId, customerId, channel, unverifiedTicket }: Pick<RequestedGrant, About>,
  type: string,
  data: Record<string, unknown>,
): NewEvent {
  const owner = ticketPartition(ticketId);
  const mark = unverifiedTicket ? { unverifiedTicket } : {};
  return { type, v: 1, owner, customerId, data: { ticketId, customerId, channel, ...mark, ...data } };
}

/** Other systems act on these: a payment provider pays what was made and hears what was taken back. */
function grantEvent(grant: Grant, type: string, data: Record<string, unknown> = {}): NewEvent {
  const { id: grantId, kind, amount, orderRef, reason, requestedBy, grantedBy, approvalId, madeAt } = grant;
  const by = { by: grantedBy.id, requestedBy: requestedBy.id };
  return ticketEvent(grant, type, {
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
  return ticketEvent(requestedGrant, type, { ...asked, ...data });
}

export const approvalRequested = (approval: Approval) =>
  approvalEvent(approval, 'approval.requested', { expiresAt: approval.expiresAt });
export const approvalSettled = (approval: Approval) => {
  const { status: outcome, answer, grantId } = approval;
  return approvalEvent(approval, 'approval.settled', { outcome, answer, grantId });
};

export function returnRequested(request: Return): NewEvent {
  const { orderRef, preferredResolution, lines } = request;
  return ticketEvent(request, 'return.requested', {
    orderRef,
    preferredResolution,
    lines,
    reasons: returnReasonsOf(lines),
  });
}

/** `since` is when it had come to the state it leaves: what was counted then can be taken back. */
export function returnMoved(before: Return, after: Return, why?: string): NewEvent {
  const { orderRef, lines, movedAt: since } = before;
  const accepted = after.lines.filter((line) => line.accepted !== 0);
  return ticketEvent(after, 'return.moved', {
    orderRef,
    from: before.state,
    to: after.state,
    since,
    why,
    reasons: returnReasonsOf(accepted.length > 0 ? accepted : lines),
  });
}

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
