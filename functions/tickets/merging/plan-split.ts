// Selects the messages to split from a ticket and plans the new ticket. Pure.
import type { Context } from '../../platform/context.ts';
import { type Key, keys } from '../../platform/table/keys.ts';
import type { Item } from '../../platform/table/table.ts';
import { openedTicket } from '../core/lifecycle.ts';
import type { MessageAdded } from '../core/new-events.ts';
import { inheritSensitivity } from '../core/require-training.ts';
import type { Ticket } from '../core/ticket.ts';
import { ticketError } from '../errors.ts';
import type { MessageParts, SplitOrigin, TicketOpened } from '../events.ts';
import { ticketPartition } from '../keys.ts';

/** A message of a thread, wherever it was written. */
export interface EntryMessage {
  item: Item;
  id: string;
  at: string;
  actor: Context['actor'];
  data: MessageAdded;
  ticketId: string;
}

const splitRefusal = (why: string) => ticketError('ticket.split_refused', why);

/** Returns the message of an entry, including the first message in an opening; undefined for changes. */
function messageOfEntry(item: Item): EntryMessage | undefined {
  if (item.type !== 'ticket.opened' && item.type !== 'ticket.message_added') return undefined;
  const { id, actor, at, data } = item as unknown as Omit<EntryMessage, 'item'>;
  const { ticketId, origin } = data as unknown as { ticketId: string; origin?: SplitOrigin };
  return {
    item,
    id,
    actor,
    ticketId,
    at: origin?.at ?? at,
    data: item.type === 'ticket.opened' ? openingMessage(item) : data,
  };
}

const messagePartsOf = ({ mail, attachments, call }: MessageParts) => ({ mail, attachments, call });
const isUnverifiedOpening = ({ item, data }: EntryMessage) =>
  item.type === 'ticket.opened' && data.unverified !== undefined;

function openingMessage({ id, data }: Item): MessageAdded {
  const opening = data as TicketOpened;
  return {
    messageId: String(id),
    visibility: 'public',
    automatic: false,
    message: opening.message,
    unverified: opening.unverified,
    ...messagePartsOf(opening),
  };
}

/**
 * Returns the messages with these ids in order of time. Refuses with `ticket.split_refused`:
 * - ids that are not messages of the thread, messages that were already moved, and the ticket's own first
 * message;
 * - a selection whose first message is an internal note, because a ticket begins with a public message;
 * - the opening message of a merged ticket while its sender is unconfirmed, because it would be read as a
 * public message.
 */
export function selectSplitMessages(
  ticket: Ticket,
  entries: readonly Item[],
  messageIds: readonly string[],
): EntryMessage[] {
  const wanted = new Set(messageIds);
  const found = entries.flatMap((entry) =>
    wanted.has(String(entry.id)) ? (messageOfEntry(entry) ?? []) : [],
  );
  if (found.length < wanted.size) throw splitRefusal('Some of these messages do not belong to this ticket.');
  if (found.some(({ item }) => item.movedTo !== undefined))
    throw splitRefusal('A message was already moved.');
  const opening = keys.openingEvent(ticketPartition(ticket.id));
  if (found.some(({ item }) => item.pk === opening.pk && item.sk === opening.sk))
    throw splitRefusal('The first message of a ticket cannot be split from it.');
  if (found.some(isUnverifiedOpening))
    throw splitRefusal('A message has an unverified sender; confirm the sender first.');
  if (found[0]?.data.visibility !== 'public')
    throw splitRefusal('The first message to split must not be an internal note.');
  return found;
}

export interface SplitPlan {
  ticket: Ticket;
  /** The first message, which opens the new ticket. */
  opening: { message: string; origin: SplitOrigin } & MessageParts;
  /** The author of the first message. */
  by: Context['actor'];
  /** The key of the first message, which stays where it was written. */
  movedFrom: Key;
  /** The other messages, with their own ids and times. */
  copies: Item[];
}

/**
 * Plans the new ticket: for the same customer, in the same queue and with the same priority as the original.
 */
export function planSplit(
  ticket: Ticket,
  messages: readonly EntryMessage[],
  subject: string,
  { ids, now }: Context,
): SplitPlan {
  const [opening, ...others] = messages;
  if (!opening) throw splitRefusal('There is no message to split from the ticket.');
  const { customerId, channel, priority, language, queueId, requiredSkills, preferredSkills, tags } = ticket;
  const inherited = {
    customerId,
    channel,
    priority,
    language,
    queueId,
    requiredSkills,
    preferredSkills,
    tags,
  };
  const { message } = opening.data;
  const request = { ...inherited, subject, message, splitFrom: ticket.id, firstMessageAt: opening.at };
  const openedBy = opening.actor.role === 'customer' ? 'customer' : 'staff';
  const splitId = ids.next('ticket');
  const opened = openedTicket(splitId, request, openedBy, now.toISOString());
  return {
    ticket: inheritSensitivity(opened, ticket),
    opening: { message, origin: originOf(opening), ...messagePartsOf(opening.data) },
    by: opening.actor,
    movedFrom: keyOf(opening.item),
    copies: others.map((other) => copyOf(other, splitId, channel)),
  };
}

const keyOf = ({ pk, sk }: Item) => ({ pk, sk }) as Key;
const originOf = ({ ticketId, id: eventId, at }: EntryMessage): SplitOrigin => ({ ticketId, eventId, at });

/**
 * Copies a message into the new ticket. The copy is not an event, because nothing happened again; no consumer
 * receives it.
 */
function copyOf(message: EntryMessage, ticketId: string, channel: string): Item {
  const { id, at, actor, data } = message;
  return {
    ...keys.event(ticketPartition(ticketId), at, id),
    t: 'copy',
    movedFrom: keyOf(message.item),
    id,
    type: 'ticket.message_added',
    at,
    actor,
    customerId: message.item.customerId,
    data: { ...data, ticketId, channel, origin: originOf(message) },
  };
}

/**
 * Returns true when the split ticket has activity of its own: messages, splits, merges or a linked incident.
 */
export function hasOwnActivity(split: Ticket, entries: readonly Item[]): boolean {
  if (split.mergedInto !== undefined || split.mergedFrom !== undefined || split.incidentId !== undefined)
    return true;
  return entries.some(
    ({ t, type, movedTo }) => movedTo !== undefined || (t === 'event' && type === 'ticket.message_added'),
  );
}
