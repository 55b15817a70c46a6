// The outcome of a send, whoever tells it: the provider's answer, its later report, or the clock.
import type { Context } from '../platform/context.ts';
import { AlreadyDone } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { update, type Write } from '../platform/table/write.ts';
import { keyOfSend, outreachEvent, type Send, type SendRef } from './send.ts';

type Known = Exclude<Send['state'], 'claimed' | 'withheld' | 'unknown'>;

/**
 * From which states an outcome may be recorded. Reports come late, twice and out of order; the worst news stays. A mail
 * can fail after it was sent: SES takes it first and then finds a virus in it (event `Reject`).
 */
const recordable: Readonly<Record<Known | 'unknown', readonly Send['state'][]>> = {
  unknown: ['claimed'],
  sent: ['claimed'],
  failed: ['claimed', 'sent'],
  delivered: ['claimed', 'sent'],
  bounced: ['claimed', 'sent', 'delivered'],
  complained: ['claimed', 'sent', 'delivered', 'bounced'],
};

export interface Outcome {
  ref: SendRef;
  state: Known | 'unknown';
  reason?: string | undefined;
  /** What the event says beside the id of the send. */
  data: Record<string, unknown>;
  /** The caller's own writes in the same transaction. */
  also?: readonly Write[];
}

/** The send has become an unknown meanwhile. */
class WasUnknown extends Error {}

/**
 * Records an outcome with its event; one that is overtaken by worse news is `AlreadyDone`. An outcome that settles an
 * unknown for the better tells so by an `outreach.confirmed` beside its own event: people were told of the unknown. Of
 * two outcomes at the same time both are recorded in their order of badness, whichever comes first.
 */
export async function recordOutcome(table: Table, outcome: Outcome, context: Context): Promise<void> {
  const { ref, state, data, reason } = outcome;
  try {
    await write(table, outcome, recordable[state], [outreachEvent(ref, state, { ...data, reason })], context);
  } catch (error) {
    if (!(error instanceof WasUnknown)) throw error;
    const confirmed =
      state === 'sent' || state === 'delivered'
        ? [outreachEvent(ref, 'confirmed', { ...data, dueAt: ref.dueAt })]
        : [];
    const events = [outreachEvent(ref, state, { ...data, reason }), ...confirmed];
    await write(table, outcome, ['unknown'], events, context);
  }
}

function write(
  table: Table,
  { ref, state, reason, also = [] }: Outcome,
  from: readonly Send['state'][],
  events: ReturnType<typeof outreachEvent>[],
  context: Context,
): Promise<void> {
  const names = from.map((_, index) => `:from${index}`).join(', ');
  const values = Object.fromEntries(from.map((value, index) => [`from${index}`, value]));
  const record = update(
    keyOfSend(ref),
    { set: { state, at: context.now.toISOString(), ...(reason === undefined ? {} : { reason }) } },
    { expression: `attribute_exists(pk) AND #state IN (${names})`, values },
    (current) =>
      current?.state === 'unknown' && state !== 'unknown' && !from.includes('unknown')
        ? new WasUnknown()
        : new AlreadyDone('the outcome of a send'),
  );
  return commit(table, context, { writes: [record, ...also], events });
}
