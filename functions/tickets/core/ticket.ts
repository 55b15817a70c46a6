import * as z from 'zod/mini';
import {
  agentId,
  anyNumber,
  id,
  language,
  maxEntries,
  storedInstant,
  text,
  version,
} from '../../platform/contract/fields.ts';
import {
  type SensitiveKind,
  SensitiveKindSchema,
  sensitiveKinds,
} from '../../platform/contract/shared-kinds.ts';
import { configName } from '../../platform/contract/values.ts';
import { attachmentIds } from './attachment.ts';
import {
  type Channel,
  channels,
  type Kind,
  kinds,
  type Priority,
  priorities,
  type Status,
  statuses,
} from './ticket-kinds.ts';

export { type Channel, channels, type Priority, priorities, type Status };
export const ChannelSchema = z.enum(channels);
export const PrioritySchema = z.enum(priorities);
export const TicketStatusSchema = z.enum(statuses);
/** The statuses of tickets that still need work. */
export const unsolved = ['new', 'open', 'pending', 'on_hold'] as const satisfies readonly Status[];
export const isUnsolved = ({ status }: { status: Status }) => status !== 'solved' && status !== 'closed';
export { type SensitiveKind, SensitiveKindSchema, sensitiveKinds };

/** A skill that the agent must hold, at `level` (1–5) or better. */
export const RequiredSkillSchema = z.strictObject({
  name: configName(),
  level: z._default(z.int().check(z.minimum(1), z.maximum(5)), 1),
});
export type RequiredSkill = z.output<typeof RequiredSkillSchema>;

/** A preferred skill. It is dropped, highest group first, when no agent with it becomes free in time. */
export const PreferredSkillSchema = z.strictObject({
  ...RequiredSkillSchema.shape,
  group: z._default(z.int().check(z.minimum(1), z.maximum(10)), 1),
});
export type PreferredSkill = z.output<typeof PreferredSkillSchema>;

const slug = (max: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.toLowerCase(),
      z.regex(
        new RegExp(`^[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,${max - 1}}$`, 'u'),
        `must be 1 to ${max} letters, digits, - and _`,
      ),
    );
export const queueId = () => slug(40);
export const fieldKey = () => slug(40);
/** Validates at most 30 tags and removes duplicates. */
export const tagsOf = (minCount: number) =>
  z.pipe(
    z.array(slug(50)).check(z.minLength(minCount), z.maxLength(30)),
    z.transform((tags) => [...new Set(tags)]),
  );
export const TagsSchema = tagsOf(0);
/** Values of custom fields by key; null clears a value. */
export const FieldValuesSchema = z
  .record(fieldKey(), z.nullable(z.union([z.boolean(), anyNumber(), text(1000)])))
  .check(maxEntries(50, 'fields'));
export type FieldValues = Record<string, string | number | boolean>;

const opening = {
  channel: ChannelSchema,
  subject: text(200),
  message: text(32_000),
  priority: z._default(PrioritySchema, 'normal'),
  language: z.optional(language()),
};
const requiredSkills = z._default(z.array(RequiredSkillSchema).check(z.maxLength(10)), []);

/** A phone call; the message that carries it says what was discussed. */
export const CallSchema = z.strictObject({
  direction: z.enum(['inbound', 'outbound'], { error: 'must be inbound or outbound' }),
  durationSeconds: z.int().check(z.minimum(0), z.maximum(86_400)),
  outcome: z.enum(['reached', 'no_answer', 'voicemail', 'dropped'], {
    error: 'must be one of reached, no_answer, voicemail, dropped',
  }),
});

export const OpenTicketRequestSchema = z.strictObject({
  customerId: id('customer'),
  ...opening,
  call: z.optional(CallSchema),
  requiredSkills,
  preferredSkills: z._default(z.array(PreferredSkillSchema).check(z.maxLength(10)), []),
  tags: z._default(TagsSchema, []),
  queueId: z.optional(queueId()),
  attachments: attachmentIds(),
});
type OpenTicketRequest = z.output<typeof OpenTicketRequestSchema>;
/** The input for opening a ticket; absent fields take their defaults. */
export type OpenTicket = Pick<OpenTicketRequest, 'customerId' | 'channel' | 'subject' | 'message'> &
  Partial<Omit<OpenTicketRequest, 'attachments'>> & {
    followUpOf?: string | undefined;
    kind?: Kind | undefined;
    splitFrom?: string | undefined;
    firstMessageAt?: string | undefined;
  };
