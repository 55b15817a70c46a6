import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketKeys } from '../../../functions/tickets/keys.ts';
import {
  clashes,
  type KeyPattern,
  keyOf,
  keySpace,
  overlaps,
  platformKeys,
} from '../../support/source/key-space.ts';

const { items, work, lists, views, prefixes } = await keySpace();
const EVENTS = { text: 'E#', open: true };
const TIMED_WORK = { text: 'DUE#', open: true };

describe('the keys of the capabilities', () => {
  it('are found in every keys.ts', () => {
    const capabilities = new Set(items.map(({ capability }) => capability));
    expect([...capabilities].toSorted()).toEqual([
      'assist',
      'compensation',
      'complaints',
      'customers',
      'email',
      'feedback',
      'intelligence',
      'metrics',
      'outreach',
      'promises',
      'returns',
      'routing',
      'sla',
      'tickets',
    ]);
    expect(items.length).toBeGreaterThan(50);
    expect(lists.length + views.length).toBeGreaterThan(15);
  });

  it('are never the same key in two capabilities or in the platform', () => {
    expect(clashes([...items, ...work, ...platformKeys()])).toEqual([]);
  });

  it('never share a partition of an index between two capabilities', () => {
    expect(clashes(lists)).toEqual([]);
    expect(clashes(views)).toEqual([]);
  });

  it('leave the sort keys of events and of timed work to the platform', () => {
    // A sort key without its own prefix belongs to a partition with neither events nor timed work.
    const stated = items.filter(({ sk }) => sk.text !== '');
    const taken = stated.filter(({ sk }) => overlaps(sk, EVENTS) || overlaps(sk, TIMED_WORK));
    expect(taken).toEqual([]);
    expect(work.length).toBeGreaterThanOrEqual(8);
  });

  it('stay out of the ranges that another capability reads', () => {
    const read = prefixes.flatMap(({ capability, text }) =>
      items
        .filter((key) => key.capability === capability && key.sk.text.startsWith(text))
        .map(({ pk }): KeyPattern => ({ capability, name: `range ${text}`, pk, sk: { text, open: true } })),
    );
    expect(read.length).toBeGreaterThanOrEqual(prefixes.length);
    expect(read.flatMap((range) => clashes([range, ...items, ...work]))).toEqual([]);
  });
});

describe('the comparison of keys', () => {
  const key = (capability: string, pk: string, sk: string): KeyPattern => ({
    capability,
    name: 'x',
    ...keyOf({ pk, sk }),
  });
  const id = '\u0001';

  it('finds keys that overlap, and partitions that are owned whole', () => {
    const ticketsOwn = key('tickets', `T#${id}`, `RUN#${id}`);
    expect(clashes([ticketsOwn, key('sla', `T#${id}`, `RUN#1#${id}`)])).toEqual(['tickets.x and sla.x']);
    expect(clashes([ticketsOwn, key('sla', `T#${id}`, 'RUN')])).toEqual([]);
    expect(clashes([ticketsOwn, key('tickets', `T#${id}`, `RUN#${id}`)])).toEqual([]);
    const partition = { capability: 'sla', name: 'all', ...keyOf(`T#${id}`) };
    expect(clashes([ticketsOwn, partition])).toEqual(['tickets.x and sla.all']);
  });

  it('calls two patterns separate only if no ids give the same text', () => {
    const pattern = fc.record({ text: fc.stringMatching(/^[A-C#]{0,3}$/), open: fc.boolean() });
    const rest = fc.stringMatching(/^[A-C#]{0,3}$/);
    fc.assert(
      fc.property(pattern, pattern, rest, rest, (a, b, more, other) => {
        const one = a.open ? a.text + more : a.text;
        const two = b.open ? b.text + other : b.text;
        return one !== two || overlaps(a, b);
      }),
    );
  });

  it('recognises the place of an id in a real key', () => {
    expect(keyOf(ticketKeys.macroRun(id, id))).toEqual({
      pk: { text: 'T#', open: true },
      sk: { text: 'RUN#', open: true },
    });
  });
});
