// What of the analysis a team wants.
import { usableOr } from '../platform/config/usable.ts';
import { type SensitiveKind, sensitiveKinds } from '../platform/contract/vocabulary.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { put, type Write } from '../platform/table/write.ts';
import type { Analyser } from './analyser.ts';
import { type AnalysisSettings, AnalysisSettingsSchema } from './requests.ts';

const key = keys.config('analysis', 'settings');
const usual: AnalysisSettings = { recognises: [...sensitiveKinds] };

/** All kinds, until the team says otherwise. */
export async function readAnalysisSettings(table: Table): Promise<AnalysisSettings> {
  const item = await getItem(table, key);
  return item ? usableOr(AnalysisSettingsSchema, item.settings, 'settings of the analysis', usual) : usual;
}

export const saveAnalysisSettings = (settings: AnalysisSettings): Write => put(key, { settings });

/** An analyser, whichever it is, that reports these sensitive kinds alone. */
export function recognising(analyser: Analyser, kinds: readonly SensitiveKind[]): Analyser {
  if (kinds.length === sensitiveKinds.length) return analyser;
  return {
    version: analyser.version,
    analyse: async (message) => {
      const analysis = await analyser.analyse(message);
      return { ...analysis, sensitive: analysis.sensitive.filter(({ kind }) => kinds.includes(kind)) };
    },
  };
}
