import { beforeAll, describe, expect, it } from 'vitest';
import { ownProperty } from '../../../functions/platform/own-property.ts';
import { lookupsByAnyText } from '../../support/source/own-keys.ts';

/**
 * Folders where outside text is a key: everything that runs in the cloud, and what reads requests
 * in the local runner.
 */
const folders = ['functions', 'local/gateway', 'local/http', 'local/iam', 'local/mail', 'local/s3'];

const allowed = [
  // The only place where the key is checked first.
  'functions/platform/own-property.ts: record[key]',
  // Names that the expression generates itself: `:u0`, `:u1`, …
  'functions/platform/table/write.ts: values[name]',
];

describe('a key that may be any text', () => {
  const fixture = 'tests/fixtures/lookups';
  let found: string[] = [];
  beforeAll(() => {
    found = lookupsByAnyText([...folders, fixture]);
  });

  it('is looked up with `ownProperty` or in a Map, never in an object that inherits', () => {
    expect(found.filter((lookup) => !lookup.startsWith(fixture)).toSorted()).toEqual(allowed);
  });

  it('is recognised in every form of a lookup', () => {
    expect(found.filter((lookup) => lookup.startsWith(fixture))).toEqual([
      `${fixture}/lookups.ts: record[key]`,
      `${fixture}/lookups.ts: key in record`,
      `${fixture}/lookups.ts: [key]: value`,
    ]);
  });
});

describe('ownProperty', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'finds nothing under %s unless it exists',
    (key) => {
      expect(ownProperty({}, key)).toBeUndefined();
      expect(ownProperty(Object.fromEntries([[key, 1]]), key)).toBe(1);
    },
  );
});
