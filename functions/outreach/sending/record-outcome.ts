// The outcome of a send, whoever tells it: the provider's answer, its later report, or the clock.
import type { Context } from '../../platform/context.ts';
import { AlreadyDone } from '../../platform/errors.ts';
import { commit } from '../../platform/table/commit.ts';
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

/** The send has become an unknown meanwhile. */
class WasUnknown extends Error {}

/** Another outcome has settled the unknown meanwhile, with better news than this one. */
class WasSettled extends Error {}

/**
 * Records an outcome with its event; one that is overtaken by worse news is `AlreadyDone`. An outcome that settles an
 * unknown for the better tells so by an `outreach.confirmed` beside its own event: people were told of the unknown. Of
 * two outcomes at the same time both are recorded in their order of badness, whichever comes first.
 */
export async function recordOutcome(table: Table, outcome: SendOutcome, context: Context): Promise<void> {
  const { ref, state, data, reason } = outcome;
  const event = outreachEvent(ref, state, { ...data, reason });
  const settles = state === 'sent' || state === 'delivered';
  const confirmed = settles ? [outreachEvent(ref, 'confirmed', { ...data, dueAt: ref.dueAt })] : [];
  const overKnown = () => write(table, outcome, recordable[state], [event], context);
  try {
    await overKnown();
  } catch (error) {
    if (!(error instanceof WasUnknown)) throw error;
    try {
      await write(table, outcome, ['unknown'], [event, ...confirmed], context);
    } catch (later) {
      if (!(later instanceof WasSettled)) throw later;
      // A settled send never becomes unknown again.
      await overKnown();
    }
  }
}

function write(
  table: Table,
  { ref, state, reason, also = [] }: SendOutcome,
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
    (current) => {
      const isUnknown = current?.state === 'unknown';
      if (isUnknown && state !== 'unknown' && !from.includes('unknown')) return new WasUnknown();
      const isOver = recordable[state].includes(current?.state as Send['state']);
      return isOver && from.includes('unknown') ? new WasSettled() : new AlreadyDone('the outcome of a send');
    },
  );
  return commit(table, context, { writes: [record, ...also], events });
}
