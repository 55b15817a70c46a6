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
  'ticket.triaged',
  'ticket.reopened',
  'ticket.released',
  'ticket.updated',
  'ticket.solved',
  'ticket.closed',
  'agent.freed',
  'agent.presence_changed',
  'agent.listened_for',
] as const;

export const subscriptions = {
  /** Events that do not stand in the customer's own partition already. */
  timeline: { prefixes: ['ticket.', 'survey.'] },
  routingUrgent: { types: routingTypes, lane: 'urgent' },
  routingStandard: { types: routingTypes, lane: 'standard' },
  outreach: { prefixes: ['subscription.'] },
  feedback: { types: ['ticket.solved', 'ticket.reopened'] },
} as const satisfies Record<string, Subscription>;
export type WorkerQueue = keyof typeof subscriptions;
