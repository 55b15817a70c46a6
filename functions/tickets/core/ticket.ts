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
/** Of a ticket that still wants something done. */
export const unsolved = ['new', 'open', 'pending', 'on_hold'] as const satisfies readonly Status[];
export const isUnsolved = ({ status }: { status: Status }) => status !== 'solved' && status !== 'closed';
export { type SensitiveKind, SensitiveKindSchema, sensitiveKinds };

/** A skill that the agent must hold, at `level` (1–5) or better. */
export const RequiredSkillSchema = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 of a–z, 0–9, _ and -')),
  level: z._default(z.int().check(z.minimum(1), z.maximum(5)), 1),
});
export type RequiredSkill = z.output<typeof RequiredSkillSchema>;

/** A skill that is preferred and dropped again, highest group first, when nobody who has it is free in time. */
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
/** At most 30, each once. */
export const tagsOf = (least: number) =>
  z.pipe(
    z.array(slug(50)).check(z.minLength(least), z.maxLength(30)),
    z.transform((tags) => [...new Set(tags)]),
  );
export const TagsSchema = tagsOf(0);
/** Values of the team's own fields by key; null takes a value away. */
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

/** A record of a phone call; a message beside it says what was spoken about. */
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
/** What opening a ticket needs; whatever is left out is plain. */
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

/** Why a ticket went to whom it went to, or why it waits. */
export const RoutingDecisionSchema = z.object({
  at: storedInstant(),
  agentId: z.optional(agentId()),
  /** One sentence for people. */
  explanation: z.string(),
  /** Agents that the decision looked at, and how many of them could have taken it. */
  considered: z.int(),
  eligible: z.int(),
  queueId: z.optional(z.string()),
  /** What was asked for at that moment, preferred skills that still counted among it. */
  requires: z.optional(
    z.object({
      language: z.optional(z.string()),
      skills: z.array(z.object({ name: z.string(), level: z.int() })),
    }),
  ),
  /** While it waits: when it is looked at again whatever happens. */
  reevaluateAt: z.optional(storedInstant()),
  /** Preferred skills that were dropped, by group, and when. */
  dropped: z.optional(z.array(z.object({ group: z.int(), at: storedInstant() }))),
  /** Of the chosen: what the order went by. */
  score: z.optional(
    z.object({
      continuity: z.enum(['owner', 'previous_assignee', 'none']),
      /** Sum of the levels in the skills asked for. */
      match: z.int(),
      /** Share of capacity in use before it was given, 0 to 1. */
      load: z.number(),
      lastAssignedAt: z.optional(z.string()),
    }),
  ),
});
export type RoutingDecision = z.output<typeof RoutingDecisionSchema>;

/** What it is about, of the team's own topics. */
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
  /** What staff took away: the analysis does not find it again, and everything else it does. */
  cleared: z.optional(z.array(SensitiveKindSchema)),
});

/** A ticket whose messages another one's thread shows. */
export const MergedTicketSchema = z.object({
  ticketId: id('ticket'),
  /** The ticket that it was merged into: this one, or one that was itself merged into it. */
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
  /** The queue that works on it; none until the analysis of its opening has found it. */
  queueId: z.optional(z.string()),
  requiredSkills: z.array(RequiredSkillSchema),
  preferredSkills: z.array(PreferredSkillSchema),
  tags: z.array(z.string()),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Staff who are told of what happens on it. */
  followers: z.array(agentId()),
  topic: z.optional(TicketTopicSchema),
  sentiment: z.optional(SentimentSchema),
  urgency: z.optional(UrgencySchema),
  sensitive: z.optional(SensitiveSchema),
  /** Of its customer, as they were at its analysis: they decide on policies and order. */
  account: z.optional(z.string()),
  segments: z.optional(z.array(z.string())),
  /** 1 is the highest. */
  vipTier: z.optional(z.int().check(z.minimum(1), z.maximum(3))),
  /** The customer's standing owner among the staff. */
  ownerId: z.optional(agentId()),
  /** Where it came from or went to: an answer to a closed ticket, a merged one, the incident behind it. */
  followUpOf: z.optional(id('ticket')),
  mergedInto: z.optional(id('ticket')),
  mergedFrom: z.optional(z.array(MergedTicketSchema)),
  splitFrom: z.optional(id('ticket')),
  incidentId: z.optional(id('incident')),
  /** Somebody put it into its queue by hand; the queues' conditions leave it there. */
  queuedBy: z.optional(z.literal('staff')),
  /** The line it waits in: all that wait there ask for the same. */
  line: z.optional(z.string()),
  /** While it waits there: when it is looked at again whatever happens. */
  reevaluateAt: z.optional(storedInstant()),
  assigneeId: z.optional(agentId()),
  /** The slot of the assignee's capacity that it takes. */
  assignment: z.optional(z.object({ id: z.string(), weight: z.int() })),
  /** The assignee has not accepted it yet, and has until then. */
  offer: z.optional(z.object({ until: storedInstant() })),
  /** Who declined it or let an offer pass, and until when it is not offered to them. */
  skips: z.optional(z.array(z.object({ agentId: agentId(), until: storedInstant() }))),
  /** Who had it last, for continuity when it comes back, and when they let go of it if it was not solved then. */
  previousAssigneeId: z.optional(agentId()),
  previouslyReleasedAt: z.optional(storedInstant()),
  openedAt: storedInstant(),
  openedBy: z.enum(['customer', 'staff']),
  /** A mail opened it whose sender nothing proves; its customer does not see it until staff confirm the sender. */
  unverified: z.optional(z.literal(true)),
  /** When its first message was written, where that was before its opening: its messages were split from another. */
  firstMessageAt: z.optional(storedInstant()),
  /** Since when it waits to be worked on: its opening or its reopening, whatever was declined or given back since. */
  waitingSince: storedInstant(),
  /** The next time that one of its promises of service (SLA) breaks. */
  breachAt: z.optional(storedInstant()),
  updatedAt: storedInstant(),
  /** First public reply by a human; bots and automatic replies never count. */
  firstReplyAt: z.optional(storedInstant()),
  firstSolvedAt: z.optional(storedInstant()),
  solvedAt: z.optional(storedInstant()),
  /** Until then an answer reopens it; set while it is solved. */
  closesAt: z.optional(storedInstant()),
  closedAt: z.optional(storedInstant()),
  reopens: z.int(),
});
export type Ticket = z.output<typeof TicketSchema>;

/** Whether only trained people may handle it. */
export const isSensitive = ({ sensitive }: Pick<Ticket, 'sensitive'>) => (sensitive?.kinds.length ?? 0) > 0;

/** A ticket with its `ticketToken`: handed back with a message, it saves a read. */
export const TicketViewSchema = z.extend(TicketSchema, { ticketToken: z.optional(z.string()) });

/** As the page of the ticket shows it: with the newest decision of the routing. */
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
  /** Where it goes on. */
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
