// Every event of Rapport. Subscriptions, documents and tests derive from this list; functions import the events they need
// from their owner's events.ts.
import { compensationEvents } from './compensation/events.ts';
import { complaintEvents } from './complaints/events.ts';
import { customerEvents } from './customers/events.ts';
import { feedbackEvents } from './feedback/events.ts';
import { intelligenceEvents } from './intelligence/events.ts';
import { outreachEvents } from './outreach/events.ts';
import { promiseEvents } from './promises/events.ts';
import { returnEvents } from './returns/events.ts';
import { routingEvents } from './routing/events.ts';
import { slaEvents } from './sla/events.ts';
import { ticketEvents } from './tickets/events.ts';
import { triageEvents } from './triage/events.ts';

export const eventsByCapability = {
  compensation: compensationEvents,
  complaints: complaintEvents,
  customers: customerEvents,
  feedback: feedbackEvents,
  intelligence: intelligenceEvents,
  outreach: outreachEvents,
  promises: promiseEvents,
  returns: returnEvents,
  routing: routingEvents,
  sla: slaEvents,
  tickets: ticketEvents,
  triage: triageEvents,
} as const;

export type AnyEventDefinition = (typeof eventsByCapability)[keyof typeof eventsByCapability][number];

/** The type of an event that exists. A subscription to any other does not compile. */
export type EventType = AnyEventDefinition['type'];

/** The first part of an event type, up to and with the dot: `ticket.`. */
export type EventPrefix = EventType extends infer Type
  ? Type extends `${infer Noun}.${string}`
    ? `${Noun}.`
    : never
  : never;
