// The events of sends: the outcome of each email.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';
import { purposes } from './sending/purposes.ts';

const SendOutcomeSchema = z.object({
  sendId: z.string(),
  /** Absent if the event comes from a provider report. */
  step: z.optional(z.string()),
  purpose: z.optional(z.enum(purposes)),
  /** The ticket of the email, and its author, if a person wrote it. */
  ticketId: z.optional(z.string()),
  authorId: z.optional(z.string()),
  reason: z.optional(z.string()),
  /** When it was due; present if its outcome is or was unknown. */
  dueAt: z.optional(z.string()),
});
/** The data of an event without the id of the send. */
export type SendOutcomeData = Omit<z.output<typeof SendOutcomeSchema>, 'sendId'>;

export const OutreachSent = /* @__PURE__ */ defineEvent(
  'outreach.sent',
  'The provider took an email.',
  () => SendOutcomeSchema,
);
export const OutreachDelivered = /* @__PURE__ */ defineEvent(
  'outreach.delivered',
  'The provider delivered an email.',
  () => SendOutcomeSchema,
);
export const OutreachBounced = /* @__PURE__ */ defineEvent(
  'outreach.bounced',
  'An email bounced for good.',
  () => SendOutcomeSchema,
);
export const OutreachComplained = /* @__PURE__ */ defineEvent(
  'outreach.complained',
  'A customer reported an email as spam.',
  () => SendOutcomeSchema,
);
export const OutreachWithheld = /* @__PURE__ */ defineEvent(
  'outreach.withheld',
  'An email was not sent: consent, address or a limit forbids it.',
  () => SendOutcomeSchema,
);
export const OutreachFailed = /* @__PURE__ */ defineEvent(
  'outreach.failed',
  'The provider refused an email for good.',
  () => SendOutcomeSchema,
);
export const OutreachUnknown = /* @__PURE__ */ defineEvent(
  'outreach.unknown',
  'Nobody knows if an email was sent: the provider did not answer in time.',
  () => SendOutcomeSchema,
);
export const OutreachConfirmed = /* @__PURE__ */ defineEvent(
  'outreach.confirmed',
  'An email of unknown outcome was sent after all.',
  () => SendOutcomeSchema,
);

export const outreachEvents = [
  OutreachSent,
  OutreachDelivered,
  OutreachBounced,
  OutreachComplained,
  OutreachWithheld,
  OutreachFailed,
  OutreachUnknown,
  OutreachConfirmed,
] as const;
