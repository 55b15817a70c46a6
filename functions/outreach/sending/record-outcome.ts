// The outcome of a send, whoever tells it: the provider's answer, its later report, or the clock.
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
 * From which states an outcome may be recorded. Reports come late, twice and out of order; the worst news stays. A mail
 * can fail after it was sent: SES takes it first and then finds a virus in it (event `Reject`).
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
  /** What the event says beside the id of the send. */
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
 * Records an outcome with its event; one that is overtaken by worse news is `done`. An outcome that settles an unknown for
 * the better tells so by an `outreach.confirmed` beside its own event: people were told of the unknown. Of two outcomes at the
 * same time both are recorded in their order of badness, whichever comes first.
 */
export async function recordOutcome(
  table: Table,
  outcome: SendOutcome,
  context: Context,
): Promise<Outcome<undefined>> {
  const { ref, state, data, reason } = outcome;
  const event = outreachEvent(ref, state, { ...data, reason });
  const settles = state === 'sent' || state === 'delivered';
  const confirmed = settles ? [outreachEvent(ref, 'confirmed', { ...data, dueAt: ref.dueAt })] : [];
  const overKnown = () => write(table, outcome, recordable[state], [event], context);
  const first = await overKnown();
  if (state === 'unknown' || otherStateOf(first) !== 'unknown') return overtakenAsDone(first);
  const second = await write(table, outcome, ['unknown'], [event, ...confirmed], context);
  const settled = otherStateOf(second);
  // Another outcome has settled the unknown meanwhile, with better news. A settled send never becomes unknown again.
  if (settled && recordable[state].includes(settled)) return overtakenAsDone(await overKnown());
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
