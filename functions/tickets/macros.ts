// The team's macros on the table.
import { idIn, quarantine, usable, usableOf, withProblems } from '../platform/config/usable.ts';
import { DomainError } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { put, remove, type Write } from '../platform/table/write.ts';
import { type Macro, StoredMacroSchema } from './macro.ts';

const PARTITION = 'macros';

export async function listMacros(table: Table, limit: number, cursor?: string) {
  const { pk } = keys.config(PARTITION, '');
  const page = await queryRange(table, { pk, limit, cursor });
  const stored = page.items.map((item) => item.macro);
  const { values: items, problems } = usableOf(StoredMacroSchema, stored, (macro) => `macro ${idIn(macro)}`);
  quarantine(problems);
  return { items, ...(page.next ? { next: page.next } : {}), ...withProblems(problems) };
}

export async function needMacro(table: Table, macroId: string): Promise<Macro> {
  const item = await getItem(table, keys.config(PARTITION, macroId));
  if (!item) throw new DomainError('macro.not_found');
  const read = usable(StoredMacroSchema, item.macro, `macro ${macroId}`);
  if ('value' in read) return read.value;
  quarantine([read.problem]);
  throw new DomainError('macro.not_found', `it cannot be used as it is stored: ${read.problem.problem}`);
}

export const saveMacro = (macro: Macro): Write => put(keys.config(PARTITION, macro.id), { macro });

export const removeMacro = (macroId: string): Write =>
  remove(
    keys.config(PARTITION, macroId),
    { expression: 'attribute_exists(pk)' },
    () => new DomainError('macro.not_found'),
  );