/** A customer cannot set priority, skills, tags or the queue. */
export const PortalOpenTicketRequestSchema = z.strictObject({
  channel: opening.channel,
  subject: opening.subject,
  message: opening.message,
  language: opening.language,
  attachments: attachmentIds(),
});

/** The reason why a ticket was assigned to an agent, or why it waits. */
export const RoutingDecisionSchema = z.object({
  at: storedInstant(),
  agentId: z.optional(agentId()),
  /** One sentence for people. */
  explanation: z.string(),
  /** The number of agents that were considered, and of those who were eligible. */
  considered: z.int(),
  eligible: z.int(),
  queueId: z.optional(z.string()),
  /** The requirements at that moment, including the preferred skills that still applied. */
  requires: z.optional(
    z.object({
      language: z.optional(z.string()),
      skills: z.array(z.object({ name: z.string(), level: z.int() })),
    }),
  ),
  /** The latest time of the next reevaluation while the ticket waits. */
  reevaluateAt: z.optional(storedInstant()),
  /** The groups of preferred skills that were dropped, and when. */
  dropped: z.optional(z.array(z.object({ group: z.int(), at: storedInstant() }))),
  /** The values by which the chosen agent was ranked. */
  score: z.optional(
    z.object({
      continuity: z.enum(['owner', 'previous_assignee', 'none']),
      /** The sum of the agent's levels in the required skills. */
      match: z.int(),
      /** The share of capacity in use before the assignment, 0 to 1. */
      load: z.number(),
      lastAssignedAt: z.optional(z.string()),
    }),
  ),
});
export type RoutingDecision = z.output<typeof RoutingDecisionSchema>;

/** The topic of the ticket, one of the team's own. */
export const TicketTopicSchema = z.object({
  id: z.string(),
  confidence: z.number(),
  by: z.enum(['model', 'staff']),
});
export const SentimentSchema = z.object({
  label: z.enum(['negative', 'neutral', 'positive']),
  /** −1 to 1. */
  score: z.number(),
  confidence: z.number(),
});
export const UrgencySchema = z.object({
  level: z.enum(['none', 'raised', 'high']),
  words: z.array(z.string()),
});
export const SensitiveSchema = z.object({
  kinds: z.array(SensitiveKindSchema),
  reasons: z.array(z.string()),
  by: z.enum(['model', 'staff']),
  at: storedInstant(),
  /** Kinds that staff removed; the analysis does not report them again, but may report others. */
  cleared: z.optional(z.array(SensitiveKindSchema)),
});

/** A merged ticket, whose messages another ticket's thread shows. */
export const MergedTicketSchema = z.object({
  ticketId: id('ticket'),
  /** The ticket that it was merged into: this one, or one that was later merged into this one. */
  into: id('ticket'),
  at: storedInstant(),
  /** The time of its first message. */
  firstMessageAt: storedInstant(),
});
export type MergedTicket = z.output<typeof MergedTicketSchema>;

