import { contentTypeOf, safeName } from '../../platform/files/file-rules.ts';
import { digest } from '../../platform/ids.ts';
import type { Attachment } from '../events.ts';

/**
 * Describes a new file of a customer under a sanitised name. All files of a customer share one folder,
 * whatever ticket they are on.
 */
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
 * Returns the key to which a file is copied when it is sent. The key contains a digest of the ETag and lies
 * beside the key that the upload form can still write to, so that a later upload cannot replace the sent
 * content.
 */
export function sentCopyKeyOf({ id, filename, key }: Attachment, etag: string): string {
  return `${key.slice(0, key.lastIndexOf(`${id}/`))}${id}/${digest(etag)}/${safeName(filename)}`;
}

/** Returns the key prefix of all files of a customer. */
export const customerFilesPrefix = (customerId: string): string => `attachments/${customerId}/`;
