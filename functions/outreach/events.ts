// The events of sends: what became of each e-mail that was to go out.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';
import { purposes } from './sending/purposes.ts';

const SendOutcomeSchema = z.object({
  sendId: z.string(),
  /** Absent where the provider reports it. */
  step: z.optional(z.string()),
  purpose: z.optional(z.enum(purposes)),
  /** The ticket that it is about, and who wrote it, if it was a person. */
  ticketId: z.optional(z.string()),
  authorId: z.optional(z.string()),
  reason: z.optional(z.string()),
  /** When it was due; named where nobody knew, or had not known, if it went out. */
  dueAt: z.optional(z.string()),
});
/** What an event says of a send beside its id. */
export type SendOutcomeData = Omit<z.output<typeof SendOutcomeSchema>, 'sendId'>;

export const OutreachSent = /* @__PURE__ */ defineEvent(
  'outreach.sent',
  'The provider took an e-mail.',
  () => SendOutcomeSchema,
);
export const OutreachDelivered = /* @__PURE__ */ defineEvent(
  'outreach.delivered',
  'The provider delivered an e-mail.',
  () => SendOutcomeSchema,
);
export const OutreachBounced = /* @__PURE__ */ defineEvent(
  'outreach.bounced',
  'An e-mail bounced for good.',
  () => SendOutcomeSchema,
);
export const OutreachComplained = /* @__PURE__ */ defineEvent(
  'outreach.complained',
  'A customer reported an e-mail as spam.',
  () => SendOutcomeSchema,
);
export const OutreachWithheld = /* @__PURE__ */ defineEvent(
  'outreach.withheld',
  'An e-mail was not sent: consent, address or a limit forbids it.',
  () => SendOutcomeSchema,
);
export const OutreachFailed = /* @__PURE__ */ defineEvent(
  'outreach.failed',
  'The provider refused an e-mail for good.',
  () => SendOutcomeSchema,
);
export const OutreachUnknown = /* @__PURE__ */ defineEvent(
  'outreach.unknown',
  'Nobody knows if an e-mail was sent: the provider did not answer in time.',
  () => SendOutcomeSchema,
);
export const OutreachConfirmed = /* @__PURE__ */ defineEvent(
  'outreach.confirmed',
  'An e-mail of unknown outcome was sent after all.',
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
