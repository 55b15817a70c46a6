// The events of tickets and incidents. Each event is self-contained: a consumer needs nothing else.

import * as z from 'zod/mini';
import { sensitiveKinds } from '../platform/contract/shared-kinds.ts';
import { configName } from '../platform/contract/values.ts';
import { type DataOf, defineEvent } from '../platform/events/event-definition.ts';
import { channels, kinds, priorities, statuses } from './core/ticket-kinds.ts';

const about = {
  ticketId: z.string(),
  channel: z.enum(channels),
  /** Set while the ticket was unverified; its customer is shown none of these events. */
  unverifiedTicket: z.optional(z.literal(true)),
};

const skill = { name: z.string(), level: z.int() };
const RequiredSkillsSchema = z.array(z.object(skill));
const PreferredSkillsSchema = z.array(z.object({ ...skill, group: z.int() }));

const PlacementSchema = z.object({
  status: z.enum(statuses),
  priority: z.enum(priorities),
  queueId: z.optional(z.string()),
  assigneeId: z.optional(z.string()),
});
/** The placement of a ticket, by which views are counted. */
export type Placement = z.output<typeof PlacementSchema>;

/**
 * Present when the event changed the placement; has both placements, so that views are counted without a
 * read.
 */
const place = z.optional(z.object({ from: PlacementSchema, to: PlacementSchema }));
const moving = { ...about, place };

const assignee = {
  assigneeId: z.optional(z.string()),
  /** The capacity slot of the assignee that the ticket took. */
  assignment: z.optional(z.object({ id: z.string(), weight: z.int() })),
};

const MessageEmailSchema = z.object({
  messageId: z.optional(z.string()),
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  subject: z.string(),
  /** The quoted text, separated from the message. */
  quoted: z.optional(z.string()),
  signature: z.optional(z.string()),
  /** Attachments that were refused, and why. */
  refused: z.optional(z.array(z.object({ name: z.string(), reason: z.string() }))),
  /** Hints for staff: `dmarc_failed`, `spam`, `virus`, `third_party`, `unreadable`, `cut`. */
  notes: z.optional(z.array(z.string())),
});
/** The email of a message that arrived by email. */
export type MessageEmail = z.output<typeof MessageEmailSchema>;

const AttachmentSchema = z.object({
  id: z.string(),
  filename: z.string(),
  contentType: z.string(),
  bytes: z.int(),
  /** The key of its bytes in the bucket, below the customer's folder. */
  key: z.string(),
});
export type Attachment = z.output<typeof AttachmentSchema>;

const UnverifiedSchema = z.enum(['dmarc_failed', 'unauthenticated', 'third_party']);
/**
 * The reason why a message is unverified: the sender's domain disowns it, nothing authenticates the sender,
 * or the sender is proven to be somebody else.
 */
export type Unverified = z.output<typeof UnverifiedSchema>;

const messageParts = {
  /** Absent when the author is proven, or staff confirmed the sender. */
  unverified: z.optional(UnverifiedSchema),
  mail: z.optional(MessageEmailSchema),
  attachments: z.optional(z.array(AttachmentSchema)),
  call: z.optional(
    z.object({
      direction: z.enum(['inbound', 'outbound']),
      durationSeconds: z.int(),
      outcome: z.enum(['reached', 'no_answer', 'voicemail', 'dropped']),
    }),
  ),
};
const MessagePartsSchema = z.object(messageParts);
/** The parts of a message besides its text. */
export type MessageParts = z.output<typeof MessagePartsSchema>;

const SplitOriginSchema = z.object({ ticketId: z.string(), eventId: z.string(), at: z.string() });
/** The place and time at which a split message was written. */
export type SplitOrigin = z.output<typeof SplitOriginSchema>;

