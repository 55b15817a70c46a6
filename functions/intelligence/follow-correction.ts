import * as z from 'zod/mini';
import type { Context } from '../platform/context.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import { commit } from '../platform/table/commit.ts';
import { requireApplied } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { TicketCorrectedSchema } from './events.ts';
import { detectLanguage } from './language/detect-language.ts';
import { scheduleTraining } from './schedule-training.ts';
import { phrasesIn } from './sensitive/detect-sensitive.ts';
import { countPhrase, recordTopicCorrection } from './store.ts';
import { ownWords } from './text/own-words.ts';
import { wordsOf } from './text/words.ts';

const MOST_PHRASES = 40;

/** Learns from what staff corrected, once an event, in any order of arrival. */
export async function followCorrection(table: Table, event: DomainEvent, context: Context): Promise<void> {
  await requireApplied(
    commit(table, context, {
      applied: { consumer: 'intelligence', eventId: event.id },
      writes: [...(await learned(event)), scheduleTraining(context.now, 'gathered')],
    }),
  );
}

async function learned(event: DomainEvent): Promise<Write[]> {
  const data = z.parse(TicketCorrectedSchema, event.data);
  if (data.what === 'topic')
    return [recordTopicCorrection(data.ticketId, ownWords(data.text), data.to, event.at)];
  const text = wordsOf(ownWords(data.text));
  // A phrase of a kind that staff took away was wrong, one of a kind that they kept or gave was right.
  return phrasesIn(text, await detectLanguage(text))
    .filter(({ kind }) => data.to.includes(kind) || data.from.includes(kind))
    .slice(0, MOST_PHRASES)
    .map(({ id, kind }) => countPhrase(id, data.to.includes(kind) ? 'kept' : 'away'));
}
