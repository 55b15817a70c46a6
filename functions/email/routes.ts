import * as z from 'zod/mini';
import { cursor, limit, pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';

const staff = ['agent', 'lead', 'admin', 'service'] as const;
const mailId = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the id of a suspended mail'));

/** The reasons why an email did not become a message. */
const suspensionReasons = [
  'spam',
  'auto_reply',
  'bounce',
  'loop',
  'list',
  'no_sender',
  // It names several senders, or its From header is ambiguous.
  'unclear_sender',
  // It is too large, has too many lines, parts or headers, or is malformed.
  'unreadable',
  // Its sender has used up a quota.
  'too_many',
] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];

export const SuspendedEmailSchema = z.object({
  id: mailId,
  at: z.string(),
  reason: z.enum(suspensionReasons),
  from: z.optional(z.string()),
  subject: z.string(),
  /**
   * The limit that an unreadable email exceeds; `bytes` is its size. When it is released, it becomes a
   * message with the raw email attached.
   */
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
