import type { Context } from '../platform/context.ts';
import type { EventOf } from '../platform/events/event-definition.ts';
import { commit } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import type { TicketCorrected } from '../tickets/events.ts';
import { detectLanguage } from './language/detect-language.ts';
import { scheduleTraining } from './schedule-training.ts';
import { phrasesIn } from './sensitive/detect-sensitive.ts';
import { countPhrase, recordTopicCorrection } from './store.ts';
import { ownWords } from './text/own-words.ts';
import { wordsOf } from './text/words.ts';

const MOST_PHRASES = 40;

/** Learns from what staff corrected, once an event, in any order of arrival. */
export async function followCorrection(
  table: Table,
  event: EventOf<typeof TicketCorrected>,
  context: Context,
): Promise<void> {
  await commit(table, context, {
    applied: { consumer: 'intelligence', eventId: event.id },
    writes: [...(await learned(event)), scheduleTraining(context.now, 'gathered')],
  });
}

async function learned({ at, data }: EventOf<typeof TicketCorrected>): Promise<Write[]> {
  if (data.what === 'topic') return [recordTopicCorrection(data.ticketId, ownWords(data.text), data.to, at)];
  const { from = [], to = [] } = data;
  const text = wordsOf(ownWords(data.text));
  // A phrase of a kind that staff took away was wrong, one of a kind that they kept or gave was right.
  return phrasesIn(text, await detectLanguage(text))
    .filter(({ kind }) => to.includes(kind) || from.includes(kind))
    .slice(0, MOST_PHRASES)
    .map(({ id, kind }) => countPhrase(id, to.includes(kind) ? 'kept' : 'away'));
}
