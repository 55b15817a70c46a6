// A promise made to a customer ("we call you by Friday 15:00"). It belongs to the customer, not to the
// ticket: it stays open when the ticket that it was made on is solved, closed or merged.
import * as z from 'zod/mini';
import { agentId, id, storedInstant, version } from '../../platform/contract/fields.ts';
import { type PromiseKind, PromiseKindSchema } from '../../platform/contract/shared-kinds.ts';

export type { PromiseKind };

/**
 * `proposed`, `dismissed` and `expired` are states of a proposal, which is no promise until a person accepts
 * it.
 */
export const promiseStates = [
  'proposed',
  'open',
  'kept',
  'broken',
  'withdrawn',
  'dismissed',
  'expired',
] as const;
export type PromiseState = (typeof promiseStates)[number];

export const MAX_TEXT = 500;

export const CustomerPromiseSchema = z.object({
  id: id('promise'),
  version: version(),
  ticketId: id('ticket'),
  customerId: id('customer'),
  /** The channel of the ticket that it was made on. */
  channel: z.string(),
  /** The ticket was unverified when the promise was last changed, so the customer does not see it. */
  unverifiedTicket: z.optional(z.literal(true)),
  text: z.string(),
  kind: PromiseKindSchema,
  /** The agent who is responsible for keeping it. */
  ownerId: agentId(),
  state: z.enum(promiseStates),
  /** A promise kept at this moment is in time; a millisecond later it is late. */
  dueAt: storedInstant(),
  /** The due time that the customer was told first. */
  firstDueAt: storedInstant(),
  /** How often another due time was agreed. */
  moves: z.int(),
  /** When the owner is reminded. */
  remindAt: storedInstant(),
  /**
   * The last due time that passed unkept. It stays when a new one is agreed: a promise missed once is kept
   * late.
   */
  missedAt: z.optional(storedInstant()),
  /** For a kept promise: it was kept after a due time had passed. */
  late: z.optional(z.boolean()),
  madeBy: z.string(),
  madeAt: storedInstant(),
  endedBy: z.optional(z.string()),
  endedAt: z.optional(storedInstant()),
  /** Why it was broken or withdrawn, or a note on how it was kept. */
  endReason: z.optional(z.string()),
  /** The reply in which the analysis found it, and the words that indicate it. */
  proposedFrom: z.optional(z.object({ messageId: z.string(), reason: z.string() })),
  /** For a proposal: until when it can be accepted. */
  expiresAt: z.optional(storedInstant()),
});
export type CustomerPromise = z.output<typeof CustomerPromiseSchema>;

/** A promise as its customer sees it, without names of staff and without reasons. */
export const PortalPromiseSchema = z.object({
  id: id('promise'),
  ticketId: id('ticket'),
  text: z.string(),
  kind: PromiseKindSchema,
  state: z.enum(['open', 'kept', 'broken', 'withdrawn']),
  dueAt: storedInstant(),
  firstDueAt: storedInstant(),
  late: z.optional(z.boolean()),
  madeAt: storedInstant(),
  endedAt: z.optional(storedInstant()),
});

export type PortalPromise = z.output<typeof PortalPromiseSchema>;

/** Returns true when an open promise was marked as missed and no other due time was agreed since. */
export const isOverdue = ({ state, dueAt, missedAt }: CustomerPromise) =>
  state === 'open' && missedAt === dueAt;
