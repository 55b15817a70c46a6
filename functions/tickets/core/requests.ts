// Requests and answers other than tickets. Contains schemas only, so that route tables load nothing else.
import * as z from 'zod/mini';
import { agentId, language, text, version } from '../../platform/contract/fields.ts';
import {
  FieldValuesSchema,
  PreferredSkillSchema,
  PrioritySchema,
  RequiredSkillSchema,
  SensitiveKindSchema,
  TagsSchema,
} from './ticket.ts';

/** An absent field stays as it is; null clears it. */
export const UpdateTicketRequestSchema = z.strictObject({
  subject: z.optional(text(200)),
  priority: z.optional(PrioritySchema),
  language: z.optional(z.nullable(language())),
  topicId: z.optional(z.nullable(text(60))),
  /** The ticket's sensitive kinds; an empty list means that it is not sensitive. */
  sensitive: z.optional(
    z.strictObject({
      kinds: z.array(SensitiveKindSchema).check(z.maxLength(10)),
      reason: text(500),
    }),
  ),
  tags: z.optional(TagsSchema),
  fields: z.optional(FieldValuesSchema),
  followers: z.optional(z.array(agentId()).check(z.maxLength(50))),
  requiredSkills: z.optional(z.array(RequiredSkillSchema).check(z.maxLength(10))),
  preferredSkills: z.optional(z.array(PreferredSkillSchema).check(z.maxLength(10))),
});
export type UpdateTicketRequest = z.output<typeof UpdateTicketRequestSchema>;

export const PutFieldRequestSchema = z
  .strictObject({
    name: text(100),
    type: z.enum(['text', 'number', 'boolean', 'date', 'choice'], {
      error: 'must be one of text, number, boolean, date, choice',
    }),
    choices: z.optional(z.array(text(100)).check(z.minLength(1), z.maxLength(200))),
  })
  .check(
    z.refine(({ type, choices }) => (type === 'choice') === (choices !== undefined), {
      path: ['choices'],
      error: 'is required with type choice, and only with it',
    }),
  );
export type PutFieldRequest = z.output<typeof PutFieldRequestSchema>;

export const TicketFieldSchema = z.object({
  key: z.string(),
  version: version(),
  name: z.string(),
  type: z.string(),
  choices: z.optional(z.array(z.string())),
});

/** A notification of an agent. */
export const NotificationSchema = z.object({
  id: z.string(),
  at: z.string(),
  /** The type of the event, or of what is about to happen, such as `promise.due_soon`. */
  type: z.string(),
  why: z.enum(['mentioned', 'followed', 'owner', 'lead', 'requested']),
  ticketId: z.string(),
  promiseId: z.optional(z.string()),
  approvalId: z.optional(z.string()),
  by: z.string(),
});
export type Notification = z.output<typeof NotificationSchema>;

/** The answer to a message. It has no text, because the sender knows it and replayed answers are stored. */
export const MessageReceiptSchema = z.object({
  id: z.string(),
  ticketId: z.string(),
  at: z.string(),
  visibility: z.enum(['public', 'internal']),
});

/** The ticket token that came with the ticket; optional, saves a round trip. */
export const ticketTokenField = () => z.optional(z.string().check(z.maxLength(300)));
