/**
 * What a record has under a key of its own, undefined otherwise: what every object inherits (`constructor`, `toString`, …) is
 * not in it. For keys that come from outside; a key of a union of literals needs it not.
 */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
