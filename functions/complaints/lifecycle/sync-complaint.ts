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
  /** The ticket that it was decided on: it must be the same still when the step is written. */
  on: Ticket;
}

/**
 * Keeps the complaint of a ticket in step with what the ticket is found to be: begun when it is one, marked as mistaken when
 * staff find that it is none, joined to that of the ticket that it was merged into, and back when that is undone. Decided and
 * written on the ticket as it stands, so that late and repeated events, and two at once, change nothing.
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
      const begun = current ?? (await newComplaintOf(table, ticket, event, deadlinesOf));
      const steps = ticket.mergedInto
        ? await mergeSteps(table, ticket, current, begun, context)
        : ownSteps(ticket, current, begun, context);
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
 * The complaint that a ticket is found to be. Its clocks begin when the message was written that complained. What a merge
 * brought is none of its own: the merged ticket's is joined to it, or was answered.
 */
async function newComplaintOf(
  table: Table,
  ticket: Ticket,
  event: TicketEvent,
  deadlinesOf: ComplaintDeadlines,
): Promise<Complaint | undefined> {
  const says = event.type === 'ticket.triaged' || event.type === 'ticket.updated';
  if (!says || !isComplaint(ticket)) return undefined;
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
  begun: Complaint | undefined,
  context: Context,
): Step[] {
  if (!current) return begun ? [{ next: begun, event: complaintReceived(begun), on: ticket }] : [];
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

/** A merged ticket's complaint goes on in that of the other; one that was resolved there takes no more, and it stays by itself. */
async function mergeSteps(
  table: Table,
  ticket: Ticket,
  current: Complaint | undefined,
  begun: Complaint | undefined,
  context: Context,
): Promise<Step[]> {
  if (begun?.state !== 'open') return [];
  const target = await followMerges(table, ticket);
  const theirs = target && (await loadComplaint(table, target.id));
  if (!target || theirs?.state === 'resolved')
    return current ? [] : [{ next: begun, event: complaintReceived(begun), on: ticket }];
  const moved = markMerged(begun, target.id);
  const gone = current ? moved : { ...moved, version: begun.version };
  const open = joinComplaints(theirs, begun, { ticketId: target.id, channel: target.channel });
  // Staff may have found, before this was heard of, that the whole is no complaint.
  const whole = isComplaint(target)
    ? open
    : { ...markMistaken(open, findingOf(target, context)), version: open.version };
  return [
    { next: gone, event: complaintMerged(gone), on: ticket },
    { next: whole, event: complaintJoined(whole, ticket.id), on: target },
  ];
}

/** Why it is a complaint, and nothing of what else it is: an auditor reads this, and need not know who is vulnerable. */
function reasonsOf({ data }: TicketEvent, { sensitive }: Ticket): string[] {
  const analysis = 'analysis' in data ? data.analysis : undefined;
  const own = analysis?.sensitive.find(({ kind }) => kind === 'complaint')?.reasons;
  return own ?? (sensitive?.reasons ?? []).filter((reason) => !reason.startsWith('vulnerable: '));
}