export const TicketSchema = z.object({
  id: id('ticket'),
  version: version(),
  customerId: id('customer'),
  subject: z.string(),
  channel: ChannelSchema,
  status: TicketStatusSchema,
  priority: PrioritySchema,
  language: z.optional(z.string()),
  kind: z.enum(kinds),
  /** The queue that works on the ticket; none until its opening has been analysed. */
  queueId: z.optional(z.string()),
  requiredSkills: z.array(RequiredSkillSchema),
  preferredSkills: z.array(PreferredSkillSchema),
  tags: z.array(z.string()),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Staff who are notified of events on the ticket. */
  followers: z.array(agentId()),
  topic: z.optional(TicketTopicSchema),
  sentiment: z.optional(SentimentSchema),
  urgency: z.optional(UrgencySchema),
  sensitive: z.optional(SensitiveSchema),
  /** Facts of the customer at the time of the analysis; they decide on SLA policies and order. */
  account: z.optional(z.string()),
  segments: z.optional(z.array(z.string())),
  /** 1 is the highest. */
  vipTier: z.optional(z.int().check(z.minimum(1), z.maximum(3))),
  /** The customer's owner among the staff. */
  ownerId: z.optional(agentId()),
  /**
   * Related tickets: the closed ticket that it follows up, the ticket it was merged into, the incident it is
   * linked to.
   */
  followUpOf: z.optional(id('ticket')),
  mergedInto: z.optional(id('ticket')),
  mergedFrom: z.optional(z.array(MergedTicketSchema)),
  splitFrom: z.optional(id('ticket')),
  incidentId: z.optional(id('incident')),
  /** Set when the ticket was put into its queue by hand; the conditions of queues do not move it. */
  queuedBy: z.optional(z.literal('staff')),
  /** The waiting group; all its tickets have the same mandatory requirements. */
  waitingGroupId: z.optional(z.string()),
  /** The latest time of the next reevaluation while the ticket waits. */
  reevaluateAt: z.optional(storedInstant()),
  assigneeId: z.optional(agentId()),
  /** The capacity slot of the assignee that the ticket takes. */
  assignment: z.optional(z.object({ id: z.string(), weight: z.int() })),
  /** The time until which the assignee can accept the ticket; absent once it is accepted. */
  offer: z.optional(z.object({ until: storedInstant() })),
  /** Agents who declined the ticket or let an offer expire, and until when it is not offered to them. */
  skips: z.optional(z.array(z.object({ agentId: agentId(), until: storedInstant() }))),
  /**
   * The previous assignee, for continuity, and when the ticket was unassigned from them unless it was solved
   * then.
   */
  previousAssigneeId: z.optional(agentId()),
  previouslyReleasedAt: z.optional(storedInstant()),
  openedAt: storedInstant(),
  openedBy: z.enum(['customer', 'staff']),
  /**
   * Set when an email with an unverified sender opened the ticket; the customer does not see it until staff
   * confirm the sender.
   */
  unverified: z.optional(z.literal(true)),
  /**
   * The time of the first message, where it is before the opening: the messages were split from another
   * ticket.
   */
  firstMessageAt: z.optional(storedInstant()),
  /**
   * The time of the opening or the latest reopening; a declined offer or an unassignment does not change it.
   */
  waitingSince: storedInstant(),
  /** The time of the next SLA breach. */
  breachAt: z.optional(storedInstant()),
  updatedAt: storedInstant(),
  /** The first public reply by a human; automatic messages never count. */
  firstReplyAt: z.optional(storedInstant()),
  firstSolvedAt: z.optional(storedInstant()),
  solvedAt: z.optional(storedInstant()),
  /** The time until which a message of the customer reopens the ticket; set while it is solved. */
  closesAt: z.optional(storedInstant()),
  closedAt: z.optional(storedInstant()),
  reopens: z.int(),
});
export type Ticket = z.output<typeof TicketSchema>;

/** Returns true when only trained people may handle the ticket. */
export const isSensitive = ({ sensitive }: Pick<Ticket, 'sensitive'>) => (sensitive?.kinds.length ?? 0) > 0;

/** A ticket with its ticket token; a message that sends the token back saves a read. */
export const TicketViewSchema = z.extend(TicketSchema, { ticketToken: z.optional(z.string()) });

/** A ticket with its latest routing decision, as the ticket page shows it. */
export const TicketWithRoutingSchema = z.extend(TicketViewSchema, {
  routing: z.optional(RoutingDecisionSchema),
});

/** A ticket as a customer sees it: no skills, no routing, no names of staff. */
export const PortalTicketSchema = z.object({
  id: id('ticket'),
  version: version(),
  subject: z.string(),
  channel: ChannelSchema,
  status: TicketStatusSchema,
  openedAt: storedInstant(),
  updatedAt: storedInstant(),
  solvedAt: z.optional(storedInstant()),
  /** The ticket that it was merged into. */
  mergedInto: z.optional(id('ticket')),
  ticketToken: z.optional(z.string()),
});

/** A row of a queue page. */
export const TicketRowSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  subject: z.string(),
  channel: ChannelSchema,
  status: TicketStatusSchema,
  priority: PrioritySchema,
  queueId: z.optional(z.string()),
  assigneeId: z.optional(z.string()),
  openedAt: z.string(),
  waitingSince: z.string(),
  breachAt: z.optional(z.string()),
  /** Its sensitive kinds, if any. */
  sensitive: z.optional(z.array(SensitiveKindSchema)),
});
export type TicketRow = z.output<typeof TicketRowSchema>;
