// Which ticket a mail goes to. A reply address that we signed leads to its ticket, whoever has it, but says nothing of who
// that is; a Message-ID is only a hint, for it stands readable in every forwarded mail: it leads in the ticket's own
// customer alone, once they are proven.
import { getContact } from '../../customers/index.ts';
import type { Table } from '../../platform/table/table.ts';
import { loadTicket, type Ticket, type Unverified } from '../../tickets/index.ts';
import { ticketOfAddresses } from '../threading/reply-address.ts';
import { findIndexedEmail } from './email-index.ts';
import type { InboundEmail, ReceiveDeps } from './inbound-email.ts';

export interface MatchedThread {
  ticket: Ticket;
  by: 'address' | 'references';
  /** Why what it says is not the ticket's customer's: the sender is not proven, or is proven to be another. */
  unverified?: Unverified | undefined;
}

/** The nearest answers are enough; a mail with hundreds of references shall not cost hundreds of reads. */
const MAX_LOOKUPS = 10;

/** The thread of a mail, or undefined. A sender who is not proven is led by a signed address only. */
export async function findThread(
  deps: ReceiveDeps,
  { mail, delivery, authenticationFailure: doubt }: InboundEmail,
): Promise<MatchedThread | undefined> {
  const addresses = [...delivery.recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  const signed = await ticketOfAddresses(deps.signingKeys, addresses, deps.inboundDomain);
  const ticket = signed && (await loadTicket(deps.table, signed));
  if (ticket) {
    const own = doubt === undefined && (await isTicketCustomer(deps.table, ticket, mail.from?.address));
    return { ticket, by: 'address', unverified: own ? undefined : (doubt ?? 'third_party') };
  }
  if (doubt !== undefined) return undefined;
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
