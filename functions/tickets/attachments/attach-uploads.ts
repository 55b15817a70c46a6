// Attaches uploaded files to a message. A file is sent once, by the person who uploaded it, in a message
// about the customer for whom it was uploaded, and with the size and type that were announced.

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../../platform/context.ts';
import { DomainError } from '../../platform/errors.ts';
import { fileRefusal } from '../../platform/files/file-rules.ts';
import { keys } from '../../platform/table/keys.ts';
import { getItem } from '../../platform/table/read.ts';
import { rejection } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { update, type Write } from '../../platform/table/write.ts';
import { type TicketErrorCode, ticketError } from '../errors.ts';
import type { Attachment } from '../events.ts';
import { sentCopyKeyOf } from './new-attachment.ts';
import { copyKeysOf, type FilesDeps, type PendingUpload, pendingUploadRef } from './request-upload.ts';

export interface AttachedUploads {
  /** The attachments of the message; undefined when there are none. */
  attachments: Attachment[] | undefined;
  /** Writes for the transaction of the message. Of two messages that take the same file, one is refused. */
  also: Write[];
}

/**
 * Returns the uploaded files with these ids for a message about a customer. Each file is copied, as it is at
 * this moment, to a key that no upload form can write to. Takes two round trips to the table and two to the
 * bucket, whatever the number of files; none without ids. Every refusal names its files in
 * `body.attachments`:
 * - `attachment.not_found`: the caller did not upload the file for this customer, has already sent it,
 * uploaded it more than a day ago, or has changed its content too often.
 * - `attachment.not_uploaded`: the file in the bucket is missing or differs from the announced size or type.
 * - `attachment.refused`: the first bytes do not match the file extension, or are those of a program.
 */
export async function attachUploads(
  deps: FilesDeps,
  ids: readonly string[] | undefined,
  customerId: string,
  context: Context,
): Promise<AttachedUploads> {
  if (!ids) return { attachments: undefined, also: [] };
  const inspected = allOrRefuse(
    await Promise.all(ids.map((id) => inspectUpload(deps, customerId, id, context))),
  );
  return {
    attachments: allOrRefuse(
      await Promise.all(inspected.map((upload) => copyUpload(deps, customerId, upload))),
    ),
    also: ids.map((id, at) => markAsSent(customerId, id, at)),
  };
}

/** Returns all values, or throws one error that lists every refusal. */
function allOrRefuse<T extends object>(outcomes: readonly (T | UploadRefusal)[]): T[] {
  const refused = outcomes.flatMap((outcome, at) => ('code' in outcome ? [{ ...outcome, at }] : []));
  if (refused[0]) throw refusal(refused[0].code, refused);
  return outcomes.filter((outcome): outcome is T => !('code' in outcome));
}

interface Upload {
  attachment: Attachment;
  etag: string;
  /** The key of the copy that the message carries. */
  copy: string;
  /**
   * True when the upload's timed work already lists the copy, from a refused message with the same content.
   */
  recorded: boolean;
}

interface UploadRefusal {
  code: TicketErrorCode;
  message: string;
}

const NOT_UPLOADED = {
  code: 'attachment.not_uploaded',
  message: 'was not uploaded, or differs from its announcement',
} as const;
const NOT_FOUND = {
  code: 'attachment.not_found',
  message: 'is not an unsent file that you uploaded for this customer',
} as const;

async function inspectUpload(
  { table, files }: FilesDeps,
  customerId: string,
  id: string,
  context: Context,
): Promise<Upload | UploadRefusal> {
  const { owner, name } = pendingUploadRef(customerId, id);
  const item = await getItem(table, keys.due(owner, name));
  const pending = item?.data as PendingUpload | undefined;
  if (!pending || item?.sent || !maySend(pending, context)) return NOT_FOUND;
  const { attachment } = pending;
  const { key, filename, bytes, contentType } = attachment;
  const file = await files.stat(key);
  if (file?.etag === undefined || file.bytes !== bytes || file.contentType !== contentType)
    return NOT_UPLOADED;
  const reason = fileRefusal(filename, bytes, file.firstBytes);
  if (reason) return { code: 'attachment.refused', message: `is not allowed: ${reason}` };
  const copy = sentCopyKeyOf(attachment, file.etag);
  return { attachment, etag: file.etag, copy, recorded: copyKeysOf(item).has(copy) };
}

/**
 * Copies the file to a key that no upload form can write to. Refuses the file when it changed since the
 * inspection. The timed work lists the copy before it is made, so `removeExpiredUpload` finds every copy,
 * whatever becomes of the message.
 */
async function copyUpload(
  { table, files }: FilesDeps,
  customerId: string,
  { attachment, etag, copy, recorded }: Upload,
): Promise<Attachment | UploadRefusal> {
  if (!recorded && !(await recordCopy(table, customerId, attachment.id, copy))) return NOT_FOUND;
  return (await files.copy(attachment.key, copy, etag)) ? { ...attachment, key: copy } : NOT_UPLOADED;
}

/**
 * The number of different contents that can be sent from one upload form. After that, the client asks for a
 * new form.
 */
const MAX_COPIES = 20;

/**
 * Records the key of a copy in the upload's timed work. Runs before the message's transaction, because the
 * copy must be recorded before it is made. Returns false when the file can no longer be sent.
 */
async function recordCopy(table: Table, customerId: string, id: string, copy: string): Promise<boolean> {
  const { owner, name } = pendingUploadRef(customerId, id);
  const within = '(attribute_not_exists(#copies) OR size(#copies) < :most)';
  const when = {
    expression: `attribute_exists(pk) AND attribute_not_exists(#sent) AND ${within}`,
    values: { most: MAX_COPIES },
  };
  const { Update } = update(keys.due(owner, name), { add: { copies: new Set([copy]) } }, when).action(
    table.name,
  );
  try {
    await table.doc.send(new UpdateCommand(Update as UpdateCommandInput));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

const maySend = ({ by, sendableUntil }: PendingUpload, { actor, now }: Context): boolean =>
  by.id === actor.id && by.role === actor.role && sendableUntil > now.toISOString();

/**
 * Marks the upload as sent, so that no second message can take it. The timed work stays: it deletes the
 * uploaded original, because the message carries a copy.
 */
function markAsSent(customerId: string, id: string, at: number): Write {
  const { owner, name } = pendingUploadRef(customerId, id);
  const unsent = { expression: 'attribute_exists(pk) AND attribute_not_exists(#sent)' };
  return update(keys.due(owner, name), { set: { sent: true } }, unsent, () =>
    rejection(refusal(NOT_FOUND.code, [{ ...NOT_FOUND, at }])),
  );
}

const refusal = (code: TicketErrorCode, refused: readonly (UploadRefusal & { at: number })[]): DomainError =>
  ticketError(
    code,
    undefined,
    refused.map(({ at, message }) => ({ path: `body.attachments.${at}`, message })),
  );
