import { usableOr } from '../platform/config/usable.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { put, type Write } from '../platform/table/write.ts';
import { type PromiseSettings, PromiseSettingsSchema } from './requests.ts';

const key = keys.config('promises', 'settings');
const usual: PromiseSettings = { graceHours: 24 };

export async function readSettings(table: Table): Promise<PromiseSettings> {
  const item = await getItem(table, key);
  return item ? usableOr(PromiseSettingsSchema, item.settings, 'settings of promises', usual) : usual;
}

/** Of promises that are missed from now on; those that were missed before keep the grace they were given. */
export const saveSettings = (settings: PromiseSettings): Write => put(key, { settings });
