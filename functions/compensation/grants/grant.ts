// Money given away on a ticket, and the rules of its life, pure: made → paid | failed | revoked.
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

/** What is to be given, whoever decides on it. */
const requestedGrantFields = {
  ticketId: id('ticket'),
  customerId: id('customer'),
  channel: z.string(),
  /** The ticket was unverified when it was asked for: its customer is not shown it. */
  unverifiedTicket: z.optional(z.literal(true)),
  kind: GrantKindSchema,
  amount: money(),
  reason: z.string(),
  orderRef: z.optional(z.string()),
  /** Set when it ends the return of its ticket. */
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
  /** Whose authority it used: the requester's own, or that of who approved it. */
  grantedBy: ActorSchema,
  approvalId: z.optional(z.string()),
  madeAt: storedInstant(),
  /** When it was paid, failed or was taken back. */
  endedAt: z.optional(storedInstant()),
  /** Of the payment provider. */
  reference: z.optional(z.string()),
  revokeReason: z.optional(z.string()),
});
export type Grant = z.output<typeof GrantSchema>;

export const SettleGrantRequestSchema = z.strictObject({
  outcome: z.enum(['paid', 'failed'], { error: 'must be one of paid, failed' }),
  reference: text(128),
});
export type SettleGrantRequest = z.output<typeof SettleGrantRequestSchema>;

/** For how long who made a grant may take it back without a lead, to the millisecond included. */
export const REVOKE_WINDOW_MS = 15 * MINUTE_MS;

/** What the payment provider made of a grant. Refuses one that has ended with `grant.transition_refused`. */
export function settledGrant(
  grant: Grant,
  { outcome, reference }: SettleGrantRequest,
  context: Context,
): Grant {
  assertMade(grant, outcome);
  return endedGrant(grant, { state: outcome, reference }, context);
}

/**
 * The grant taken back: by who made it within 15 minutes, by a lead or an admin for as long as it is not settled. Refuses
 * with `grant.transition_refused` when it has ended, with `grant.revoke_refused` whoever else asks.
 */
export function revokedGrant(grant: Grant, revokeReason: string, context: Context): Grant {
  assertMade(grant, 'revoked');
  const { actor, now } = context;
  const age = now.getTime() - Date.parse(grant.madeAt);
  const own = actor.id === grant.grantedBy.id && age <= REVOKE_WINDOW_MS;
  if (actor.role === 'agent' && !own) throw compensationError('grant.revoke_refused');
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

/** What a grant counts against: its ticket, and the month it was made in, of whose authority it used. */
export const spendOf = ({ grantedBy, ticketId, kind, amount, madeAt }: Grant): Spend => ({
  holderId: grantedBy.id,
  month: monthOf(madeAt),
  ticketId,
  kind,
  ...amount,
});
