import { parseStoredDocumentOr } from '../platform/config/stored-document.ts';
import type { Context } from '../platform/context.ts';
import { type SensitiveKind, sensitiveKinds } from '../platform/contract/shared-kinds.ts';
import type { PutVersioned } from '../platform/contract/version.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { replaceDocument, versionOf } from '../platform/table/versioned-documents.ts';
import type { Analyser } from './analyser/analyser.ts';
import { analysisKeys } from './keys.ts';
import { type AnalysisSettings, AnalysisSettingsSchema } from './requests.ts';

const key = analysisKeys.settings();
const defaults: AnalysisSettings = { recognises: [...sensitiveKinds] };

/** Reads the settings. Before the first change they report all kinds and have version 0. */
export async function readAnalysisSettings(table: Table): Promise<AnalysisSettings & { version: number }> {
  const item = await getItem(table, key);
  const settings = item
    ? parseStoredDocumentOr(AnalysisSettingsSchema, item.settings, 'settings of the analysis', defaults)
    : defaults;
  return { ...settings, version: versionOf(item) };
}

/** Updates the settings at the version that was read; refuses a stale one as `nextVersion` does. */
export async function putAnalysisSettings(
  table: Table,
  { version: expected, ...settings }: PutVersioned<AnalysisSettings>,
  context: Context,
): Promise<AnalysisSettings & { version: number }> {
  const version = await replaceDocument(table, context, key, { settings }, expected, { builtIn: true });
  return { ...settings, version };
}

/** Limits an analyser to the given sensitive kinds. */
export function reportOnly(analyser: Analyser, kinds: readonly SensitiveKind[]): Analyser {
  if (kinds.length === sensitiveKinds.length) return analyser;
  return {
    version: analyser.version,
    analyse: async (message) => {
      const analysis = await analyser.analyse(message);
      return { ...analysis, sensitive: analysis.sensitive.filter(({ kind }) => kinds.includes(kind)) };
    },
  };
}
