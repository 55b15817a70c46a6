// The events of complaints. They are in the ticket's thread, so everybody who works on it sees them.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';
import { MoneySchema } from '../platform/events/event-fields.ts';
import { clocks, outcomes } from './lifecycle/complaint-kinds.ts';

const about = { ticketId: z.string(), channel: z.string() };
const deadlines = {
  receivedAt: z.string(),
  acknowledgeBy: z.string(),
  summaryBy: z.string(),
  finalBy: z.string(),
};

export const ComplaintReceived = /* @__PURE__ */ defineEvent(
  'complaint.received',
  'A ticket was found to be a complaint; its three clocks run.',
  () => z.object({ ...about, ...deadlines }),
);

export const ComplaintAcknowledged = /* @__PURE__ */ defineEvent(
  'complaint.acknowledged',
  'The written acknowledgement was sent.',
  () => z.object({ ...about, inTime: z.boolean() }),
);

export const ComplaintResponded = /* @__PURE__ */ defineEvent(
  'complaint.responded',
  'The written answer was sent and the complaint is resolved.',
  () =>
    z.object({
      ...about,
      kind: z.enum(['summary', 'final']),
      outcome: z.enum(outcomes),
      redress: z.optional(MoneySchema),
      inTime: z.boolean(),
    }),
);

export const ComplaintMistaken = /* @__PURE__ */ defineEvent(
  'complaint.mistaken',
  'Staff found that a ticket is no complaint.',
  () => z.object({ ...about, reason: z.optional(z.string()) }),
);

export const ComplaintReopened = /* @__PURE__ */ defineEvent(
  'complaint.reopened',
  'A ticket is a complaint again; its clocks never stopped.',
  () => z.object(about),
);

export const ComplaintMerged = /* @__PURE__ */ defineEvent(
  'complaint.merged',
  'The ticket of a complaint was merged; the complaint continues on the other ticket.',
  () => z.object({ ...about, into: z.optional(z.string()) }),
);

export const ComplaintJoined = /* @__PURE__ */ defineEvent(
  'complaint.joined',
  'The complaint of a merged ticket joined this one; its clocks are now those of both.',
  () => z.object({ ...about, sourceId: z.string(), ...deadlines }),
);

export const ComplaintWarned = /* @__PURE__ */ defineEvent(
  'complaint.warned',
  'A clock of a complaint is about to run out.',
  () => z.object({ ...about, clock: z.enum(clocks) }),
);

export const ComplaintMissed = /* @__PURE__ */ defineEvent(
  'complaint.missed',
  'A clock of a complaint ran out.',
  () => z.object({ ...about, clock: z.enum(clocks) }),
);

export const complaintEvents = [
  ComplaintReceived,
  ComplaintAcknowledged,
  ComplaintResponded,
  ComplaintMistaken,
  ComplaintReopened,
  ComplaintMerged,
  ComplaintJoined,
  ComplaintWarned,
  ComplaintMissed,
] as const;
