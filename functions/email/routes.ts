import * as z from 'zod/mini';
import { cursor, limit, pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';

const staff = ['agent', 'lead', 'admin', 'service'] as const;
const mailId = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the id of a suspended mail'));

/** Why a mail made no message. */
const suspensionReasons = [
  'spam',
  'auto_reply',
  'bounce',
  'loop',
  'list',
  'no_sender',
  // It names several senders, or it cannot be said whom.
  'unclear_sender',
  // It is beyond what is read: too large, too many lines, parts or headers, or broken.
  'unreadable',
  // More than its sender's quota.
  'too_many',
] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];

export const SuspendedEmailSchema = z.object({
  id: mailId,
  at: z.string(),
  reason: z.enum(suspensionReasons),
  from: z.optional(z.string()),
  subject: z.string(),
  /** Of an unreadable one: what there is too much of, and its size. Released, it becomes a message with itself attached. */
  why: z.optional(z.string()),
  bytes: z.optional(z.int()),
});

export const emailRoutes = {
  listSuspendedEmails: {
    method: 'GET',
    path: '/v1/suspended-emails',
    summary: 'List the suspended emails',
    description:
      'Lists emails that did not become messages, with the reason, newest first. They are kept for 30 days.',
    roles: staff,
    query: z.strictObject({ limit: limit(100, 25), cursor: cursor() }),
    success: { status: 200, body: pageOf(SuspendedEmailSchema) },
    errors: ['request.cursor_invalid'],
  },
  releaseSuspendedEmail: {
    method: 'POST',
    path: '/v1/suspended-emails/{mailId}/release',
    summary: 'Release a suspended email',
    description: 'It becomes a message within two minutes.',
    roles: staff,
    params: z.strictObject({ mailId }),
    body: z.strictObject({}),
    success: { status: 202, body: z.object({ id: mailId }) },
    errors: ['suspended_email.not_found', 'suspended_email.no_sender'],
  },
} as const satisfies Routes;
