// Facts of a ticket that staff change: what it is about, how pressing it is, and what the team notes on it.
import type { Context } from '../../platform/context.ts';
import { assertVersion, type Versioned } from '../../platform/contract/version.ts';
import { keys } from '../../platform/table/keys.ts';
import { type Outcome, requireCommitted, unchanged } from '../../platform/table/outcome.ts';
import { getItem } from '../../platform/table/read.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { withChanges } from '../core/lifecycle.ts';
import { ticketCorrected, ticketUpdated } from '../core/new-events.ts';
import type { UpdateTicketRequest } from '../core/requests.ts';
import {
  hasLostSensitiveKind,
  requireTraining,
  requireTrainingToClear,
  sensitiveKindsOf,
} from '../core/require-training.ts';
import { saveStep } from '../core/save-step.ts';
import type { Ticket } from '../core/ticket.ts';
import { loadTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import type { Changes, TicketOpened } from '../events.ts';
import { ticketPartition } from '../keys.ts';
import { changeFields, listFields, type TicketField } from './custom-fields.ts';

/**
 * Changes facts of a ticket on the version that the caller read. Refuses an unknown ticket with `ticket.not_found`, a stale
 * version with `version.stale`, a closed ticket with `ticket.closed`, and fields that do not fit with `request.invalid`.
 * The subject of a sensitive ticket is read by its customer: it is changed by people who are trained for it, as a reply is written.
 * A sensitive kind is taken away by people who are trained for the ticket, and by leads and admins as a correction whose reason
 * the event carries: others are refused as by `needTrained`, machines always; anybody may add one.
 * What corrects the analysis is emitted as `ticket.corrected` too, so that it is learnt from.
 */
export function updateTicket(
  table: Table,
  ticketId: string,
  request: Versioned<UpdateTicketRequest>,
  context: Context,
): Promise<Ticket> {
  return requireCommitted(retryOnStale(() => updateOnce(table, ticketId, request, context)));
}

async function updateOnce(
  table: Table,
  ticketId: string,
  { version, ...request }: Versioned<UpdateTicketRequest>,
  context: Context,
): Promise<Outcome<Ticket>> {
  const corrects = request.topicId !== undefined || request.sensitive !== undefined;
  const [ticket, fields, opening] = await Promise.all([
    loadTicket(table, ticketId),
    request.fields ? listFields(table) : [],
    corrects ? getItem(table, keys.openingEvent(ticketPartition(ticketId))) : undefined,
  ]);
  if (!ticket) throw ticketError('ticket.not_found');
  assertVersion(version, ticket.version, 'the ticket');
  if (ticket.status === 'closed') throw ticketError('ticket.closed');
  const next = updatedTicket(ticket, request, fields, context);
  const changes = changesOf(ticket, next);
  if (Object.keys(changes).length === 0) return unchanged(ticket);
  const answer = next;
  // The first asks for all that the second may ask for, and of one agent there may be one assertion.
  const also =
    next.subject === ticket.subject
      ? await requireTrainingToClear(table, ticket, next, context)
      : await requireTraining(table, sensitiveKindsOf(ticket), context);
  const words = openingTextOf(ticket, opening);
  const why = hasLostSensitiveKind(ticket, next) ? request.sensitive?.reason : undefined;
  const events = [ticketUpdated(ticket, next, changes, why), ...correctionEvents(next, changes, words)];
  return saveStep(table, ticket, { next, events }, context, { answer, also });
}

/** What the analysis of the opening has read. */
export const openingTextOf = ({ subject }: Ticket, opening: Item | undefined) =>
  `${subject}\n${(opening?.data as TicketOpened | undefined)?.message ?? ''}`;

/** The ticket as the request wants it. */
function updatedTicket(
  ticket: Ticket,
  request: UpdateTicketRequest,
  fields: readonly TicketField[],
  context: Context,
): Ticket {
  const { topicId, sensitive, fields: values, language: tongue, ...plain } = request;
  const change: Partial<Ticket> = Object.fromEntries(
    Object.entries(plain).filter(([, value]) => value !== undefined),
  );
  return withChanges(
    ticket,
    {
      ...change,
      ...(tongue === undefined ? {} : { language: tongue ?? undefined }),
      ...(topicId === undefined ? {} : { topic: staffTopicOf(topicId) }),
      ...(sensitive === undefined ? {} : { sensitive: sensitivityAfter(ticket, sensitive, context) }),
      ...(values === undefined ? {} : { fields: changeFields(ticket.fields, values, fields) }),
    },
    context,
  );
}

const staffTopicOf = (id: string | null): Ticket['topic'] =>
  id === null ? undefined : { id, confidence: 1, by: 'staff' };

/**
 * What staff took away is kept as `cleared`, so that the analysis does not mark the ticket with it again; all else it may still
 * find. To say what is said already is no finding: before anybody has marked a ticket, it cannot be kept from being marked.
 */
function sensitivityAfter(
  ticket: Ticket,
  { kinds, reason }: NonNullable<UpdateTicketRequest['sensitive']>,
  { actor, now }: Context,
): Ticket['sensitive'] {
  const wanted = [...new Set(kinds)].toSorted();
  if (wanted.join() === sensitiveKindsOf(ticket).join()) return ticket.sensitive;
  const by = actor.role === 'service' ? ('model' as const) : ('staff' as const);
  const before = new Set([...(ticket.sensitive?.cleared ?? []), ...sensitiveKindsOf(ticket)]);
  const cleared = [...before].filter((kind) => !wanted.includes(kind)).toSorted();
  const found = { kinds: wanted, reasons: [reason], by, at: now.toISOString() };
  return cleared.length === 0 ? found : { ...found, cleared };
}

/** The facts whose change others must hear of. */
const trackedFields = [
  'subject',
  'priority',
  'language',
  'topic',
  'sensitive',
  'tags',
  'fields',
  'followers',
  'requiredSkills',
  'preferredSkills',
  'queueId',
  'incidentId',
  'kind',
] as const satisfies readonly (keyof Ticket)[];

/** What of a ticket's facts is another than before. Of topic and sensitivity what they say counts, not who said it when. */
export function changesOf(before: Ticket, after: Ticket): Changes {
  const told = (ticket: Ticket, fact: (typeof trackedFields)[number]) => {
    if (fact === 'topic') return ticket.topic?.id;
    if (fact === 'sensitive') return ticket.sensitive?.kinds ?? [];
    return ticket[fact];
  };
  return Object.fromEntries(
    trackedFields
      .map((fact) => [fact, { from: told(before, fact), to: told(after, fact) }] as const)
      .filter(([, { from, to }]) => JSON.stringify(from) !== JSON.stringify(to)),
  );
}

/** The events of what staff corrected. `text` is what the analysis had read. */
export function correctionEvents(ticket: Ticket, { topic, sensitive }: Changes, text: string) {
  return [
    ...(topic ? [ticketCorrected(ticket, { what: 'topic', ...topic }, text)] : []),
    ...(sensitive ? [ticketCorrected(ticket, { what: 'sensitive', ...sensitive }, text)] : []),
  ];
}
