// Attachments in requests and answers.

import * as z from 'zod/mini';
import { id } from '../../platform/contract/fields.ts';
import type { Attachment } from '../events.ts';

/** The most files that one message can carry. */
const MAX_ATTACHMENTS = 10;

/** Validates the ids of the files to send with a message, as the upload requests returned them. */
export const attachmentIds = () =>
  z.optional(
    z.array(id('attachment')).check(
      z.minLength(1),
      z.maxLength(MAX_ATTACHMENTS),
      z.refine((ids) => new Set(ids).size === ids.length, 'must name each file once'),
    ),
  );

export const AttachmentViewSchema = z.object({
  id: z.string(),
  filename: z.string(),
  contentType: z.string(),
  bytes: z.int(),
});

/** Leaves out the key of the file, which only the code that signs links needs. */
export const attachmentView = ({ id: attachmentId, filename, contentType, bytes }: Attachment) => ({
  id: attachmentId,
  filename,
  contentType,
  bytes,
});
