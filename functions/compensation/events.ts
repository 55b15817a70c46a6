// The events of grants and approval requests. They are in the thread of the ticket. Other systems act on
// them: the payment provider pays what was granted and learns what was revoked.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';
import { MoneySchema } from '../platform/events/event-fields.ts';
import { grantKinds, limitedRoles, limitSetters } from './limits/limit-kinds.ts';

const about = {
  ticketId: z.string(),
  customerId: z.string(),
  channel: z.string(),
  unverifiedTicket: z.optional(z.literal(true)),
};

const requested = {
  ...about,
  kind: z.enum(grantKinds),
  amount: MoneySchema,
  orderRef: z.optional(z.string()),
  reason: z.string(),
  requestedBy: z.string(),
};

const grant = {
  ...requested,
  grantId: z.string(),
  /** The person whose spending limit it used: the requester, or the person who approved it. */
  by: z.string(),
  approvalId: z.optional(z.string()),
  madeAt: z.string(),
};

export const GrantMade = /* @__PURE__ */ defineEvent('grant.made', 'A grant was made and can be paid.', () =>
  z.object(grant),
);

export const GrantSettled = /* @__PURE__ */ defineEvent(
  'grant.settled',
  'The payment provider paid a grant or failed to.',
  () => z.object({ ...grant, outcome: z.enum(['paid', 'failed']), reference: z.optional(z.string()) }),
);

export const GrantRevoked = /* @__PURE__ */ defineEvent(
  'grant.revoked',
  'A grant was revoked before it was paid.',
  () => z.object({ ...grant, revokeReason: z.optional(z.string()) }),
);

const approval = { ...requested, approvalId: z.string() };

export const ApprovalRequested = /* @__PURE__ */ defineEvent(
  'approval.requested',
  'A grant above the limits of its requester waits for approval.',
  () => z.object({ ...approval, expiresAt: z.string() }),
);

export const ApprovalSettled = /* @__PURE__ */ defineEvent(
  'approval.settled',
  'An approval request was approved, rejected or expired.',
  () =>
    z.object({
      ...approval,
      outcome: z.enum(['approved', 'rejected', 'expired']),
      answer: z.optional(z.string()),
      grantId: z.optional(z.string()),
    }),
);

/** In minor units; null means no limit. */
const amountLimit = z.nullable(z.int());

export const SpendingLimitChanged = /* @__PURE__ */ defineEvent(
  'spending_limit.changed',
  'The spending limits of a role or of an agent were changed.',
  () =>
    z.object({
      /** The limits are those of a role or of an agent; exactly one of the two is set. */
      role: z.optional(z.enum(limitedRoles)),
      agentId: z.optional(z.string()),
      version: z.int(),
      limits: z.array(
        z.object({
          kind: z.enum(grantKinds),
          currency: z.string(),
          singleMinor: amountLimit,
          ticketMinor: amountLimit,
          monthMinor: amountLimit,
        }),
      ),
      setBy: z.optional(z.enum(limitSetters)),
    }),
);

export const compensationEvents = [
  GrantMade,
  GrantSettled,
  GrantRevoked,
  ApprovalRequested,
  ApprovalSettled,
  SpendingLimitChanged,
] as const;
