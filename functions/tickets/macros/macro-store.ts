// Stores the team's macros in the table.
import {
  type ConfigurationProblem,
  parseStoredDocument,
  reportQuarantined,
  storedIdOf,
  withProblems,
} from '../../platform/config/stored-document.ts';
import type { Context } from '../../platform/context.ts';
import type { ExpectedVersion, PutVersioned } from '../../platform/contract/version.ts';
import { getItem, queryRange } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { removeDocument, replaceDocument, versionOf } from '../../platform/table/versioned-documents.ts';
import type { Write } from '../../platform/table/write.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import { type Macro, type PutMacroRequest, StoredMacroSchema } from './macro.ts';

export async function listMacros(table: Table, limit: number, cursor?: string) {
  const { pk } = ticketKeys.macro('');
  const page = await queryRange(table, { pk, limit, cursor });
  const read = page.items.map(fromItem);
  const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []));
  reportQuarantined(problems);
  const items = read.flatMap((one) => ('value' in one ? [one.value] : []));
  return { items, ...(page.next ? { next: page.next } : {}), ...withProblems(problems) };
}

export async function requireMacro(table: Table, macroId: string): Promise<Macro> {
  const item = await getItem(table, ticketKeys.macro(macroId));
  if (!item) throw ticketError('macro.not_found');
  const read = fromItem(item);
  if ('value' in read) return read.value;
  reportQuarantined([read.problem]);
  throw ticketError('macro.not_found', `The stored macro is not valid: ${read.problem.problem}.`);
}

function fromItem(item: Item): { value: Macro } | { problem: ConfigurationProblem } {
  const read = parseStoredDocument(StoredMacroSchema, item.macro, `macro ${storedIdOf(item.macro)}`);
  return 'value' in read ? { value: { ...read.value, version: versionOf(item) } } : read;
}

/** Creates a macro, or changes one on the version that was read. Refuses as `nextVersion` does. */
export async function putMacro(
  table: Table,
  macroId: string,
  { version: expected, ...request }: PutVersioned<PutMacroRequest>,
  context: Context,
): Promise<Macro> {
  const macro = { ...request, id: macroId };
  const key = ticketKeys.macro(macroId);
  return { ...macro, version: await replaceDocument(table, context, key, { macro }, expected) };
}

export const removeMacro = (macroId: string, expected: ExpectedVersion | undefined): Write =>
  removeDocument(ticketKeys.macro(macroId), expected, () => ticketError('macro.not_found'));
