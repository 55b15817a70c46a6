// Suggests answers: when a ticket is solved, its question and last answer are stored by topic and suggested
// to agents who answer a similar ticket.
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

const ANSWER_TTL_MS = 180 * DAY_MS;
const MAX_QUESTION_LENGTH = 600;
const MAX_ANSWER_LENGTH = 4000;
/** The number of a topic's newest answers that are compared. */
const MAX_COMPARED = 100;
/** Returns the topic of the key; tickets without a topic share `-`. */
const topicOf = (topicId: string | undefined) => topicId ?? '-';

/**
 * Stores the answer that solved a ticket and replaces an earlier one of the same ticket. Skips sensitive
 * tickets, because their answers concern one person only.
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
    asked: asked.slice(0, MAX_QUESTION_LENGTH),
    answer: answer.slice(0, MAX_ANSWER_LENGTH),
  };
  const ttl = epochSeconds(new Date(context.now.getTime() + ANSWER_TTL_MS));
  const key = assistKeys.answer(topicOf(ticket.topic?.id), ticket.openedAt, ticket.id);
  await requireCommitted(commit(table, context, { writes: [put(key, { t: 'answer', known, ttl })] }));
}

/** Returns answers to similar tickets of the same topic, best first, at most five. */
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
