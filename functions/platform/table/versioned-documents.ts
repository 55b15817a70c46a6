// Stores documents that are replaced as a whole, each change on the version that its author read.

import type { Context } from '../context.ts';
import { type ExpectedVersion, nextVersion } from '../contract/version.ts';
import { DomainError, platformError } from '../errors.ts';
import { commit } from './commit.ts';
import type { Key } from './keys.ts';
import type { NewEvent } from './new-event.ts';
import { requireCommitted } from './outcome.ts';
import { getItem } from './read.ts';
import { type OnFailed, rejection, stale } from './refusal.ts';
import { retryOnStale } from './retry-on-stale.ts';
import type { Item, Table } from './table.ts';
import { type Condition, put, remove, type Write } from './write.ts';

/**
 * Returns the version of a document; 0 if there is none. A document that was saved before documents had
 * versions has version 1.
 */
export const versionOf = (item: Item | undefined): number => (item ? Number(item.version ?? 1) : 0);

/** Returns the condition that the stored document has this version; 0: that there is none. */
export function atVersion(version: number): Condition {
  if (version === 0) return { expression: 'attribute_not_exists(pk)' };
  const same = '#version = :version';
  const old = `attribute_exists(pk) AND (attribute_not_exists(#version) OR ${same})`;
  return { expression: version === 1 ? old : same, values: { version } };
}

/**
 * Replaces a document with the version that `nextVersion` returned; of two concurrent
 * writes one decides again.
 */
export const putDocument = (key: Key, item: Item & { version: number }, onFailed: OnFailed = stale): Write =>
  put(key, item, atVersion(item.version - 1), onFailed);

interface ReplaceOptions {
  /** Says that a default applies even while nobody has saved it. */
  builtIn?: boolean;
  /** Further writes of the caller in the same transaction; their refusals come first. */
  also?: readonly Write[];
  events?: NewEvent[];
}

/**
 * Creates or replaces a document as a whole on the version that its author read, and returns its new version.
 * Refuses as `nextVersion` does; of two concurrent writes one decides again.
 */
export function replaceDocument(
  table: Table,
  context: Context,
  key: Key,
  document: Item,
  expected: ExpectedVersion | undefined,
  { builtIn = false, also = [], events = [] }: ReplaceOptions = {},
): Promise<number> {
  return requireCommitted(
    retryOnStale(async () => {
      const version = nextVersion(expected, versionOf(await getItem(table, key)), { builtIn });
      return commit(table, context, {
        writes: [...also, putDocument(key, { ...document, version })],
        events,
        answer: version,
      });
    }),
  );
}

/**
 * Deletes a document, at the version that its author read if one is named. Rejects with the error `absent` if
 * there is none, and with `version.stale` for another version.
 */
export function removeDocument(
  key: Key,
  expected: ExpectedVersion | undefined,
  absent: () => DomainError,
): Write {
  const when =
    typeof expected === 'number' ? atVersion(Math.max(expected, 1)) : { expression: 'attribute_exists(pk)' };
  return remove(key, when, (current) =>
    current
      ? rejection(platformError('version.stale', `The current version is ${versionOf(current)}.`))
      : rejection(absent()),
  );
}
