// What a merge brings to the ticket that goes on, and what undoing it takes away again. Several merges into one ticket may
// be undone in any order, so each keeps what it brought, not what the ticket looked like before.
import { isSensitive, priorities, type Ticket } from '../core/ticket.ts';

/** Tags and followers; kinds and reasons of its sensitivity. */
type MergeableSets = Record<'tags' | 'followers' | 'kinds' | 'reasons', string[]>;
const MAX_SET_SIZES = { tags: 30, followers: 50, kinds: 4, reasons: 50 } as const;

/** Kept with the ticket that a merge went into, for as long as it can be undone. */
export interface MergeRecord {
  sourceId: string;
  at: string;
  by: string;
  /** Of the merged ticket, what closing it takes away. */
  before: Pick<Ticket, 'status' | 'closesAt' | 'assigneeId' | 'breachAt'>;
  /** What only merges brought: not there before, or there through another merge alone. */
  added: MergeableSets;
  /** The priority of the merged ticket, and the target's own that held when the first of a run of merges came. */
  priority: { brought: Ticket['priority']; own: Ticket['priority']; run: string };
}

/**
 * The target's facts with those of the source: tags, followers and sensitive kinds united, the higher priority kept, a target
 * that waited open again when the source wants something done. Tags beyond 30 and followers beyond 50 stay with the source.
 */
export function mergeFacts(
  target: Ticket,
  source: Ticket,
  records: readonly MergeRecord[],
  at: string,
): { change: Partial<Ticket>; kept: Pick<MergeRecord, 'added' | 'priority'> } {
  const [have, brought] = [setsOf(target), setsOf(source)];
  const all = mapSets((of) => union(have[of], brought[of], MAX_SET_SIZES[of]));
  const through = addedBy(records);
  const added = mapSets((of) =>
    brought[of].filter(
      (value) => all[of].includes(value) && (!have[of].includes(value) || through[of].includes(value)),
    ),
  );
  const [earlier] = mergesSincePriorityChange(target, records);
  const { own, run } = earlier?.priority ?? { own: target.priority, run: `${at}#${source.id}` };
  return {
    change: {
      tags: all.tags,
      followers: all.followers,
      priority: highest([target.priority, source.priority]),
      ...(hasMoreSensitivity(all, have) ? { sensitive: sensitiveOf(target, source, all, at) } : {}),
      ...(reopensTarget(target, source) ? { status: 'open' as const } : {}),
    },
    kept: { added, priority: { brought: source.priority, own, run } },
  };
}

/**
 * The target's facts without what this merge brought, where nobody changed them since. What another merge brought too stays,
 * as does the status: what is open is people's to move.
 */
export function unmergeFacts(
  target: Ticket,
  undone: MergeRecord,
  others: readonly MergeRecord[],
): Partial<Ticket> {
  const [have, staying] = [setsOf(target), addedBy(others)];
  const left = mapSets((of) =>
    have[of].filter((value) => staying[of].includes(value) || !undone.added[of].includes(value)),
  );
  const { sensitive } = target;
  return {
    tags: left.tags,
    followers: left.followers,
    priority: priorityWithout(target, undone, others),
    ...(sensitive && hasMoreSensitivity(have, left)
      ? { sensitive: isNothing(left, sensitive) ? undefined : { ...sensitive, ...sensitivity(left) } }
      : {}),
  };
}

const mapSets = (make: (of: keyof MergeableSets) => string[]): MergeableSets => ({
  tags: make('tags'),
  followers: make('followers'),
  kinds: make('kinds'),
  reasons: make('reasons'),
});

/** The reasons of a finding that a ticket is not sensitive stay with it. */
const setsOf = (ticket: Ticket): MergeableSets => ({
  tags: ticket.tags,
  followers: ticket.followers,
  kinds: ticket.sensitive?.kinds ?? [],
  reasons: isSensitive(ticket) ? (ticket.sensitive?.reasons ?? []) : [],
});

const hasMoreSensitivity = (a: MergeableSets, b: MergeableSets) =>
  a.kinds.length > b.kinds.length || a.reasons.length > b.reasons.length;

const union = (have: readonly string[], more: readonly string[], most: number) =>
  [...new Set([...have, ...more])].slice(0, Math.max(most, have.length));

const addedBy = (records: readonly MergeRecord[]): MergeableSets =>
  mapSets((of) => records.flatMap((record) => record.added[of]));

type Sensitive = NonNullable<Ticket['sensitive']>;

const sensitivity = ({ kinds, reasons }: MergeableSets) => ({
  kinds: kinds.toSorted() as Sensitive['kinds'],
  reasons,
});

/** What staff took off the source was about the source: of the target its own findings alone stay. */
function sensitiveOf(target: Ticket, source: Ticket, sets: MergeableSets, at: string): Sensitive {
  const cleared = target.sensitive?.cleared?.filter((kind) => !sets.kinds.includes(kind)) ?? [];
  return {
    ...sensitivity(sets),
    by: [target, source].some(({ sensitive }) => sensitive?.by === 'staff') ? 'staff' : 'model',
    at,
    ...(cleared.length === 0 ? {} : { cleared }),
  };
}

const isNothing = ({ kinds }: MergeableSets, { cleared = [] }: Sensitive) =>
  kinds.length + cleared.length === 0;

const reopensTarget = (target: Ticket, source: Ticket) =>
  (target.status === 'pending' || target.status === 'on_hold') &&
  (source.status === 'new' || source.status === 'open');

const highest = (all: readonly Ticket['priority'][]) =>
  priorities.find((priority) => all.includes(priority)) ?? 'normal';

/** The merges since somebody last changed the target's own priority: none when it is not what they made it. */
function mergesSincePriorityChange(
  { priority }: Ticket,
  records: readonly MergeRecord[],
): readonly MergeRecord[] {
  const runs = [...Map.groupBy(records, (record) => record.priority.run)];
  const [, run = []] = runs.toSorted(([a], [b]) => (a < b ? 1 : -1))[0] ?? [];
  return run[0] && highest([run[0].priority.own, ...run.map(priorityBroughtBy)]) === priority ? run : [];
}

const priorityBroughtBy = (record: MergeRecord) => record.priority.brought;

function priorityWithout(target: Ticket, undone: MergeRecord, others: readonly MergeRecord[]) {
  const run = mergesSincePriorityChange(target, [undone, ...others]);
  if (!run.includes(undone)) return target.priority;
  return highest([undone.priority.own, ...run.filter((record) => record !== undone).map(priorityBroughtBy)]);
}
