// Queues: their conditions, the skills that they require, and how their tickets are assigned. Pure.

import * as z from 'zod/mini';
import { language, text } from '../../platform/contract/fields.ts';
import { configName } from '../../platform/contract/values.ts';
import {
  ChannelSchema,
  PreferredSkillSchema,
  PrioritySchema,
  RequiredSkillSchema,
  type Ticket,
} from '../../tickets/index.ts';
import { baseLanguage } from './agent.ts';

const optionalList = <T extends z.ZodMiniType>(item: T) =>
  z.optional(z.array(item).check(z.minLength(1), z.maxLength(50)));
const word = text(80);

/** All given conditions must hold; a list holds when one of its values matches. */
export const QueueConditionsSchema = z.strictObject({
  channels: optionalList(ChannelSchema),
  topics: optionalList(word),
  languages: optionalList(language()),
  priorities: optionalList(PrioritySchema),
  segments: optionalList(word),
  tags: optionalList(word),
  vipTiers: optionalList(z.int().check(z.minimum(1), z.maximum(3))),
});
type QueueConditions = z.output<typeof QueueConditionsSchema>;

export const PutQueueRequestSchema = z.strictObject({
  name: text(200),
  /** Queues are tried in ascending order of position. */
  position: z.int().check(z.minimum(0), z.maximum(10_000)),
  conditions: z._default(QueueConditionsSchema, {}),
  requiredSkills: z._default(z.array(RequiredSkillSchema).check(z.maxLength(10)), []),
  preferredSkills: z._default(z.array(PreferredSkillSchema).check(z.maxLength(10)), []),
  /**
   * Makes preferred skills required until their group is dropped; without it they only affect the ranking.
   */
  relaxation: z.optional(z.strictObject({ everySeconds: z.int().check(z.minimum(1), z.maximum(86_400)) })),
  continuity: z._default(z.strictObject({ windowHours: z.int().check(z.minimum(0), z.maximum(8760)) }), {
    windowHours: 72,
  }),
  /** How long an agent has to accept an offer; without it a ticket is assigned at once. */
  acceptSeconds: z.optional(z.int().check(z.minimum(5), z.maximum(900))),
  /**
   * `rules`: continuity, match, load, idle time. `round_robin`: the agent with the oldest last assignment.
   */
  order: z._default(z.enum(['rules', 'round_robin'], { error: 'must be rules or round_robin' }), 'rules'),
});
export type PutQueueRequest = z.output<typeof PutQueueRequestSchema>;

export const queueId = () => configName();
/** Version 0 is the built-in queue, which nobody has saved. */
export const QueueSchema = z.object({ id: queueId(), version: z.int(), ...PutQueueRequestSchema.shape });
export type Queue = z.output<typeof QueueSchema>;

/**
 * Takes the tickets that no other queue takes. Saving it changes how it is served, not which tickets it
 * takes.
 */
export const GENERAL = 'general';
/** If it exists, takes the tickets without a known topic, before `general` does. */
export const TRIAGE = 'triage';

export const generalQueue: Queue = {
  id: GENERAL,
  version: 0,
  ...z.parse(PutQueueRequestSchema, { name: 'General', position: 10_000 }),
};

/** A topic that the model found with less confidence counts as unknown. */
export const KNOWN_TOPIC = 0.6;

/** Returns a ticket's topic if staff set it or the model is confident enough. */
export const knownTopicOf = ({ topic }: Pick<Ticket, 'topic'>): string | undefined =>
  topic && (topic.by === 'staff' || topic.confidence >= KNOWN_TOPIC) ? topic.id : undefined;

/**
 * Returns the queue of a ticket: the one that staff moved it to, else the first whose conditions all hold,
 * else `triage` if it is configured and the topic is unknown, else `general`.
 */
export function queueOf(ticket: Ticket, queues: readonly Queue[]): Queue {
  const byId = (id: string) => queues.find((queue) => queue.id === id);
  const chosenByStaff = ticket.queuedBy === 'staff' && ticket.queueId ? byId(ticket.queueId) : undefined;
  if (chosenByStaff) return chosenByStaff;
  const found = queues
    .filter(({ id }) => id !== GENERAL && id !== TRIAGE)
    .toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id))
    .find(({ conditions }) => matches(ticket, conditions));
  const triage = knownTopicOf(ticket) === undefined ? byId(TRIAGE) : undefined;
  return found ?? triage ?? byId(GENERAL) ?? generalQueue;
}

function matches(ticket: Ticket, wanted: QueueConditions): boolean {
  const anyOf = (list: readonly unknown[] | undefined, values: readonly unknown[]) =>
    list === undefined || list.some((value) => values.includes(value));
  return (
    anyOf(wanted.channels, [ticket.channel]) &&
    anyOf(wanted.topics, [knownTopicOf(ticket)]) &&
    anyOf(wanted.languages?.map(baseLanguage), ticket.language ? [baseLanguage(ticket.language)] : []) &&
    anyOf(wanted.priorities, [ticket.priority]) &&
    anyOf(wanted.segments, ticket.segments ?? []) &&
    anyOf(wanted.tags, ticket.tags ?? []) &&
    anyOf(wanted.vipTiers, [ticket.vipTier])
  );
}
