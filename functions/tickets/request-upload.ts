// Leave to upload a file that a message will carry: a copy of it, for the form could change it after that. What was uploaded is
// timed work from the start: to be taken away again.
import { type DueWork, schedule } from '../platform/agenda/due.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { displayName } from '../platform/files/file-rules.ts';
import type { Files } from '../platform/files/open-files.ts';
import type { SignedUpload } from '../platform/files/sign-upload.ts';
import { ulidIds } from '../platform/ids.ts';
import { Replay } from '../platform/replay.ts';
import { commit } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { exists, type Write } from '../platform/table/write.ts';
import { attachmentOf } from './attachment-of.ts';
import type { Attachment } from './events.ts';
import type { UploadRequest } from './upload.ts';

export const UPLOAD_KIND = 'tickets.upload';

/** To begin the upload. The form could be used again until then, so it is short. */
export const UPLOAD_MS = 15 * MINUTE_MS;
/** To send it with a message: people who are interrupted finish their text the same day. */
export const SENDABLE_MS = DAY_MS;
/** Between the last moment to send a file and the first to take it away: no two clocks differ by that. */
const MARGIN_MS = HOUR_MS;

/** What is remembered of a file that no message carries yet. */
export interface PendingUpload {
  attachment: Attachment;
  customerId: string;
  /** Who asked; nobody else can send it. */
  by: Context['actor'];
  sendableUntil: string;
}

export interface UploadAnswer {
  attachmentId: string;
  upload: SignedUpload;
  expiresAt: string;
}

export interface FilesDeps {
  table: Table;
  files: Pick<Files, 'stat' | 'copy' | 'signedUpload' | 'signedDownload'>;
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
): Promise<UploadAnswer> {
  const name = displayName(filename, contentType);
  // Not of the request's own ids: they follow from its key, which after a day would lead to the same file once more.
  const id = ulidIds(() => context.now).next('attachment');
  const attachment = attachmentOf(id, name, bytes, customerId);
  const expiresAt = new Date(context.now.getTime() + UPLOAD_MS).toISOString();
  const leave = { attachment, expiresAt };
  const granted = await once(leave, () =>
    commit(table, context, {
      writes: [...also, schedule(removal(attachment, customerId, context)), customerExists(customerId)],
      answer: leave,
    }),
  );
  return signed(files, granted, context);
}

interface Leave {
  attachment: Attachment;
  expiresAt: string;
}

/** The form holds credentials and ends in minutes: what is kept for repetitions is the leave, not the form. */
async function once(leave: Leave, write: () => Promise<void>): Promise<Leave> {
  try {
    await write();
    return leave;
  } catch (error) {
    if (error instanceof Replay) return error.answer as Leave;
    throw error;
  }
}

async function signed(
  files: FilesDeps['files'],
  { attachment, expiresAt }: Leave,
  { now }: Context,
): Promise<UploadAnswer> {
  const { id: attachmentId, key, contentType, bytes } = attachment;
  const expiresSeconds = Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000);
  const upload = await files.signedUpload({
    key,
    contentType,
    minBytes: bytes,
    maxBytes: bytes,
    expiresSeconds,
  });
  return { attachmentId, upload, expiresAt };
}

function removal(attachment: Attachment, customerId: string, { now, actor }: Context): DueWork {
  const sendableUntil = new Date(now.getTime() + SENDABLE_MS);
  const pending: PendingUpload = {
    attachment,
    customerId,
    by: actor,
    sendableUntil: sendableUntil.toISOString(),
  };
  return {
    ...placeOf(customerId, attachment.id),
    at: new Date(sendableUntil.getTime() + MARGIN_MS).toISOString(),
    queue: 'desk',
    kind: UPLOAD_KIND,
    data: { ...pending },
  };
}

/** Where a file that no message carries yet stands: with its customer. */
export const placeOf = (customerId: string, attachmentId: string) => ({
  owner: keys.uploads(customerId),
  name: `upload#${attachmentId}`,
});

/** Of its due item: each copy that was made of it, or was to be, for messages that were sent or refused. */
export const copiesOf = (item: Item | undefined): ReadonlySet<string> =>
  (item?.copies ?? new Set()) as ReadonlySet<string>;

const customerExists = (customerId: string) =>
  exists(keys.customer(customerId), () => new DomainError('customer.not_found'));
