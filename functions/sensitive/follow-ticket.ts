import type { Context } from '../platform/context.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import type { NewEvent } from '../platform/events/new-event.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { loadTicket, type Ticket } from '../tickets/index.ts';
import type { DeadlinesOf } from './calendar.ts';
import { type Complaint, foundAgain, foundMistaken, received } from './complaint.ts';
import { complaintMistaken, complaintReceived, complaintReturned } from './events.ts';
import { loadComplaint, saveComplaint } from './store.ts';

const CONSUMER = 'sensitive';

/**
 * Keeps the complaint of a ticket in step with what the ticket is found to be: begun when it is one, marked as mistaken when
 * staff find that it is none. Decided on the ticket as it stands, so that late and repeated events change nothing.
 */
export function followTicket(
  table: Table,
  deadlinesOf: DeadlinesOf,
  event: DomainEvent,
  context: Context,
): Promise<void> {
  return whileContended(async () => {
    const ticketId = String(event.data.ticketId);
    const [ticket, current] = await Promise.all([
      loadTicket(table, ticketId),
      loadComplaint(table, ticketId),
    ]);
    if (!ticket) return;
    const since = event.type === 'ticket.triaged' ? ticket.openedAt : event.at;
    const step = await decide(
      ticket,
      current,
      { since, reasons: reasonsOf(event, ticket) },
      deadlinesOf,
      context,
    );
    if (!step) return;
    await commit(table, context, {
      applied: { consumer: CONSUMER, eventId: event.id },
      writes: saveComplaint(step.next, context.now.toISOString()),
      events: [step.event],
    });
  });
}

async function decide(
  ticket: Ticket,
  current: Complaint | undefined,
  { since, reasons }: { since: string; reasons: string[] },
  deadlinesOf: DeadlinesOf,
  context: Context,
): Promise<{ next: Complaint; event: NewEvent } | undefined> {
  const found = ticket.sensitive;
  const complains = found?.kinds.includes('complaint') ?? false;
  if (!current && complains) {
    const { id: ticketId, customerId, channel } = ticket;
    const about = { ticketId, customerId, channel, reasons, receivedAt: since };
    const next = received(about, await deadlinesOf(since));
    return { next, event: complaintReceived(next) };
  }
  if (current?.state === 'open' && !complains) {
    const reason = found?.reasons[0] ?? 'not a complaint';
    const next = foundMistaken(current, { reason, at: context.now.toISOString(), by: context.actor.id });
    return { next, event: complaintMistaken(next) };
  }
  if (current?.state === 'mistaken' && complains) {
    const next = foundAgain(current);
    return { next, event: complaintReturned(next) };
  }
  return undefined;
}

/** Why it is a complaint, and nothing of what else it is: an auditor reads this, and need not know who is vulnerable. */
function reasonsOf({ data }: DomainEvent, { sensitive }: Ticket): string[] {
  const { analysis } = data as { analysis?: { sensitive?: { kind: string; reasons: string[] }[] } };
  const own = analysis?.sensitive?.find(({ kind }) => kind === 'complaint')?.reasons;
  return own ?? (sensitive?.reasons ?? []).filter((reason) => !reason.startsWith('vulnerable: '));
}
