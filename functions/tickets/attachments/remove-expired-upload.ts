import type { Context } from '../../platform/context.ts';
import type { Files } from '../../platform/files/open-files.ts';
import { claim, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { getItem } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { loadAttachmentPointer } from './attachment-pointer.ts';
import { copyKeysOf, type PendingUpload } from './request-upload.ts';

/**
 * Deletes a file that was uploaded a day ago, and all its copies except the one that a message carries.
 * Claims the work last: a worker that dies before the claim runs it again. Nobody can send the file any more
 * by then, so nothing changes in between.
 */
export async function removeExpiredUpload(
  table: Table,
  files: Pick<Files, 'remove'>,
  due: DueMessage,
  context: Context,
): Promise<void> {
  const { attachment, customerId } = due.data as unknown as PendingUpload;
  const [item, sent] = await Promise.all([
    getItem(table, { pk: due.pk, sk: due.sk }),
    loadAttachmentPointer(table, customerId, attachment.id),
  ]);
  const copies = [...copyKeysOf(item)].filter((copy) => copy !== sent?.key);
  await Promise.all([attachment.key, ...copies].map((key) => files.remove(key)));
  await requireApplied(commit(table, context, { writes: [claim(due)] }));
}
