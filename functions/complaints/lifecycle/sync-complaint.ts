import type { Context } from '../../platform/context.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import { commit } from '../../platform/table/commit.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { requireApplied, unchanged } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { TicketClosed, TicketTriaged, TicketUnmerged, TicketUpdated } from '../../tickets/events.ts';
import { followMerges, loadTicket, sameTicketVersionCheck, type Ticket } from '../../tickets/index.ts';
import {
  complaintJoined,
  complaintMerged,
  complaintMistaken,
  complaintReceived,
  complaintReopened,
} from '../new-events.ts';
import {
  type Complaint,
  joinComplaints,
  markMerged,
  markMistaken,
  newComplaint,
  reopenComplaint,
} from './complaint.ts';
import type { ComplaintDeadlines } from './complaint-deadlines.ts';
import { loadComplaint, saveComplaint } from './complaint-store.ts';

const CONSUMER = 'sensitive';

type TicketEvent = EventOf<
  typeof TicketTriaged | typeof TicketUpdated | typeof TicketClosed | typeof TicketUnmerged
>;

interface Step {
  next: Complaint;
  event: NewEvent;
  /** The ticket that the step was decided on; its version must not change before the step is written. */
  on: Ticket;
}

/**
 * Keeps the complaint of a ticket in sync with the ticket. Opens a complaint when the ticket is one, marks it
 * as mistaken when staff find that it is none, joins it to the complaint of the ticket that it was merged
 * into, and reverses that when the merge is undone. Decides on the ticket's current version and asserts that
 * version in the write, so late, repeated and concurrent events change nothing.
 */
export async function syncComplaint(
  table: Table,
  deadlinesOf: ComplaintDeadlines,
  event: TicketEvent,
  context: Context,
): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const { ticketId } = event.data;
      const [ticket, current] = await Promise.all([
        loadTicket(table, ticketId),
        loadComplaint(table, ticketId),
      ]);
      if (!ticket) return unchanged(undefined);
      const started = current ?? (await newComplaintOf(table, ticket, event, deadlinesOf));
      const steps = ticket.mergedInto
        ? await mergeSteps(table, ticket, current, started, context)
        : ownSteps(ticket, current, started, context);
      if (steps.length === 0) return unchanged(undefined);
      return commit(table, context, {
        applied: { consumer: CONSUMER, eventId: event.id },
        writes: steps.flatMap(({ next, on }) => [
          sameTicketVersionCheck(on),
          ...saveComplaint(next, context.now.toISOString()),
        ]),
        events: steps.map((step) => step.event),
      });
    }),
  );
}

/**
 * Returns the new complaint of a ticket that was found to be one. Its clocks start when the complaining
 * message was written. Returns nothing when a merged ticket is the complaint: that complaint is joined to
 * this ticket's, or was answered before.
 */
async function newComplaintOf(
  table: Table,
  ticket: Ticket,
  event: TicketEvent,
  deadlinesOf: ComplaintDeadlines,
): Promise<Complaint | undefined> {
  const marksComplaint = event.type === 'ticket.triaged' || event.type === 'ticket.updated';
  if (!marksComplaint || !isComplaint(ticket)) return undefined;
  const merged = await Promise.all((ticket.mergedFrom ?? []).map((one) => loadTicket(table, one.ticketId)));
  if (merged.some((one) => one && isComplaint(one))) return undefined;
  const receivedAt = event.type === 'ticket.triaged' ? (ticket.firstMessageAt ?? ticket.openedAt) : event.at;
  const { id: ticketId, customerId, channel } = ticket;
  const about = { ticketId, customerId, channel, reasons: reasonsOf(event, ticket), receivedAt };
  return newComplaint(about, await deadlinesOf(receivedAt));
}

const isComplaint = ({ sensitive }: Ticket) => sensitive?.kinds.includes('complaint') ?? false;

function ownSteps(
  ticket: Ticket,
  current: Complaint | undefined,
  started: Complaint | undefined,
  context: Context,
): Step[] {
  if (!current) return started ? [{ next: started, event: complaintReceived(started), on: ticket }] : [];
  if (current.state === 'open' && !isComplaint(ticket)) {
    const next = markMistaken(current, findingOf(ticket, context));
    return [{ next, event: complaintMistaken(next), on: ticket }];
  }
  const next = isComplaint(ticket) ? reopenComplaint(current) : current;
  return next === current ? [] : [{ next, event: complaintReopened(next), on: ticket }];
}

const findingOf = ({ sensitive }: Ticket, { actor, now }: Context) => ({
  reason: sensitive?.reasons[0] ?? 'not a complaint',
  at: now.toISOString(),
  by: actor.id,
});

/**
 * Returns the steps that move a merged ticket's complaint into that of the target ticket. A complaint that is
 * already resolved there takes no more; then this one stays separate.
 */
async function mergeSteps(
  table: Table,
  ticket: Ticket,
  current: Complaint | undefined,
  started: Complaint | undefined,
  context: Context,
): Promise<Step[]> {
  if (started?.state !== 'open') return [];
  const target = await followMerges(table, ticket);
  const targetComplaint = target && (await loadComplaint(table, target.id));
  if (!target || targetComplaint?.state === 'resolved')
    return current ? [] : [{ next: started, event: complaintReceived(started), on: ticket }];
  const moved = markMerged(started, target.id);
  const source = current ? moved : { ...moved, version: started.version };
  const joined = joinComplaints(targetComplaint, started, { ticketId: target.id, channel: target.channel });
  // Staff may have found, before this event arrived, that the joined ticket is no complaint.
  const result = isComplaint(target)
    ? joined
    : { ...markMistaken(joined, findingOf(target, context)), version: joined.version };
  return [
    { next: source, event: complaintMerged(source), on: ticket },
    { next: result, event: complaintJoined(result, ticket.id), on: target },
  ];
}

/**
 * Returns the reasons why the ticket is a complaint and leaves out those of other sensitive kinds: auditors
 * read this, and they must not learn who is vulnerable.
 */
function reasonsOf({ data }: TicketEvent, { sensitive }: Ticket): string[] {
  const analysis = 'analysis' in data ? data.analysis : undefined;
  const own = analysis?.sensitive.find(({ kind }) => kind === 'complaint')?.reasons;
  return own ?? (sensitive?.reasons ?? []).filter((reason) => !reason.startsWith('vulnerable: '));
}
