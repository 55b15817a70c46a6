// Every key of every entity, beside docs/data-model.md, which says what is read through them and at what cost.
// Nothing else in the code writes a `pk`, an `sk` or an index key by hand.

export interface Key {
  pk: string;
  sk: string;
}

/** Sorts before and after everything that begins with `E#`: the timeline and the thread with their head in one Query. */
export const EVENTS_FROM = 'E#';
export const EVENTS_TO = 'E~';
/** The slots of an agent's capacity that are taken. */
export const ASSIGNMENTS_FROM = 'W#';
export const ASSIGNMENTS_TO = 'W~';

/** Owns what belongs to routing as a whole. */
export const ROUTING = 'ROUTING';
export const CONFIG_FROM = 'CFG#';
export const CONFIG_TO = 'CFG~';

export const keys = {
  /** The profile sorts behind the newest event, so that a descending page begins with it. */
  customer: (customerId: string): Key => ({ pk: `C#${customerId}`, sk: EVENTS_TO }),
  identity: (kind: string, value: string): Key => ({ pk: `ID#${kind}#${value}`, sk: 'ID' }),
  subscription: (customerId: string, subscriptionId: string): Key => ({
    pk: `C#${customerId}`,
    sk: `SUB#${subscriptionId}`,
  }),
  /** Sorts by the time it was due, which, unlike the time it was sent, is the same for every retry. */
  send: (customerId: string, dueAt: string, sendId: string): Key => ({
    pk: `C#${customerId}`,
    sk: `SND#${dueAt}#${sendId}`,
  }),
  sendsPrefix: 'SND#',
  /** The ticket sorts before its thread, so that an ascending page begins with it. */
  ticket: (ticketId: string): Key => ({ pk: `T#${ticketId}`, sk: 'E' }),
  agent: (agentId: string): Key => ({ pk: `A#${agentId}`, sk: 'A' }),
  /** One slot of an agent's capacity, taken by a ticket. */
  assignment: (agentId: string, ticketId: string): Key => ({ pk: `A#${agentId}`, sk: `W#${ticketId}` }),
  /** An entry of an agent who has room, by number: `listPk` says for whom they can be found. */
  seat: (agentId: string, number: number): Key => ({ pk: `A#${agentId}`, sk: `S#${number}` }),
  /** When the agent's client was last heard of; there only while it is listened for. */
  heartbeat: (agentId: string): Key => ({ pk: `A#${agentId}`, sk: 'H' }),
  shifts: (agentId: string): Key => ({ pk: `A#${agentId}`, sk: 'SHIFTS' }),
  /** What those who wait in a line ask for. */
  line: (digest: string): Key => ({ pk: `LINE#${digest}`, sk: 'LINE' }),
  /** Queues, teams and settings of routing, which are read together. */
  routingConfig: (kind: 'queue' | 'team' | 'settings' | 'holders', name: string): Key => ({
    pk: ROUTING,
    sk: `CFG#${kind}#${name}`,
  }),
  survey: (surveyId: string): Key => ({ pk: `V#${surveyId}`, sk: 'V' }),
  /** An event of a partition's list. */
  event: (owner: string, at: string, eventId: string): Key => ({ pk: owner, sk: `E#${at}#${eventId}` }),
  /** The opening event of a partition, at a fixed place: it is also the idempotency marker of the opening. */
  openingEvent: (owner: string): Key => ({ pk: owner, sk: 'E#0' }),
  /** A sender's event id, so that each event lands once. */
  senderEvent: (source: string, senderEventId: string): Key => ({
    pk: `L#${source}#${senderEventId}`,
    sk: 'L',
  }),
  idempotency: (digest: string): Key => ({ pk: `I#${digest}`, sk: 'I' }),
  /** A consumer's note that it has applied an event. */
  applied: (consumer: string, eventId: string): Key => ({ pk: `M#${consumer}#${eventId}`, sk: 'M' }),
  /** Many such notes in one item: the events of one second of one kind of consumer. */
  appliedSecond: (consumer: string, second: string): Key => ({ pk: `M#${consumer}#${second}`, sk: 'M' }),
  /** Timed work lives with its owner under a name: writing the name again moves it, deleting it cancels it. */
  due: (owner: string, name: string): Key => ({ pk: owner, sk: `DUE#${name}` }),
  duePrefix: 'DUE#',
  /** How far the sweep of the due-index has come. */
  sweep: (): Key => ({ pk: 'SWP', sk: 'SWP' }),
  kpi: (metric: string, date: string, channel: string, slot: number): Key => ({
    pk: `K#${metric}`,
    sk: `${date}#${channel}#${slot}`,
  }),
  secret: (name: string): Key => ({ pk: `SECRET#${name}`, sk: 'SECRET' }),
} as const;

export const indexes = {
  /** Queue pages and rosters: partition `listPk`, sort `listSk`, projects `row`. */
  list: 'list',
  /** Timed work: partition `duePk`, sort `dueSk`, projects everything. */
  due: 'due',
} as const;

export const lists = {
  /** Opened, and in no line yet. */
  waiting: 'Q#waiting',
  solved: 'Q#solved',
  assigned: (agentId: string) => `Q#agent#${agentId}`,
  /** Those who wait for the same, in the order they are served. */
  line: (digest: string) => `LINE#${digest}`,
  /** The lines there are. */
  lines: 'LINES',
  /** Agents of a team with room who have an ability: best level first, then the least loaded. */
  seats: (teamId: string, ability: string) => `AV#${teamId}#${ability}`,
} as const;

export const DUE_SHARDS = 16;
export const dueShard = (shard: number) => `DUE#${shard}`;
