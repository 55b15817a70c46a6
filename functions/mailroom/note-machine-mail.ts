// What machines say of a ticket is a note for staff: it opens nothing, reopens nothing and is never answered.
import { getContact, suppressAddress } from '../customers/index.ts';
import { epochSeconds } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { AlreadyDone } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import type { Table } from '../platform/table/table.ts';
import { create } from '../platform/table/write.ts';
import { loadTicket, type Ticket } from '../tickets/index.ts';
import {
  type Arrival,
  counted,
  countedByTicket,
  type Fate,
  type ReceiveDeps,
  stepOf,
  taken,
} from './arrival.ts';
import { type DeliveryReport, isMailServer } from './delivery-report.ts';
import { findThread, type Thread } from './find-thread.ts';
import { findMail } from './mail-index.ts';
import { MAX_MESSAGE, shortened, spelled } from './message-of-mail.ts';
import { domainOf, speaksFor } from './sender-proof.ts';
import { splitReply } from './split-reply.ts';
import { noteOnTicket } from './tickets-port.ts';

/** Notes an automatic reply on the ticket whose mail it answers, and that its sender is not proven, if so. */
export async function noteAutoReply(
  deps: ReceiveDeps,
  arrival: Arrival,
  { ticket: { id: ticketId } }: Thread,
  context: Context,
): Promise<Fate> {
  const { mail, identity, doubt } = arrival;
  const { text } = splitReply(mail.body);
  const whose = `${mail.from ? spelled(mail.from) : 'an unnamed sender'}${doubt ? ' (not verified)' : ''}`;
  const note = `Automatic reply from ${whose}:\n\n${text || mail.subject}`;
  const message = shortened(note, MAX_MESSAGE, '…');
  const also = [taken(arrival, ticketId, context), ...(await counted(deps, arrival, ticketId, context))];
  await noteOnTicket(deps.table, ticketId, { message }, also, stepOf(identity, 'message', context));
  return { ticketId };
}

/**
 * Notes a bounce on the ticket whose mail came back; undefined when it names no mail of ours. Stops mail to an address that
 * does not exist, if the report is proven to come from the mail server of the recipient's own domain: whoever was forwarded our
 * mail knows its id, and may have a mailbox in that domain. (Of most bounces the provider itself tells, by events that
 * nobody else can write.)
 */
export async function noteBounce(
  deps: ReceiveDeps,
  arrival: Arrival,
  report: DeliveryReport,
  context: Context,
): Promise<Fate | undefined> {
  const { table } = deps;
  const ours = await ticketOfOriginals(table, report.originals);
  const ticket = ours ?? (await findThread(deps, arrival))?.ticket;
  if (!ticket || report.outcome === 'delivered') return undefined;
  const also = [
    taken(arrival, ticket.id, context),
    ...(await countedByTicket(deps, arrival, ticket.id, context)),
  ];
  const contact = await getContact(table, ticket.customerId);
  const stops =
    ours !== undefined &&
    report.badAddress &&
    report.recipient === contact?.email &&
    comesFrom(arrival, domainOf(report.recipient ?? ''));
  if (stops && report.recipient) {
    const step = stepOf(arrival.identity, 'suppress', context);
    await suppressAddress(table, ticket.customerId, report.recipient, 'bounce', step);
  }
  const message = bounceNote(report, stops, arrival.doubt !== undefined);
  await noteOnTicket(table, ticket.id, { message }, also, stepOf(arrival.identity, 'message', context));
  return { ticketId: ticket.id };
}

/** From a mail server of that domain, of one below or one above it: mail servers have names of their own. */
function comesFrom({ mail, doubt }: Arrival, domain: string | undefined): boolean {
  const address = mail.from?.address ?? '';
  if (doubt !== undefined || !isMailServer(address)) return false;
  const own = domainOf(address);
  return !!own && !!domain && (speaksFor(own, domain) || speaksFor(domain, own));
}

const MAX_ORIGINALS = 10;

async function ticketOfOriginals(table: Table, originals: readonly string[]): Promise<Ticket | undefined> {
  for (const original of originals.slice(0, MAX_ORIGINALS)) {
    const indexed = await findMail(table, original);
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
  { delivery, identity }: Arrival,
  ticketId: string,
  context: Context,
): Promise<void> {
  if (!delivery.virus) return;
  const mark = create(
    keys.applied('mailroom', `${identity}|virus`),
    { ttl: epochSeconds(new Date(context.now.getTime() + NOTE_MARK_MS)) },
    () => new AlreadyDone('the note of a virus'),
  );
  const message = 'A virus was found in this customer’s mail. Its attachments were not kept.';
  try {
    await noteOnTicket(table, ticketId, { message }, [mark], stepOf(identity, 'virus', context));
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
  }
}
