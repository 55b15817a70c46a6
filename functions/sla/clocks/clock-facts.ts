// What of a ticket's thread moves its clocks. Everything else in the thread is nothing to them.
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

/** What of a ticket decides on its policy; a field that is there and undefined was taken away. */
export interface TicketAttributes {
  priority: Priority;
  language?: string | undefined;
  topic?: string | undefined;
  kinds: readonly string[];
}

type Kind =
  | { kind: 'opened'; by: 'customer' | 'staff'; channel: string; attributes: TicketAttributes }
  | { kind: 'changed'; attributes: Partial<TicketAttributes> }
  | { kind: 'customer_wrote' }
  | { kind: 'staff_replied' }
  | { kind: 'moved'; from?: Status; to: Status }
  | { kind: 'reopened' }
  | { kind: 'solved' }
  | { kind: 'closed'; merged: boolean }
  | { kind: 'unmerged'; to: Status };

/** A fact of the thread: when it happened (epoch milliseconds) and the id of its event. */
export type ClockFact = Kind & { at: number; id: string };

/** The events of a thread that may move clocks. */
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
 * What an event of the thread says to the clocks; undefined when nothing. Internal notes, automatic messages and those of
 * machines say nothing: only people reply.
 */
export function clockFactOf(event: ClockFactEvent): ClockFact | undefined {
  const kind = kindOf(event);
  return kind && { ...kind, at: Date.parse(event.at), id: event.id };
}

function kindOf(event: ClockFactEvent): Kind | undefined {
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
      return message(event.actor.role, event.data);
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

function message(role: string, data: DataOf<typeof TicketMessageAdded>): Kind | undefined {
  const { visibility, automatic, unverified } = data;
  // Whoever wrote by mail waits for an answer, proven or not; the confirmation of it moves no clock.
  if (unverified !== undefined) return { kind: 'customer_wrote' };
  if (role === 'customer')
    return visibility === 'public' && !automatic ? { kind: 'customer_wrote' } : undefined;
  return humans.has(role) && countsAsReply(data) ? { kind: 'staff_replied' } : undefined;
}

/** The attributes that changed, as they are afterwards. */
const changedAttributes = ({ priority, language, topic, sensitive }: Changes): Partial<TicketAttributes> => ({
  ...(priority?.to ? { priority: priority.to } : {}),
  ...(language ? { language: language.to } : {}),
  ...(topic ? { topic: topic.to } : {}),
  ...(sensitive ? { kinds: sensitive.to ?? [] } : {}),
});

/** Facts of one transaction share their moment: a message comes before the moves that it causes. */
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

/** In the order in which they happened, the same for every reader; each once. */
export function inOrder(facts: readonly ClockFact[]): ClockFact[] {
  const once = [...new Map(facts.map((fact) => [fact.id, fact])).values()];
  return once
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .toSorted((a, b) => a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind) || compareMoves(a, b));
}

/** Of two moves of one moment the one that begins where the other ends is the later. */
function compareMoves(a: ClockFact, b: ClockFact): number {
  if (a.kind !== 'moved' || b.kind !== 'moved' || a.from === b.from) return 0;
  return Number(a.from === b.to) - Number(b.from === a.to);
}
