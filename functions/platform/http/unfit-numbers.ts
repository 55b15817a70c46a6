import type { FieldIssue } from '../errors.ts';

/** DynamoDB holds no number that is closer to zero. */
const LEAST = 1e-130;

/**
 * Finds the numbers of a body that could not be stored as they were sent: whole numbers beyond 2^53 − 1, which reading JSON
 * has rounded already, larger ones, and those that the table takes for zero. The depth of the value must be bounded.
 */
export function unfitNumbers(value: unknown, path: string): FieldIssue[] {
  if (typeof value === 'number') {
    const size = Math.abs(value);
    if (size <= Number.MAX_SAFE_INTEGER && (size === 0 || size >= LEAST)) return [];
    return [
      { path, message: `must be a number within ±${Number.MAX_SAFE_INTEGER} that is not next to zero` },
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => unfitNumbers(entry, `${path}.${name}`));
}
