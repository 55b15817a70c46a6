// Queues: which tickets belong into them, what these ask of an agent, and how they are given out. Pure.
import * as z from 'zod/mini';
import { language, text } from '../../platform/contract/fields.ts';
import {
  ChannelSchema,
  PreferredSkillSchema,
  PrioritySchema,
  RequiredSkillSchema,
  type Ticket,
} from '../../tickets/index.ts';
import { baseLanguage } from './agent.ts';

const some = <T extends z.ZodMiniType>(item: T) =>
  z.optional(z.array(item).check(z.minLength(1), z.maxLength(50)));
const word = text(80);

/** All that are given must hold; of each list one is enough. */
export const QueueConditionsSchema = z.strictObject({
  channels: some(ChannelSchema),
  topics: some(word),
  languages: some(language()),
  priorities: some(PrioritySchema),
  segments: some(word),
  tags: some(word),
  vipTiers: some(z.int().check(z.minimum(1), z.maximum(3))),
});
type QueueConditions = z.output<typeof QueueConditionsSchema>;

export const PutQueueRequestSchema = z.strictObject({
  name: text(200),
  /** Queues are tried from the lowest position on. */
  position: z.int().check(z.minimum(0), z.maximum(10_000)),
  conditions: z._default(QueueConditionsSchema, {}),
  requiredSkills: z._default(z.array(RequiredSkillSchema).check(z.maxLength(10)), []),
  preferredSkills: z._default(z.array(PreferredSkillSchema).check(z.maxLength(10)), []),
  /** Preferred skills are asked for until their group is dropped; without this they only rank. */
  relaxation: z.optional(z.strictObject({ everySeconds: z.int().check(z.minimum(1), z.maximum(86_400)) })),
  continuity: z._default(z.strictObject({ windowHours: z.int().check(z.minimum(0), z.maximum(8760)) }), {
    windowHours: 72,
  }),
  /** How long an agent has to accept; without this a ticket is theirs at once. */
  acceptSeconds: z.optional(z.int().check(z.minimum(5), z.maximum(900))),
  /** `rules`: continuity, match, load, idle. `round_robin`: whoever was given one longest ago. */
  order: z._default(z.enum(['rules', 'round_robin'], { error: 'must be rules or round_robin' }), 'rules'),
});
export type PutQueueRequest = z.output<typeof PutQueueRequestSchema>;

export const queueId = () =>
  z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 of a–z, 0–9, _ and -'));
/** Version 0: built in, nobody has saved it. */
export const QueueSchema = z.object({ id: queueId(), version: z.int(), ...PutQueueRequestSchema.shape });
export type Queue = z.output<typeof QueueSchema>;

/** Takes whatever no other queue takes. Saving a queue under this id changes how it is served, not what it takes. */
export const GENERAL = 'general';
/** Where it exists, it takes tickets whose topic nobody knows, before `general` does. */
export const TRIAGE = 'triage';

export const generalQueue: Queue = {
  id: GENERAL,
  version: 0,
  ...z.parse(PutQueueRequestSchema, { name: 'General', position: 10_000 }),
};

/** Below this a model's topic is a guess. */
export const KNOWN_TOPIC = 0.6;

/** Its topic, where staff said so or the model is sure enough. */
export const knownTopicOf = ({ topic }: Pick<Ticket, 'topic'>): string | undefined =>
  topic && (topic.by === 'staff' || topic.confidence >= KNOWN_TOPIC) ? topic.id : undefined;

/**
 * The queue of a ticket: where somebody put it by hand, else the first from the top whose conditions all hold, else
 * `triage` when it is configured and the topic is not known, else `general`.
 */
export function queueOf(ticket: Ticket, queues: readonly Queue[]): Queue {
  const byId = (id: string) => queues.find((queue) => queue.id === id);
  const byHand = ticket.queuedBy === 'staff' && ticket.queueId ? byId(ticket.queueId) : undefined;
  if (byHand) return byHand;
  const found = queues
    .filter(({ id }) => id !== GENERAL && id !== TRIAGE)
    .toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id))
    .find(({ conditions }) => matches(ticket, conditions));
  const triage = knownTopicOf(ticket) === undefined ? byId(TRIAGE) : undefined;
  return found ?? triage ?? byId(GENERAL) ?? generalQueue;
}

function matches(ticket: Ticket, wanted: QueueConditions): boolean {
  const among = (list: readonly unknown[] | undefined, values: readonly unknown[]) =>
    list === undefined || list.some((value) => values.includes(value));
  return (
    among(wanted.channels, [ticket.channel]) &&
    among(wanted.topics, [knownTopicOf(ticket)]) &&
    among(wanted.languages?.map(baseLanguage), ticket.language ? [baseLanguage(ticket.language)] : []) &&
    among(wanted.priorities, [ticket.priority]) &&
    among(wanted.segments, ticket.segments ?? []) &&
    among(wanted.tags, ticket.tags ?? []) &&
    among(wanted.vipTiers, [ticket.vipTier])
  );
}
