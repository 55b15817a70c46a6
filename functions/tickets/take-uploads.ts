// Files that were uploaded go onto a message: each once, by who uploaded it, about its customer, as it was promised.
import type { Context } from '../platform/context.ts';
import { DomainError, type ErrorCode } from '../platform/errors.ts';
import { fileRefusal } from '../platform/files/file-rules.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import { remove, type Write } from '../platform/table/write.ts';
import type { Attachment } from './events.ts';
import { type FilesDeps, type PendingUpload, placeOf } from './request-upload.ts';

export interface TakenUploads {
  /** For the message; undefined when there are none. */
  attachments: Attachment[] | undefined;
  /** For its transaction: of two messages that take the same file one is refused. */
  also: Write[];
}

/**
 * The files of these ids, for a message about a customer. One read of the table and one of the bucket, whatever their
 * number; without ids neither. Refuses, naming each in `body.attachments`: with `attachment.not_found` what the caller has
 * not uploaded for this customer, or has sent before, or not within a day; with `attachment.not_uploaded` what is not in
 * the bucket with the size and type that was promised; with `attachment.refused` what begins like something else than its
 * name says, or like a program.
 */
export async function takeUploads(
  deps: FilesDeps,
  ids: readonly string[] | undefined,
  customerId: string,
  context: Context,
): Promise<TakenUploads> {
  if (!ids) return { attachments: undefined, also: [] };
  const looked = await Promise.all(ids.map((id) => look(deps, customerId, id, context)));
  const refused = looked.flatMap((found, at) => ('code' in found ? [{ ...found, at }] : []));
  if (refused[0]) throw refusal(refused[0].code, refused);
  return {
    attachments: looked.filter((found): found is Attachment => !('code' in found)),
    also: ids.map((id, at) => taken(customerId, id, at)),
  };
}

interface Refused {
  code: ErrorCode;
  message: string;
}

const UNKNOWN = {
  code: 'attachment.not_found',
  message: 'is no file of yours for this customer that was not sent before',
} as const;

async function look(
  { table, files }: FilesDeps,
  customerId: string,
  id: string,
  context: Context,
): Promise<Attachment | Refused> {
  const { owner, name } = placeOf(customerId, id);
  const pending = (await getItem(table, keys.due(owner, name)))?.data as PendingUpload | undefined;
  if (!pending || !mayTake(pending, context)) return UNKNOWN;
  const { attachment } = pending;
  const { key, filename, bytes, contentType } = attachment;
  const file = await files.stat(key);
  if (file?.bytes !== bytes || file.contentType !== contentType)
    return { code: 'attachment.not_uploaded', message: 'was not uploaded as it was announced' };
  const reason = fileRefusal(filename, bytes, file.begins);
  if (reason) return { code: 'attachment.refused', message: `is ${reason}` };
  return { ...attachment, ...(file.etag === undefined ? {} : { etag: file.etag }) };
}

const mayTake = ({ by, sendableUntil }: PendingUpload, { actor, now }: Context): boolean =>
  by.id === actor.id && by.role === actor.role && sendableUntil > now.toISOString();

/** It is no longer to be taken away. */
function taken(customerId: string, id: string, at: number): Write {
  const { owner, name } = placeOf(customerId, id);
  const there = { expression: 'attribute_exists(pk)' };
  return remove(keys.due(owner, name), there, () => refusal(UNKNOWN.code, [{ ...UNKNOWN, at }]));
}

const refusal = (code: ErrorCode, refused: readonly (Refused & { at: number })[]): DomainError =>
  new DomainError(
    code,
    undefined,
    refused.map(({ at, message }) => ({ path: `body.attachments.${at}`, message })),
  );
