// The keys of what the platform itself keeps in the table: events, markers, timed work, quotas, configuration documents and
// secrets. Each capability states its own in its keys.ts. Nothing else in the code writes a `pk`, an `sk` or an index key by
// hand; docs/data-model.md says what is read through them and at what cost.

import type { SecretName } from '../secret-names.ts';

export interface Key {
  pk: string;
  sk: string;
}

/** Sorts before and after everything that begins with `E#`: the timeline and the thread with their head in one Query. */
export const EVENTS_FROM = 'E#';
export const EVENTS_TO = 'E~';

export const keys = {
  /** An event of a partition's list. */
  event: (owner: string, at: string, eventId: string): Key => ({ pk: owner, sk: `E#${at}#${eventId}` }),
  /** The opening event of a partition, at a fixed place: it is also the idempotency marker of the opening. */
  openingEvent: (owner: string): Key => ({ pk: owner, sk: 'E#0' }),
  idempotency: (digest: string): Key => ({ pk: `I#${digest}`, sk: 'I' }),
  /** A consumer's note that it has applied an event. */
  applied: (consumer: string, eventId: string): Key => ({ pk: `M#${consumer}#${eventId}`, sk: 'M' }),
  /** Many such notes in one item: the events of one second of one kind of consumer. */
  appliedSecond: (consumer: string, second: string): Key => ({ pk: `M#${consumer}#${second}`, sk: 'M' }),
  /** Timed work is stored with its owner under a name: writing the name again moves it, deleting it cancels it. */
  due: (owner: string, name: string): Key => ({ pk: owner, sk: `DUE#${name}` }),
  duePrefix: 'DUE#',
  /** How far the sweep of the due-index has come. */
  sweep: (): Key => ({ pk: 'SWP', sk: 'SWP' }),
  /** How much of a quota somebody took in a window; gone an hour after its end. */
  quota: (quota: string, who: string, window: string): Key => ({ pk: `QUO#${quota}#${who}`, sk: window }),
  /** A document of the team's configuration, by kind. */
  config: (kind: string, id: string): Key => ({ pk: `CFG#${kind}`, sk: id === '' ? '#' : id }),
  secret: (name: SecretName): Key => ({ pk: `SECRET#${name}`, sk: 'SECRET' }),
} as const;

/** The indexes; each projects what its comment says. */
export const indexes = {
  /** Short lists: what an agent has, who waits, registers. Partition `listPk`, sort `listSk`, projects `row`. */
  list: 'list',
  /** Partition `viewPk`, sort `viewSk`, projects `row`. */
  view: 'view',
  /** Partition `queuePk`, sort `queueSk`, projects `row`. */
  queue: 'queue',
  /** Partition `breachPk`, sort `breachSk`, projects `row`. */
  breach: 'breach',
  /** Timed work: partition `duePk`, sort `dueSk`, projects everything. */
  due: 'due',
} as const;

/**
 * Views take every change of every ticket's row, some ten a ticket: at a million tickets a day, five times that at the peak,
 * 600 a second. A partition takes 1,000 writes a second, twice that when the key moves is half.
 */
export const VIEW_SHARDS = 4;
export const QUEUE_SHARDS = 2;

export const DUE_SHARDS = 16;
export const dueShard = (shard: number) => `DUE#${shard}`;
