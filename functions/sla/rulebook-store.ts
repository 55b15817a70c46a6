// The rulebook on the table: a small head that says which version holds, and the versions themselves, which never change
// and so are read once by each process. A rule never needs more than the versions since a ticket was opened.
import { type Problem, quarantine } from '../platform/config/usable.ts';
import { DomainError } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { create, put, type Write } from '../platform/table/write.ts';
import { emptyRulebook, type Rulebook } from './policy.ts';
import { type ReadRulebook, usableRulebook } from './usable-rulebook.ts';

export interface Rulebooks {
  /** What holds now, as of the last change that was answered. */
  current(): Promise<Rulebook>;
  /** A version that was written before; 0 is the empty one. */
  version(version: number): Promise<Rulebook>;
  /** What holds now, with what of it is in quarantine. */
  read(): Promise<KeptRulebook>;
}

export interface KeptRulebook extends ReadRulebook {
  /** As it stands on the table, for whoever changes a part of it: what is in quarantine is not lost by that. */
  stored: Rulebook;
}

/** Versions that a process keeps. */
const MAX_KEPT = 50;

/**
 * Reads the rulebook. What of a version cannot be used is left out, and a version that cannot be read at all counts as the
 * one before it, so that clocks go on by the last readable rules; the alarm is told of both.
 */
export function rulebooksOf(table: Table): Rulebooks {
  const empty = { book: emptyRulebook, stored: emptyRulebook, problems: [] };
  const kept = new Map<number, KeptRulebook>([[0, empty]]);
  const load = async (wanted: number): Promise<KeptRulebook> => {
    const known = kept.get(wanted);
    if (known) return known;
    if (!Number.isSafeInteger(wanted) || wanted < 0)
      throw new Error('the head of the rulebook is unreadable');
    const stored = (await getItem(table, keys.rulebookVersion(wanted)))?.book;
    const { book, problems } = usableRulebook(stored, wanted);
    quarantine(problems);
    const read = book
      ? { book, stored: stored as Rulebook, problems }
      : before(await load(wanted - 1), problems);
    const [, second] = kept.keys();
    if (kept.size >= MAX_KEPT && second !== undefined) kept.delete(second);
    kept.set(wanted, read);
    return read;
  };
  const read = async () => load(Number((await getItem(table, keys.rulebook()))?.version ?? 0));
  return {
    read,
    version: async (version) => (await load(version)).book,
    current: async () => (await read()).book,
  };
}

/** The version before another, in the place of that one. */
function before({ book, stored, problems }: KeptRulebook, more: readonly Problem[]): KeptRulebook {
  const version = book.version + 1;
  return {
    book: { ...book, version },
    stored: { ...stored, version },
    problems: [...more, ...problems],
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