/** The data of the opening; the whole initial state of the ticket follows from it (`openedTicket`). */
export const TicketOpened = /* @__PURE__ */ defineEvent(
  'ticket.opened',
  'A ticket was opened; its first message is part of the event.',
  () =>
    z.object({
      ...about,
      ...messageParts,
      message: z.string(),
      subject: z.string(),
      priority: z.enum(priorities),
      language: z.optional(z.string()),
      requiredSkills: RequiredSkillsSchema,
      preferredSkills: PreferredSkillsSchema,
      tags: z.array(z.string()),
      queueId: z.optional(z.string()),
      openedBy: z.enum(['customer', 'staff']),
      followUpOf: z.optional(z.string()),
      kind: z.enum(kinds),
      splitFrom: z.optional(z.string()),
      firstMessageAt: z.optional(z.string()),
      /** The place where the first message was written, when the ticket was split from another. */
      origin: z.optional(SplitOriginSchema),
    }),
);
export type TicketOpened = DataOf<typeof TicketOpened>;

export const TicketMessageAdded = /* @__PURE__ */ defineEvent(
  'ticket.message_added',
  'A message or an internal note was added to a ticket.',
  () =>
    z.object({
      ...about,
      ...messageParts,
      messageId: z.string(),
      visibility: z.enum(['public', 'internal']),
      automatic: z.boolean(),
      message: z.string(),
      /** Present on the first public reply by a human: calendar seconds since the opening of the ticket. */
      firstReplySeconds: z.optional(z.int()),
      /** The reason why the message left a solved ticket solved: it only says thanks. */
      thanks: z.optional(z.string()),
    }),
);
export type TicketMessageAdded = DataOf<typeof TicketMessageAdded>;

export const TicketStatusChanged = /* @__PURE__ */ defineEvent(
  'ticket.status_changed',
  'A ticket moved between new, open, pending and on hold.',
  () => z.object({ ...moving, from: z.enum(statuses), to: z.enum(statuses) }),
);

const ResolutionSchema = z.object({ solvedAt: z.string(), seconds: z.int() });
/**
 * Calendar seconds from the opening to one solution of the ticket, and the time of the solution, which
 * decides the day on which it is counted.
 */
export type Resolution = z.output<typeof ResolutionSchema>;

export const TicketSolved = /* @__PURE__ */ defineEvent(
  'ticket.solved',
  'A ticket was solved. It can be reopened until its window ends.',
  () =>
    z.object({
      ...moving,
      ...assignee,
      from: z.enum(statuses),
      subject: z.string(),
      resolution: ResolutionSchema,
      /** The resolution that this one replaces, when the ticket was reopened in between. */
      previous: z.optional(ResolutionSchema),
    }),
);

export const TicketReopened = /* @__PURE__ */ defineEvent(
  'ticket.reopened',
  'A solved ticket was reopened by a message or by staff.',
  () => z.object({ ...moving, reopens: z.int() }),
);

const CloseReasonSchema = z.enum(['window', 'staff', 'merged', 'unsplit']);
/**
 * `window`: solved, and the customer did not write in time; `merged`: merged into another ticket; `unsplit`:
 * its messages went back to the ticket that they were split from; `staff`: closed by hand.
 */
export type CloseReason = z.output<typeof CloseReasonSchema>;

/** The assignment's capacity slot is released by the event's consumer, as with `ticket.solved`. */
export const TicketClosed = /* @__PURE__ */ defineEvent(
  'ticket.closed',
  'A ticket was closed for good.',
  () =>
    z.object({
      ...moving,
      ...assignee,
      from: z.enum(statuses),
      reason: CloseReasonSchema,
      mergedInto: z.optional(z.string()),
    }),
);

export const TicketSenderConfirmed = /* @__PURE__ */ defineEvent(
  'ticket.sender_confirmed',
  'Staff confirmed that an unverified message is the customer’s own.',
  () =>
    z.object({
      ...about,
      messageId: z.string(),
      message: z.string(),
      /** True when the message opened the ticket. */
      opening: z.boolean(),
      doubt: UnverifiedSchema,
    }),
);

