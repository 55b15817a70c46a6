// Every key of every entity, beside docs/data-model.md, which says what is read through them and at what cost.
// Nothing else in the code writes a `pk`, an `sk` or an index key by hand.

import type { SecretName } from '../auth/secret-names.ts';

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

/** The evidence of an agent's skills. */
export const EVIDENCE_FROM = 'SKILL#';
export const EVIDENCE_TO = 'SKILL~';

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
  /** Owns the time limits of claimed sends: a partition apart from what outreach has scheduled for the customer. */
  claimedSends: (customerId: string): string => `C#${customerId}#SND`,
  /** Owns files that no message carries yet: a partition apart from what outreach has scheduled for the customer. */
  uploads: (customerId: string): string => `C#${customerId}#UP`,
  /** Which message carries a file of the customer. */
  attachment: (customerId: string, attachmentId: string): Key => ({
    pk: `C#${customerId}`,
    sk: `ATT#${attachmentId}`,
  }),
  /** The ticket sorts before its thread, so that an ascending page begins with it. */
  ticket: (ticketId: string): Key => ({ pk: `T#${ticketId}`, sk: 'E' }),
  /** Why the ticket went to whom it went to, or why it waits: right behind the ticket, in front of its thread. */
  decision: (ticketId: string): Key => ({ pk: `T#${ticketId}`, sk: 'E!ROUTING' }),
  /** The checkpoint of a ticket's clocks; outside the thread. */
  clocks: (ticketId: string): Key => ({ pk: `T#${ticketId}`, sk: 'SLA' }),
  /** Owns the clock events of a ticket: a list of their own, so that neither list is read for the other. */
  clockEvents: (ticketId: string): string => `T#${ticketId}#SLA`,
  /** Which version of schedules and policies holds. */
  slaConfig: (): Key => ({ pk: 'SLA', sk: 'CONFIG' }),
  /** A version of them; written once. */
  slaConfigVersion: (version: number): Key => ({ pk: 'SLA#CONFIG', sk: String(version).padStart(8, '0') }),
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
  /** The complaint that a ticket is, and what makes its customer vulnerable: beside the thread, not in it. */
  complaint: (ticketId: string): Key => ({ pk: `T#${ticketId}`, sk: 'CMP' }),
  vulnerability: (ticketId: string): Key => ({ pk: `T#${ticketId}`, sk: 'VUL' }),
  /** What an agent is told of: a mention, a ticket they follow. */
  notification: (agentId: string, at: string, id: string): Key => ({
    pk: `A#${agentId}`,
    sk: `N#${at}#${id}`,
  }),
  notificationsPrefix: 'N#',
  /** An entry of an agent who has room, by number: `listPk` says for whom they can be found. */
  availabilityEntry: (agentId: string, number: number): Key => ({ pk: `A#${agentId}`, sk: `S#${number}` }),
  /** What became of the tickets of an agent that asked for a skill. */
  evidence: (agentId: string, skill: string): Key => ({ pk: `A#${agentId}`, sk: `SKILL#${skill}` }),
  /** When the agent's client was last heard of; there only while it is listened for. */
  heartbeat: (agentId: string): Key => ({ pk: `A#${agentId}`, sk: 'H' }),
  shifts: (agentId: string): Key => ({ pk: `A#${agentId}`, sk: 'SHIFTS' }),
  /** What those who wait in a line ask for. */
  waitingGroup: (digest: string): Key => ({ pk: `LINE#${digest}`, sk: 'LINE' }),
  /** Queues, teams and settings of routing, which are read together. */
  routingConfig: (kind: 'queue' | 'team' | 'settings' | 'skillCounts', name: string): Key => ({
    pk: ROUTING,
    sk: `CFG#${kind}#${name}`,
  }),
  promise: (promiseId: string): Key => ({ pk: `P#${promiseId}`, sk: 'P' }),
  /** What an agent may give away beside what the role may. */
  agentLimits: (agentId: string): Key => ({ pk: `A#${agentId}`, sk: 'LIM' }),
  /** What an agent gave away in a month (UTC) of one kind and currency. */
  spend: (agentId: string, month: string, kind: string, currency: string): Key => ({
    pk: `A#${agentId}`,
    sk: `LIM#${month}#${kind}#${currency}`,
  }),
  /** What was given away on a ticket, of one kind and currency. */
  granted: (ticketId: string, kind: string, currency: string): Key => ({
    pk: `T#${ticketId}`,
    sk: `GRANTED#${kind}#${currency}`,
  }),
  grant: (grantId: string): Key => ({ pk: `G#${grantId}`, sk: 'G' }),
  approval: (approvalId: string): Key => ({ pk: `AP#${approvalId}`, sk: 'AP' }),
  /** Goods that come back, beside their ticket. */
  return: (ticketId: string): Key => ({ pk: `T#${ticketId}`, sk: 'RET' }),
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
  /** What became of a mail that came in; makes the same mail one message. */
  inboundMail: (identity: string): Key => ({ pk: `MAIL#${identity}`, sk: 'MAIL' }),
  /** The ticket of a mail that came or went, by the digest of its Message-ID. */
  messageId: (hash: string): Key => ({ pk: `MID#${hash}`, sk: 'MID' }),
  /** The ticket that a customer last opened by mail on a subject. */
  conversation: (customerId: string, subjectHash: string): Key => ({
    pk: `C#${customerId}`,
    sk: `CONV#${subjectHash}`,
  }),
  kpi: (metric: string, date: string, channel: string, slot: number): Key => ({
    pk: `K#${metric}`,
    sk: `${date}#${channel}#${slot}`,
  }),
  /** What solved a ticket, by the topic and the time of the ticket. */
  answer: (topicId: string, openedAt: string, ticketId: string): Key => ({
    pk: `ANS#${topicId}`,
    sk: `${openedAt}#${ticketId}`,
  }),
  /** How much of a quota somebody took in a window; gone an hour after its end. */
  quota: (quota: string, who: string, window: string): Key => ({ pk: `QUO#${quota}#${who}`, sk: window }),
  /** A document of the team's configuration, by kind. */
  config: (kind: string, id: string): Key => ({ pk: `CFG#${kind}`, sk: id === '' ? '#' : id }),
  /** The set of topics: its version guards how many there are. */
  topicSet: (): Key => ({ pk: 'TOPICS', sk: 'SET' }),
  topic: (topicId: string): Key => ({ pk: 'TOPICS', sk: `T#${topicId}` }),
  /** The newest correction of a ticket's topic. */
  topicCorrection: (ticketId: string): Key => ({ pk: 'LEARN#topic', sk: ticketId }),
  /** How often staff took a sensitive kind away, or kept it, that a phrase had spoken for. */
  phraseCount: (phraseId: string): Key => ({ pk: 'LEARN#phrase', sk: phraseId }),
  /** Which model is the newest, and the model: the head is read every minute, the body when it changed. */
  modelHead: (): Key => ({ pk: 'MODEL', sk: 'HEAD' }),
  modelBody: (): Key => ({ pk: 'MODEL', sk: 'BODY' }),
  secret: (name: SecretName): Key => ({ pk: `SECRET#${name}`, sk: 'SECRET' }),
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
  /** Promises to a customer, open ones or ended ones (index `view`), and those on a ticket (index `queue`). */
  promisesTo: (customerId: string, of: 'open' | 'ended') => `PC#${customerId}#${of}`,
  promisesOn: (ticketId: string) => `PT#${ticketId}`,
  /** Open promises whose time has passed (index `breach`). One incident can make thousands of the same minute. */
  missedPromises: (shard: number) => `PM#${shard}`,
} as const;

