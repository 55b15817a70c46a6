import type { Context } from '../platform/context.ts';
import { nextVersion, type PutVersioned } from '../platform/contract/version.ts';
import {
  loadQuotaSettings,
  type QuotaDocument,
  type QuotaSettings,
  quotaSettingsKey,
} from '../platform/quota/quota-settings.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { putVersion } from '../platform/table/versioned.ts';

/**
 * Saves the quotas as a whole over the version that was read; refuses as `nextVersion` does. What was used before counts under
 * the new limits, too.
 */
export function putQuotaSettings(
  table: Table,
  { version: expected, ...settings }: PutVersioned<QuotaSettings>,
  context: Context,
): Promise<QuotaDocument> {
  return whileContended(async () => {
    const current = await loadQuotaSettings(table);
    const version = nextVersion(expected, current.version, { builtIn: true });
    await commit(table, context, {
      writes: [putVersion(quotaSettingsKey, { t: 'settings', settings, version })],
    });
    return { ...settings, version };
  });
}
