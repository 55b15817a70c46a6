import type { Context } from '../../platform/context.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import type { TicketCorrected } from '../../tickets/events.ts';
import { indicatorPhrasesIn } from '../sensitivity/find-indicators.ts';
import { countPhrase, recordTopicCorrection } from '../store.ts';
import { detectLanguage } from '../text/detect-language.ts';
import { stripQuoted } from '../text/strip-quoted.ts';
import { tokenise } from '../text/tokenise.ts';
import { scheduleTraining } from '../topics/schedule-training.ts';

const MAX_PHRASES = 40;

/** Learns from a correction by staff. Each event counts once; the order of arrival does not matter. */
export async function learnFromCorrection(
  table: Table,
  event: EventOf<typeof TicketCorrected>,
  context: Context,
): Promise<void> {
  await requireApplied(
    commit(table, context, {
      applied: { consumer: 'intelligence', eventId: event.id },
      writes: [...(await learningWrites(event)), scheduleTraining(context.now, 'batched')],
    }),
  );
}

async function learningWrites({ at, data }: EventOf<typeof TicketCorrected>): Promise<Write[]> {
  if (data.what === 'topic')
    return [recordTopicCorrection(data.ticketId, stripQuoted(data.text), data.to, at)];
  const { from = [], to = [] } = data;
  const text = tokenise(stripQuoted(data.text));
  // A phrase is rejected if staff removed its kind and confirmed if they kept or added it.
  return indicatorPhrasesIn(text, await detectLanguage(text))
    .filter(({ kind }) => to.includes(kind) || from.includes(kind))
    .slice(0, MAX_PHRASES)
    .map(({ id, kind }) => countPhrase(id, to.includes(kind) ? 'confirmed' : 'rejected'));
}