export const lists = {
  assigned: (agentId: string) => `Q#agent#${agentId}`,
  /** Complaints by the month in which they were received. */
  register: (month: string) => `REG#${month}`,
  /** Mails that made no message, until they expire. */
  suspended: 'Q#suspended',
  /** Tickets with a live clock. */
  clocks: 'SLA#live',
  incidents: (status: string) => `INC#${status}`,
  /** Agents who are online. */
  roster: 'ROSTER#online',
  /** Those who wait for the same, in the order they are served. */
  waitingGroup: (digest: string) => `LINE#${digest}`,
  /** The lines there are. */
  waitingGroups: 'LINES',
  /** Agents of a team with room who have an ability: best level first, then the least loaded. */
  availability: (teamId: string, ability: string) => `AV#${teamId}#${ability}`,
  /** Promises of an owner, by their due time. */
  promises: (agentId: string, state: 'open' | 'proposed') => `PA#${agentId}#${state}`,
  /** What a customer was granted, by time. */
  grants: (customerId: string) => `GRANTS#${customerId}`,
  /** Approval requests of a status, by the time they were asked for. */
  approvals: (status: string) => `APPROVALS#${status}`,
} as const;

export const DUE_SHARDS = 16;
export const dueShard = (shard: number) => `DUE#${shard}`;
