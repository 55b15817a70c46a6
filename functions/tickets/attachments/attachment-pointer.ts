// Where the message stands that carries a file: found by the file's id, in one read.
import type { Key } from '../../platform/table/keys.ts';
import { getItem } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, type Write } from '../../platform/table/write.ts';
import type { Attachment } from '../events.ts';
import { ticketKeys } from '../keys.ts';

/** Writes down, with the customer, which message carries which files. */
export const attachmentPointerWrites = (
  customerId: string,
  message: Key,
  attachments: readonly Attachment[] | undefined,
): Write[] =>
  (attachments ?? []).map(({ id, key }) =>
    create(ticketKeys.attachment(customerId, id), { t: 'attachment', message, key }, stale),
  );

/** Which message carries a file of a customer, and where the file's bytes lie. */
export interface AttachmentPointer {
  message: Key;
  key: string;
}

/** Where a file of a customer is filed; undefined when no message carries it. */
export async function loadAttachmentPointer(
  table: Table,
  customerId: string,
  attachmentId: string,
): Promise<AttachmentPointer | undefined> {
  const item = await getItem(table, ticketKeys.attachment(customerId, attachmentId));
  return item && { message: item.message as Key, key: String(item.key) };
}
