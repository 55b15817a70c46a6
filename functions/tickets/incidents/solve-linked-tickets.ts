// Solves the tickets linked to a solved incident. The progress is stored on the incident and is a condition
// of every batch, so each customer is notified once, even when a worker dies or a message is delivered twice.

import type { Context } from '../../platform/context.ts';
import { derivedIds } from '../../platform/ids.ts';
import { claim, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Outcome, requireApplied, requireCommitted } from '../../platform/table/outcome.ts';
import { done, stale } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { update, type Write } from '../../platform/table/write.ts';
import { followMerges } from '../core/follow-merges.ts';
import { moveToStatus, type Step, withChanges } from '../core/lifecycle.ts';
import { type MessageAdded, messageAdded } from '../core/new-events.ts';
import { autoCloseWrites } from '../core/save-step.ts';
import { isSensitive, type Ticket } from '../core/ticket.ts';
import { loadTicket, saveTicket } from '../core/ticket-store.ts';
import { ticketKeys } from '../keys.ts';
import { type Incident, type IncidentLink, incidentFinished } from './incident.ts';
import { linksAfter, loadIncident } from './incident-store.ts';
import { solveLinkedWork } from './solve-incident.ts';

/**
 * A transaction takes 100 actions: five per ticket (link, ticket, automatic close, two events) and one for
 * the incident.
 */
const TICKETS_PER_STEP = 19;
/**
 * A batch takes four calls in a row, some 100 ms on AWS, so a run takes less than half of the worker's 30
 * seconds.
 */
const STEPS_PER_RUN = 120;

type SolvedIncident = Incident & { solution: string; processedUpTo?: string };

/**
 * Processes the tickets of a solved incident in order of their ids. Handles about 2,200 per run and leaves
 * the rest to the next minute. Decides again on a ticket that changes at the same moment.
 */
export async function solveLinkedTickets(
  table: Table,
  due: DueMessage,
  context: Context,
  steps = STEPS_PER_RUN,
): Promise<void> {
  const incidentId = String(due.data.incidentId);
  for (let step = 0; step < steps; step += 1) {
    const outcome = await retryOnStale(() => solveNextBatch(table, incidentId, due, context));
    const applied = await requireApplied(outcome);
    if (!applied || (outcome.kind === 'committed' && outcome.answer === 'finished')) return;
  }
  await requireCommitted(
    commit(table, context, { writes: [solveLinkedWork(incidentId, context.now.toISOString())] }),
  );
}

/**
 * Solves one batch of tickets and advances the progress in one transaction. Finishes the incident when no
 * ticket is left.
 */
async function solveNextBatch(
  table: Table,
  incidentId: string,
  due: DueMessage,
  context: Context,
): Promise<Outcome<'finished' | 'more'>> {
  const incident = await loadIncident(table, incidentId);
  if (!isSolved(incident)) throw new TypeError('The incident has no solution yet.');
  const links = await linksAfter(table, incidentId, incident.processedUpTo ?? '', TICKETS_PER_STEP);
  if (links.length === 0) {
    return finishIncident(table, incident, due, context);
  }
  // The ids derive from the progress, not from the message, because one message runs many batches.
  const ids = derivedIds(`solve-linked|${incidentId}|${incident.processedUpTo ?? ''}`);
  const results = await planBatch(table, incident, links, { ...context, ids });
  return commit(
    table,
    { ...context, ids },
    {
      writes: [
        advanceProgress(incident, results),
        ...results.flatMap((result) => writesOf(incidentId, result)),
      ],
      events: results.flatMap(({ step }) => step?.events ?? []),
      answer: 'more',
    },
  );
}

const isSolved = (incident: Incident | undefined): incident is SolvedIncident =>
  incident?.solution !== undefined;

interface LinkedTicketResult {
  link: IncidentLink;
  outcome: NonNullable<IncidentLink['outcome']>;
  reason?: string | undefined;
  before?: Ticket;
  step?: Step;
}

