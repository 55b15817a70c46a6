// Versions of resources: an update names the one that it was made on, so that nobody's change is lost unseen. Pure.
import { platformError } from '../errors.ts';

/** The version that an update was made on; `any` is whichever there is (`If-Match: *`). */
export type ExpectedVersion = number | 'any';

/** No item is changed so often; one more is still a whole number that JSON and the table hold exactly. */
export const MAX_VERSION = 1e15;

/** `If-Match` as it is sent: an `ETag` of ours, which is a version in quotes, or any. */
export const IF_MATCH = /^(\*|"[0-9]{1,15}")$/;
export const IF_MATCH_PATTERN = IF_MATCH.source;

/** A request together with the version that it was made on. */
export type Versioned<T> = T & { version: ExpectedVersion };
/** The same of a document that may be there or not: making it names none. */
export type PutVersioned<T> = T & { version?: ExpectedVersion | undefined };

/** Refuses with `version.stale` an update that was made on another version than the current one. */
export function assertVersion(expected: ExpectedVersion, current: number, what: string): void {
  if (expected !== 'any' && expected !== current)
    throw platformError('version.stale', `The current version of ${what} is ${current}.`);
}

/**
 * The version that a document gets which is made or replaced as a whole. `current` is 0 while nobody has saved it; `builtIn`
 * says that something holds even then. Refuses with `version.missing` an update of what is there that names no version, and with
 * `version.stale` any other version than the current one.
 */
export function nextVersion(
  expected: ExpectedVersion | undefined,
  current: number,
  { builtIn = false }: { builtIn?: boolean } = {},
): number {
  if (expected === undefined && current > 0) throw missing(current);
  const isAbsent = expected === 'any' && current === 0 && !builtIn;
  if (isAbsent || (typeof expected === 'number' && expected !== current))
    throw platformError(
      'version.stale',
      current === 0 ? 'It does not exist yet.' : `The current version is ${current}.`,
    );
  return current + 1;
}

const missing = (current: number) =>
  platformError('version.missing', `The current version is ${current}; send it as version or If-Match.`, [
    { path: 'body.version', message: 'is missing' },
  ]);
