// The team's macros on the table.
import { DomainError } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { put, remove, type Write } from '../platform/table/write.ts';
import type { Macro } from './macro.ts';

const PARTITION = 'macros';

export async function listMacros(table: Table, limit: number, cursor?: string) {
  const { pk } = keys.config(PARTITION, '');
  const page = await queryRange(table, { pk, limit, cursor });
  const items = page.items.map((item) => item.macro as Macro);
  return page.next ? { items, next: page.next } : { items };
}

export async function needMacro(table: Table, macroId: string): Promise<Macro> {
  const item = await getItem(table, keys.config(PARTITION, macroId));
  if (!item) throw new DomainError('macro.not_found');
  return item.macro as Macro;
}

export const saveMacro = (macro: Macro): Write => put(keys.config(PARTITION, macro.id), { macro });

export const removeMacro = (macroId: string): Write =>
  remove(
    keys.config(PARTITION, macroId),
    { expression: 'attribute_exists(pk)' },
    () => new DomainError('macro.not_found'),
  );