async function planBatch(
  table: Table,
  incident: SolvedIncident,
  links: readonly IncidentLink[],
  context: Context,
): Promise<LinkedTicketResult[]> {
  const tickets = await Promise.all(
    links.map(async ({ ticketId }) => followMerges(table, await loadTicket(table, ticketId))),
  );
  const processedIds = new Set<string>();
  return links.map((link, index) => {
    const ticket = tickets[index];
    // The customer of a merged ticket is notified on the ticket that it was merged into, and only once when
    // both are linked.
    const notifiedElsewhere =
      ticket !== undefined &&
      (processedIds.has(ticket.id) || (ticket.id !== link.ticketId && ticket.incidentId === incident.id));
    if (ticket) processedIds.add(ticket.id);
    if (notifiedElsewhere) return { link, outcome: 'skipped', reason: 'merged' };
    if (ticket?.incidentId !== undefined && ticket.incidentId !== incident.id)
      return { link, outcome: 'skipped', reason: 'linked_elsewhere' };
    return { link, ...planLinkedTicket(ticket, incident, context) };
  });
}

/**
 * Plans the solution of one ticket: solves it with one public message, or leaves it alone and gives the
 * reason.
 */
function planLinkedTicket(
  ticket: Ticket | undefined,
  incident: Pick<SolvedIncident, 'id' | 'solution' | 'subject'>,
  context: Context,
): Omit<LinkedTicketResult, 'link'> {
  if (!ticket) return { outcome: 'skipped', reason: 'not_found' };
  if (ticket.status === 'closed' || ticket.status === 'solved')
    return { outcome: 'skipped', reason: ticket.status };
  const linked = { ...ticket, incidentId: incident.id };
  if (isSensitive(ticket)) {
    const note = `The incident “${incident.subject}” is solved. This ticket is sensitive, so no message was sent to the customer: ${incident.solution}`;
    const next = withChanges(linked, {}, context);
    const events = [messageAdded(next, messageOf('internal', note, context))];
    return { outcome: 'left', reason: 'sensitive', before: ticket, step: { next, events } };
  }
  const { next, events } = moveToStatus(linked, 'solved', context);
  const reply = messageAdded(next, messageOf('public', incident.solution, context));
  return { outcome: 'solved', before: ticket, step: { next, events: [reply, ...events] } };
}

/** Creates a message that is sent to many customers; it is automatic and never counts as a reply. */
const messageOf = (
  visibility: MessageAdded['visibility'],
  message: string,
  { ids }: Context,
): MessageAdded => ({
  messageId: ids.next('event'),
  visibility,
  automatic: true,
  message: message.slice(0, 32_000),
});

function writesOf(incidentId: string, { link, outcome, reason, before, step }: LinkedTicketResult): Write[] {
  const linkUpdate = update(
    ticketKeys.incidentTicket(incidentId, link.ticketId),
    { set: { 'link.outcome': outcome, 'link.reason': reason } },
    { expression: 'attribute_exists(pk)' },
    stale,
  );
  if (!before || !step) return [linkUpdate];
  const ticket = saveTicket(step.next);
  return [linkUpdate, ticket, ...autoCloseWrites(before, step.next)];
}

/** Advances the progress from the value that was read; stale when another worker has processed this batch. */
function advanceProgress(incident: SolvedIncident, results: readonly LinkedTicketResult[]): Write {
  const count = (outcome: IncidentLink['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  const from = incident.processedUpTo;
  return update(
    ticketKeys.incident(incident.id),
    {
      set: { processedUpTo: results.at(-1)?.link.ticketId },
      add: { solved: count('solved'), left: count('left'), skipped: count('skipped') },
    },
    from === undefined
      ? { expression: 'attribute_not_exists(#processedUpTo)' }
      : { expression: '#processedUpTo = :from', values: { from } },
    stale,
  );
}

function finishIncident(
  table: Table,
  incident: SolvedIncident,
  due: DueMessage,
  context: Context,
): Promise<Outcome<'finished'>> {
  if (incident.finishedAt !== undefined)
    return commit(table, context, { writes: [claim(due)], answer: 'finished' });
  return commit(table, context, {
    writes: [
      claim(due),
      update(
        ticketKeys.incident(incident.id),
        { set: { finishedAt: context.now.toISOString() } },
        { expression: 'attribute_not_exists(#finishedAt)' },
        done,
      ),
    ],
    events: [incidentFinished(incident)],
    answer: 'finished',
  });
}
