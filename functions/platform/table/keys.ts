// The keys of the platform's own items: events, markers, timed work, quotas, configuration documents and
// secrets. Each capability defines its own in its keys.ts. No other code writes a `pk`, an `sk` or an index
// key by hand; docs/data-model.md says what is read through them and at what cost.

import type { SecretName } from '../secret-names.ts';

export interface Key {
  pk: string;
  sk: string;
}

/**
 * Sorts before and after everything that begins with `E#`: one Query reads a timeline or thread
 * together with its head.
 */
export const EVENTS_FROM = 'E#';
export const EVENTS_TO = 'E~';

export const keys = {
  /** An event in a partition's list. */
  event: (owner: string, at: string, eventId: string): Key => ({ pk: owner, sk: `E#${at}#${eventId}` }),
  /** The opening event of a partition, at a fixed key; it is also the idempotency marker of the opening. */
  openingEvent: (owner: string): Key => ({ pk: owner, sk: 'E#0' }),
  idempotency: (digest: string): Key => ({ pk: `I#${digest}`, sk: 'I' }),
  /** The marker that a consumer has applied an event. */
  applied: (consumer: string, eventId: string): Key => ({ pk: `M#${consumer}#${eventId}`, sk: 'M' }),
  /** Many such markers in one item: all events of one second for one kind of consumer. */
  appliedSecond: (consumer: string, second: string): Key => ({ pk: `M#${consumer}#${second}`, sk: 'M' }),
  /**
   * Timed work belongs to its owner under a name: writing the name again moves it, deleting it cancels it.
   */
  due: (owner: string, name: string): Key => ({ pk: owner, sk: `DUE#${name}` }),
  duePrefix: 'DUE#',
  /** The scheduler's position in the due index. */
  sweep: (): Key => ({ pk: 'SWP', sk: 'SWP' }),
  /** The use of a quota in one window; it expires an hour after the window ends. */
  quota: (quota: string, who: string, window: string): Key => ({ pk: `QUO#${quota}#${who}`, sk: window }),
  /** A document of the team's configuration, by kind. */
  config: (kind: string, id: string): Key => ({ pk: `CFG#${kind}`, sk: id === '' ? '#' : id }),
  secret: (name: SecretName): Key => ({ pk: `SECRET#${name}`, sk: 'SECRET' }),
} as const;

/** The indexes; each comment says what the index projects. */
export const indexes = {
  /**
   * Short lists: an agent's tickets, waiting tickets, registers. Partition `listPk`,
   * sort `listSk`, projects `row`.
   */
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
 * The number of shards of a view. Views receive every change of every ticket's row, about ten per ticket:
 * with a million tickets a day and five times that at the peak, 600 a second. A partition accepts 1,000
 * writes a second; a write that moves the key counts twice.
 */
export const VIEW_SHARDS = 4;
export const QUEUE_SHARDS = 2;

export const DUE_SHARDS = 16;
export const dueShard = (shard: number) => `DUE#${shard}`;
