import { claim, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import type { Files } from '../platform/files/open-files.ts';
import { commit } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { messageWith } from './attachment-place.ts';
import type { PendingUpload } from './request-upload.ts';

/**
 * Takes a file away that no message took in its day, whether it was uploaded or not. The work is claimed last: whoever
 * dies before does it again. Nobody can send the file any more, so nothing comes in between.
 */
export async function dropUpload(
  table: Table,
  files: Pick<Files, 'remove'>,
  due: DueMessage,
  context: Context,
): Promise<void> {
  const { attachment, customerId } = due.data as unknown as PendingUpload;
  // Work that was taken away with its message, and comes late by the index or the queue.
  const sent = await messageWith(table, customerId, attachment.id);
  if (!sent) await files.remove(attachment.key);
  await commit(table, context, { writes: [claim(due)] });
}
