// Reads each inbound message once: at the opening it makes the ticket ready for routing and clocks, later on it notices
// what has become of it.
import { noteFoundVulnerability } from '../complaints/index.ts';
import { getServiceProfile, recentHistory } from '../customers/index.ts';
import type { Analyser, Analysis } from '../intelligence/index.ts';
import type { Context } from '../platform/context.ts';
import { platformError } from '../platform/errors.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import type { NewEvent } from '../platform/events/new-event.ts';
import { commit, retryOnContention } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
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
import {
  analysisRecord,
  type Findings,
  messageFindings,
  openingFindings,
  vulnerabilityOf,
  wasRemovedByStaff,
} from './findings.ts';

export interface TriageDeps {
  table: Table;
  analyser: () => Promise<Analyser>;
}

const CONSUMER = 'triage';

/**
 * Analyses the opening of a ticket, once, and says with `ticket.triaged` that it can be worked on. Of a ticket that was merged
 * before, the opening is a message of the one that goes on.
 */
export function triageOpening(deps: TriageDeps, event: DomainEvent, context: Context): Promise<void> {
  return retryOnContention(async () => {
    const { table } = deps;
    const { ticket, standing, analysis } = await analyse(deps, event, context);
    if (!ticket) return;
    if (ticket.id !== event.data.ticketId) return noteMessage(table, ticket, analysis, event, context);
    const found = openingFindings(ticket, analysis, standing, context.now.toISOString());
    const next = changedTicket(ticket, found, context);
    const triaged = ticketTriaged(ticket, next, {
      topicId: next.topic?.id,
      complaint: next.sensitive?.kinds.includes('complaint') ?? false,
      analysis: analysisRecord(analysis),
      changes: changesOf(ticket, next),
    });
    await commit(table, context, {
      applied: { consumer: CONSUMER, eventId: event.id },
      writes: [saveTicket(next, contended), ...vulnerability(ticket, analysis)],
      events: [triaged],
    });
  });
}

/** Analyses a customer's later message, once. The ticket changes only by what is new; others hear of it by `ticket.updated`. */
export function analyseMessage(deps: TriageDeps, event: DomainEvent, context: Context): Promise<void> {
  return retryOnContention(async () => {
    const { ticket, analysis } = await analyse(deps, event, context);
    if (ticket) await noteMessage(deps.table, ticket, analysis, event, context);
  });
}

async function noteMessage(
  table: Table,
  ticket: Ticket,
  analysis: Analysis,
  event: DomainEvent,
  context: Context,
): Promise<void> {
  const found = messageFindings(ticket, analysis, context.now.toISOString());
  const next = changedTicket(ticket, found, context);
  const changes = changesOf(ticket, next);
  const moved = Object.keys(changes).length > 0 || moodOf(ticket) !== moodOf(found);
  await commit(table, context, {
    applied: { consumer: CONSUMER, eventId: event.id },
    writes: moved ? [saveTicket(next, contended), ...vulnerability(ticket, analysis)] : [],
    events: [
      messageAnalysed(event, analysisRecord(analysis)),
      ...(Object.keys(changes).length > 0 ? [ticketUpdated(ticket, next, changes)] : []),
    ],
  });
}

const contended = () => platformError('write.contended');
const moodOf = ({ sentiment, urgency }: Pick<Findings, 'sentiment' | 'urgency'>) =>
  `${sentiment?.label} ${urgency?.level}`;

/** The ticket that the message belongs to by now; one that is closed for good is read no more. */
async function analyse({ table, analyser }: TriageDeps, event: DomainEvent, { now }: Context) {
  const customerId = String(event.customerId);
  const [written, standing, history, reader] = await Promise.all([
    loadTicket(table, String(event.data.ticketId)),
    getServiceProfile(table, customerId),
    recentHistory(table, customerId, String(event.data.ticketId)),
    analyser(),
  ]);
  const { subject, message } = event.data as { subject?: string; message: string };
  const analysis = await reader.analyse({
    text: message,
    ...(subject === undefined ? {} : { subject }),
    ...(standing?.language === undefined ? {} : { language: standing.language }),
    history,
    now,
  });
  const ticket = await followMerges(table, written);
  return {
    ticket: ticket?.status === 'closed' ? undefined : ticket,
    standing: standing ?? { segments: [] },
    analysis,
  };
}

/** Beside what people have recorded, and never over it. */
function vulnerability(ticket: Ticket, analysis: Analysis): Write[] {
  const found = wasRemovedByStaff(ticket, 'vulnerable') ? undefined : vulnerabilityOf(analysis);
  return found ? [noteFoundVulnerability(ticket.id, found)] : [];
}

/** With the thread of the ticket, but not among what the customer's timeline shows. */
function messageAnalysed(event: DomainEvent, analysis: ReturnType<typeof analysisRecord>): NewEvent {
  // The opening is a message, too: its event.
  const { ticketId, channel, messageId = event.id } = event.data as Record<string, string>;
  return {
    type: 'message.analysed',
    v: 1,
    owner: ticketPartition(String(ticketId)),
    ...(event.customerId === undefined ? {} : { customerId: event.customerId }),
    data: { ticketId, channel, messageId, analysis },
  };
}
