import { describe, expect, it } from 'vitest';
import { itemBytes } from '../../../../functions/platform/table/size.ts';

describe('the size of an item', () => {
  it('counts names and values in UTF-8', () => {
    expect(itemBytes({ pk: 'abc' })).toBe(5);
    expect(itemBytes({ pk: 'é€😀' })).toBe(2 + 2 + 3 + 4);
    expect(itemBytes({ naïve: '' })).toBe(6);
  });

  it('counts one byte for true, false and null', () => {
    expect(itemBytes({ a: true, b: false, c: null })).toBe(6);
  });

  it('leaves out undefined values, as the client does', () => {
    expect(itemBytes({ a: undefined, b: 'x' })).toBe(2);
  });

  it('counts a byte per two significant digits of a number, one more, and one for a minus', () => {
    const bytes = (value: number) => itemBytes({ n: value }) - 1;
    expect([0, 7, 12, 123, 1234, -7, 1.5, 0.005, 1000].map(bytes)).toEqual([2, 2, 2, 3, 3, 3, 2, 2, 2]);
  });

  it('counts three bytes for a list or a map, and one for each element', () => {
    expect(itemBytes({ l: [] })).toBe(4);
    expect(itemBytes({ l: ['a', 'b'] })).toBe(1 + 3 + 2 + 2);
    expect(itemBytes({ m: {} })).toBe(4);
    expect(itemBytes({ m: { ab: 'c' } })).toBe(1 + 3 + 1 + 3);
    expect(itemBytes({ m: { l: [{ a: 'b' }] } })).toBe(1 + (3 + 1 + 1) + (3 + 1) + (3 + 1 + 2));
  });

  it('counts only the elements of a set, and the bytes of binary data', () => {
    expect(itemBytes({ s: new Set(['a', 'bc']) })).toBe(4);
    expect(itemBytes({ b: new Uint8Array(7) })).toBe(8);
  });
});
