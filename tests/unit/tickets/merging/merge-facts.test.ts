import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorities, type Ticket } from '../../../../functions/tickets/core/ticket.ts';
import {
  type MergeRecord,
  mergeFacts,
  unmergeFacts,
} from '../../../../functions/tickets/merging/merge-facts.ts';
import { OPENED_AT, ticketWith } from '../../../support/tickets/tickets.ts';

const before: MergeRecord['before'] = { status: 'new' };
const merge = (target: Ticket, source: Ticket, records: readonly MergeRecord[], at = OPENED_AT) => {
  const { change, kept } = mergeFacts(target, source, records, at);
  const record: MergeRecord = { sourceId: source.id, at, by: 'ann', before, ...kept };
  return { target: { ...target, ...change }, record };
};
const id = (index: number) => `tkt_${String(index).padStart(26, '0')}`;

const facts = fc.record({
  priority: fc.constantFrom(...priorities),
  tags: fc.subarray(['a', 'b', 'c', 'd']),
  followers: fc.subarray(['ann', 'bob', 'cleo']),
  kinds: fc.subarray(['complaint', 'vulnerable', 'billing_dispute'] as const),
});
const ticketOf = (
  index: number,
  { kinds, ...rest }: typeof facts extends fc.Arbitrary<infer T> ? T : never,
) =>
  ticketWith({
    id: id(index),
    ...rest,
    ...(kinds.length > 0
      ? { sensitive: { kinds: [...kinds], reasons: [`of ${index}`], by: 'model' as const, at: OPENED_AT } }
      : {}),
  });
const comparable = ({ priority, tags, followers, sensitive }: Ticket) => ({
  priority,
  tags: tags.toSorted(),
  followers: followers.toSorted(),
  kinds: sensitive?.kinds.toSorted() ?? [],
  reasons: sensitive?.reasons.toSorted() ?? [],
});

describe('the facts of a merged ticket', () => {
  it('keep the kinds that staff removed from the target, except those of the source, also after an unmerge', () => {
    const found = { reasons: [], by: 'staff' as const, at: OPENED_AT };
    const cleared = ['complaint', 'vulnerable'] as const;
    const start = ticketWith({ id: id(0), sensitive: { kinds: [], ...found, cleared: [...cleared] } });
    const { target, record } = merge(start, ticketOf(1, { ...start, kinds: ['complaint'] }), []);
    expect(target.sensitive).toMatchObject({ kinds: ['complaint'], cleared: ['vulnerable'] });
    const back = { ...target, ...unmergeFacts(target, record, []) };
    expect(back.sensitive).toMatchObject({ kinds: [], cleared: ['vulnerable'] });
  });

  it('are restored, in whatever order the merges are undone', () => {
    const orders = fc.shuffledSubarray([1, 2, 3], { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(facts, fc.array(facts, { minLength: 3, maxLength: 3 }), orders, (own, sources, order) => {
        const start = ticketOf(0, own);
        let target = start;
        let records: MergeRecord[] = [];
        for (const [index, source] of sources.entries()) {
          const step = merge(target, ticketOf(index + 1, source), records);
          target = step.target;
          records = [...records, step.record];
        }
        for (const index of order) {
          const undone = records.find(({ sourceId }) => sourceId === id(index)) as MergeRecord;
          records = records.filter((record) => record !== undone);
          target = { ...target, ...unmergeFacts(target, undone, records) };
          const left = [
            own,
            ...sources.filter((_, at) => records.some(({ sourceId }) => sourceId === id(at + 1))),
          ];
          expect(comparable(target).tags).toEqual([...new Set(left.flatMap(({ tags }) => tags))].toSorted());
          const highest = priorities.find((one) => left.some(({ priority }) => priority === one));
          expect(target.priority).toBe(highest);
        }
        expect(comparable(target)).toEqual(comparable(start));
      }),
    );
  });

  it('keep a priority that somebody set after the merge and take it as the new start', () => {
    const first = merge(ticketWith(), ticketWith({ id: id(1), priority: 'urgent' }), []);
    const changed = { ...first.target, priority: 'low' as const };
    const second = merge(
      changed,
      ticketWith({ id: id(2), priority: 'high' }),
      [first.record],
      '2026-03-11T00:00:00.000Z',
    );
    expect(unmergeFacts(second.target, first.record, [second.record]).priority).toBe('high');
    expect(unmergeFacts(second.target, second.record, [first.record]).priority).toBe('low');
  });

  it('never exceed the limits of a ticket', () => {
    const many = (letter: string) => Array.from({ length: 20 }, (_, index) => `${letter}${index}`);
    const { target, record } = merge(
      ticketWith({ tags: many('a') }),
      ticketWith({ id: id(1), tags: many('b') }),
      [],
    );
    expect(target.tags).toHaveLength(30);
    expect(record.added.tags).toEqual(many('b').slice(0, 10));
  });

  it.each([
    ['pending', 'new', 'open'],
    ['on_hold', 'open', 'open'],
    ['pending', 'pending', 'pending'],
    ['open', 'new', 'open'],
    ['solved', 'solved', 'solved'],
  ] as const)(
    'combine a target that is %s and a source that is %s into the status %s',
    (target, source, status) => {
      expect(merge(ticketWith({ status: target }), ticketWith({ status: source }), []).target.status).toBe(
        status,
      );
    },
  );
});
