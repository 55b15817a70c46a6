// Turns a person's email into a message: on the ticket that it answers, on the one that its sender opened a
// few minutes ago with the same subject, or on a new one.
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
  stepContext,
} from './inbound-email.ts';
import { type EmailMessage, messageOfEmail, truncated } from './message-of-email.ts';

/**
 * Two emails with one subject within this time are one request: people send the attachment that they forgot.
 */
const CONVERSATION_WINDOW_MS = 10 * MINUTE_MS;

/**
 * Writes the message of an email. Two emails of one person with one subject that arrive at the same moment
 * become one ticket with two messages. A message whose sender is not verified, or is not the ticket's
 * customer, is marked unverified: staff see it, the customer does not until staff confirm the sender. Returns
 * undefined if the email has no sender who could be a customer.
 */
export async function placeMessage(
  deps: ReceiveDeps,
  inbound: InboundEmail,
  thread: MatchedThread | undefined,
  context: Context,
): Promise<InboundCommit | undefined> {
  if (thread && acceptsReplies(thread.ticket, context.now))
    return addToTicket(deps, inbound, thread.ticket, thread.unverified, context);
  const sender = senderOf(inbound.mail);
  if (!sender) return undefined;
  const customerId = await findOrCreateByEmail(
    deps.table,
    sender,
    stepContext(inbound.identity, 'customer', context),
  );
  // A stranger's own ticket must not refer to the ticket whose reply address they used.
  const followUpOf = thread?.unverified ? undefined : thread?.ticket.id;
  if (inbound.authenticationFailure) return openNewTicket(deps, inbound, { customerId, followUpOf }, context);
  const subject = normalSubject(inbound.mail.subject);
  const conversation = await findRecentConversation(deps.table, customerId, subject);
  const recent = thread ? undefined : await ticketOfConversation(deps, conversation, context);
  if (recent) return addToTicket(deps, inbound, recent, undefined, context);
  return openNewTicket(
    deps,
    inbound,
    { customerId, followUpOf, conversation: { subject, before: conversation } },
    context,
  );
}

function senderOf({ from }: ParsedEmail): { email: string; name?: string } | undefined {
  const address = z.safeParse(email(), from?.address);
  if (!from || !address.success) return undefined;
  return { email: address.data, ...(from.name ? { name: from.name } : {}) };
}

async function ticketOfConversation(
  { table }: ReceiveDeps,
  conversation: RecentConversation | undefined,
  { now }: Context,
): Promise<Ticket | undefined> {
  if (!conversation || now.getTime() - Date.parse(conversation.at) > CONVERSATION_WINDOW_MS) return undefined;
  const ticket = await loadTicket(table, conversation.ticketId);
  return ticket && ticket.status !== 'solved' && acceptsReplies(ticket, now) ? ticket : undefined;
}

async function addToTicket(
  deps: ReceiveDeps,
  inbound: InboundEmail,
  ticket: Ticket,
  unverified: Unverified | undefined,
  context: Context,
): Promise<InboundCommit> {
  const message = messageOf(inbound, ticket.customerId, unverified === 'third_party' ? [unverified] : []);
  const [index, quota] = await Promise.all([
    unverified ? [] : indexWrites(deps, inbound, ticket.id, context),
    countAgainstQuotas(deps, inbound, ticket.id, context),
  ]);
  const also = [acceptedWrite(inbound, ticket.id, context), ...index, ...quota];
  await storeFiles(deps, message);
  const step = stepContext(inbound.identity, 'message', context);
  const outcome = unverified
    ? await addUnverifiedReply(deps.table, ticket, { ...message.incoming, unverified }, also, step)
    : await addCustomerReply(deps.table, ticket, message.incoming, also, step);
  return withAnswer(outcome, { ticketId: ticket.id });
}

interface Opening {
  customerId: string;
  followUpOf: string | undefined;
  /**
   * The conversation that the email starts. Absent for an unverified email, so that no later email of the
   * customer joins its ticket by the subject.
   */
  conversation?: { subject: string; before: RecentConversation | undefined };
}

async function openNewTicket(
  deps: ReceiveDeps,
  inbound: InboundEmail,
  { customerId, followUpOf, conversation }: Opening,
  context: Context,
): Promise<InboundCommit> {
  const step = stepContext(inbound.identity, 'open', context);
  const ticketId = stepContext(inbound.identity, 'open', context).ids.next('ticket');
  const message = messageOf(inbound, customerId, []);
  const started = { ticketId, at: context.now.toISOString() };
  const [index, quota] = await Promise.all([
    inbound.authenticationFailure ? [] : indexWrites(deps, inbound, ticketId, context),
    countAgainstQuotas(deps, inbound, undefined, context),
  ]);
  const also = [
    acceptedWrite(inbound, ticketId, context),
    ...index,
    ...quota,
    ...(conversation
      ? [startConversation(customerId, conversation.subject, started, conversation.before, context.now)]
      : []),
  ];
  await storeFiles(deps, message);
  const opening = {
    ...message.incoming,
    customerId,
    subject: subjectOf(inbound.mail, message.incoming.message),
    also,
    unverified: inbound.authenticationFailure,
    ...(followUpOf ? { followUpOf } : {}),
  };
  return withAnswer(await openTicketByEmail(deps.table, opening, step), { ticketId });
}

function messageOf(
  { mail, delivery, identity, authenticationFailure }: InboundEmail,
  customerId: string,
  extraNotes: readonly string[],
): EmailMessage {
  const notes = [
    ...extraNotes,
    ...(authenticationFailure === 'dmarc_failed' ? [authenticationFailure] : []),
    ...(delivery.spam ? ['spam'] : []),
    ...(delivery.virus ? ['virus'] : []),
  ];
  return messageOfEmail(mail, customerId, identity, { notes, dropAttachments: delivery.virus });
}

/**
 * Returns the writes that index the Message-ID for the first email that has it. An email whose sender is not
 * verified must not be indexed, because that sender may have copied the Message-ID from somebody else's
 * email.
 */
async function indexWrites(
  { table }: ReceiveDeps,
  { mail: { messageId } }: InboundEmail,
  ticketId: string,
  { now }: Context,
): Promise<Write[]> {
  if (!messageId || (await findIndexedEmail(table, messageId))) return [];
  return [indexInbound(messageId, ticketId, now)];
}

/**
 * Stores the files before the message is written, so that a message never names a missing file. A retry uses
 * the same names again.
 */
async function storeFiles({ files }: ReceiveDeps, message: EmailMessage): Promise<void> {
  await Promise.all(
    message.files.map(({ attachment, content }) =>
      files.put(attachment.key, content, attachment.contentType),
    ),
  );
}

const MAX_SUBJECT = 200;
const MAX_TITLE = 80;

/** Returns the subject of a new ticket: that of the email, or else the beginning of its text. */
function subjectOf({ subject }: ParsedEmail, message: string): string {
  const title = bareSubject(subject) || truncated(message.replaceAll(/\s+/g, ' ').trim(), MAX_TITLE, '…');
  return truncated(title, MAX_SUBJECT, '…');
}
