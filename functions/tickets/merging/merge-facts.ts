// Merges the properties of a source ticket into the target and removes them again when the merge is undone.
// Several merges into one ticket may be undone in any order, so each record has what its merge added, not the
// previous state of the target.
import { isSensitive, priorities, type Ticket } from '../core/ticket.ts';

/** Tags and followers; sensitive kinds and their reasons. */
type MergeableSets = Record<'tags' | 'followers' | 'kinds' | 'reasons', string[]>;
const MAX_SET_SIZES = { tags: 30, followers: 50, kinds: 4, reasons: 50 } as const;

/** The record of a merge, stored with the target as long as the merge can be undone. */
export interface MergeRecord {
  sourceId: string;
  at: string;
  by: string;
  /** The properties of the source that closing it clears. */
  before: Pick<Ticket, 'status' | 'closesAt' | 'assigneeId' | 'breachAt'>;
  /**
   * The values that only merges added: absent from the target before, or present only through another merge.
   */
  added: MergeableSets;
  /** The priority of the source, and the target's own priority before the first merge of the run. */
  priority: { brought: Ticket['priority']; own: Ticket['priority']; run: string };
}

/**
 * Returns the target's changes with the properties of the source: the union of tags, followers and sensitive
 * kinds and the higher priority. A target that is pending or on hold opens when the source is new or open.
 * Tags beyond 30 and followers beyond 50 stay with the source.
 */
export function mergeFacts(
  target: Ticket,
  source: Ticket,
  records: readonly MergeRecord[],
  at: string,
): { change: Partial<Ticket>; kept: Pick<MergeRecord, 'added' | 'priority'> } {
  const [targetSets, sourceSets] = [setsOf(target), setsOf(source)];
  const union = mapSets((set) => unionOf(targetSets[set], sourceSets[set], MAX_SET_SIZES[set]));
  const addedByMerges = addedBy(records);
  const added = mapSets((set) =>
    sourceSets[set].filter(
      (value) =>
        union[set].includes(value) &&
        (!targetSets[set].includes(value) || addedByMerges[set].includes(value)),
    ),
  );
  const [earlier] = mergesSincePriorityChange(target, records);
  const { own, run } = earlier?.priority ?? { own: target.priority, run: `${at}#${source.id}` };
  return {
    change: {
      tags: union.tags,
      followers: union.followers,
      priority: highest([target.priority, source.priority]),
      ...(hasMoreSensitivity(union, targetSets)
        ? { sensitive: mergedSensitivity(target, source, union, at) }
        : {}),
      ...(reopensTarget(target, source) ? { status: 'open' as const } : {}),
    },
    kept: { added, priority: { brought: source.priority, own, run } },
  };
}

/**
 * Returns the target's properties without what this merge added, where nobody changed them since. Values that
 * another merge also added stay. The status stays too: people decide when an open ticket changes its status.
 */
export function unmergeFacts(
  target: Ticket,
  undone: MergeRecord,
  others: readonly MergeRecord[],
): Partial<Ticket> {
  const [targetSets, addedByOthers] = [setsOf(target), addedBy(others)];
  const remaining = mapSets((set) =>
    targetSets[set].filter(
      (value) => addedByOthers[set].includes(value) || !undone.added[set].includes(value),
    ),
  );
  const { sensitive } = target;
  return {
    tags: remaining.tags,
    followers: remaining.followers,
    priority: priorityWithout(target, undone, others),
    ...(sensitive && hasMoreSensitivity(targetSets, remaining)
      ? {
          sensitive: hasNoFindings(remaining, sensitive)
            ? undefined
            : { ...sensitive, ...sensitivity(remaining) },
        }
      : {}),
  };
}

const mapSets = (make: (set: keyof MergeableSets) => string[]): MergeableSets => ({
  tags: make('tags'),
  followers: make('followers'),
  kinds: make('kinds'),
  reasons: make('reasons'),
});

/** Returns the mergeable sets of a ticket. The reasons why a ticket is not sensitive are not merged. */
const setsOf = (ticket: Ticket): MergeableSets => ({
  tags: ticket.tags,
  followers: ticket.followers,
  kinds: ticket.sensitive?.kinds ?? [],
  reasons: isSensitive(ticket) ? (ticket.sensitive?.reasons ?? []) : [],
});

const hasMoreSensitivity = (a: MergeableSets, b: MergeableSets) =>
  a.kinds.length > b.kinds.length || a.reasons.length > b.reasons.length;

const unionOf = (current: readonly string[], added: readonly string[], maxSize: number) =>
  [...new Set([...current, ...added])].slice(0, Math.max(maxSize, current.length));

const addedBy = (records: readonly MergeRecord[]): MergeableSets =>
  mapSets((set) => records.flatMap((record) => record.added[set]));

type Sensitive = NonNullable<Ticket['sensitive']>;

const sensitivity = ({ kinds, reasons }: MergeableSets) => ({
  kinds: kinds.toSorted() as Sensitive['kinds'],
  reasons,
});

/**
 * Returns the merged sensitivity. Kinds that staff removed from the source do not count for the target; only
 * its own cleared kinds stay.
 */
function mergedSensitivity(target: Ticket, source: Ticket, sets: MergeableSets, at: string): Sensitive {
  const cleared = target.sensitive?.cleared?.filter((kind) => !sets.kinds.includes(kind)) ?? [];
  return {
    ...sensitivity(sets),
    by: [target, source].some(({ sensitive }) => sensitive?.by === 'staff') ? 'staff' : 'model',
    at,
    ...(cleared.length === 0 ? {} : { cleared }),
  };
}

const hasNoFindings = ({ kinds }: MergeableSets, { cleared = [] }: Sensitive) =>
  kinds.length + cleared.length === 0;

const reopensTarget = (target: Ticket, source: Ticket) =>
  (target.status === 'pending' || target.status === 'on_hold') &&
  (source.status === 'new' || source.status === 'open');

const highest = (all: readonly Ticket['priority'][]) =>
  priorities.find((priority) => all.includes(priority)) ?? 'normal';

/**
 * Returns the merges since somebody last changed the target's priority; none when the priority is not the
 * result of the merges.
 */
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
