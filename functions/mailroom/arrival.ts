// A mail on its way in, and what every step of its work needs.
import type { Keyring } from '../platform/auth/keyring.ts';
import type { Context } from '../platform/context.ts';
import type { Files } from '../platform/files/open-files.ts';
import { derivedIds, digest } from '../platform/ids.ts';
import type { Quotas } from '../platform/quota/open-quotas.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { settleMail } from './mail-index.ts';
import type { Delivery } from './notification.ts';
import type { InboundMail } from './parse-mail.ts';
import type { Suspension } from './routes.ts';
import { type Doubt, doubtOf } from './sender-proof.ts';

export interface ReceiveDeps {
  table: Table;
  signingKeys: Keyring;
  /** The domain of reply addresses. */
  inboundDomain: string;
  files: Pick<Files, 'get' | 'put'>;
  quotas: Pick<Quotas, 'takeMail'>;
  /** The address that our mail comes from. */
  ownAddress: string;
}

export interface Arrival {
  mail: InboundMail;
  delivery: Delivery;
  /** The same for the same mail, however often and by whatever way it comes. */
  identity: string;
  /** Staff have looked at it and want it as a message, whatever it looks like. */
  released: boolean;
  /** Why the sender that it names is not proven; absent when they are. */
  doubt?: Doubt | undefined;
}

/** A mail, and what the provider found of who sent it; `suspendedAs` is the identity of one that staff have released. */
export function arrivalOf(mail: InboundMail, delivery: Delivery, suspendedAs?: string): Arrival {
  const doubt = doubtOf({
    from: mail.from,
    envelopeFrom: delivery.envelopeFrom,
    verdicts: delivery.verdicts ?? {},
    results: mail.header('authentication-results'),
    received: mail.header('received'),
  });
  const identity = suspendedAs ?? identityOf(mail, doubt === undefined);
  return { mail, delivery, identity, released: suspendedAs !== undefined, doubt };
}

/** The outcome for a mail. `quota` names the quota that was exceeded, if that was the reason. */
export type Fate = { ticketId: string } | { suspended: Suspension; quota?: string };

/**
 * Message-ID and sender, and what the mail says: devices and bad programs give many mails one id, and the second of them
 * is no repetition. Headers that servers add on the way are left out. An unproven mail is never the same as a proven one:
 * a forged copy that comes first would have the genuine mail taken for a repetition.
 */
export function identityOf(
  { messageId, from, subject, body, date, attachments }: InboundMail,
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
export const taken = ({ identity, released }: Arrival, ticketId: string, { now }: Context) =>
  settleMail(identity, ticketId, released, now);

/**
 * Counts the mail for the address it says it comes from: what nobody vouches for is counted apart, and for the ticket it
 * goes to as well. Not what staff have released. Refuses with `quota.exceeded` before anything is stored, and by its
 * condition in the write.
 */
export async function counted(
  { quotas }: ReceiveDeps,
  { mail: { from }, doubt, released }: Arrival,
  ticketId: string | undefined,
  context: Context,
): Promise<Write[]> {
  if (released) return [];
  const proven = doubt === undefined;
  const sender = from && { address: from.address, proven };
  return quotas.takeMail({ sender, ticketId: proven ? undefined : ticketId }, context);
}

/** Counts a mail server's report for its ticket alone: what it reports of is many people's, and its name is anybody's. */
export const countedByTicket = async (
  { quotas }: ReceiveDeps,
  { released }: Arrival,
  ticketId: string,
  context: Context,
): Promise<Write[]> => (released ? [] : quotas.takeMail({ ticketId }, context));
