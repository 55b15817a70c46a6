// Which worker hears of which events. lib/ makes the queues' filters from this, and nothing else decides it.

import type { EventPrefix, EventType } from './events.ts';

export interface Subscription {
  /** Exact event types. */
  types?: readonly EventType[];
  /** Beginnings of event types. */
  prefixes?: readonly EventPrefix[];
  /** Only events of this lane; absent: both. */
  lane?: 'urgent' | 'standard';
}

const routingTypes = [
  'ticket.triaged',
  'ticket.reopened',
  'ticket.released',
  'ticket.updated',
  'ticket.unmerged',
  'ticket.solved',
  'ticket.closed',
  // What became of a ticket speaks for its agent's skills.
  'survey.answered',
  'agent.capacity_freed',
  'agent.presence_changed',
  'agent.heartbeat_started',
] as const;

/** What customers write; what was unverified at first is read when staff confirm it. */
const triageTypes = ['ticket.opened', 'ticket.message_added', 'ticket.sender_confirmed'] as const;

export const subscriptions = {
  /** Events that do not stand in the customer's own partition already. */
  timeline: { prefixes: ['ticket.', 'survey.', 'promise.', 'grant.', 'return.', 'complaint.'] },
  routingUrgent: { types: routingTypes, lane: 'urgent' },
  routingStandard: { types: routingTypes, lane: 'standard' },
  /** Every message by a customer is read: the opening before anybody is given the ticket. */
  triageUrgent: { types: triageTypes, lane: 'urgent' },
  triageStandard: { types: triageTypes, lane: 'standard' },
  /** The next agent is told what was said; what solved a ticket is kept for the next one. */
  assist: { types: ['ticket.assigned', 'ticket.solved'] },
  /** Complaints begin and end with what a ticket is found to be, and go where it goes. */
  complaints: { types: ['ticket.triaged', 'ticket.updated', 'ticket.closed', 'ticket.unmerged'] },
  /** Followers and mentioned people are told. */
  desk: { types: ['ticket.message_added', 'ticket.assigned', 'ticket.solved', 'ticket.reopened'] },
  /** What staff write to customers may hold promises. */
  promises: { types: ['ticket.message_added'] },
  /** Who asked for a grant is told what became of it. */
  compensation: { types: ['approval.settled', 'grant.settled'] },
  outreach: { prefixes: ['subscription.'] },
  feedback: { types: ['ticket.solved', 'ticket.reopened'] },
  email: {
    types: [
      'ticket.message_added',
      'outreach.failed',
      'outreach.bounced',
      'outreach.complained',
      'outreach.unknown',
      'outreach.confirmed',
    ],
  },
  /** What staff corrected of an analysis. */
  intelligence: { types: ['ticket.corrected'] },
  /** Whatever may move a clock. */
  sla: {
    types: [
      'ticket.opened',
      'ticket.triaged',
      'ticket.updated',
      'ticket.message_added',
      'ticket.status_changed',
      'ticket.solved',
      'ticket.reopened',
      'ticket.closed',
      'ticket.unmerged',
    ],
  },
} as const satisfies Record<string, Subscription>;
/** The queue of mail that comes in hears of no event. */
export type WorkerQueue = keyof typeof subscriptions | 'inbound';
