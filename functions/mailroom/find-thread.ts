// Which ticket a mail may write to. A reply address that we signed is leave to write to its ticket, whoever has it; a
// Message-ID is only a hint, for it stands readable in every forwarded mail: it leads in the ticket's own customer alone.
import { getContact } from '../customers/index.ts';
import type { Table } from '../platform/table/table.ts';
import { loadTicket, type Ticket } from '../tickets/index.ts';
import type { Arrival, ReceiveDeps } from './arrival.ts';
import { findMail } from './mail-index.ts';
import { ticketOfAddresses } from './reply-address.ts';

export interface Thread {
  ticket: Ticket;
  by: 'address' | 'references';
  /** The sender is the ticket's customer, as far as the sender's address says. */
  ownCustomer: boolean;
}

/** The nearest answers are enough; a mail with hundreds of references shall not cost hundreds of reads. */
const MAX_LOOKUPS = 10;

/** The thread of a mail, or undefined. A sender whose domain disowns the mail (DMARC) gets in by a signed address only. */
export async function findThread(
  deps: ReceiveDeps,
  { mail, delivery }: Arrival,
): Promise<Thread | undefined> {
  const addresses = [...delivery.recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  const signed = await ticketOfAddresses(deps.signingKeys, addresses, deps.inboundDomain);
  const ticket = signed && (await loadTicket(deps.table, signed));
  if (ticket)
    return { ticket, by: 'address', ownCustomer: await writes(deps.table, ticket, mail.from?.address) };
  if (delivery.dmarcFailed) return undefined;
  const hints = [...mail.answers.slice(0, MAX_LOOKUPS), ...(mail.messageId ? [mail.messageId] : [])];
  for (const hint of hints) {
    const found = await ticketOfMail(deps.table, hint);
    if (found && (await writes(deps.table, found, mail.from?.address)))
      return { ticket: found, by: 'references', ownCustomer: true };
  }
  return undefined;
}

async function ticketOfMail(table: Table, messageId: string): Promise<Ticket | undefined> {
  const indexed = await findMail(table, messageId);
  return indexed && loadTicket(table, indexed.ticketId);
}

async function writes(table: Table, { customerId }: Ticket, address: string | undefined): Promise<boolean> {
  const contact = address && (await getContact(table, customerId));
  return contact ? contact.email === address : false;
}
