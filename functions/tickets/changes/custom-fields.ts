// The custom fields of tickets: their definitions and the values that a ticket may hold.

import {
  type ConfigurationProblem,
  parseStoredDocument,
  reportQuarantined,
  storedIdOf,
} from '../../platform/config/stored-document.ts';
import type { Context } from '../../platform/context.ts';
import { isoDate } from '../../platform/contract/fields.ts';
import type { ExpectedVersion, PutVersioned } from '../../platform/contract/version.ts';
import { type FieldIssue, platformError } from '../../platform/errors.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { removeDocument, replaceDocument, versionOf } from '../../platform/table/versioned-documents.ts';
import type { Write } from '../../platform/table/write.ts';
import { type PutFieldRequest, PutFieldRequestSchema } from '../core/requests.ts';
import type { FieldValues } from '../core/ticket.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';

export type TicketField = PutFieldRequest & { key: string; version: number };

/**
 * Reads all custom fields, sorted by key. A quarantined field counts as absent. A team has at most a few
 * dozen fields, which fit on one page.
 */
export async function readFields(
  table: Table,
): Promise<{ fields: TicketField[]; problems: ConfigurationProblem[] }> {
  const { items } = await queryRange(table, { pk: ticketKeys.ticketField('').pk });
  const read = items.map((item) => {
    const { key, ...facts } = (item.field ?? {}) as Partial<TicketField>;
    const read = parseStoredDocument(PutFieldRequestSchema, facts, `ticket field ${storedIdOf(item.field)}`);
    return { key: String(key), version: versionOf(item), ...read };
  });
  const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []));
  reportQuarantined(problems);
  return {
    fields: read.flatMap((one) =>
      'value' in one ? [{ key: one.key, ...one.value, version: one.version }] : [],
    ),
    problems,
  };
}

export const listFields = async (table: Table): Promise<TicketField[]> => (await readFields(table)).fields;

/** Creates a field, or changes one on the version that was read. Refuses as `nextVersion` does. */
export async function putField(
  table: Table,
  key: string,
  { version: expected, ...request }: PutVersioned<PutFieldRequest>,
  context: Context,
): Promise<TicketField> {
  const field = { key, ...request };
  return {
    ...field,
    version: await replaceDocument(table, context, ticketKeys.ticketField(key), { field }, expected),
  };
}

/** Deletes a field. Tickets keep their values of it; such a value can only be cleared. */
export const removeField = (key: string, expected: ExpectedVersion | undefined): Write =>
  removeDocument(ticketKeys.ticketField(key), expected, () => ticketError('ticket_field.not_found'));

const valueChecks: Readonly<
  Record<PutFieldRequest['type'], (value: unknown, field: TicketField) => string | undefined>
> = {
  text: (value) => (typeof value === 'string' ? undefined : 'must be text'),
  number: (value) => (typeof value === 'number' ? undefined : 'must be a number'),
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
  date: (value) => (isoDate(value) ? undefined : 'must be a date such as 2026-03-01'),
  choice: (value, { choices = [] }) =>
    choices.includes(String(value)) ? undefined : `must be one of ${choices.join(', ')}`,
};

/**
 * Returns the custom field values of a ticket after a change; null clears a value. Refuses unknown fields and
 * values of the wrong type with `request.invalid`, and names each of them.
 */
export function changeFields(
  current: FieldValues,
  change: Record<string, string | number | boolean | null>,
  fields: readonly TicketField[],
): FieldValues {
  const known = new Map(fields.map((field) => [field.key, field]));
  const issues: FieldIssue[] = Object.entries(change).flatMap(([key, value]) => {
    const field = known.get(key);
    if (value === null) return [];
    const message = field ? valueChecks[field.type](value, field) : 'is not a field of this team';
    return message === undefined ? [] : [{ path: `body.fields.${key}`, message }];
  });
  if (issues.length > 0) throw platformError('request.invalid', 'Some custom fields are not valid.', issues);
  const entries = Object.entries({ ...current, ...change });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | number | boolean] => entry[1] !== null),
  );
}
