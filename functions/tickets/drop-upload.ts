import { claim, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import type { Files } from '../platform/files/open-files.ts';
import { commit } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { sentKeyOf } from './attachment-of.ts';
import { messageWith } from './attachment-place.ts';
import type { PendingUpload } from './request-upload.ts';

/**
 * Takes away what was uploaded a day ago: messages carry copies. Where none took it, the copy of one that was refused goes
 * too. The work is claimed last: whoever dies before does it again. Nobody can send the file any more, so nothing comes in
 * between.
 */
export async function dropUpload(
  table: Table,
  files: Pick<Files, 'stat' | 'remove'>,
  due: DueMessage,
  context: Context,
): Promise<void> {
  const { attachment, customerId } = due.data as unknown as PendingUpload;
  const sent = await messageWith(table, customerId, attachment.id);
  const unsent = sent ? undefined : await files.stat(attachment.key);
  if (unsent?.etag !== undefined) await files.remove(sentKeyOf(attachment, unsent.etag));
  await files.remove(attachment.key);
  await commit(table, context, { writes: [claim(due)] });
}
