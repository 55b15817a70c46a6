/**
 * Returns the record's own property, or undefined. Use it for keys that come from outside: it does not find
 * what every object inherits (`constructor`, `toString`, …). A key of a literal union does not need it.
 */
export function ownProperty<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
