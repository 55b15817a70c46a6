/**
 * Returns the record's own property, or undefined. Use it for keys that come from outside: what every object inherits
 * (`constructor`, `toString`, …) is not found. A key that is one of a union of literals does not need this.
 */
export function ownProperty<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
