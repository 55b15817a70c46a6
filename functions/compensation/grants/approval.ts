// A grant above the authority of who asks for it waits for somebody who may. Pure: pending → approved | rejected | expired.
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
  /** Which limit it is above, and what of that was left. */
  exceededLimit: z.optional(z.string()),
  requestedBy: ActorSchema,
  requestedAt: storedInstant(),
  expiresAt: storedInstant(),
  settledAt: z.optional(storedInstant()),
  settledBy: z.optional(ActorSchema),
  /** What the lead said to it. */
  answer: z.optional(z.string()),
  grantId: z.optional(z.string()),
});
export type Approval = z.output<typeof ApprovalSchema>;

/** For how long a request waits. */
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

/** The end of a request, with the grant that was made of it, if one was. */
export function settledApproval(
  approval: Approval,
  status: Exclude<ApprovalStatus, 'pending'>,
  { answer, grantId }: Pick<Approval, 'answer' | 'grantId'>,
  { actor, now }: Context,
): Approval {
  const settledAt = now.toISOString();
  return { ...approval, version: approval.version + 1, status, settledAt, settledBy: actor, answer, grantId };
}

/** Refuses what has ended or expired with `approval.settled`, and one's own request with `approval.own_request`. */
export function assertSettleable(
  { status, expiresAt, requestedBy }: Approval,
  { actor, now }: Context,
): void {
  const lapsed = status === 'pending' && expiresAt <= now.toISOString();
  if (status !== 'pending' || lapsed)
    throw compensationError('approval.settled', `The request is already ${lapsed ? 'expired' : status}.`);
  if (requestedBy.id === actor.id) throw compensationError('approval.own_request');
}
