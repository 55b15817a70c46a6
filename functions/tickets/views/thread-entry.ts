// What leaves the house of a ticket, for staff and for its customer.
import type { Item } from '../../platform/table/table.ts';
import { attachmentView } from '../core/attachment.ts';
import type { MessageAdded } from '../core/new-events.ts';
import type { Attachment, MessageParts, SplitOrigin, TicketOpened } from '../events.ts';

/** An entry as it stands in a thread; where its ticket is now part of another, or it was moved away, it says so. */
interface StoredThreadEntry {
  id: string;
  type: string;
  at: string;
  actor: { role: string; id: string };
  data: Record<string, unknown>;
  movedTo?: string;
  mergedFrom?: string;
}

/** Messages that were split off keep the time at which they were written. */
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

/** What is attached, without where it lies: that is for those who sign links. */
const attachmentViewsOf = ({ attachments }: { attachments?: Attachment[] }) =>
  attachments === undefined ? {} : { attachments: attachments.map(attachmentView) };

/** The messages that the customer may read: public ones, each in one thread only, without the names of staff. */
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

/** The text of a message that its customer may read; of all else, and of what is not proven to be theirs, undefined. */
export function publicMessage(type: string, data: unknown): string | undefined {
  if ((data as MessageParts).unverified !== undefined) return undefined;
  if (type === 'ticket.opened') return (data as TicketOpened).message;
  if (type !== 'ticket.message_added') return undefined;
  const { visibility, message } = data as MessageAdded;
  return visibility === 'public' ? message : undefined;
}
