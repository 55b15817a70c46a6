// Which messages may be split off a ticket, and how they stand in their new one. Pure.
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

/** A message as it stands in a thread, wherever it was written. */
export interface EntryMessage {
  item: Item;
  id: string;
  at: string;
  actor: Context['actor'];
  data: MessageAdded;
  ticketId: string;
}

const refused = (why: string) => ticketError('ticket.split_refused', why);

/** The message of an entry, an opening's first one included; undefined for changes. */
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

const extras = ({ mail, attachments, call }: MessageParts) => ({ mail, attachments, call });
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
    ...extras(opening),
  };
}

/**
 * The messages of these ids, in order of time. Refuses, with `ticket.split_refused`, ids that are no message of the thread,
 * messages that were moved before, the ticket's own first one, messages of which the first is an internal note (a ticket
 * begins with what was said to, or by, its customer), and what opened a merged ticket while its sender is not confirmed: it
 * stands among public messages and would be read as one.
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
  if (found.length < wanted.size) throw refused('Some of these messages do not belong to this ticket.');
  if (found.some(({ item }) => item.movedTo !== undefined)) throw refused('A message was already moved.');
  const opening = keys.openingEvent(ticketPartition(ticket.id));
  if (found.some(({ item }) => item.pk === opening.pk && item.sk === opening.sk))
    throw refused('The first message of a ticket cannot be split from it.');
  if (found.some(isUnverifiedOpening))
    throw refused('A message has an unverified sender; confirm the sender first.');
  if (found[0]?.data.visibility !== 'public')
    throw refused('The first message to split must not be an internal note.');
  return found;
}

export interface SplitPlan {
  ticket: Ticket;
  /** The first message, as the new ticket's opening. */
  opening: { message: string; origin: SplitOrigin } & MessageParts;
  /** Who wrote it. */
  by: Context['actor'];
  /** Where it stands, and stays. */
  movedFrom: Key;
  /** The other messages, under their own ids and times. */
  copies: Item[];
}

/** The new ticket of some messages: about the same customer, in the same queue, as pressing as the one they come from. */
export function planSplit(
  ticket: Ticket,
  messages: readonly EntryMessage[],
  subject: string,
  { ids, now }: Context,
): SplitPlan {
  const [opening, ...others] = messages;
  if (!opening) throw refused('There is no message to split from the ticket.');
  const { customerId, channel, priority, language, queueId, requiredSkills, preferredSkills, tags } = ticket;
  const same = { customerId, channel, priority, language, queueId, requiredSkills, preferredSkills, tags };
  const { message } = opening.data;
  const request = { ...same, subject, message, splitFrom: ticket.id, firstMessageAt: opening.at };
  const openedBy = opening.actor.role === 'customer' ? 'customer' : 'staff';
  const splitId = ids.next('ticket');
  const opened = openedTicket(splitId, request, openedBy, now.toISOString());
  return {
    ticket: inheritSensitivity(opened, ticket),
    opening: { message, origin: originOf(opening), ...extras(opening.data) },
    by: opening.actor,
    movedFrom: keyOf(opening.item),
    copies: others.map((other) => copyOf(other, splitId, channel)),
  };
}

const keyOf = ({ pk, sk }: Item) => ({ pk, sk }) as Key;
const originOf = ({ ticketId, id: eventId, at }: EntryMessage): SplitOrigin => ({ ticketId, eventId, at });

/** Not an event: nothing happened again, and no reader hears of it. */
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

/** Whether a split ticket has gone on by itself: messages of its own, further splits or merges. */
export function hasOwnActivity(split: Ticket, entries: readonly Item[]): boolean {
  if (split.mergedInto !== undefined || split.mergedFrom !== undefined || split.incidentId !== undefined)
    return true;
  return entries.some(
    ({ t, type, movedTo }) => movedTo !== undefined || (t === 'event' && type === 'ticket.message_added'),
  );
}
