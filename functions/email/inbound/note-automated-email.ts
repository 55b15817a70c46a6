// Adds automatic replies and bounces to tickets as notes for staff, which open nothing, reopen nothing and
// are never answered.
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
  stepContext,
} from './inbound-email.ts';
import { formatMailbox, MAX_MESSAGE, truncated } from './message-of-email.ts';

/**
 * Adds an automatic reply as a note to the ticket that it answers, and mentions if its sender is not
 * verified.
 */
export async function noteAutoReply(
  deps: ReceiveDeps,
  inbound: InboundEmail,
  { ticket: { id: ticketId } }: MatchedThread,
  context: Context,
): Promise<InboundCommit> {
  const { mail, identity, authenticationFailure } = inbound;
  const { text } = splitReply(mail.body);
  const sender = mail.from ? formatMailbox(mail.from) : 'an unnamed sender';
  const warning = authenticationFailure ? ' (not verified)' : '';
  const note = `Automatic reply from ${sender}${warning}:\n\n${text || mail.subject}`;
  const message = truncated(note, MAX_MESSAGE, '…');
  const also = [
    acceptedWrite(inbound, ticketId, context),
    ...(await countAgainstQuotas(deps, inbound, ticketId, context)),
  ];
  const step = stepContext(identity, 'message', context);
  return withAnswer(await addInternalNote(deps.table, ticketId, { message }, also, step), { ticketId });
}

/**
 * Adds a bounce as a note to the ticket whose email came back; returns undefined if it names no email of
 * ours. Stops email to an address that does not exist only if the report verifiably comes from a
 * mail server of the recipient's own domain: somebody to whom our email was forwarded knows its Message-ID
 * and may have a mailbox in that domain. (The provider reports most bounces itself, by events that nobody
 * else can write.)
 */
export async function noteBounce(
  deps: ReceiveDeps,
  inbound: InboundEmail,
  report: DeliveryReport,
  context: Context,
): Promise<InboundCommit | undefined> {
  const { table } = deps;
  const ticketOfOurEmail = await ticketOfOriginals(table, report.originals);
  const ticket = ticketOfOurEmail ?? (await findThread(deps, inbound))?.ticket;
  if (!ticket || report.outcome === 'delivered') return undefined;
  const also = [
    acceptedWrite(inbound, ticket.id, context),
    ...(await countAgainstTicketQuota(deps, inbound, ticket.id, context)),
  ];
  const contact = await getContact(table, ticket.customerId);
  const suppresses =
    ticketOfOurEmail !== undefined &&
    report.badAddress &&
    report.recipient === contact?.email &&
    comesFromMailServerOf(inbound, domainOf(report.recipient ?? ''));
  if (suppresses && report.recipient) {
    const suppressStep = stepContext(inbound.identity, 'suppress', context);
    await suppressAddress(table, ticket.customerId, report.recipient, 'bounce', suppressStep);
  }
  const message = bounceNote(report, suppresses, inbound.authenticationFailure !== undefined);
  const step = stepContext(inbound.identity, 'message', context);
  const outcome = await addInternalNote(table, ticket.id, { message }, also, step);
  return withAnswer(outcome, { ticketId: ticket.id });
}

/** Returns true for a verified mail server of that domain, or of a domain above or below it. */
function comesFromMailServerOf(
  { mail, authenticationFailure }: InboundEmail,
  domain: string | undefined,
): boolean {
  const address = mail.from?.address ?? '';
  if (authenticationFailure !== undefined || !isMailServer(address)) return false;
  const senderDomain = domainOf(address);
  return (
    !!senderDomain && !!domain && (coversDomain(senderDomain, domain) || coversDomain(domain, senderDomain))
  );
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
  suppresses: boolean,
  unverified: boolean,
): string {
  const to = recipient ? ` to ${recipient}` : '';
  const code = status ? ` (${status})` : '';
  const warning = unverified ? ' (The sender of this report is not verified.)' : '';
  if (outcome === 'delayed') return `Our mail${to} is delayed${code}. The other side still tries.${warning}`;
  const consequence = suppresses
    ? ' Nothing more is mailed there until the customer’s address is changed.'
    : '';
  return `Our mail${to} could not be delivered${code}.${consequence}${warning}`;
}

const NOTE_MARKER_MS = 60 * 24 * 60 * 60 * 1000;

/**
 * Adds one note that a virus was found and no attachment was kept. Does nothing for emails without a virus.
 */
export async function noteVirus(
  { table }: ReceiveDeps,
  { delivery, identity }: InboundEmail,
  ticketId: string,
  context: Context,
): Promise<void> {
  if (!delivery.virus) return;
  const marker = create(
    keys.applied('email', `${identity}|virus`),
    { ttl: epochSeconds(new Date(context.now.getTime() + NOTE_MARKER_MS)) },
    done,
  );
  const message = 'A virus was found in this customer’s mail. Its attachments were not kept.';
  await requireApplied(
    addInternalNote(table, ticketId, { message }, [marker], stepContext(identity, 'virus', context)),
  );
}
