/**
 * Looks up a key that comes from outside among a record's own keys: what every object inherits (`constructor`, `toString`, …)
 * is not found. A key that is one of a union of literals does not need this.
 */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
