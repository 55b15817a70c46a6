// Requests and answers of uploads and downloads. Contains schemas only, so that route tables load nothing
// else.
import * as z from 'zod/mini';
import { id, storedInstant, text } from '../../platform/contract/fields.ts';
import {
  contentTypeMatches,
  contentTypeOf,
  displayName,
  MAX_FILE_BYTES,
} from '../../platform/files/file-rules.ts';

const upload = {
  filename: text(255),
  /**
   * The type that the browser reports; `application/octet-stream` when it knows none. The file is served with
   * the type of its extension.
   */
  contentType: text(150),
  bytes: z.int().check(z.minimum(1), z.maximum(MAX_FILE_BYTES)),
};
export interface UploadRequest {
  filename: string;
  contentType: string;
  bytes: number;
}

function checkFileType({ value, issues }: z.core.ParsePayload<UploadRequest>): void {
  const name = displayName(value.filename, value.contentType);
  const type = contentTypeOf(name);
  const addIssue = (path: string, message: string) =>
    void issues.push({ code: 'custom', input: value, path: [path], message });
  if (type === undefined)
    addIssue('filename', 'must have an allowed file extension, such as .pdf, .png or .docx');
  else if (!contentTypeMatches(name, value.contentType))
    addIssue('contentType', `must be ${type}, to match the filename`);
}

/** Identifies the customer whom the message will be about, because there may be no ticket yet. */
export const UploadRequestSchema = z
  .strictObject({ customerId: id('customer'), ...upload })
  .check((payload) => checkFileType(payload));
export const PortalUploadRequestSchema = z.strictObject(upload).check((payload) => checkFileType(payload));

export const UploadSchema = z.object({
  attachmentId: z.string(),
  /**
   * A multipart/form-data form: POST all fields and then the file, as `file`, to the URL before it expires.
   */
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
  expiresAt: storedInstant(),
});

export const DownloadSchema = z.object({ url: z.string(), expiresAt: storedInstant() });
