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

/** Why a ticket went to whom it went to. */
export const RoutingDecisionSchema = z.object({
  at: storedInstant(),
  agentId: z.optional(agentId()),
  /** One sentence for people. */
  explanation: z.string(),
  considered: z.int(),
  eligible: z.int(),
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
  assigneeId: z.optional(agentId()),
  /** The slot of the assignee's capacity that it takes. */
  assignment: z.optional(z.object({ id: z.string(), weight: z.int() })),
  /** Who had it last, for continuity when it comes back. */
  lastAgentId: z.optional(agentId()),
  openedAt: storedInstant(),
  openedBy: z.enum(['customer', 'staff']),
  updatedAt: storedInstant(),
  /** First public reply by a human; bots and automatic replies never count. */
  firstReplyAt: z.optional(storedInstant()),
  firstSolvedAt: z.optional(storedInstant()),
  solvedAt: z.optional(storedInstant()),
  reopens: z.int(),
  /** The next moment at which a promise on it is broken, or was. */
  breachAt: z.optional(storedInstant()),
  queueId: z.optional(z.string()),
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
  breachAt: z.optional(z.string()),
});
export type TicketRow = z.output<typeof TicketRowSchema>;
