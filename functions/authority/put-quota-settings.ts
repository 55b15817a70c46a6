import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { type QuotaDocument, quotaSettingsKey } from '../platform/quota/quota-settings.ts';
import { commit } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { put } from '../platform/table/write.ts';

/**
 * Saves the quotas as a whole over the version that was read; another change in between is refused with `version.stale`. What
 * was used before counts under the new limits, too.
 */
export async function putQuotaSettings(
  table: Table,
  { version, ...settings }: QuotaDocument,
  context: Context,
): Promise<QuotaDocument> {
  const document = { version: version + 1, ...settings };
  const when =
    version === 0
      ? { expression: 'attribute_not_exists(pk)' }
      : { expression: '#version = :version', values: { version } };
  const stale = () => new DomainError('version.stale');
  await commit(table, context, {
    writes: [put(quotaSettingsKey, { t: 'settings', version: document.version, settings }, when, stale)],
  });
  return document;
}
