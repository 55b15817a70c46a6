import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../local/sources/filter-pattern.ts';
import type { Json } from '../../../local/template/intrinsics.ts';

const matches = (pattern: Json, event: unknown): boolean => compilePattern(pattern)(event);

describe('filter patterns', () => {
  it('match nested images of a stream record', () => {
    const pattern = { eventName: ['INSERT'], dynamodb: { NewImage: { t: { S: ['event'] } } } };
    expect(matches(pattern, { eventName: 'INSERT', dynamodb: { NewImage: { t: { S: 'event' } } } })).toBe(
      true,
    );
    expect(matches(pattern, { eventName: 'MODIFY', dynamodb: { NewImage: { t: { S: 'event' } } } })).toBe(
      false,
    );
    expect(matches(pattern, { eventName: 'INSERT', dynamodb: {} })).toBe(false);
  });

  it.each<[Json, unknown, boolean]>([
    [{ a: [{ prefix: 'ticket.' }] }, { a: 'ticket.opened' }, true],
    [{ a: [{ prefix: 'ticket.' }] }, { a: 'survey.sent' }, false],
    [{ a: [{ prefix: { 'equals-ignore-case': 'TICKET' } }] }, { a: 'ticket.opened' }, true],
    [{ a: [{ suffix: '.opened' }] }, { a: 'ticket.opened' }, true],
    [{ a: [{ wildcard: 't*.op*d' }] }, { a: 'ticket.opened' }, true],
    [{ a: [{ wildcard: 't*x' }] }, { a: 'ticket.opened' }, false],
    [{ a: [{ exists: true }] }, { a: null }, true],
    [{ a: [{ exists: true }] }, {}, false],
    [{ a: [{ exists: false }] }, {}, true],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, true],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'x' }, false],
    [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xyz' }, false],
    [{ a: [{ 'anything-but': 'x' }] }, {}, false],
    [{ a: [{ numeric: ['>', 1, '<=', 5] }] }, { a: 5 }, true],
    [{ a: [{ numeric: ['>', 1, '<=', 5] }] }, { a: 1 }, false],
    [{ a: [{ numeric: ['=', 5] }] }, { a: '5' }, false],
    [{ a: [{ 'equals-ignore-case': 'YES' }] }, { a: 'yes' }, true],
    [{ a: ['x', null] }, { a: null }, true],
    [{ a: ['x'] }, { a: ['w', 'x'] }, true],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'x' }, false],
  ])('%j on %j is %j', (pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it('reject an unknown operator by name', () => {
    expect(() => compilePattern({ a: [{ cidr: '10.0.0.0/24' }] })).toThrow('cidr is not served here');
  });
});
