/**
 * Writes JSON with the fields of every object in a fixed order, as RFC 8785 does: two bodies that differ only
 * in field order or white space give the same text. The depth of the value must be bounded.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([a], [b]) => Number(a > b) - Number(a < b));
  return `{${fields.map(([name, entry]) => `${JSON.stringify(name)}:${canonicalJson(entry)}`).join(',')}}`;
}
