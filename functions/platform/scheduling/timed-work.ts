// Timed work is data: a due item is written, moved and cancelled in the transaction of the
// change that causes it.
import * as z from 'zod/mini';
import { DUE_SHARDS, dueShard, keys } from '../table/keys.ts';
import { done } from '../table/refusal.ts';
import { shardOf } from '../table/shard.ts';
import { type Condition, put, remove, type Write } from '../table/write.ts';

export interface TimedWorkRef {
  /** The partition that the work belongs to. */
  owner: string;
  /** Its name in that partition. Scheduling the same name again moves it. */
  name: string;
}

export interface TimedWork extends TimedWorkRef {
  at: string;
  /** The queue whose capability lists this kind of work in its manifest; a test compares both. */
  queue: string;
  kind: string;
  data: Record<string, unknown>;
}

/** The message that the scheduler sends to a worker's queue. */
export const DueMessageSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  at: z.string(),
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type DueMessage = z.output<typeof DueMessageSchema>;

/** Schedules the work, or moves it to its new time. */
export function schedule(work: TimedWork): Write {
  return put(keys.due(work.owner, work.name), itemOf(work));
}

function itemOf({ owner, name, at, queue, kind, data }: TimedWork) {
  const duePk = dueShard(shardOf(`${owner}${name}`, DUE_SHARDS));
  return { t: 'due', at, queue, kind, data, duePk, dueSk: `${at}#${owner}#${name}` };
}

/** Claims the work, as `claim` does, and schedules the same name for a later time. */
export function claimAndReschedule(message: DueMessage, next: TimedWork): Write {
  return put(keys.due(next.owner, next.name), itemOf(next), stillUnclaimed(message), done);
}

/** Cancels the work; does nothing if there is none. */
export function cancel(owner: string, name: string): Write {
  return remove(keys.due(owner, name));
}

/** Cancels the work, as `cancel` does. */
export const cancelWork = ({ owner, name }: TimedWorkRef): Write => cancel(owner, name);

/**
 * Claims the work in the transaction of its effect. Only one of two deliveries succeeds; the other is refused
 * as `done`, and so is the delivery of work that was moved or cancelled in the meantime.
 */
export function claim(message: DueMessage): Write {
  return remove({ pk: message.pk, sk: message.sk }, stillUnclaimed(message), done);
}

const stillUnclaimed = ({ at }: DueMessage): Condition => ({
  expression: 'attribute_exists(pk) AND #at = :at',
  values: { at },
});
