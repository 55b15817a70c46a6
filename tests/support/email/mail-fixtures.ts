// Reads the emails of tests/fixtures/mail: each an `.eml` as it arrives, next to its expected outcome.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classifyEmail } from '../../../functions/email/classification/classify-email.ts';
import { screenAttachments } from '../../../functions/email/inbound/screen-attachments.ts';
import { parseEmail } from '../../../functions/email/parsing/parse-email.ts';
import { splitReply } from '../../../functions/email/parsing/split-reply.ts';
import { isForward } from '../../../functions/email/threading/subject.ts';
import { CUSTOMER_ID } from '../tickets/tickets.ts';

const folder = join(import.meta.dirname, '../../fixtures/mail');

/** The Message-ID of our own email on the ticket `TICKET_ID`, which the fixtures answer. */
export const KNOWN_MESSAGE_ID = 'original-1@inbound.example.org';

export interface MailFixture {
  name: string;
  raw: Buffer;
  /** The expected outcome: `becomes` is checked in the table, everything else after parsing. */
  expected: Record<string, unknown> & { becomes: string };
}

export function mailFixtures(): MailFixture[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => {
      const name = file.slice(0, -'.eml'.length);
      const expected = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
      return { name, raw: readFileSync(join(folder, file)), expected };
    });
}

/** Parses and classifies an email, and returns the result without empty values. */
export async function outcomeOfFixture(raw: Buffer): Promise<Record<string, unknown>> {
  const mail = await parseEmail(raw);
  const { kept, refused } = screenAttachments(mail.attachments, CUSTOMER_ID, 'seed');
  const outcome = {
    ...classifyEmail(mail, { inboundDomain: 'inbound.example.org', address: 'care@example.org' }),
    messageId: mail.messageId,
    from: mail.from,
    subject: mail.subject,
    answers: mail.repliesTo,
    unread: mail.unread,
    invitation: mail.invitation,
    ...splitReply(mail.body, isForward(mail.subject)),
    attachments: kept.map(({ attachment: { filename: name, contentType, bytes } }) => ({
      name,
      contentType,
      bytes,
    })),
    refused,
  };
  const entries = Object.entries(outcome).filter(([, value]) => value !== undefined && !isEmpty(value));
  return Object.fromEntries(entries);
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
