// A person's mail becomes a message: on the ticket that it answers, on the one that its sender has just begun, or on a new one.
import * as z from 'zod/mini';
import { findOrCreateByEmail } from '../customers/index.ts';
import { MINUTE_MS } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { email } from '../platform/contract/fields.ts';
import type { Write } from '../platform/table/write.ts';
import { loadTicket, type Ticket, type Unverified } from '../tickets/index.ts';
import { type Arrival, counted, type Fate, type ReceiveDeps, stepOf, taken } from './arrival.ts';
import type { Thread } from './find-thread.ts';
import { beginTalk, findMail, findTalk, indexInbound, type Talk } from './mail-index.ts';
import { type MailMessage, messageOfMail, shortened } from './message-of-mail.ts';
import type { InboundMail } from './parse-mail.ts';
import { bareSubject, normalSubject } from './subject.ts';
import { answerByMail, answerUnverified, openByMail, takesAnswers } from './tickets-port.ts';

/** Two mails on one subject within this time are one request: people send the attachment that they forgot. */
export const TALK_WINDOW_MS = 10 * MINUTE_MS;

/**
 * Writes the message of a mail. Two mails of one person on one subject that come at the same moment are one ticket with
 * two messages. A message from an unproven sender, or from somebody other than the ticket's customer, is marked unverified;
 * staff see it, its customer does not until staff confirm the sender. Undefined when there is nobody to answer: no sender, or none
 * that could be a customer.
 */
export async function placeMessage(
  deps: ReceiveDeps,
  arrival: Arrival,
  thread: Thread | undefined,
  context: Context,
): Promise<Fate | undefined> {
  if (thread && takesAnswers(thread.ticket, context.now))
    return join(deps, arrival, thread.ticket, thread.unverified, context);
  const sender = senderOf(arrival.mail);
  if (!sender) return undefined;
  const customerId = await findOrCreateByEmail(
    deps.table,
    sender,
    stepOf(arrival.identity, 'customer', context),
  );
  // A stranger's own ticket does not refer to the one whose reply address they had.
  const followUpOf = thread?.unverified ? undefined : thread?.ticket.id;
  if (arrival.doubt) return open(deps, arrival, { customerId, followUpOf }, context);
  const subject = normalSubject(arrival.mail.subject);
  const talk = await findTalk(deps.table, customerId, subject);
  const begun = thread ? undefined : await ticketOfTalk(deps, talk, context);
  if (begun) return join(deps, arrival, begun, undefined, context);
  return open(deps, arrival, { customerId, followUpOf, talk: { subject, before: talk } }, context);
}

function senderOf({ from }: InboundMail): { email: string; name?: string } | undefined {
  const address = z.safeParse(email(), from?.address);
  if (!from || !address.success) return undefined;
  return { email: address.data, ...(from.name ? { name: from.name } : {}) };
}

async function ticketOfTalk(
  { table }: ReceiveDeps,
  talk: Talk | undefined,
  { now }: Context,
): Promise<Ticket | undefined> {
  if (!talk || now.getTime() - Date.parse(talk.at) > TALK_WINDOW_MS) return undefined;
  const ticket = await loadTicket(table, talk.ticketId);
  return ticket && ticket.status !== 'solved' && takesAnswers(ticket, now) ? ticket : undefined;
}

async function join(
  deps: ReceiveDeps,
  arrival: Arrival,
  ticket: Ticket,
  unverified: Unverified | undefined,
  context: Context,
): Promise<Fate> {
  const message = messageOf(arrival, ticket.customerId, unverified === 'third_party' ? [unverified] : []);
  const [index, quota] = await Promise.all([
    unverified ? [] : indexing(deps, arrival, ticket.id, context),
    counted(deps, arrival, ticket.id, context),
  ]);
  const also = [taken(arrival, ticket.id, context), ...index, ...quota];
  await store(deps, message);
  const own = stepOf(arrival.identity, 'message', context);
  if (unverified) await answerUnverified(deps.table, ticket, { ...message.incoming, unverified }, also, own);
  else await answerByMail(deps.table, ticket, message.incoming, also, own);
  return { ticketId: ticket.id };
}

interface Opening {
  customerId: string;
  followUpOf: string | undefined;
  /** That the mail begins; an unverified one begins none, so that nothing of its customer's own joins it by its subject. */
  talk?: { subject: string; before: Talk | undefined };
}

async function open(
  deps: ReceiveDeps,
  arrival: Arrival,
  { customerId, followUpOf, talk }: Opening,
  context: Context,
): Promise<Fate> {
  const own = stepOf(arrival.identity, 'open', context);
  const ticketId = stepOf(arrival.identity, 'open', context).ids.next('ticket');
  const message = messageOf(arrival, customerId, []);
  const began = { ticketId, at: context.now.toISOString() };
  const [index, quota] = await Promise.all([
    arrival.doubt ? [] : indexing(deps, arrival, ticketId, context),
    counted(deps, arrival, undefined, context),
  ]);
  const also = [
    taken(arrival, ticketId, context),
    ...index,
    ...quota,
    ...(talk ? [beginTalk(customerId, talk.subject, began, talk.before, context.now)] : []),
  ];
  await store(deps, message);
  const opening = {
    ...message.incoming,
    customerId,
    subject: subjectOf(arrival.mail, message.incoming.message),
    also,
    unverified: arrival.doubt,
    ...(followUpOf ? { followUpOf } : {}),
  };
  await openByMail(deps.table, opening, own);
  return { ticketId };
}

function messageOf(
  { mail, delivery, identity, doubt }: Arrival,
  customerId: string,
  more: readonly string[],
): MailMessage {
  const notes = [
    ...more,
    ...(doubt === 'dmarc_failed' ? [doubt] : []),
    ...(delivery.spam ? ['spam'] : []),
    ...(delivery.virus ? ['virus'] : []),
  ];
  return messageOfMail(mail, customerId, identity, { notes, dropAttachments: delivery.virus });
}

/** A Message-ID is indexed by the first mail that has it; never by one whose sender is not proven, who may have read it. */
async function indexing(
  { table }: ReceiveDeps,
  { mail: { messageId } }: Arrival,
  ticketId: string,
  { now }: Context,
): Promise<Write[]> {
  if (!messageId || (await findMail(table, messageId))) return [];
  return [indexInbound(messageId, ticketId, now)];
}

/** Before the message is written, under names that a retry uses again: a message never names a file that is not there. */
async function store({ files }: ReceiveDeps, message: MailMessage): Promise<void> {
  await Promise.all(
    message.files.map(({ attachment, content }) =>
      files.put(attachment.key, content, attachment.contentType),
    ),
  );
}

const MAX_SUBJECT = 200;
const MAX_TITLE = 80;

/** Without a subject the ticket is called by how its text begins. */
function subjectOf({ subject }: InboundMail, message: string): string {
  const said = bareSubject(subject) || shortened(message.replaceAll(/\s+/g, ' ').trim(), MAX_TITLE, '…');
  return shortened(said, MAX_SUBJECT, '…');
}
