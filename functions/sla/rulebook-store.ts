// The rulebook on the table: a small head that says which version holds, and the versions themselves, which never change
// and so are read once by each process. A rule never needs more than the versions since a ticket was opened.
import { DomainError } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { create, put, type Write } from '../platform/table/write.ts';
import { emptyRulebook, type Rulebook } from './policy.ts';

export interface Rulebooks {
  /** What holds now, as of the last change that was answered. */
  current(): Promise<Rulebook>;
  /** A version that was written before; 0 is the empty one. */
  version(version: number): Promise<Rulebook>;
}

/** Versions that a process keeps. */
const MAX_KEPT = 50;

export function rulebooksOf(table: Table): Rulebooks {
  const kept = new Map<number, Rulebook>([[0, emptyRulebook]]);
  const version = async (wanted: number): Promise<Rulebook> => {
    const known = kept.get(wanted);
    if (known) return known;
    const item = await getItem(table, keys.rulebookVersion(wanted));
    if (!item) throw new Error(`version ${wanted} of the rulebook is missing`);
    const book = item.book as Rulebook;
    const [, second] = kept.keys();
    if (kept.size >= MAX_KEPT && second !== undefined) kept.delete(second);
    kept.set(wanted, book);
    return book;
  };
  return {
    version,
    current: async () => version(Number((await getItem(table, keys.rulebook()))?.version ?? 0)),
  };
}

/**
 * The writes of the next version. Two changes at the same time make one of them decide again (`write.contended`): the
 * whole book is one thing, so that no policy can be left with a schedule that was deleted at the same moment.
 */
export function saveRulebook(next: Rulebook): Write[] {
  const contended = () => new DomainError('write.contended');
  const before = next.version - 1;
  return [
    put(
      keys.rulebook(),
      { t: 'rulebook', version: next.version, changedAt: next.changedAt },
      before === 0
        ? { expression: 'attribute_not_exists(pk)' }
        : { expression: '#version = :before', values: { before } },
      contended,
    ),
    create(keys.rulebookVersion(next.version), { t: 'rulebook-version', book: next }, contended),
  ];
}
