// What every domain event looks like, stored and on the wire.
import * as z from 'zod/mini';
import { ActorSchema } from '../contract/fields.ts';

export const DomainEventSchema = z.object({
  id: z.string(),
  /** `noun.past_tense`. */
  type: z.string(),
  /** Version of the shape of `data`. */
  v: z.int(),
  /** When it happened (a sender's event may be older than the moment it reached us). */
  at: z.string(),
  correlationId: z.string(),
  actor: ActorSchema,
  customerId: z.optional(z.string()),
  /** Urgent work overtakes standard work in the queues. */
  lane: z.optional(z.enum(['urgent', 'standard'])),
  data: z.record(z.string(), z.unknown()),
});
export type DomainEvent = z.output<typeof DomainEventSchema>;
