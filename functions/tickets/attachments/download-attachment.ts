// Creates download links for attachments, for everybody who may read the message.
import { MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { keys } from '../../platform/table/keys.ts';
import { getItem } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { requireOwnTicket } from '../core/require-own-ticket.ts';
import type { Ticket } from '../core/ticket.ts';
import { loadTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import type { Attachment, SplitOrigin } from '../events.ts';
import { ticketKeys } from '../keys.ts';
import { publicMessage } from '../views/thread-entry.ts';
import { loadAttachmentPointer } from './attachment-pointer.ts';
import type { FilesDeps } from './request-upload.ts';

/** The lifetime of a link. A download that has started before its end continues. */
const DOWNLOAD_MS = 5 * MINUTE_MS;

/**
 * Creates a link that downloads an attachment; it expires after five minutes. Staff may download the files of
 * all messages that were written to the ticket or are shown on it. Customers may download the files of public
 * messages on tickets that they can see. Refuses everything else with `ticket.not_found` or
 * `attachment.not_found`.
 */
export async function downloadAttachment(
  { table, files }: FilesDeps,
  { ticketId, attachmentId }: { ticketId: string; attachmentId: string },
  { actor, now }: Context,
): Promise<{ url: string; expiresAt: string }> {
  const found = await loadTicket(table, ticketId);
  const byCustomer = actor.role === 'customer';
  const ticket = byCustomer ? requireOwnTicket(found, actor) : found;
  if (!ticket) throw ticketError('ticket.not_found');
  const pointer = await loadAttachmentPointer(table, ticket.customerId, attachmentId);
  const message = pointer && (await getItem(table, pointer.message));
  const readable = message && (!byCustomer || isPublic(message)) && (await isShownOn(table, ticket, message));
  const attachment = readable ? attachmentsOf(message).find(({ id }) => id === attachmentId) : undefined;
  if (!attachment) throw ticketError('attachment.not_found');
  const { key, filename, contentType } = attachment;
  const url = await files.presignDownload({
    key,
    filename,
    contentType,
    expiresSeconds: DOWNLOAD_MS / 1000,
  });
  return { url, expiresAt: new Date(now.getTime() + DOWNLOAD_MS).toISOString() };
}

const isPublic = ({ type, data }: Item) => publicMessage(String(type), data) !== undefined;
const attachmentsOf = ({ data }: Item) => (data as { attachments?: Attachment[] }).attachments ?? [];

/** A split moves a message once; a split of the new ticket can move it again. */
const MAX_MOVES = 5;

/**
 * Returns true when the message was written to the ticket, was split into it, or came to it through a merge.
 */
async function isShownOn(table: Table, { id, mergedFrom = [] }: Ticket, message: Item): Promise<boolean> {
  const shown = new Set([id, ...mergedFrom.map(({ ticketId }) => ticketId)]);
  let entry: Item | undefined = message;
  for (let moves = 0; entry && moves < MAX_MOVES; moves += 1) {
    if (shown.has((entry.data as { ticketId: string }).ticketId)) return true;
    if (typeof entry.movedTo !== 'string') return false;
    if (shown.has(entry.movedTo)) return true;
    entry = await movedTo(table, entry.movedTo, entry);
  }
  return false;
}

/**
 * Loads the message as it is stored in the ticket that it was split into: as a copy, or as the opening event.
 */
async function movedTo(table: Table, ticketId: string, { at, id, data }: Item): Promise<Item | undefined> {
  const { pk } = ticketKeys.ticket(ticketId);
  const writtenAt = (data as { origin?: SplitOrigin }).origin?.at ?? String(at);
  const copy = await getItem(table, keys.event(pk, writtenAt, String(id)));
  return copy ?? getItem(table, keys.openingEvent(pk));
}
