// Translates the events of a ticket's thread into the facts that change its clocks. All other events are
// ignored.
import type { DataOf, EventOf } from '../../platform/events/event-definition.ts';
import {
  type Changes,
  TicketClosed,
  TicketMessageAdded,
  TicketOpened,
  TicketReopened,
  TicketSolved,
  TicketStatusChanged,
  TicketTriaged,
  TicketUnmerged,
  TicketUpdated,
} from '../../tickets/events.ts';
import { countsAsReply, type Priority } from '../../tickets/index.ts';

export type Status = 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed';

/** The attributes of a ticket that select its policy. A field that is present but undefined was removed. */
export interface TicketAttributes {
  priority: Priority;
  language?: string | undefined;
  topic?: string | undefined;
  kinds: readonly string[];
}

type FactBody =
  | { kind: 'opened'; by: 'customer' | 'staff'; channel: string; attributes: TicketAttributes }
  | { kind: 'changed'; attributes: Partial<TicketAttributes> }
  | { kind: 'customer_wrote' }
  | { kind: 'staff_replied' }
  | { kind: 'moved'; from?: Status; to: Status }
  | { kind: 'reopened' }
  | { kind: 'solved' }
  | { kind: 'closed'; merged: boolean }
  | { kind: 'unmerged'; to: Status };

/** A fact of the thread, with its time (epoch milliseconds) and the id of its event. */
export type ClockFact = FactBody & { at: number; id: string };

/** Lists the events of a thread that may change clocks. */
export const clockFactEvents = [
  TicketOpened,
  TicketTriaged,
  TicketUpdated,
  TicketMessageAdded,
  TicketStatusChanged,
  TicketSolved,
  TicketReopened,
  TicketClosed,
  TicketUnmerged,
] as const;
export type ClockFactEvent = EventOf<(typeof clockFactEvents)[number]>;

const humans: ReadonlySet<string> = new Set(['agent', 'lead', 'admin']);

/**
 * Returns the fact that an event means for the clocks, or undefined when it means none. Internal notes,
 * automatic messages and messages of machines mean none: only a person's message counts as a reply.
 */
export function clockFactOf(event: ClockFactEvent): ClockFact | undefined {
  const body = factBodyOf(event);
  return body && { ...body, at: Date.parse(event.at), id: event.id };
}

function factBodyOf(event: ClockFactEvent): FactBody | undefined {
  switch (event.type) {
    case 'ticket.opened': {
      const { openedBy, channel, priority, language } = event.data;
      const attributes = { priority, ...(language === undefined ? {} : { language }), kinds: [] };
      return { kind: 'opened', by: openedBy, channel, attributes };
    }
    case 'ticket.triaged':
    case 'ticket.updated':
      return { kind: 'changed', attributes: changedAttributes(event.data.changes) };
    case 'ticket.message_added':
      return messageFact(event.actor.role, event.data);
    case 'ticket.status_changed':
      return { kind: 'moved', from: event.data.from, to: event.data.to };
    case 'ticket.reopened':
      return { kind: 'reopened' };
    case 'ticket.solved':
      return { kind: 'solved' };
    case 'ticket.closed':
      return { kind: 'closed', merged: event.data.reason === 'merged' };
    default:
      return { kind: 'unmerged', to: event.data.to };
  }
}

function messageFact(role: string, data: DataOf<typeof TicketMessageAdded>): FactBody | undefined {
  const { visibility, automatic, unverified } = data;
  // An unverified sender waits for an answer too. When staff confirm the sender later, no clock changes.
  if (unverified !== undefined) return { kind: 'customer_wrote' };
  if (role === 'customer')
    return visibility === 'public' && !automatic ? { kind: 'customer_wrote' } : undefined;
  return humans.has(role) && countsAsReply(data) ? { kind: 'staff_replied' } : undefined;
}

/** Returns the attributes that changed, with their new values. */
const changedAttributes = ({ priority, language, topic, sensitive }: Changes): Partial<TicketAttributes> => ({
  ...(priority?.to ? { priority: priority.to } : {}),
  ...(language ? { language: language.to } : {}),
  ...(topic ? { topic: topic.to } : {}),
  ...(sensitive ? { kinds: sensitive.to ?? [] } : {}),
});

/**
 * Orders the facts of one transaction, which share their time: a message precedes the moves that it causes.
 */
const order: readonly ClockFact['kind'][] = [
  'opened',
  'changed',
  'customer_wrote',
  'staff_replied',
  'reopened',
  'moved',
  'solved',
  'closed',
  'unmerged',
];

/** Returns each fact once, in the order in which they happened. The order is the same for every reader. */
export function inOrder(facts: readonly ClockFact[]): ClockFact[] {
  const once = [...new Map(facts.map((fact) => [fact.id, fact])).values()];
  return once
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .toSorted(
      (a, b) => a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind) || compareStatusMoves(a, b),
    );
}

/** Orders two moves of the same time: the one that starts from the other's end status is the later. */
function compareStatusMoves(a: ClockFact, b: ClockFact): number {
  if (a.kind !== 'moved' || b.kind !== 'moved' || a.from === b.from) return 0;
  return Number(a.from === b.to) - Number(b.from === a.to);
}
