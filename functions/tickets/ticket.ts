import * as z from 'zod/mini';
import { agentId, id, language, storedInstant, text, version } from '../platform/contract/fields.ts';

export const channels = ['email', 'chat', 'phone', 'social', 'in_person', 'web', 'app'] as const;
export type Channel = (typeof channels)[number];
/** Most pressing first. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];
export const statuses = ['new', 'open', 'pending', 'on_hold', 'solved'] as const;
export type Status = (typeof statuses)[number];

/** A skill that the agent must hold, at `level` (1–5) or better. */
export const RequiredSkillSchema = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 of a–z, 0–9, _ and -')),
  level: z._default(z.int().check(z.minimum(1), z.maximum(5)), 1),
});
export type RequiredSkill = z.output<typeof RequiredSkillSchema>;

const opening = {
  channel: z.enum(channels),
  subject: text(200),
  message: text(32_000),
  priority: z._default(z.enum(priorities), 'normal'),
  language: z.optional(language()),
};
const requiredSkills = z._default(z.array(RequiredSkillSchema).check(z.maxLength(10)), []);

export const OpenTicketRequestSchema = z.strictObject({
  customerId: id('customer'),
  ...opening,
  requiredSkills,
});
export type OpenTicketRequest = z.output<typeof OpenTicketRequestSchema>;
/** A customer cannot set priority or skills. */
export const OpenMyTicketRequestSchema = z.strictObject({
  channel: opening.channel,
  subject: opening.subject,
  message: opening.message,
  language: opening.language,
});
export type OpenMyTicketRequest = z.output<typeof OpenMyTicketRequestSchema>;

/** A skill that is asked for until its group is dropped: the highest group first, one for each time-out of the queue. */
export const PreferredSkillSchema = z.strictObject({
  name: RequiredSkillSchema.shape.name,
  level: RequiredSkillSchema.shape.level,
  group: z.int().check(z.minimum(1), z.maximum(10)),
});
export type PreferredSkill = z.output<typeof PreferredSkillSchema>;

export const sensitiveKinds = ['complaint', 'billing_dispute', 'service_failure', 'vulnerable'] as const;
export type SensitiveKind = (typeof sensitiveKinds)[number];

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
  againAt: z.optional(storedInstant()),
  /** Preferred skills that were dropped, by group, and when. */
  dropped: z.optional(z.array(z.object({ group: z.int(), at: storedInstant() }))),
  /** Of the chosen: what the order went by. */
  score: z.optional(
    z.object({
      continuity: z.enum(['owner', 'last_agent', 'none']),
      /** Sum of the levels in the skills asked for. */
      match: z.int(),
      /** Share of capacity in use before it was given, 0 to 1. */
      load: z.number(),
      lastAssignedAt: z.optional(z.string()),
    }),
  ),
});
export type RoutingDecision = z.output<typeof RoutingDecisionSchema>;

export const TicketSchema = z.object({
  id: id('ticket'),
  version: version(),
  customerId: id('customer'),
  subject: z.string(),
  channel: z.enum(channels),
  status: z.enum(statuses),
  priority: z.enum(priorities),
  language: z.optional(z.string()),
  requiredSkills: z.array(RequiredSkillSchema),
  preferredSkills: z.optional(z.array(PreferredSkillSchema)),
  tags: z.optional(z.array(z.string())),
  /** Of its customer, as they were when it was triaged. */
  segments: z.optional(z.array(z.string())),
  /** 1 is the highest. */
  vipTier: z.optional(z.int().check(z.minimum(1), z.maximum(3))),
  /** Who looks after the customer for good. */
  ownerId: z.optional(agentId()),
  topic: z.optional(z.object({ id: z.string(), confidence: z.number(), by: z.enum(['model', 'staff']) })),
  sensitive: z.optional(
    z.object({
      kinds: z.array(z.enum(sensitiveKinds)),
      reasons: z.array(z.string()),
      by: z.enum(['model', 'staff']),
      at: storedInstant(),
    }),
  ),
  /** When it began to wait for us: set at opening and reopening, kept when it is declined, released or given back. */
  eligibleAt: storedInstant(),
  /** The next moment at which a promise on it would be broken. */
  breachAt: z.optional(storedInstant()),
  queueId: z.optional(z.string()),
  /** Somebody put it into its queue by hand; the queues' conditions leave it there. */
  queuedBy: z.optional(z.literal('staff')),
  /** The line it waits in: all that wait there ask for the same. */
  line: z.optional(z.string()),
  assigneeId: z.optional(agentId()),
  /** The slot of the assignee's capacity that it takes. */
  assignment: z.optional(z.object({ id: z.string(), weight: z.int() })),
  /** The assignee has not accepted it yet, and has until then. */
  offer: z.optional(z.object({ until: storedInstant() })),
  /** Who declined it or let an offer pass, and until when it is not offered to them. */
  skips: z.optional(z.array(z.object({ agentId: agentId(), until: storedInstant() }))),
  /** Who had it last, for continuity when it comes back, and when they let go of it if it was not solved then. */
  lastAgentId: z.optional(agentId()),
  lastAgentAt: z.optional(storedInstant()),
  openedAt: storedInstant(),
  openedBy: z.enum(['customer', 'staff']),
  updatedAt: storedInstant(),
  /** First public reply by a human; bots and automatic replies never count. */
  firstReplyAt: z.optional(storedInstant()),
  firstSolvedAt: z.optional(storedInstant()),
  solvedAt: z.optional(storedInstant()),
  reopens: z.int(),
  routing: z.optional(RoutingDecisionSchema),
});
export type Ticket = z.output<typeof TicketSchema>;

/** A ticket with its `state`: handed back with a message, it saves a read. */
export const TicketViewSchema = z.extend(TicketSchema, { state: z.string() });

/** A ticket as a customer sees it: no skills, no routing, no names of staff. */
export const MyTicketSchema = z.object({
  id: id('ticket'),
  version: version(),
  subject: z.string(),
  channel: z.enum(channels),
  status: z.enum(statuses),
  openedAt: storedInstant(),
  updatedAt: storedInstant(),
  solvedAt: z.optional(storedInstant()),
  state: z.string(),
});

/** A row of a queue page. */
export const TicketRowSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  subject: z.string(),
  channel: z.enum(channels),
  status: z.enum(statuses),
  priority: z.enum(priorities),
  assigneeId: z.optional(z.string()),
  openedAt: z.string(),
});
export type TicketRow = z.output<typeof TicketRowSchema>;
