// What of a ticket's thread moves its clocks. Everything else in the thread is nothing to them.
import type { DomainEvent } from '../../platform/events/domain-event.ts';
import { countsAsReply, type Priority, priorities } from '../../tickets/index.ts';

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

const humans: ReadonlySet<string> = new Set(['agent', 'lead', 'admin']);

/**
 * What an event of the thread says to the clocks; undefined when nothing. Internal notes, automatic messages and those of
 * machines say nothing: only people reply.
 */
export function clockFactOf(event: DomainEvent): ClockFact | undefined {
  const kind = kindOf(event);
  return kind && { ...kind, at: Date.parse(event.at), id: event.id };
}

function kindOf({ type, actor, data }: DomainEvent): Kind | undefined {
  switch (type) {
    case 'ticket.opened':
      return {
        kind: 'opened',
        by: data.openedBy === 'staff' ? 'staff' : 'customer',
        channel: String(data.channel),
        attributes: { priority: 'normal', kinds: [], ...attributesIn(data) },
      };
    case 'ticket.triaged':
      return { kind: 'changed', attributes: { ...attributesIn(data), ...attributesIn(afterChanges(data)) } };
    case 'ticket.updated':
      return { kind: 'changed', attributes: attributesIn(afterChanges(data)) };
    case 'ticket.message_added':
      return message(actor.role, data);
    case 'ticket.status_changed':
      return { kind: 'moved', from: data.from as Status, to: data.to as Status };
    case 'ticket.reopened':
      return { kind: 'reopened' };
    case 'ticket.solved':
      return { kind: 'solved' };
    case 'ticket.closed':
      return { kind: 'closed', merged: data.reason === 'merged' };
    case 'ticket.unmerged':
      return { kind: 'unmerged', to: data.to as Status };
    default:
      return undefined;
  }
}

function message(role: string, data: Record<string, unknown>): Kind | undefined {
  const { visibility, automatic, unverified } = data;
  // Whoever wrote by mail waits for an answer, proven or not; the confirmation of it moves no clock.
  if (unverified !== undefined) return { kind: 'customer_wrote' };
  if (role === 'customer')
    return visibility === 'public' && automatic !== true ? { kind: 'customer_wrote' } : undefined;
  const sent = data as unknown as Parameters<typeof countsAsReply>[0];
  return humans.has(role) && countsAsReply(sent) ? { kind: 'staff_replied' } : undefined;
}

/** `{changes: {field: {from, to}}}` as the fields are afterwards. */
function afterChanges({ changes }: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries((changes ?? {}) as Record<string, { to?: unknown }>);
  return Object.fromEntries(entries.map(([field, change]) => [field, change?.to ?? undefined]));
}

function attributesIn(fields: Record<string, unknown>): Partial<TicketAttributes> {
  const { priority, language, topic, sensitive } = fields;
  return {
    ...(priorities.includes(priority as Priority) ? { priority: priority as Priority } : {}),
    ...('language' in fields ? { language: textIn(language) } : {}),
    ...('topic' in fields
      ? { topic: textIn((topic as { id?: unknown } | null | undefined)?.id ?? topic) }
      : {}),
    ...('sensitive' in fields ? { kinds: kindsIn(sensitive) } : {}),
  };
}

const textIn = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** A change names the kinds alone; the ticket's own field has reasons beside them. */
function kindsIn(sensitive: unknown): string[] {
  const kinds = Array.isArray(sensitive)
    ? sensitive
    : (sensitive as { kinds?: unknown } | null | undefined)?.kinds;
  return Array.isArray(kinds) ? kinds.map(String) : [];
}

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
