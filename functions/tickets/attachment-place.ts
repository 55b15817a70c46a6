// Where the message stands that carries a file: found by the file's id, in one read.
import { DomainError } from '../platform/errors.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { create, type Write } from '../platform/table/write.ts';
import type { Attachment } from './events.ts';

/** Writes down, with the customer, which message carries which files. */
export const filedWith = (
  customerId: string,
  message: Key,
  attachments: readonly Attachment[] | undefined,
): Write[] =>
  (attachments ?? []).map(({ id, key }) =>
    create(
      keys.attachment(customerId, id),
      { t: 'attachment', message, key },
      () => new DomainError('write.contended'),
    ),
  );

/** The key of the message that carries a file of a customer; undefined when none does. */
export async function messageWith(
  table: Table,
  customerId: string,
  attachmentId: string,
): Promise<Key | undefined> {
  const item = await getItem(table, keys.attachment(customerId, attachmentId));
  return item?.message as Key | undefined;
}
