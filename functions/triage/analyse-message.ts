// Analyses each inbound message once. The analysis of the opening makes the ticket ready for routing and
// clocks; the analysis of a later message updates the ticket.
import { noteFoundVulnerability } from '../complaints/index.ts';
import { getServiceProfile, recentHistory } from '../customers/index.ts';
import type { Analyser, Analysis } from '../intelligence/index.ts';
import type { Context } from '../platform/context.ts';
import type { EventOf } from '../platform/events/event-definition.ts';
import { commit } from '../platform/table/commit.ts';
import type { NewEvent } from '../platform/table/new-event.ts';
import { type Outcome, requireApplied, unchanged } from '../platform/table/outcome.ts';
import { retryOnStale } from '../platform/table/retry-on-stale.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import type { TicketMessageAdded, TicketOpened, TicketSenderConfirmed } from '../tickets/events.ts';
import {
  changedTicket,
  changesOf,
  followMerges,
  loadTicket,
  saveTicket,
  type Ticket,
  ticketPartition,
  ticketTriaged,
  ticketUpdated,
} from '../tickets/index.ts';
import type { MessageAnalysed } from './events.ts';
import {
  analysisRecord,
  type Findings,
  messageFindings,
  openingFindings,
  vulnerabilityOf,
  wasRemovedByStaff,
} from './findings.ts';

/** An event that carries a message of a customer. */
type MessageEvent = EventOf<typeof TicketOpened | typeof TicketMessageAdded | typeof TicketSenderConfirmed>;

export interface TriageDeps {
  table: Table;
  analyser: () => Promise<Analyser>;
}

const CONSUMER = 'triage';

/**
 * Analyses the opening of a ticket, once, and emits `ticket.triaged` when the ticket is ready for work. If
 * the ticket was merged before the analysis, its opening counts as a message of the ticket it was merged
 * into.
 */
export async function triageOpening(
  deps: TriageDeps,
  event: EventOf<typeof TicketOpened>,
  context: Context,
): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const { table } = deps;
      const { ticket, profile, analysis } = await analyse(deps, event, context);
      if (!ticket) return unchanged(undefined);
      if (ticket.id !== event.data.ticketId) return saveAnalysis(table, ticket, analysis, event, context);
      const found = openingFindings(ticket, analysis, profile, context.now.toISOString());
      const next = changedTicket(ticket, found, context);
      const triaged = ticketTriaged(ticket, next, {
        topicId: next.topic?.id,
        complaint: next.sensitive?.kinds.includes('complaint') ?? false,
        analysis: analysisRecord(analysis),
        changes: changesOf(ticket, next),
      });
      return commit(table, context, {
        applied: { consumer: CONSUMER, eventId: event.id },
        writes: [saveTicket(next), ...vulnerabilityWrites(ticket, analysis)],
        events: [triaged],
      });
    }),
  );
}

/**
 * Analyses a customer's later message, once. Saves the ticket only when the analysis found something new, and
 * emits `ticket.updated` only when one of its tracked fields changed.
 */
export async function analyseMessage(deps: TriageDeps, event: MessageEvent, context: Context): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const { ticket, analysis } = await analyse(deps, event, context);
      return ticket ? saveAnalysis(deps.table, ticket, analysis, event, context) : unchanged(undefined);
    }),
  );
}

function saveAnalysis(
  table: Table,
  ticket: Ticket,
  analysis: Analysis,
  event: MessageEvent,
  context: Context,
): Promise<Outcome<undefined>> {
  const found = messageFindings(ticket, analysis, context.now.toISOString());
  const next = changedTicket(ticket, found, context);
  const changes = changesOf(ticket, next);
  const isChanged = Object.keys(changes).length > 0 || moodOf(ticket) !== moodOf(found);
  return commit(table, context, {
    applied: { consumer: CONSUMER, eventId: event.id },
    writes: isChanged ? [saveTicket(next), ...vulnerabilityWrites(ticket, analysis)] : [],
    events: [
      messageAnalysed(event, analysisRecord(analysis)),
      ...(Object.keys(changes).length > 0 ? [ticketUpdated(ticket, next, changes)] : []),
    ],
  });
}

const moodOf = ({ sentiment, urgency }: Pick<Findings, 'sentiment' | 'urgency'>) =>
  `${sentiment?.label} ${urgency?.level}`;

/**
 * Analyses a message and follows merges to the ticket that it belongs to now; undefined when that one is
 * closed.
 */
async function analyse({ table, analyser }: TriageDeps, event: MessageEvent, { now }: Context) {
  const customerId = String(event.customerId);
  const [original, profile, history, messageAnalyser] = await Promise.all([
    loadTicket(table, event.data.ticketId),
    getServiceProfile(table, customerId),
    recentHistory(table, customerId, event.data.ticketId),
    analyser(),
  ]);
  const { data } = event;
  const analysis = await messageAnalyser.analyse({
    text: data.message,
    ...('subject' in data ? { subject: data.subject } : {}),
    ...(profile?.language === undefined ? {} : { language: profile.language }),
    history,
    now,
  });
  const ticket = await followMerges(table, original);
  return {
    ticket: ticket?.status === 'closed' ? undefined : ticket,
    profile: profile ?? { segments: [] },
    analysis,
  };
}

/** Returns the write that records a found vulnerability; it never replaces what people have recorded. */
function vulnerabilityWrites(ticket: Ticket, analysis: Analysis): Write[] {
  const found = wasRemovedByStaff(ticket, 'vulnerable') ? undefined : vulnerabilityOf(analysis);
  return found ? [noteFoundVulnerability(ticket.id, found)] : [];
}

/** Returns the event `message.analysed` for the ticket's thread; the customer's timeline does not show it. */
function messageAnalysed(
  event: MessageEvent,
  analysis: ReturnType<typeof analysisRecord>,
): NewEvent<typeof MessageAnalysed> {
  const { id, customerId, data } = event;
  const { ticketId, channel } = data;
  // The opening is a message too; its id is that of the event.
  const messageId = 'messageId' in data ? data.messageId : id;
  return {
    type: 'message.analysed',
    v: 1,
    owner: ticketPartition(ticketId),
    customerId,
    data: { ticketId, channel, messageId, analysis },
  };
}
