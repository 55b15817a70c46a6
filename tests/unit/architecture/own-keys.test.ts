import { beforeAll, describe, expect, it } from 'vitest';
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
  const fixture = 'tests/fixtures/lookups';
  let found: string[] = [];
  beforeAll(() => {
    found = lookupsByAnyText([...folders, fixture]);
  });

  it('is looked up by `own` or in a Map, never in an object that inherits', () => {
    expect(found.filter((lookup) => !lookup.startsWith(fixture)).toSorted()).toEqual(allowed);
  });

  it('is noticed in every form of a lookup', () => {
    expect(found.filter((lookup) => lookup.startsWith(fixture))).toEqual([
      `${fixture}/lookups.ts: record[key]`,
      `${fixture}/lookups.ts: key in record`,
      `${fixture}/lookups.ts: [key]: value`,
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
