// A person's mail becomes a message: on the ticket that it answers, on the one that its sender has just begun, or on a new one.
import * as z from 'zod/mini';
import { findOrCreateByEmail } from '../../customers/index.ts';
import { MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { email } from '../../platform/contract/fields.ts';
import { withAnswer } from '../../platform/table/outcome.ts';
import type { Write } from '../../platform/table/write.ts';
import { loadTicket, type Ticket, type Unverified } from '../../tickets/index.ts';
import type { ParsedEmail } from '../parsing/parse-email.ts';
import { bareSubject, normalSubject } from '../threading/subject.ts';
import { acceptsReplies, addCustomerReply, addUnverifiedReply, openTicketByEmail } from '../tickets-port.ts';
import {
  findIndexedEmail,
  findRecentConversation,
  indexInbound,
  type RecentConversation,
  startConversation,
} from './email-index.ts';
import type { MatchedThread } from './find-thread.ts';
import {
  acceptedWrite,
  countAgainstQuotas,
  type InboundCommit,
  type InboundEmail,
  type ReceiveDeps,
  stepOf,
} from './inbound-email.ts';
import { type EmailMessage, messageOfEmail, truncated } from './message-of-email.ts';

/** Two mails on one subject within this time are one request: people send the attachment that they forgot. */
const CONVERSATION_WINDOW_MS = 10 * MINUTE_MS;

/**
 * Writes the message of a mail. Two mails of one person on one subject that come at the same moment are one ticket with
 * two messages. A message from an unproven sender, or from somebody other than the ticket's customer, is marked unverified;
 * staff see it, its customer does not until staff confirm the sender. Undefined when there is nobody to answer: no sender, or none
 * that could be a customer.
 */
export async function placeMessage(
  deps: ReceiveDeps,
  arrival: InboundEmail,
  thread: MatchedThread | undefined,
  context: Context,
): Promise<InboundCommit | undefined> {
  if (thread && acceptsReplies(thread.ticket, context.now))
    return addToTicket(deps, arrival, thread.ticket, thread.unverified, context);
  const sender = senderOf(arrival.mail);
  if (!sender) return undefined;
  const customerId = await findOrCreateByEmail(
    deps.table,
    sender,
    stepOf(arrival.identity, 'customer', context),
  );
  // A stranger's own ticket does not refer to the one whose reply address they had.
  const followUpOf = thread?.unverified ? undefined : thread?.ticket.id;
  if (arrival.authenticationFailure) return openNewTicket(deps, arrival, { customerId, followUpOf }, context);
  const subject = normalSubject(arrival.mail.subject);
  const talk = await findRecentConversation(deps.table, customerId, subject);
  const begun = thread ? undefined : await ticketOfConversation(deps, talk, context);
  if (begun) return addToTicket(deps, arrival, begun, undefined, context);
  return openNewTicket(deps, arrival, { customerId, followUpOf, talk: { subject, before: talk } }, context);
}

function senderOf({ from }: ParsedEmail): { email: string; name?: string } | undefined {
  const address = z.safeParse(email(), from?.address);
  if (!from || !address.success) return undefined;
  return { email: address.data, ...(from.name ? { name: from.name } : {}) };
}

async function ticketOfConversation(
  { table }: ReceiveDeps,
  talk: RecentConversation | undefined,
  { now }: Context,
): Promise<Ticket | undefined> {
  if (!talk || now.getTime() - Date.parse(talk.at) > CONVERSATION_WINDOW_MS) return undefined;
  const ticket = await loadTicket(table, talk.ticketId);
  return ticket && ticket.status !== 'solved' && acceptsReplies(ticket, now) ? ticket : undefined;
}

async function addToTicket(
  deps: ReceiveDeps,
  arrival: InboundEmail,
  ticket: Ticket,
  unverified: Unverified | undefined,
  context: Context,
): Promise<InboundCommit> {
  const message = messageOf(arrival, ticket.customerId, unverified === 'third_party' ? [unverified] : []);
  const [index, quota] = await Promise.all([
    unverified ? [] : indexWrites(deps, arrival, ticket.id, context),
    countAgainstQuotas(deps, arrival, ticket.id, context),
  ]);
  const also = [acceptedWrite(arrival, ticket.id, context), ...index, ...quota];
  await storeFiles(deps, message);
  const own = stepOf(arrival.identity, 'message', context);
  const outcome = unverified
    ? await addUnverifiedReply(deps.table, ticket, { ...message.incoming, unverified }, also, own)
    : await addCustomerReply(deps.table, ticket, message.incoming, also, own);
  return withAnswer(outcome, { ticketId: ticket.id });
}

interface Opening {
  customerId: string;
  followUpOf: string | undefined;
  /** That the mail begins; an unverified one begins none, so that nothing of its customer's own joins it by its subject. */
  talk?: { subject: string; before: RecentConversation | undefined };
}

async function openNewTicket(
  deps: ReceiveDeps,
  arrival: InboundEmail,
  { customerId, followUpOf, talk }: Opening,
  context: Context,
): Promise<InboundCommit> {
  const own = stepOf(arrival.identity, 'open', context);
  const ticketId = stepOf(arrival.identity, 'open', context).ids.next('ticket');
  const message = messageOf(arrival, customerId, []);
  const began = { ticketId, at: context.now.toISOString() };
  const [index, quota] = await Promise.all([
    arrival.authenticationFailure ? [] : indexWrites(deps, arrival, ticketId, context),
    countAgainstQuotas(deps, arrival, undefined, context),
  ]);
  const also = [
    acceptedWrite(arrival, ticketId, context),
    ...index,
    ...quota,
    ...(talk ? [startConversation(customerId, talk.subject, began, talk.before, context.now)] : []),
  ];
  await storeFiles(deps, message);
  const opening = {
    ...message.incoming,
    customerId,
    subject: subjectOf(arrival.mail, message.incoming.message),
    also,
    unverified: arrival.authenticationFailure,
    ...(followUpOf ? { followUpOf } : {}),
  };
  return withAnswer(await openTicketByEmail(deps.table, opening, own), { ticketId });
}

function messageOf(
  { mail, delivery, identity, authenticationFailure: doubt }: InboundEmail,
  customerId: string,
  more: readonly string[],
): EmailMessage {
  const notes = [
    ...more,
    ...(doubt === 'dmarc_failed' ? [doubt] : []),
    ...(delivery.spam ? ['spam'] : []),
    ...(delivery.virus ? ['virus'] : []),
  ];
  return messageOfEmail(mail, customerId, identity, { notes, dropAttachments: delivery.virus });
}

/** A Message-ID is indexed by the first mail that has it; never by one whose sender is not proven, who may have read it. */
async function indexWrites(
  { table }: ReceiveDeps,
  { mail: { messageId } }: InboundEmail,
  ticketId: string,
  { now }: Context,
): Promise<Write[]> {
  if (!messageId || (await findIndexedEmail(table, messageId))) return [];
  return [indexInbound(messageId, ticketId, now)];
}

/** Before the message is written, under names that a retry uses again: a message never names a file that is not there. */
async function storeFiles({ files }: ReceiveDeps, message: EmailMessage): Promise<void> {
  await Promise.all(
    message.files.map(({ attachment, content }) =>
      files.put(attachment.key, content, attachment.contentType),
    ),
  );
}

const MAX_SUBJECT = 200;
const MAX_TITLE = 80;

/** Without a subject the ticket is called by how its text begins. */
function subjectOf({ subject }: ParsedEmail, message: string): string {
  const said = bareSubject(subject) || truncated(message.replaceAll(/\s+/g, ' ').trim(), MAX_TITLE, '…');
  return truncated(said, MAX_SUBJECT, '…');
}
