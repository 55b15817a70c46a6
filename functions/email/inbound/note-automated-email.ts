// What machines say of a ticket is a note for staff: it opens nothing, reopens nothing and is never answered.
import { getContact, suppressAddress } from '../../customers/index.ts';
import { epochSeconds } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { keys } from '../../platform/table/keys.ts';
import { requireApplied, withAnswer } from '../../platform/table/outcome.ts';
import { done } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create } from '../../platform/table/write.ts';
import { loadTicket, type Ticket } from '../../tickets/index.ts';
import { type DeliveryReport, isMailServer } from '../classification/delivery-report.ts';
import { coversDomain, domainOf } from '../classification/sender-authentication.ts';
import { splitReply } from '../parsing/split-reply.ts';
import { addInternalNote } from '../tickets-port.ts';
import { findIndexedEmail } from './email-index.ts';
import { findThread, type MatchedThread } from './find-thread.ts';
import {
  acceptedWrite,
  countAgainstQuotas,
  countAgainstTicketQuota,
  type InboundCommit,
  type InboundEmail,
  type ReceiveDeps,
  stepOf,
} from './inbound-email.ts';
import { formatMailbox, MAX_MESSAGE, truncated } from './message-of-email.ts';

/** Notes an automatic reply on the ticket whose mail it answers, and that its sender is not proven, if so. */
export async function noteAutoReply(
  deps: ReceiveDeps,
  arrival: InboundEmail,
  { ticket: { id: ticketId } }: MatchedThread,
  context: Context,
): Promise<InboundCommit> {
  const { mail, identity, authenticationFailure: doubt } = arrival;
  const { text } = splitReply(mail.body);
  const whose = `${mail.from ? formatMailbox(mail.from) : 'an unnamed sender'}${doubt ? ' (not verified)' : ''}`;
  const note = `Automatic reply from ${whose}:\n\n${text || mail.subject}`;
  const message = truncated(note, MAX_MESSAGE, '…');
  const also = [
    acceptedWrite(arrival, ticketId, context),
    ...(await countAgainstQuotas(deps, arrival, ticketId, context)),
  ];
  const own = stepOf(identity, 'message', context);
  return withAnswer(await addInternalNote(deps.table, ticketId, { message }, also, own), { ticketId });
}

/**
 * Notes a bounce on the ticket whose mail came back; undefined when it names no mail of ours. Stops mail to an address that
 * does not exist, if the report is proven to come from the mail server of the recipient's own domain: whoever was forwarded our
 * mail knows its id, and may have a mailbox in that domain. (Of most bounces the provider itself tells, by events that
 * nobody else can write.)
 */
export async function noteBounce(
  deps: ReceiveDeps,
  arrival: InboundEmail,
  report: DeliveryReport,
  context: Context,
): Promise<InboundCommit | undefined> {
  const { table } = deps;
  const ours = await ticketOfOriginals(table, report.originals);
  const ticket = ours ?? (await findThread(deps, arrival))?.ticket;
  if (!ticket || report.outcome === 'delivered') return undefined;
  const also = [
    acceptedWrite(arrival, ticket.id, context),
    ...(await countAgainstTicketQuota(deps, arrival, ticket.id, context)),
  ];
  const contact = await getContact(table, ticket.customerId);
  const stops =
    ours !== undefined &&
    report.badAddress &&
    report.recipient === contact?.email &&
    comesFromMailServerOf(arrival, domainOf(report.recipient ?? ''));
  if (stops && report.recipient) {
    const step = stepOf(arrival.identity, 'suppress', context);
    await suppressAddress(table, ticket.customerId, report.recipient, 'bounce', step);
  }
  const message = bounceNote(report, stops, arrival.authenticationFailure !== undefined);
  const own = stepOf(arrival.identity, 'message', context);
  const outcome = await addInternalNote(table, ticket.id, { message }, also, own);
  return withAnswer(outcome, { ticketId: ticket.id });
}

/** From a mail server of that domain, of one below or one above it: mail servers have names of their own. */
function comesFromMailServerOf(
  { mail, authenticationFailure: doubt }: InboundEmail,
  domain: string | undefined,
): boolean {
  const address = mail.from?.address ?? '';
  if (doubt !== undefined || !isMailServer(address)) return false;
  const own = domainOf(address);
  return !!own && !!domain && (coversDomain(own, domain) || coversDomain(domain, own));
}

const MAX_ORIGINALS = 10;

async function ticketOfOriginals(table: Table, originals: readonly string[]): Promise<Ticket | undefined> {
  for (const original of originals.slice(0, MAX_ORIGINALS)) {
    const indexed = await findIndexedEmail(table, original);
    const ticket = indexed?.direction === 'out' && (await loadTicket(table, indexed.ticketId));
    if (ticket) return ticket;
  }
  return undefined;
}

function bounceNote(
  { outcome, status, recipient }: DeliveryReport,
  stops: boolean,
  unverified: boolean,
): string {
  const whom = recipient ? ` to ${recipient}` : '';
  const code = status ? ` (${status})` : '';
  const who = unverified ? ' (The sender of this report is not verified.)' : '';
  if (outcome === 'delayed') return `Our mail${whom} is delayed${code}. The other side still tries.${who}`;
  const after = stops ? ' Nothing more is mailed there until the customer’s address is changed.' : '';
  return `Our mail${whom} could not be delivered${code}.${after}${who}`;
}

const NOTE_MARK_MS = 60 * 24 * 60 * 60 * 1000;

/** Tells staff once that a virus was found and nothing attached was kept. Does nothing of other mails. */
export async function noteVirus(
  { table }: ReceiveDeps,
  { delivery, identity }: InboundEmail,
  ticketId: string,
  context: Context,
): Promise<void> {
  if (!delivery.virus) return;
  const mark = create(
    keys.applied('email', `${identity}|virus`),
    { ttl: epochSeconds(new Date(context.now.getTime() + NOTE_MARK_MS)) },
    done,
  );
  const message = 'A virus was found in this customer’s mail. Its attachments were not kept.';
  await requireApplied(
    addInternalNote(table, ticketId, { message }, [mark], stepOf(identity, 'virus', context)),
  );
}
