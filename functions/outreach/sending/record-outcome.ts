// Records the outcome of a send, from the provider's answer, from its later report, or when the answer
// deadline passes.
import type { Context } from '../../platform/context.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Outcome, refusalIn, refused } from '../../platform/table/outcome.ts';
import { done, type Refusal } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { update, type Write } from '../../platform/table/write.ts';
import type { SendOutcomeData } from '../events.ts';
import { keyOfSend, outreachEvent, type Send, type SendRef } from './send.ts';

type KnownState = Exclude<Send['state'], 'claimed' | 'withheld' | 'unknown'>;

/**
 * The states from which an outcome may be recorded. Reports arrive late, twice and out of order; the worst
 * outcome stays. An email can fail after it was sent: SES accepts it first and then finds a virus (event
 * `Reject`).
 */
const recordable: Readonly<Record<KnownState | 'unknown', readonly Send['state'][]>> = {
  unknown: ['claimed'],
  sent: ['claimed'],
  failed: ['claimed', 'sent'],
  delivered: ['claimed', 'sent'],
  bounced: ['claimed', 'sent', 'delivered'],
  complained: ['claimed', 'sent', 'delivered', 'bounced'],
};

export interface SendOutcome {
  ref: SendRef;
  state: KnownState | 'unknown';
  reason?: string | undefined;
  /** The data of the event without the id of the send. */
  data: SendOutcomeData;
  /** The caller's own writes in the same transaction. */
  also?: readonly Write[];
}

/** The send is in a state from which this outcome cannot be recorded. */
interface OtherState {
  kind: 'other_state';
  state: Send['state'] | undefined;
}

/**
 * Records an outcome with its event; returns `done` if a worse outcome is already recorded. An outcome `sent`
 * or `delivered` that settles an unknown also emits `outreach.confirmed`, because people were notified of the
 * unknown. Two concurrent outcomes are both recorded, the worse one last, whichever comes first.
 */
export async function recordOutcome(
  table: Table,
  outcome: SendOutcome,
  context: Context,
): Promise<Outcome<undefined>> {
  const { ref, state, data, reason } = outcome;
  const event = outreachEvent(ref, state, { ...data, reason });
  const isSuccess = state === 'sent' || state === 'delivered';
  const confirmed = isSuccess ? [outreachEvent(ref, 'confirmed', { ...data, dueAt: ref.dueAt })] : [];
  const writeOverKnown = () => write(table, outcome, recordable[state], [event], context);
  const first = await writeOverKnown();
  if (state === 'unknown' || otherStateOf(first) !== 'unknown') return overtakenAsDone(first);
  const second = await write(table, outcome, ['unknown'], [event, ...confirmed], context);
  const settled = otherStateOf(second);
  // A better outcome has settled the unknown in the meantime. A settled send never becomes unknown again.
  if (settled && recordable[state].includes(settled)) return overtakenAsDone(await writeOverKnown());
  return overtakenAsDone(second);
}

type WriteOutcome = Outcome<undefined, Refusal | OtherState>;

function otherStateOf(outcome: WriteOutcome): Send['state'] | undefined {
  const refusal = refusalIn(outcome);
  return refusal?.kind === 'other_state' ? refusal.state : undefined;
}

function overtakenAsDone(outcome: WriteOutcome): Outcome<undefined> {
  if (outcome.kind === 'committed') return outcome;
  const [refusal] = outcome.refusals;
  return refused(refusal.kind === 'other_state' ? done() : refusal);
}

function write(
  table: Table,
  { ref, state, reason, also = [] }: SendOutcome,
  from: readonly Send['state'][],
  events: ReturnType<typeof outreachEvent>[],
  context: Context,
): Promise<WriteOutcome> {
  const names = from.map((_, index) => `:from${index}`).join(', ');
  const values = Object.fromEntries(from.map((value, index) => [`from${index}`, value]));
  const record = update(
    keyOfSend(ref),
    { set: { state, at: context.now.toISOString(), ...(reason === undefined ? {} : { reason }) } },
    { expression: `attribute_exists(pk) AND #state IN (${names})`, values },
    (current): OtherState => ({ kind: 'other_state', state: current?.state as Send['state'] | undefined }),
  );
  return commit(table, context, { writes: [record, ...also], events });
}
