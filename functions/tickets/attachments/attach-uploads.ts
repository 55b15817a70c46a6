// Files that were uploaded go onto a message: each once, by who uploaded it, about its customer, as it was promised.

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
  /** For the message; undefined when there are none. */
  attachments: Attachment[] | undefined;
  /** For its transaction: of two messages that take the same file one is refused. */
  also: Write[];
}

/**
 * The files of these ids, for a message about a customer, each as it is at this moment: copied to where no form writes. Two
 * round trips to the table and two to the bucket, whatever their number; without ids none. Refuses, naming each in
 * `body.attachments`: with `attachment.not_found` what the caller has not uploaded for this customer, or has sent before, or
 * not within a day, or with too many contents one after the other; with `attachment.not_uploaded` what is not in
 * the bucket with the size and type that was promised; with `attachment.refused` what begins like something else than its
 * name says, or like a program.
 */
export async function attachUploads(
  deps: FilesDeps,
  ids: readonly string[] | undefined,
  customerId: string,
  context: Context,
): Promise<AttachedUploads> {
  if (!ids) return { attachments: undefined, also: [] };
  const looked = allOrRefuse(
    await Promise.all(ids.map((id) => inspectUpload(deps, customerId, id, context))),
  );
  return {
    attachments: allOrRefuse(await Promise.all(looked.map((upload) => copyUpload(deps, customerId, upload)))),
    also: ids.map((id, at) => markAsSent(customerId, id, at)),
  };
}

/** All of them, or the refusal of those that there are not. */
function allOrRefuse<T extends object>(outcomes: readonly (T | UploadRefusal)[]): T[] {
  const refused = outcomes.flatMap((outcome, at) => ('code' in outcome ? [{ ...outcome, at }] : []));
  if (refused[0]) throw refusal(refused[0].code, refused);
  return outcomes.filter((outcome): outcome is T => !('code' in outcome));
}

interface Upload {
  attachment: Attachment;
  etag: string;
  /** The copy that its message carries. */
  copy: string;
  /** The due item knows of the copy, from a message with the same content that was refused. */
  known: boolean;
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
  return { attachment, etag: file.etag, copy, known: copyKeysOf(item).has(copy) };
}

/**
 * The file where no form writes; refused when it was changed since it was looked at. The due item knows of a copy before there
 * is one: whatever becomes of the message, `dropUpload` finds each of them.
 */
async function copyUpload(
  { table, files }: FilesDeps,
  customerId: string,
  { attachment, etag, copy, known }: Upload,
): Promise<Attachment | UploadRefusal> {
  if (!known && !(await recordCopy(table, customerId, attachment.id, copy))) return NOT_FOUND;
  return (await files.copy(attachment.key, copy, etag)) ? { ...attachment, key: copy } : NOT_UPLOADED;
}

/** Contents that one form may try to send: who uploads more after refusals asks for another form. */
const MAX_COPIES = 20;

/** Not a part of the message's transaction, which comes after the copy. Answers false where the file cannot be sent any more. */
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

/** It cannot be sent once more. What was uploaded is still to be taken away, as all of it is a copy by now. */
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
