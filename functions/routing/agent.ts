import * as z from 'zod/mini';
import { agentId, language, storedInstant, text, version } from '../platform/contract/fields.ts';
import { type Channel, RequiredSkillSchema } from '../tickets/index.ts';

export const presences = ['online', 'away', 'offline'] as const;
export type Presence = (typeof presences)[number];

/** How much of an agent's capacity a piece of work takes, by channel; the default capacity is 10. */
export const channelWeights: Readonly<Record<Channel, number>> = {
  phone: 10,
  in_person: 10,
  chat: 3,
  social: 2,
  email: 1,
  web: 1,
  app: 1,
};
export const DEFAULT_CAPACITY = 10;

export const PutAgentRequestSchema = z.strictObject({
  name: text(200),
  skills: z._default(z.array(RequiredSkillSchema).check(z.maxLength(50)), []),
  languages: z._default(z.array(language()).check(z.maxLength(20)), []),
  capacity: z._default(z.int().check(z.minimum(0), z.maximum(1000)), DEFAULT_CAPACITY),
});
export type PutAgentRequest = z.output<typeof PutAgentRequestSchema>;

export const AgentSchema = z.object({
  id: agentId(),
  version: version(),
  name: z.string(),
  skills: z.array(z.object({ name: z.string(), level: z.int() })),
  languages: z.array(z.string()),
  presence: z.enum(presences),
  capacity: z.int(),
  /** Capacity that is not taken; below zero when the capacity was lowered under the work in hand. */
  free: z.int(),
  lastAssignedAt: z.optional(storedInstant()),
});
export type Agent = z.output<typeof AgentSchema>;
