import { describe, expect, it } from 'vitest';
import { ownProperty } from '../../../functions/platform/own-property.ts';
import { lookupsByAnyText } from '../../support/source/own-keys.ts';

/** Where foreign text is a key: all that runs in the cloud, and what of the local runner reads requests. */
const folders = ['functions', 'local/gateway', 'local/http', 'local/iam', 'local/mail', 'local/s3'];

const allowed = [
  // The one place where it is checked first.
  'functions/platform/own-property.ts: record[key]',
  // Names that the expression makes up itself: `:u0`, `:u1`, …
  'functions/platform/table/write.ts: values[name]',
];

describe('a key that may be any text', () => {
  it('is looked up by `own` or in a Map, never in an object that inherits', { timeout: 120_000 }, () => {
    expect(lookupsByAnyText(folders).toSorted()).toEqual(allowed);
  });

  it('is noticed in every form of a lookup', { timeout: 120_000 }, () => {
    expect(lookupsByAnyText(['tests/fixtures/lookups'])).toEqual([
      'tests/fixtures/lookups/lookups.ts: record[key]',
      'tests/fixtures/lookups/lookups.ts: key in record',
      'tests/fixtures/lookups/lookups.ts: [key]: value',
    ]);
  });
});

describe('own', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'finds nothing under %s unless it is there',
    (key) => {
      expect(ownProperty({}, key)).toBeUndefined();
      expect(ownProperty(Object.fromEntries([[key, 1]]), key)).toBe(1);
    },
  );
});
