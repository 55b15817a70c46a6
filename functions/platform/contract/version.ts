// Checks versions of resources: an update names the version that it was made on, so that it never overwrites
// an unseen change. Pure.
import { platformError } from '../errors.ts';

/** The version that an update was made on; `any` means the current one (`If-Match: *`). */
export type ExpectedVersion = number | 'any';

/**
 * The largest version. No item changes that often, and one more is still an integer that JSON and
 * the table hold exactly.
 */
export const MAX_VERSION = 1e15;

/** Matches `If-Match` as clients send it: one of our `ETag`s, which is a version in quotes, or `*`. */
export const IF_MATCH = /^(\*|"[0-9]{1,15}")$/;
export const IF_MATCH_PATTERN = IF_MATCH.source;

/** A request with the version that it was made on. */
export type Versioned<T> = T & { version: ExpectedVersion };
/** A request for a document that may not exist yet; creating it names no version. */
export type PutVersioned<T> = T & { version?: ExpectedVersion | undefined };

/** Rejects with `version.stale` an update that was made on another version than the current one. */
export function assertVersion(expected: ExpectedVersion, current: number, what: string): void {
  if (expected !== 'any' && expected !== current)
    throw platformError('version.stale', `The current version of ${what} is ${current}.`);
}

/**
 * Returns the next version of a document that is created or replaced as a whole. `current` is 0 while
 * nobody has saved it; `builtIn` says that a default applies even then. Rejects with `version.missing`
 * an update of an existing document that names no version, and with `version.stale` any other version
 * than the current one.
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
