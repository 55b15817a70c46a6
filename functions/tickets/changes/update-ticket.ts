// Changes of a ticket's properties by staff, such as subject, priority, topic and custom fields.
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
 * Changes properties of a ticket on the version that the caller read. Refuses an unknown ticket with
 * `ticket.not_found`, a stale version with `version.stale`, a closed ticket with `ticket.closed`, and invalid
 * custom fields with `request.invalid`. Customers read the subject of a sensitive ticket, so changing it
 * requires the same training as a reply. Removing a sensitive kind requires training for the ticket, or the
 * role lead or admin; the event carries the reason. Others are refused as by `requireTraining`, machines
 * always. Anybody may add a kind. Corrections of the analysis are also emitted as `ticket.corrected`, so that
 * the analysis learns from them.
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
  // The first check covers everything that the second could require. A transaction can check an agent only
  // once.
  const also =
    next.subject === ticket.subject
      ? await requireTrainingToClear(table, ticket, next, context)
      : await requireTraining(table, sensitiveKindsOf(ticket), context);
  const openingText = openingTextOf(ticket, opening);
  const reason = hasLostSensitiveKind(ticket, next) ? request.sensitive?.reason : undefined;
  const events = [
    ticketUpdated(ticket, next, changes, reason),
    ...correctionEvents(next, changes, openingText),
  ];
  return saveStep(table, ticket, { next, events }, context, { answer, also });
}

/** Returns the text that the analysis of the opening has read. */
export const openingTextOf = ({ subject }: Ticket, opening: Item | undefined) =>
  `${subject}\n${(opening?.data as TicketOpened | undefined)?.message ?? ''}`;

/** Returns the ticket with the requested changes. */
function updatedTicket(
  ticket: Ticket,
  request: UpdateTicketRequest,
  fields: readonly TicketField[],
  context: Context,
): Ticket {
  const { topicId, sensitive, fields: values, language: newLanguage, ...plain } = request;
  const change: Partial<Ticket> = Object.fromEntries(
    Object.entries(plain).filter(([, value]) => value !== undefined),
  );
  return withChanges(
    ticket,
    {
      ...change,
      ...(newLanguage === undefined ? {} : { language: newLanguage ?? undefined }),
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
 * Returns the sensitivity after a change by staff. Kinds that staff removed are kept as `cleared`, so that
 * the analysis does not report them again; it may still report others. A request for the kinds that the
 * ticket already has changes nothing, so an unmarked ticket cannot be protected against being marked.
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

/** The properties whose changes are published. */
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

/**
 * Returns the properties that differ between two states of a ticket. Topic and sensitivity are compared by
 * their values, not by who set them and when.
 */
export function changesOf(before: Ticket, after: Ticket): Changes {
  const valueOf = (ticket: Ticket, fact: (typeof trackedFields)[number]) => {
    if (fact === 'topic') return ticket.topic?.id;
    if (fact === 'sensitive') return ticket.sensitive?.kinds ?? [];
    return ticket[fact];
  };
  return Object.fromEntries(
    trackedFields
      .map((fact) => [fact, { from: valueOf(before, fact), to: valueOf(after, fact) }] as const)
      .filter(([, { from, to }]) => JSON.stringify(from) !== JSON.stringify(to)),
  );
}

/** Returns the events of corrections by staff. `text` is what the analysis had read. */
export function correctionEvents(ticket: Ticket, { topic, sensitive }: Changes, text: string) {
  return [
    ...(topic ? [ticketCorrected(ticket, { what: 'topic', ...topic }, text)] : []),
    ...(sensitive ? [ticketCorrected(ticket, { what: 'sensitive', ...sensitive }, text)] : []),
  ];
}
