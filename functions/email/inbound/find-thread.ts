// Finds the ticket that an email belongs to. A reply address that we signed leads to its ticket whoever uses
// it, but does not prove who that is. A Message-ID is only a hint, because it can be read in every forwarded
// email: it counts only if the sender is verified and is the ticket's customer.
import { getContact } from '../../customers/index.ts';
import type { Table } from '../../platform/table/table.ts';
import { loadTicket, type Ticket, type Unverified } from '../../tickets/index.ts';
import { ticketOfAddresses } from '../threading/reply-address.ts';
import { findIndexedEmail } from './email-index.ts';
import type { InboundEmail, ReceiveDeps } from './inbound-email.ts';

export interface MatchedThread {
  ticket: Ticket;
  by: 'address' | 'references';
  /** Why the message does not count as the customer's: the sender is not verified, or is somebody else. */
  unverified?: Unverified | undefined;
}

/** The nearest references are enough; an email with hundreds of them must not cost hundreds of reads. */
const MAX_LOOKUPS = 10;

/**
 * Finds the thread of an email, or returns undefined. An unverified sender reaches one only by a signed
 * address.
 */
export async function findThread(
  deps: ReceiveDeps,
  { mail, delivery, authenticationFailure }: InboundEmail,
): Promise<MatchedThread | undefined> {
  const addresses = [...delivery.recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  const signedTicketId = await ticketOfAddresses(deps.signingKeys, addresses, deps.inboundDomain);
  const ticket = signedTicketId && (await loadTicket(deps.table, signedTicketId));
  if (ticket) {
    const isCustomer =
      authenticationFailure === undefined && (await isTicketCustomer(deps.table, ticket, mail.from?.address));
    return {
      ticket,
      by: 'address',
      unverified: isCustomer ? undefined : (authenticationFailure ?? 'third_party'),
    };
  }
  if (authenticationFailure !== undefined) return undefined;
  const hints = [...mail.repliesTo.slice(0, MAX_LOOKUPS), ...(mail.messageId ? [mail.messageId] : [])];
  for (const hint of hints) {
    const found = await ticketOfMail(deps.table, hint);
    if (found && (await isTicketCustomer(deps.table, found, mail.from?.address)))
      return { ticket: found, by: 'references' };
  }
  return undefined;
}

async function ticketOfMail(table: Table, messageId: string): Promise<Ticket | undefined> {
  const indexed = await findIndexedEmail(table, messageId);
  return indexed && loadTicket(table, indexed.ticketId);
}

async function isTicketCustomer(
  table: Table,
  { customerId }: Ticket,
  address: string | undefined,
): Promise<boolean> {
  const contact = address && (await getContact(table, customerId));
  return contact ? contact.email === address : false;
}
