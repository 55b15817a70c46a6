// Leave to upload a file that a message will carry: a copy of it, for the form could change it after that. What was uploaded is
// timed work from the start: to be taken away again.

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

/** To begin the upload. The form could be used again until then, so it is short. */
const UPLOAD_WINDOW_MS = 15 * MINUTE_MS;
/** To send it with a message: people who are interrupted finish their text the same day. */
const SEND_WINDOW_MS = DAY_MS;
/** Between the last moment to send a file and the first to take it away: no two clocks differ by that. */
const CLOCK_SKEW_MARGIN_MS = HOUR_MS;

/** What is remembered of a file that no message carries yet. */
export interface PendingUpload {
  attachment: Attachment;
  customerId: string;
  /** Who asked; nobody else can send it. */
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
 * Allows the caller to upload one file, of exactly the size that was said and the type that its name says, for messages
 * about one customer. Refuses an unknown customer with `customer.not_found`. A repeated request is answered with the same
 * file and the same end, newly signed. `also` are writes of the caller in the same transaction.
 */
export async function requestUpload(
  { table, files }: FilesDeps,
  { customerId, filename, contentType, bytes }: UploadRequest & { customerId: string },
  context: Context,
  also: readonly Write[] = [],
): Promise<UploadResponse> {
  const name = displayName(filename, contentType);
  // Not of the request's own ids: they follow from its key, which after a day would lead to the same file once more.
  const id = ulidIds(() => context.now).next('attachment');
  const attachment = newAttachment(id, name, bytes, customerId);
  const expiresAt = new Date(context.now.getTime() + UPLOAD_WINDOW_MS).toISOString();
  const permit: UploadPermit = { attachment, expiresAt };
  // The form holds credentials and ends in minutes: a repeated request finds the permit, and its form is signed anew.
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

/** Where a file that no message carries yet stands: with its customer. */
export const pendingUploadRef = (customerId: string, attachmentId: string) => ({
  owner: ticketKeys.uploads(customerId),
  name: `upload#${attachmentId}`,
});

/** Of its due item: each copy that was made of it, or was to be, for messages that were sent or refused. */
export const copyKeysOf = (item: Item | undefined): ReadonlySet<string> =>
  (item?.copies ?? new Set()) as ReadonlySet<string>;
