// Grants pre-signed uploads of files that a message will carry. The message carries a copy, because the
// upload form could change the original later. Timed work deletes the original from the start.

import { customerExistsCheck } from '../../customers/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { displayName } from '../../platform/files/file-rules.ts';
import type { Files } from '../../platform/files/open-files.ts';
import type { PresignedUpload } from '../../platform/files/presign-upload.ts';
import { ulidIds } from '../../platform/ids.ts';
import { schedule, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import type { Attachment } from '../events.ts';
import { ticketKeys } from '../keys.ts';
import { newAttachment } from './new-attachment.ts';
import type { UploadRequest } from './upload-requests.ts';

export const UPLOAD_KIND = 'tickets.upload';

/** The time to start the upload. It is short, because the form can be reused until then. */
const UPLOAD_WINDOW_MS = 15 * MINUTE_MS;
/** The time to send the file with a message. People who are interrupted finish their text on the same day. */
const SEND_WINDOW_MS = DAY_MS;
/** The time between the last moment to send a file and its deletion. No two clocks differ by as much. */
const CLOCK_SKEW_MARGIN_MS = HOUR_MS;

/** The stored facts of a file that no message carries yet. */
export interface PendingUpload {
  attachment: Attachment;
  customerId: string;
  /** The person who requested the upload; nobody else can send the file. */
  by: Context['actor'];
  sendableUntil: string;
}

export interface UploadResponse {
  attachmentId: string;
  upload: PresignedUpload;
  expiresAt: string;
}

export interface FilesDeps {
  table: Table;
  files: Pick<Files, 'stat' | 'copy' | 'presignUpload' | 'presignDownload'>;
}

/**
 * Allows the caller to upload one file for messages about one customer. The file must have exactly the
 * announced size, and the type that its name indicates. Refuses an unknown customer with
 * `customer.not_found`. A repeated request returns the same file and the same expiry with a new signature.
 * `also` are writes of the caller in the same transaction.
 */
export async function requestUpload(
  { table, files }: FilesDeps,
  { customerId, filename, contentType, bytes }: UploadRequest & { customerId: string },
  context: Context,
  also: readonly Write[] = [],
): Promise<UploadResponse> {
  const name = displayName(filename, contentType);
  // The ids of the context derive from the idempotency key, which could lead to the same file again after a
  // day.
  const id = ulidIds(() => context.now).next('attachment');
  const attachment = newAttachment(id, name, bytes, customerId);
  const expiresAt = new Date(context.now.getTime() + UPLOAD_WINDOW_MS).toISOString();
  const permit: UploadPermit = { attachment, expiresAt };
  // The signed form is not stored: it holds credentials and expires in minutes. A repeated request finds the
  // permit and signs a new form.
  const granted = await requireCommitted(
    commit(table, context, {
      writes: [
        ...also,
        schedule(removalWork(attachment, customerId, context)),
        customerExistsCheck(customerId),
      ],
      answer: permit,
    }),
  );
  return signedResponse(files, granted, context);
}

interface UploadPermit {
  attachment: Attachment;
  expiresAt: string;
}

async function signedResponse(
  files: FilesDeps['files'],
  { attachment, expiresAt }: UploadPermit,
  { now }: Context,
): Promise<UploadResponse> {
  const { id: attachmentId, key, contentType, bytes } = attachment;
  const expiresSeconds = Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000);
  const upload = await files.presignUpload({
    key,
    contentType,
    minBytes: bytes,
    maxBytes: bytes,
    expiresSeconds,
  });
  return { attachmentId, upload, expiresAt };
}

function removalWork(attachment: Attachment, customerId: string, { now, actor }: Context): TimedWork {
  const sendableUntil = new Date(now.getTime() + SEND_WINDOW_MS);
  const pending: PendingUpload = {
    attachment,
    customerId,
    by: actor,
    sendableUntil: sendableUntil.toISOString(),
  };
  return {
    ...pendingUploadRef(customerId, attachment.id),
    at: new Date(sendableUntil.getTime() + CLOCK_SKEW_MARGIN_MS).toISOString(),
    queue: 'tickets',
    kind: UPLOAD_KIND,
    data: { ...pending },
  };
}

/**
 * Returns the reference of the timed work of a file that no message carries yet; it belongs to the customer.
 */
export const pendingUploadRef = (customerId: string, attachmentId: string) => ({
  owner: ticketKeys.uploads(customerId),
  name: `upload#${attachmentId}`,
});

/**
 * Returns the keys of all copies that were made, or were about to be made, for messages that were sent or
 * refused.
 */
export const copyKeysOf = (item: Item | undefined): ReadonlySet<string> =>
  (item?.copies ?? new Set()) as ReadonlySet<string>;
