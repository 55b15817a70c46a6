// A promise made to a customer ("we call you by Friday 15:00"). It is made to a person, not to a ticket: the ticket that it
// was made on may be solved, closed or merged, and the promise stands.
import * as z from 'zod/mini';
import { agentId, id, storedInstant, version } from '../../platform/contract/fields.ts';
import { type PromiseKind, PromiseKindSchema } from '../../platform/contract/shared-kinds.ts';

export type { PromiseKind };

/** `proposed`, `dismissed` and `expired` are a proposal's: no promise until a person accepts it. */
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
  /** Of the ticket that it was made on. */
  channel: z.string(),
  /** That ticket was unverified when somebody last did something with the promise: its customer is not shown it. */
  unverifiedTicket: z.optional(z.literal(true)),
  text: z.string(),
  kind: PromiseKindSchema,
  /** The agent who sees to it. */
  ownerId: agentId(),
  state: z.enum(promiseStates),
  /** Kept at this moment it is kept in time, a millisecond later it is late. */
  dueAt: storedInstant(),
  /** What the customer was told first. */
  firstDueAt: storedInstant(),
  /** How often another due time was agreed since. */
  moves: z.int(),
  /** When the owner is reminded. */
  remindAt: storedInstant(),
  /** The last due time that passed unkept. It stays when another is agreed: what was missed once is never in time. */
  missedAt: z.optional(storedInstant()),
  /** Of a kept one: after its due time. */
  late: z.optional(z.boolean()),
  madeBy: z.string(),
  madeAt: storedInstant(),
  endedBy: z.optional(z.string()),
  endedAt: z.optional(storedInstant()),
  /** Why it was broken or withdrawn, or a note on how it was kept. */
  endReason: z.optional(z.string()),
  /** The reply that the analysis found it in, and what said so. */
  proposedFrom: z.optional(z.object({ messageId: z.string(), reason: z.string() })),
  /** Of a proposal: until when it can be accepted. */
  expiresAt: z.optional(storedInstant()),
});
export type CustomerPromise = z.output<typeof CustomerPromiseSchema>;

/** A promise as its customer sees it: no names of staff, no reasons. */
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

/** Whether its due time has passed and no other has been agreed. */
export const isOverdue = ({ state, dueAt, missedAt }: CustomerPromise) =>
  state === 'open' && missedAt === dueAt;
