// Approval requests for grants above the requester's limits, pure: pending → approved | rejected | expired.
import * as z from 'zod/mini';
import { DAY_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { ActorSchema, id, storedInstant } from '../../platform/contract/fields.ts';
import { compensationError } from '../errors.ts';
import { type RequestedGrant, RequestedGrantSchema } from './grant.ts';

export const approvalStatuses = ['pending', 'approved', 'rejected', 'expired'] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];

export const ApprovalSchema = z.object({
  id: id('approval'),
  version: z.int(),
  status: z.enum(approvalStatuses),
  requestedGrant: RequestedGrantSchema,
  /** The limit that the grant exceeds, and what was left of it. */
  exceededLimit: z.optional(z.string()),
  requestedBy: ActorSchema,
  requestedAt: storedInstant(),
  expiresAt: storedInstant(),
  settledAt: z.optional(storedInstant()),
  settledBy: z.optional(ActorSchema),
  /** The lead's comment. */
  answer: z.optional(z.string()),
  grantId: z.optional(z.string()),
});
export type Approval = z.output<typeof ApprovalSchema>;

/** How long a request stays pending before it expires. */
export const APPROVAL_WINDOW_MS = 7 * DAY_MS;

export function newApproval(
  requestedGrant: RequestedGrant,
  exceededLimit: string,
  { actor, ids, now }: Context,
): Approval {
  return {
    id: ids.next('approval'),
    version: 1,
    status: 'pending',
    requestedGrant,
    exceededLimit,
    requestedBy: actor,
    requestedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + APPROVAL_WINDOW_MS).toISOString(),
  };
}

/** Returns the settled request, with the id of the grant if one was made. */
export function settledApproval(
  approval: Approval,
  status: Exclude<ApprovalStatus, 'pending'>,
  { answer, grantId }: Pick<Approval, 'answer' | 'grantId'>,
  { actor, now }: Context,
): Approval {
  const settledAt = now.toISOString();
  return { ...approval, version: approval.version + 1, status, settledAt, settledBy: actor, answer, grantId };
}

/**
 * Refuses a settled or expired request with `approval.settled`, and the caller's own with
 * `approval.own_request`.
 */
export function assertSettleable(
  { status, expiresAt, requestedBy }: Approval,
  { actor, now }: Context,
): void {
  const hasExpired = status === 'pending' && expiresAt <= now.toISOString();
  if (status !== 'pending' || hasExpired)
    throw compensationError('approval.settled', `The request is already ${hasExpired ? 'expired' : status}.`);
  if (requestedBy.id === actor.id) throw compensationError('approval.own_request');
}
