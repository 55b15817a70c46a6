// Which worker hears of which events. lib/ makes the queues' filters from this, and nothing else decides it.

export interface Subscription {
  /** Exact event types. */
  types?: readonly string[];
  /** Beginnings of event types. */
  prefixes?: readonly string[];
  /** Only events of this lane; absent: both. */
  lane?: 'urgent' | 'standard';
}

const routingTypes = [
  'ticket.opened',
  'ticket.reopened',
  'ticket.released',
  'ticket.unmerged',
  'ticket.solved',
  'agent.freed',
] as const;

export const subscriptions = {
  /** Events that do not stand in the customer's own partition already. */
  timeline: { prefixes: ['ticket.', 'survey.'] },
  routingUrgent: { types: routingTypes, lane: 'urgent' },
  routingStandard: { types: routingTypes, lane: 'standard' },
  /** Followers and mentioned people are told. */
  desk: { types: ['ticket.message_added', 'ticket.assigned', 'ticket.solved', 'ticket.reopened'] },
  outreach: { prefixes: ['subscription.'] },
  feedback: { types: ['ticket.solved', 'ticket.reopened'] },
} as const satisfies Record<string, Subscription>;
export type WorkerQueue = keyof typeof subscriptions;
