// An inbound email with its identity and the result of its sender check, and what each step of its processing
// needs.
import type { Context } from '../../platform/context.ts';
import type { Files } from '../../platform/files/open-files.ts';
import { derivedIds, digest } from '../../platform/ids.ts';
import type { Quotas } from '../../platform/quota/open-quotas.ts';
import type { Keyring } from '../../platform/signing/keyring.ts';
import type { Outcome } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import {
  type AuthenticationFailure,
  authenticationFailureOf,
} from '../classification/sender-authentication.ts';
import type { ParsedEmail } from '../parsing/parse-email.ts';
import type { SuspensionReason } from '../routes.ts';
import { recordAccepted } from './email-index.ts';
import type { StoredEmail } from './ses-notification.ts';

export interface ReceiveDeps {
  table: Table;
  signingKeys: Keyring;
  /** The domain of reply addresses. */
  inboundDomain: string;
  files: Pick<Files, 'get' | 'put'>;
  quotas: Pick<Quotas, 'chargeMail'>;
  /** The address that our own emails come from. */
  ownAddress: string;
}

export interface InboundEmail {
  mail: ParsedEmail;
  delivery: StoredEmail;
  /** The same for every delivery of the same email, whatever route it took. */
  identity: string;
  /** True if staff released it, so that it becomes a message whatever its classification. */
  released: boolean;
  /** Why the sender is not verified; absent if they are. */
  authenticationFailure?: AuthenticationFailure | undefined;
}

/**
 * Combines a parsed email with the provider's checks of its sender. `suspendedAs` is the identity under which
 * an email was suspended that staff have released.
 */
export function inboundEmailOf(mail: ParsedEmail, delivery: StoredEmail, suspendedAs?: string): InboundEmail {
  const authenticationFailure = authenticationFailureOf({
    from: mail.from,
    envelopeFrom: delivery.envelopeFrom,
    verdicts: delivery.verdicts ?? {},
    results: mail.header('authentication-results'),
    received: mail.header('received'),
  });
  const identity = suspendedAs ?? identityOf(mail, authenticationFailure === undefined);
  return { mail, delivery, identity, released: suspendedAs !== undefined, authenticationFailure };
}

/** The outcome for an inbound email. `quota` names the quota that was exceeded, if that was the reason. */
export type InboundOutcome = { ticketId: string } | { suspended: SuspensionReason; quota?: string };

/**
 * The result of committing a decision: stale if it must be taken again, done if another delivery was faster.
 */
export type InboundCommit = Outcome<InboundOutcome>;

/**
 * Derives the identity from Message-ID, sender and content. The content counts because some devices and
 * programs give many emails the same Message-ID, and the second of them is not a repetition. Headers that
 * servers add on the way do not count. An unverified email never has the identity of a verified one:
 * otherwise a forged copy that arrives first would make the genuine email look like a repetition.
 */
function identityOf(
  { messageId, from, subject, body, date, attachments }: ParsedEmail,
  verified: boolean,
): string {
  const content = [
    subject,
    body.replaceAll(/\s+/g, ' ').trim(),
    ...attachments.map(({ name, bytes }) => `${name} ${bytes.length}`),
  ];
  const name = messageId ?? `none|${date ?? ''}`;
  const kind = verified ? 'mail' : 'unproven mail';
  return digest([kind, name, from?.address ?? '', digest(content.join('\n'))].join('|'));
}

/** Returns the context of one processing step, which gets the same ids whenever it is retried. */
export const stepContext = (identity: string, step: string, context: Context): Context => ({
  ...context,
  ids: derivedIds(`mail|${identity}|${step}`),
});

/** Returns the write that records that the email was accepted on a ticket. */
export const acceptedWrite = ({ identity, released }: InboundEmail, ticketId: string, { now }: Context) =>
  recordAccepted(identity, ticketId, released, now);

/**
 * Charges the email to the quota of the sender that it names. An unverified sender has a separate quota, and
 * their emails are also charged to the ticket. Released emails are not charged. Refuses with `quota.exceeded`
 * before anything is stored, or by the condition of the returned writes.
 */
export async function countAgainstQuotas(
  { quotas }: ReceiveDeps,
  { mail: { from }, authenticationFailure, released }: InboundEmail,
  ticketId: string | undefined,
  context: Context,
): Promise<Write[]> {
  if (released) return [];
  const verified = authenticationFailure === undefined;
  const sender = from && { address: from.address, proven: verified };
  return quotas.chargeMail({ sender, ticketId: verified ? undefined : ticketId }, context);
}

/**
 * Charges a mail server's report to its ticket only: one server reports on the emails of many people, and
 * anybody can use its name.
 */
export const countAgainstTicketQuota = async (
  { quotas }: ReceiveDeps,
  { released }: InboundEmail,
  ticketId: string,
  context: Context,
): Promise<Write[]> => (released ? [] : quotas.chargeMail({ ticketId }, context));
