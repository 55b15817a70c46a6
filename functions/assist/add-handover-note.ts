import type { Summary, ThreadReader } from '../intelligence/index.ts';
import { DAY_MS, epochSeconds } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import type { EventOf } from '../platform/events/event-definition.ts';
import { keys } from '../platform/table/keys.ts';
import { requireApplied } from '../platform/table/outcome.ts';
import { done } from '../platform/table/refusal.ts';
import type { Table } from '../platform/table/table.ts';
import { create } from '../platform/table/write.ts';
import type { TicketAssigned } from '../tickets/events.ts';
import { commitMessage } from '../tickets/index.ts';
import { readMessages } from './read-messages.ts';

export interface AssistDeps {
  table: Table;
  reader: ThreadReader;
}

const headings: Readonly<Record<string, string>> = {
  asked: 'Asked',
  tried: 'Tried',
  promised: 'Promised',
  mood: 'Mood',
  next: 'Next',
};

/** Returns the lines of a summary as the text of a note. */
const handoverText = ({ lines }: Pick<Summary, 'lines'>): string =>
  ['Handed over. So far:', ...lines.map(({ part, text }) => `${headings[part] ?? part}: ${text}`)].join('\n');

/** A shorter thread needs no summary: the next agent reads it in a moment. */
const MIN_MESSAGES = 3;

/**
 * Adds an internal note when a ticket goes from one agent to another. The note sums up what was asked, tried
 * and promised, so that the customer need not repeat it. Adds at most one note for each assignment.
 */
export async function addHandoverNote(
  deps: AssistDeps,
  event: EventOf<typeof TicketAssigned>,
  context: Context,
): Promise<void> {
  const { ticketId, agentId, previousAssigneeId } = event.data;
  const { ticket, messages } = await readMessages(deps.table, ticketId);
  const before = previousAssigneeId ?? ticket.previousAssigneeId;
  if (before === undefined || before === agentId || messages.length < MIN_MESSAGES) return;
  const summary = await deps.reader.summarise(messages);
  if (summary.lines.length === 0) return;
  await requireApplied(
    commitMessage(
      deps.table,
      {
        ticketId,
        message: handoverText(summary),
        visibility: 'internal',
        automatic: true,
        also: [handoverMarker(event.id, context.now)],
      },
      context,
      (receipt) => receipt,
    ),
  );
}

function handoverMarker(eventId: string, now: Date) {
  const ttl = epochSeconds(new Date(now.getTime() + 14 * DAY_MS));
  return create(keys.applied('assist', eventId), { ttl }, done);
}
