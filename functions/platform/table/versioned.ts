// Documents that are replaced as a whole, each change over the version that its author read.

import type { ExpectedVersion } from '../contract/version.ts';
import { needVersion } from '../contract/version.ts';
import { DomainError } from '../errors.ts';
import type { Key } from './keys.ts';
import type { Item } from './table.ts';
import { type Condition, put, type Refusal, remove, type Write } from './write.ts';

/** 0 while there is none. What was saved before documents had versions counts as version 1. */
export const versionOf = (item: Item | undefined): number => (item ? Number(item.version ?? 1) : 0);

/** Holds while the stored document has this version; 0: while there is none. */
export function atVersion(version: number): Condition {
  if (version === 0) return { expression: 'attribute_not_exists(pk)' };
  const same = '#version = :version';
  const old = `attribute_exists(pk) AND (attribute_not_exists(#version) OR ${same})`;
  return { expression: version === 1 ? old : same, values: { version } };
}

const contended: Refusal = () => new DomainError('write.contended');

/** Puts a document with the version that `nextVersion` gave it over the one before; of two at once one decides again. */
export const putVersion = (key: Key, item: Item & { version: number }, refuse: Refusal = contended): Write =>
  put(key, item, atVersion(item.version - 1), refuse);

/**
 * Deletes a document, at the version that its author read where one is named. Refuses with `absent` when there is none, and
 * with `version.stale` another version.
 */
export function removeVersion(key: Key, expected: ExpectedVersion | undefined, absent: () => Error): Write {
  const when =
    typeof expected === 'number' ? atVersion(Math.max(expected, 1)) : { expression: 'attribute_exists(pk)' };
  return remove(key, when, (current) => {
    if (!current) return absent();
    needVersion(expected ?? 'any', versionOf(current), 'it');
    return new DomainError('version.stale', `it is at version ${versionOf(current)}`);
  });
}
