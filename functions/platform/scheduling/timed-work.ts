// Timed work is data: a due item is written, moved and cancelled in the transaction of the change that causes it.
import * as z from 'zod/mini';
import { DUE_SHARDS, dueShard, keys } from '../table/keys.ts';
import { done } from '../table/refusal.ts';
import { shardOf } from '../table/shard.ts';
import { type Condition, put, remove, type Write } from '../table/write.ts';

export interface TimedWorkRef {
  /** The partition that the work belongs to. */
  owner: string;
  /** Its name there. Scheduling the same name again moves it. */
  name: string;
}

export interface TimedWork extends TimedWorkRef {
  at: string;
  /** A queue whose capability lists this kind of work in its manifest; a test compares both. */
  queue: string;
  kind: string;
  data: Record<string, unknown>;
}

/** What the sweep sends to a worker's queue. */
export const DueMessageSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  at: z.string(),
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type DueMessage = z.output<typeof DueMessageSchema>;

/** Writes the work down, or moves it to its new time. */
export function schedule(work: TimedWork): Write {
  return put(keys.due(work.owner, work.name), itemOf(work));
}

function itemOf({ owner, name, at, queue, kind, data }: TimedWork) {
  const duePk = dueShard(shardOf(`${owner}${name}`, DUE_SHARDS));
  return { t: 'due', at, queue, kind, data, duePk, dueSk: `${at}#${owner}#${name}` };
}

/** Takes the work for oneself, as `claim` does, and writes the same name down for a later time. */
export function claimAndReschedule(message: DueMessage, next: TimedWork): Write {
  return put(keys.due(next.owner, next.name), itemOf(next), stillUnclaimed(message), done);
}

/** Takes the work away; does nothing when it is not there. */
export function cancel(owner: string, name: string): Write {
  return remove(keys.due(owner, name));
}

/** Takes the work away, as `cancel` does. */
export const cancelWork = ({ owner, name }: TimedWorkRef): Write => cancel(owner, name);

/**
 * Claims the work in the transaction of its effect. Only one of two deliveries succeeds; the other is refused as `done`, and
 * so is one of work that was moved or cancelled since.
 */
export function claim(message: DueMessage): Write {
  return remove({ pk: message.pk, sk: message.sk }, stillUnclaimed(message), done);
}

const stillUnclaimed = ({ at }: DueMessage): Condition => ({
  expression: 'attribute_exists(pk) AND #at = :at',
  values: { at },
});
