// Answers that helped: when a ticket is solved, its question and its last answer are kept by topic, and offered to whoever
// answers a similar one.
import type { Candidate } from '../intelligence/index.ts';
import { DAY_MS, epochSeconds } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import type { EventOf } from '../platform/events/event-definition.ts';
import { commit } from '../platform/table/commit.ts';
import { requireCommitted } from '../platform/table/outcome.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { put } from '../platform/table/write.ts';
import type { TicketSolved } from '../tickets/events.ts';
import type { AssistDeps } from './add-handover-note.ts';
import { assistKeys } from './keys.ts';
import { readMessages } from './read-messages.ts';

interface KnownAnswer {
  ticketId: string;
  subject: string;
  asked: string;
  answer: string;
}

const KEPT_MS = 180 * DAY_MS;
const MOST_ASKED = 600;
const MOST_ANSWER = 4000;
/** The newest answers of a topic that are compared. */
const MAX_COMPARED = 100;
/** Tickets whose topic nobody knows share a place. */
const topicOf = (topicId: string | undefined) => topicId ?? '-';

/**
 * Keeps what solved a ticket, over what solved it before. Sensitive tickets are left out: their answers are about one person
 * and no other.
 */
export async function storeAnswer(
  { table }: AssistDeps,
  event: EventOf<typeof TicketSolved>,
  context: Context,
): Promise<void> {
  const { ticket, messages } = await readMessages(table, event.data.ticketId);
  const asked = messages.find(({ from }) => from === 'customer')?.text;
  const answer = messages.findLast(({ from, internal }) => from === 'staff' && !internal)?.text;
  if (!asked || !answer || (ticket.sensitive?.kinds.length ?? 0) > 0) return;
  const known: KnownAnswer = {
    ticketId: ticket.id,
    subject: ticket.subject,
    asked: asked.slice(0, MOST_ASKED),
    answer: answer.slice(0, MOST_ANSWER),
  };
  const ttl = epochSeconds(new Date(context.now.getTime() + KEPT_MS));
  const key = assistKeys.answer(topicOf(ticket.topic?.id), ticket.openedAt, ticket.id);
  await requireCommitted(commit(table, context, { writes: [put(key, { t: 'answer', known, ttl })] }));
}

/** Answers to similar tickets of the same topic, best first, at most five. */
export async function suggestAnswers({ table, reader }: AssistDeps, ticketId: string) {
  const { ticket, messages } = await readMessages(table, ticketId);
  const known = await answersOn(table, topicOf(ticket.topic?.id));
  const others = known.filter((one) => one.ticketId !== ticketId);
  const candidates: Candidate[] = others.map((one) => ({
    id: one.ticketId,
    title: one.subject,
    text: one.asked,
  }));
  const newest = messages.findLast(({ from }) => from === 'customer')?.text ?? '';
  const found = await reader.suggestReplies(`${ticket.subject}\n${newest}`, candidates);
  const byTicket = new Map(others.map((one) => [one.ticketId, one]));
  const items = found.flatMap(({ id, score, sharedTerms }) => {
    const one = byTicket.get(id);
    return one ? [{ ticketId: id, asked: one.asked, answer: one.answer, score, sharedTerms }] : [];
  });
  return { version: reader.version, items };
}

async function answersOn(table: Table, topicId: string): Promise<KnownAnswer[]> {
  const { pk } = assistKeys.answer(topicId, '', '');
  const page = await queryRange(table, { pk, newestFirst: true, limit: MAX_COMPARED });
  return page.items.map((item) => item.known as KnownAnswer);
}