export const TicketAssigned = /* @__PURE__ */ defineEvent(
  'ticket.assigned',
  'A ticket was assigned or offered to an agent.',
  () =>
    z.object({
      ...moving,
      agentId: z.string(),
      explanation: z.string(),
      /** Present when the agent still has to accept the ticket. */
      offeredUntil: z.optional(z.string()),
      /** The previous assignee, when somebody reassigned the ticket by hand. */
      previousAssigneeId: z.optional(z.string()),
    }),
);
export type TicketAssigned = DataOf<typeof TicketAssigned>;

/**
 * Has no `ticket.` prefix, because the customer's timeline takes every `ticket.` event and this one is only
 * for counting queues.
 */
export const RoutingQueued = /* @__PURE__ */ defineEvent('routing.queued', 'A ticket moved to a queue.', () =>
  z.object({ ...moving, queueId: z.optional(z.string()) }),
);

export const releaseReasons = ['declined', 'not_accepted', 'offline', 'untrained', 'manual'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

export const TicketReleased = /* @__PURE__ */ defineEvent(
  'ticket.released',
  'A ticket was taken from its agent and waits again, with its age kept.',
  () =>
    z.object({
      ...moving,
      agentId: z.string(),
      reason: z.enum(releaseReasons),
      /** The words of the person who released the ticket. */
      note: z.optional(z.string()),
    }),
);

export const TicketAccepted = /* @__PURE__ */ defineEvent(
  'ticket.accepted',
  'An agent accepted a ticket that was offered to them.',
  () => z.object({ ...about, agentId: z.string() }),
);

const change = /* @__NO_SIDE_EFFECTS__ */ <Schema extends z.ZodMiniType>(value: Schema) =>
  z.optional(z.object({ from: z.optional(value), to: z.optional(value) }));

const ChangesSchema = z.object({
  subject: change(z.string()),
  priority: change(z.enum(priorities)),
  language: change(z.string()),
  /** The id of the topic. */
  topic: change(z.string()),
  /** The kinds only. */
  sensitive: change(z.array(z.enum(sensitiveKinds))),
  tags: change(z.array(z.string())),
  /** The custom fields that changed, with long texts shortened. */
  fields: change(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  followers: change(z.array(z.string())),
  requiredSkills: change(RequiredSkillsSchema),
  preferredSkills: change(PreferredSkillsSchema),
  queueId: change(z.string()),
  incidentId: change(z.string()),
  kind: change(z.enum(kinds)),
});
/** One entry per changed field; `from` or `to` is absent when the field had or has no value. */
export type Changes = z.output<typeof ChangesSchema>;

export const TicketUpdated = /* @__PURE__ */ defineEvent(
  'ticket.updated',
  'Fields of a ticket changed: routing, clocks and views check if it concerns them.',
  () => z.object({ ...moving, changes: ChangesSchema, note: z.optional(z.string()) }),
);

/** The result of the analysis of a message with its reasons; has nothing that only trained staff may see. */
export const AnalysisRecordSchema = z.object({
  version: z.string(),
  language: z.object({
    tag: z.optional(z.string()),
    confidence: z.number(),
    reason: z.string(),
  }),
  sentiment: z.object({
    label: z.enum(['negative', 'neutral', 'positive']),
    score: z.number(),
    reason: z.string(),
  }),
  urgency: z.object({
    level: z.enum(['none', 'raised', 'high']),
    words: z.array(z.string()),
    reason: z.string(),
  }),
  topic: z.object({
    id: z.optional(z.string()),
    confidence: z.optional(z.number()),
    triage: z.boolean(),
    reason: z.string(),
  }),
  /** Most certain first. */
  sensitive: z.array(
    z.object({ kind: z.enum(sensitiveKinds), confidence: z.number(), reasons: z.array(z.string()) }),
  ),
  thanks: z.boolean(),
});

export const TicketTriaged = /* @__PURE__ */ defineEvent(
  'ticket.triaged',
  'The opening of a ticket was analysed: routing and clocks begin.',
  () =>
    z.object({
      ...moving,
      topicId: z.optional(z.string()),
      complaint: z.boolean(),
      analysis: AnalysisRecordSchema,
      changes: ChangesSchema,
    }),
);
export type TicketTriaged = DataOf<typeof TicketTriaged>;

/** `text` is the text that the analysis had read. */
export const TicketCorrected = /* @__PURE__ */ defineEvent(
  'ticket.corrected',
  'Staff corrected what the analysis of a ticket had found.',
  () =>
    z.discriminatedUnion('what', [
      z.object({
        what: z.literal('topic'),
        ...about,
        text: z.string(),
        from: z.optional(configName()),
        /** Absent when the ticket has none of the topics. */
        to: z.optional(configName()),
      }),
      z.object({
        what: z.literal('sensitive'),
        ...about,
        text: z.string(),
        from: z.optional(z.array(z.enum(sensitiveKinds))),
        to: z.optional(z.array(z.enum(sensitiveKinds))),
      }),
    ]),
);

export const TicketMerged = /* @__PURE__ */ defineEvent(
  'ticket.merged',
  'Another ticket was merged into this one; that one is closed.',
  () => z.object({ ...moving, sourceId: z.string(), reason: z.optional(z.string()) }),
);

export const TicketMergeUndone = /* @__PURE__ */ defineEvent(
  'ticket.merge_undone',
  'A merge into this ticket was undone.',
  () => z.object({ ...about, sourceId: z.string() }),
);

export const TicketUnmerged = /* @__PURE__ */ defineEvent(
  'ticket.unmerged',
  'A merge was undone and the ticket is separate again. This is not a reopening.',
  () =>
    z.object({
      ...moving,
      targetId: z.string(),
      to: z.enum(statuses),
      assigneeId: z.optional(z.string()),
    }),
);

export const TicketSplit = /* @__PURE__ */ defineEvent(
  'ticket.split',
  'Messages were split off a ticket into a new one.',
  () => z.object({ ...about, splitId: z.string(), messageIds: z.array(z.string()) }),
);

export const TicketSplitUndone = /* @__PURE__ */ defineEvent(
  'ticket.split_undone',
  'Messages that were split off came back to their ticket.',
  () => z.object({ ...about, splitId: z.string() }),
);

export const IncidentOpened = /* @__PURE__ */ defineEvent(
  'incident.opened',
  'An incident was opened: one cause of many tickets.',
  () =>
    z.object({
      incidentId: z.string(),
      subject: z.string(),
      message: z.string(),
      priority: z.enum(priorities),
    }),
);

export const IncidentSolved = /* @__PURE__ */ defineEvent(
  'incident.solved',
  'An incident was solved; its tickets are answered and solved next.',
  () => z.object({ incidentId: z.string(), subject: z.string(), solution: z.string() }),
);

export const IncidentFinished = /* @__PURE__ */ defineEvent(
  'incident.finished',
  'Every ticket of a solved incident was processed.',
  () =>
    z.object({
      incidentId: z.string(),
      linked: z.int(),
      solved: z.int(),
      /** Sensitive tickets, left to their agents with a note. */
      left: z.int(),
      /** Tickets on which there was nothing to solve. */
      skipped: z.int(),
    }),
);

export const ticketEvents = [
  TicketOpened,
  TicketMessageAdded,
  TicketStatusChanged,
  TicketSolved,
  TicketReopened,
  TicketClosed,
  TicketSenderConfirmed,
  TicketAssigned,
  RoutingQueued,
  TicketReleased,
  TicketAccepted,
  TicketUpdated,
  TicketTriaged,
  TicketCorrected,
  TicketMerged,
  TicketMergeUndone,
  TicketUnmerged,
  TicketSplit,
  TicketSplitUndone,
  IncidentOpened,
  IncidentSolved,
  IncidentFinished,
] as const;
