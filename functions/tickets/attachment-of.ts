import { contentTypeOf, safeName } from '../platform/files/file-rules.ts';
import type { Attachment } from './events.ts';

/** A file of a customer under a clean name: all that a customer has lies in one folder, whatever tickets it is on. */
export function attachmentOf(
  attachmentId: string,
  filename: string,
  bytes: number,
  customerId: string,
): Attachment {
  const contentType = contentTypeOf(filename) ?? 'application/octet-stream';
  const key = `${folderOf(customerId)}${attachmentId}/${safeName(filename)}`;
  return { id: attachmentId, filename, contentType, bytes, key };
}

/** Where the files of a customer lie. */
export const folderOf = (customerId: string): string => `attachments/${customerId}/`;
