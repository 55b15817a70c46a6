// Finds the message that carries a file by the file's id, in one read.
import type { Key } from '../../platform/table/keys.ts';
import { getItem } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, type Write } from '../../platform/table/write.ts';
import type { Attachment } from '../events.ts';
import { ticketKeys } from '../keys.ts';

/** Returns the writes that store in the customer's partition which message carries which files. */
export const attachmentPointerWrites = (
  customerId: string,
  message: Key,
  attachments: readonly Attachment[] | undefined,
): Write[] =>
  (attachments ?? []).map(({ id, key }) =>
    create(ticketKeys.attachment(customerId, id), { t: 'attachment', message, key }, stale),
  );

/** The message that carries a customer's file, and the key of its bytes in the bucket. */
export interface AttachmentPointer {
  message: Key;
  key: string;
}

/** Loads the pointer of a customer's file; returns undefined when no message carries the file. */
export async function loadAttachmentPointer(
  table: Table,
  customerId: string,
  attachmentId: string,
): Promise<AttachmentPointer | undefined> {
  const item = await getItem(table, ticketKeys.attachment(customerId, attachmentId));
  return item && { message: item.message as Key, key: String(item.key) };
}
