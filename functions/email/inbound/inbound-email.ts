// A mail on its way in, and what every step of its work needs.

import type { Context } from '../../platform/context.ts';
import type { Files } from '../../platform/files/open-files.ts';
import { derivedIds, digest } from '../../platform/ids.ts';
import type { Quotas } from '../../platform/quota/open-quotas.ts';
import type { Keyring } from '../../platform/signing/keyring.ts';
import { type Outcome } from '../../platform/table/outcome.ts';
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
  /** The address that our mail comes from. */
  ownAddress: string;
}

export interface InboundEmail {
  mail: ParsedEmail;
  delivery: StoredEmail;
  /** The same for the same mail, however often and by whatever way it comes. */
  identity: string;
  /** Staff have looked at it and want it as a message, whatever it looks like. */
  released: boolean;
  /** Why the sender that it names is not proven; absent when they are. */
  authenticationFailure?: AuthenticationFailure | undefined;
}

/** A mail, and what the provider found of who sent it; `suspendedAs` is the identity of one that staff have released. */
export function inboundEmailOf(mail: ParsedEmail, delivery: StoredEmail, suspendedAs?: string): InboundEmail {
  const doubt = authenticationFailureOf({
    from: mail.from,
    envelopeFrom: delivery.envelopeFrom,
    verdicts: delivery.verdicts ?? {},
    results: mail.header('authentication-results'),
    received: mail.header('received'),
  });
  const identity = suspendedAs ?? identityOf(mail, doubt === undefined);
  return { mail, delivery, identity, released: suspendedAs !== undefined, authenticationFailure: doubt };
}

/** The outcome for a mail. `quota` names the quota that was exceeded, if that was the reason. */
export type InboundOutcome = { ticketId: string } | { suspended: SuspensionReason; quota?: string };

/** The commit of what was decided on a mail: stale when it must be decided again, done when another delivery was faster. */
export type InboundCommit = Outcome<InboundOutcome>;

/**
 * Message-ID and sender, and what the mail says: devices and bad programs give many mails one id, and the second of them
 * is no repetition. Headers that servers add on the way are left out. An unproven mail is never the same as a proven one:
 * a forged copy that comes first would have the genuine mail taken for a repetition.
 */
function identityOf(
  { messageId, from, subject, body, date, attachments }: ParsedEmail,
  proven: boolean,
): string {
  const content = [
    subject,
    body.replaceAll(/\s+/g, ' ').trim(),
    ...attachments.map(({ name, bytes }) => `${name} ${bytes.length}`),
  ];
  const name = messageId ?? `none|${date ?? ''}`;
  const kind = proven ? 'mail' : 'unproven mail';
  return digest([kind, name, from?.address ?? '', digest(content.join('\n'))].join('|'));
}

/** The circumstances of one step of a mail's work: the same ids whenever it is tried again. */
export const stepOf = (identity: string, step: string, context: Context): Context => ({
  ...context,
  ids: derivedIds(`mail|${identity}|${step}`),
});

/** With the mark that the mail was taken. */
export const acceptedWrite = ({ identity, released }: InboundEmail, ticketId: string, { now }: Context) =>
  recordAccepted(identity, ticketId, released, now);

/**
 * Counts the mail for the address it says it comes from: what nobody vouches for is counted apart, and for the ticket it
 * goes to as well. Not what staff have released. Refuses with `quota.exceeded` before anything is stored, and by its
 * condition in the write.
 */
export async function countAgainstQuotas(
  { quotas }: ReceiveDeps,
  { mail: { from }, authenticationFailure: doubt, released }: InboundEmail,
  ticketId: string | undefined,
  context: Context,
): Promise<Write[]> {
  if (released) return [];
  const proven = doubt === undefined;
  const sender = from && { address: from.address, proven };
  return quotas.chargeMail({ sender, ticketId: proven ? undefined : ticketId }, context);
}

/** Counts a mail server's report for its ticket alone: what it reports of is many people's, and its name is anybody's. */
export const countAgainstTicketQuota = async (
  { quotas }: ReceiveDeps,
  { released }: InboundEmail,
  ticketId: string,
  context: Context,
): Promise<Write[]> => (released ? [] : quotas.chargeMail({ ticketId }, context));
