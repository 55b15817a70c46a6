// Presents the entries of a thread to staff and to the customer.
import type { Item } from '../../platform/table/table.ts';
import { attachmentView } from '../core/attachment.ts';
import type { MessageAdded } from '../core/new-events.ts';
import type { Attachment, MessageParts, SplitOrigin, TicketOpened } from '../events.ts';

/**
 * A stored entry of a thread. `movedTo` and `mergedFrom` are set when it was moved or its ticket was merged.
 */
interface StoredThreadEntry {
  id: string;
  type: string;
  at: string;
  actor: { role: string; id: string };
  data: Record<string, unknown>;
  movedTo?: string;
  mergedFrom?: string;
}

/** Returns the time at which the entry was written; split messages keep their original time. */
const writtenAt = ({ at, data }: StoredThreadEntry) => (data.origin as SplitOrigin | undefined)?.at ?? at;

export function threadEntry(event: Item) {
  const entry = event as unknown as StoredThreadEntry;
  const { id, type, actor, data, movedTo, mergedFrom } = entry;
  const { ticketId: _ticketId, channel: _channel, ...rest } = data;
  return {
    id,
    type,
    at: writtenAt(entry),
    actor,
    data: { ...rest, ...attachmentViewsOf(data) },
    movedTo,
    mergedFrom,
  };
}

/** Returns the attachments without their keys, which only the code that signs links needs. */
const attachmentViewsOf = ({ attachments }: { attachments?: Attachment[] }) =>
  attachments === undefined ? {} : { attachments: attachments.map(attachmentView) };

/**
 * Returns the messages that the customer may read: public ones, each in one thread only, without names of
 * staff.
 */
export function customerEntries(events: readonly Item[]) {
  return events.flatMap((event) => {
    const entry = event as unknown as StoredThreadEntry;
    const message = entry.movedTo === undefined ? publicMessage(entry.type, entry.data) : undefined;
    const from = entry.actor.role === 'customer' ? ('you' as const) : ('us' as const);
    return message === undefined
      ? []
      : [{ id: entry.id, at: writtenAt(entry), from, message, ...attachmentViewsOf(entry.data) }];
  });
}

/**
 * Returns the text of a message that the customer may read; undefined for all other entries and unverified
 * messages.
 */
export function publicMessage(type: string, data: unknown): string | undefined {
  if ((data as MessageParts).unverified !== undefined) return undefined;
  if (type === 'ticket.opened') return (data as TicketOpened).message;
  if (type !== 'ticket.message_added') return undefined;
  const { visibility, message } = data as MessageAdded;
  return visibility === 'public' ? message : undefined;
}
