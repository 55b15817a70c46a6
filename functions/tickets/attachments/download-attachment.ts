// A link to a file on a message, for who may read that message.
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

/** To follow the link; a download that has begun goes on. */
const DOWNLOAD_MS = 5 * MINUTE_MS;

/**
 * A link that saves a file, for some minutes. Staff get files of all messages that were written to the ticket or are shown
 * on it; a customer those of public messages on a ticket that they are shown. Refuses all else with `ticket.not_found` or
 * `attachment.not_found`.
 */
export async function downloadAttachment(
  { table, files }: FilesDeps,
  { ticketId, attachmentId }: { ticketId: string; attachmentId: string },
  { actor, now }: Context,
): Promise<{ url: string; expiresAt: string }> {
  const found = await loadTicket(table, ticketId);
  const customers = actor.role === 'customer';
  const ticket = customers ? requireOwnTicket(found, actor) : found;
  if (!ticket) throw ticketError('ticket.not_found');
  const filed = await loadAttachmentPointer(table, ticket.customerId, attachmentId);
  const message = filed && (await getItem(table, filed.message));
  const readable = message && (!customers || isPublic(message)) && (await isShownOn(table, ticket, message));
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

/** A message that is split off moves once; what is split off from there moves again. */
const MAX_MOVES = 5;

/** Whether a message was written to a ticket, was split off to it, or came to it by a merge. */
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

/** The message as it stands in the ticket that it was split off to: a copy, or, of the first of them, the opening. */
async function movedTo(table: Table, ticketId: string, { at, id, data }: Item): Promise<Item | undefined> {
  const { pk } = ticketKeys.ticket(ticketId);
  const writtenAt = (data as { origin?: SplitOrigin }).origin?.at ?? String(at);
  const copy = await getItem(table, keys.event(pk, writtenAt, String(id)));
  return copy ?? getItem(table, keys.openingEvent(pk));
}
