// Files on messages, as people name and see them.

import * as z from 'zod/mini';
import { id } from '../../platform/contract/fields.ts';
import type { Attachment } from '../events.ts';

/** As many files as one message takes. */
const MAX_ATTACHMENTS = 10;

/** Files to send with a message, by the ids that the leave to upload gave. */
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

/** Without where it lies: that is for those who sign links. */
export const attachmentView = ({ id: attachmentId, filename, contentType, bytes }: Attachment) => ({
  id: attachmentId,
  filename,
  contentType,
  bytes,
});
