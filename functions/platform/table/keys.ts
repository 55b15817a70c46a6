// Every key of every entity, beside docs/data-model.md, which says what is read through them and at what cost.
// Nothing else in the code writes a `pk`, an `sk` or an index key by hand.

export interface Key {
  pk: string;
  sk: string;
}

/** Sorts before and after everything that begins with `E#`: the timeline and the thread with their head in one Query. */
export const EVENTS_FROM = 'E#';
export const EVENTS_TO = 'E~';

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
  /** What a merge changed, with the ticket that it was merged into, until it can be undone no more. */
  merge: (targetId: string, sourceId: string): Key => ({ pk: `T#${targetId}`, sk: `MERGED#${sourceId}` }),
  mergesPrefix: 'MERGED#',
  macroRun: (ticketId: string, runId: string): Key => ({ pk: `T#${ticketId}`, sk: `RUN#${runId}` }),
  /** Drafts and who looks at the ticket sort right before it: all three are one Query. */
  draft: (ticketId: string, agentId: string): Key => ({ pk: `T#${ticketId}`, sk: `DESK#draft#${agentId}` }),
  presence: (ticketId: string, agentId: string): Key => ({
    pk: `T#${ticketId}`,
    sk: `DESK#here#${agentId}`,
  }),
  presenceFrom: 'DESK#',
  incident: (incidentId: string): Key => ({ pk: `N#${incidentId}`, sk: 'N' }),
  /** A ticket that hangs on an incident. */
  incidentTicket: (incidentId: string, ticketId: string): Key => ({
    pk: `N#${incidentId}`,
    sk: `L#${ticketId}`,
  }),
  incidentTicketsPrefix: 'L#',
  agent: (agentId: string): Key => ({ pk: `A#${agentId}`, sk: 'A' }),
  /** One slot of an agent's capacity, taken by a ticket. */
  assignment: (agentId: string, ticketId: string): Key => ({ pk: `A#${agentId}`, sk: `W#${ticketId}` }),
  /** What an agent is told of: a mention, a ticket they follow. */
  notification: (agentId: string, at: string, id: string): Key => ({
    pk: `A#${agentId}`,
    sk: `N#${at}#${id}`,
  }),
  notificationsPrefix: 'N#',
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
  /** A document of the team's configuration, by kind. */
  config: (kind: string, id: string): Key => ({ pk: `CFG#${kind}`, sk: id === '' ? '#' : id }),
  secret: (name: string): Key => ({ pk: `SECRET#${name}`, sk: 'SECRET' }),
} as const;

export const indexes = {
  /** Who waits, what an agent has, rosters: partition `listPk`, sort `listSk`, projects `row`. */
  list: 'list',
  /** Tickets of all queues by status: partition `viewPk`, sort `viewSk`, projects `row`. */
  view: 'view',
  /** Tickets of a queue by status: partition `queuePk`, sort `queueSk`, projects `row`. */
  queue: 'queue',
  /** Unsolved tickets by the next breach of a promise of service: partition `breachPk`, sort `breachSk`, projects `row`. */
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
export const views = {
  status: (status: string, shard: number) => `S#${status}#${shard}`,
  queue: (queueId: string, status: string, shard: number) => `Q#${queueId}#${status}#${shard}`,
  breach: (shard: number) => `B#${shard}`,
} as const;

export const lists = {
  waiting: 'Q#waiting',
  assigned: (agentId: string) => `Q#agent#${agentId}`,
  incidents: (status: string) => `INC#${status}`,
  /** Agents who are online. */
  roster: 'ROSTER#online',
} as const;

export const DUE_SHARDS = 16;
export const dueShard = (shard: number) => `DUE#${shard}`;
