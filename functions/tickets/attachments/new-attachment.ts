import { contentTypeOf, safeName } from '../../platform/files/file-rules.ts';
import { digest } from '../../platform/ids.ts';
import type { Attachment } from '../events.ts';

/** A file of a customer under a clean name: all that a customer has lies in one folder, whatever tickets it is on. */
export function newAttachment(
  attachmentId: string,
  filename: string,
  bytes: number,
  customerId: string,
): Attachment {
  const contentType = contentTypeOf(filename) ?? 'application/octet-stream';
  const key = `${customerFilesPrefix(customerId)}${attachmentId}/${safeName(filename)}`;
  return { id: attachmentId, filename, contentType, bytes, key };
}

/**
 * Where a file is copied to when it is sent, beside the place that its form writes to and still may: by what it was then, so
 * that whatever is uploaded to the form's place afterwards, nobody writes other content over it.
 */
export function sentCopyKeyOf({ id, filename, key }: Attachment, etag: string): string {
  return `${key.slice(0, key.lastIndexOf(`${id}/`))}${id}/${digest(etag)}/${safeName(filename)}`;
}

/** Where the files of a customer lie. */
export const customerFilesPrefix = (customerId: string): string => `attachments/${customerId}/`;
