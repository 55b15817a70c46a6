// Grants and their lifecycle rules, pure: made → paid | failed | revoked.
import * as z from 'zod/mini';
import { MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import {
  ActorSchema,
  id,
  money,
  positiveMoney,
  storedInstant,
  text,
} from '../../platform/contract/fields.ts';
import { compensationError } from '../errors.ts';
import { GrantKindSchema, monthOf } from '../limits/limit.ts';
import type { Spend } from '../limits/limit-store.ts';

export const MakeGrantRequestSchema = z.strictObject({
  kind: GrantKindSchema,
  amount: positiveMoney(),
  reason: text(500),
  orderRef: z.optional(text(128)),
});
export type MakeGrantRequest = z.output<typeof MakeGrantRequestSchema>;

const grantStates = ['made', 'paid', 'failed', 'revoked'] as const;

/** The fields of a requested grant, before anybody has decided on it. */
const requestedGrantFields = {
  ticketId: id('ticket'),
  customerId: id('customer'),
  channel: z.string(),
  /** The ticket was unverified at the time of the request, so the customer does not see the grant. */
  unverifiedTicket: z.optional(z.literal(true)),
  kind: GrantKindSchema,
  amount: money(),
  reason: z.string(),
  orderRef: z.optional(z.string()),
  /** Set when the grant completes the return of its ticket. */
  forReturn: z.optional(z.literal(true)),
};
export const RequestedGrantSchema = z.object(requestedGrantFields);
export type RequestedGrant = z.output<typeof RequestedGrantSchema>;

export const GrantSchema = z.object({
  id: id('grant'),
  version: z.int(),
  state: z.enum(grantStates),
  ...requestedGrantFields,
  requestedBy: ActorSchema,
  /** The person whose spending limit it used: the requester, or the person who approved it. */
  grantedBy: ActorSchema,
  approvalId: z.optional(z.string()),
  madeAt: storedInstant(),
  /** When it was paid, failed or was revoked. */
  endedAt: z.optional(storedInstant()),
  /** The reference of the payment provider. */
  reference: z.optional(z.string()),
  revokeReason: z.optional(z.string()),
});
export type Grant = z.output<typeof GrantSchema>;

export const SettleGrantRequestSchema = z.strictObject({
  outcome: z.enum(['paid', 'failed'], { error: 'must be one of paid, failed' }),
  reference: text(128),
});
export type SettleGrantRequest = z.output<typeof SettleGrantRequestSchema>;

/** How long the maker of a grant can revoke it without a lead; the last millisecond is included. */
export const REVOKE_WINDOW_MS = 15 * MINUTE_MS;

/**
 * Returns the grant with the result of the payment provider. Refuses a grant that was already settled or
 * revoked with `grant.transition_refused`.
 */
export function settledGrant(
  grant: Grant,
  { outcome, reference }: SettleGrantRequest,
  context: Context,
): Grant {
  assertMade(grant, outcome);
  return endedGrant(grant, { state: outcome, reference }, context);
}

/**
 * Returns the revoked grant. Its maker can revoke it within 15 minutes, a lead or an admin until it is
 * settled. Refuses a grant that was already settled or revoked with `grant.transition_refused`, and anybody
 * else with `grant.revoke_refused`.
 */
export function revokedGrant(grant: Grant, revokeReason: string, context: Context): Grant {
  assertMade(grant, 'revoked');
  const { actor, now } = context;
  const age = now.getTime() - Date.parse(grant.madeAt);
  const isOwnAndRecent = actor.id === grant.grantedBy.id && age <= REVOKE_WINDOW_MS;
  if (actor.role === 'agent' && !isOwnAndRecent) throw compensationError('grant.revoke_refused');
  return endedGrant(grant, { state: 'revoked', revokeReason }, context);
}

function assertMade({ state }: Grant, to: string): void {
  if (state !== 'made')
    throw compensationError('grant.transition_refused', `A grant that is ${state} cannot become ${to}.`);
}

const endedGrant = (grant: Grant, change: Partial<Grant>, { now }: Context): Grant => ({
  ...grant,
  ...change,
  version: grant.version + 1,
  endedAt: now.toISOString(),
});

/**
 * Returns the totals that a grant counts against: its ticket, and the month in which it was made of the
 * person whose limit it used.
 */
export const spendOf = ({ grantedBy, ticketId, kind, amount, madeAt }: Grant): Spend => ({
  holderId: grantedBy.id,
  month: monthOf(madeAt),
  ticketId,
  kind,
  ...amount,
});
