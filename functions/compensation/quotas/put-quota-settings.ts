import type { Context } from '../../platform/context.ts';
import type { PutVersioned } from '../../platform/contract/version.ts';
import {
  type QuotaDocument,
  type QuotaSettings,
  quotaSettingsKey,
} from '../../platform/quota/quota-settings.ts';
import type { Table } from '../../platform/table/table.ts';
import { replaceDocument } from '../../platform/table/versioned-documents.ts';

/**
 * Replaces all quotas over the version that was read. Refuses as `nextVersion` does. Earlier use counts
 * against the new limits too.
 */
export async function putQuotaSettings(
  table: Table,
  { version: expected, ...settings }: PutVersioned<QuotaSettings>,
  context: Context,
): Promise<QuotaDocument> {
  const document = { t: 'settings', settings };
  const replaced = replaceDocument(table, context, quotaSettingsKey, document, expected, { builtIn: true });
  return { ...settings, version: await replaced };
}
