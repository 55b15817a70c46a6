import { parseStoredDocumentOr } from '../../platform/config/stored-document.ts';
import type { Context } from '../../platform/context.ts';
import type { PutVersioned } from '../../platform/contract/version.ts';
import { getItem } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { replaceDocument, versionOf } from '../../platform/table/versioned-documents.ts';
import { promiseKeys } from '../keys.ts';
import { type PromiseSettings, PromiseSettingsSchema } from './requests.ts';

const key = promiseKeys.settings();
const defaultSettings: PromiseSettings = { graceHours: 24 };

/** Reads the promise settings. Version 0 means that nobody has changed them. */
export async function readSettings(table: Table): Promise<PromiseSettings & { version: number }> {
  const item = await getItem(table, key);
  const settings = item
    ? parseStoredDocumentOr(PromiseSettingsSchema, item.settings, 'settings of promises', defaultSettings)
    : defaultSettings;
  return { ...settings, version: versionOf(item) };
}

/**
 * Replaces the settings for promises that are missed from now on. Promises that were missed before keep the
 * grace period that they had. Refuses as `nextVersion` does.
 */
export async function putSettings(
  table: Table,
  { version: expected, ...settings }: PutVersioned<PromiseSettings>,
  context: Context,
): Promise<PromiseSettings & { version: number }> {
  const version = await replaceDocument(table, context, key, { settings }, expected, { builtIn: true });
  return { ...settings, version };
}
