// The shape of every domain event, as it is stored and published.
import * as z from 'zod/mini';
import { ActorSchema } from '../contract/fields.ts';

export const DomainEventSchema = z.object({
  id: z.string(),
  /** `noun.past_tense`. */
  type: z.string(),
  /** The version of the shape of `data`. */
  v: z.int(),
  /** When it happened (an event of a sender may be older than its arrival here). */
  at: z.string(),
  correlationId: z.string(),
  actor: ActorSchema,
  customerId: z.optional(z.string()),
  /** Urgent work has its own queue, so standard work never delays it. */
  lane: z.optional(z.enum(['urgent', 'standard'])),
  data: z.record(z.string(), z.unknown()),
});
export type DomainEvent = z.output<typeof DomainEventSchema>;
