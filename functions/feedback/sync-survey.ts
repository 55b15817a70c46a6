import type { Context } from '../platform/context.ts';
import { cancelWork, schedule } from '../platform/scheduling/timed-work.ts';
import { commit } from '../platform/table/commit.ts';
import { requireApplied } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { surveyWork } from './keys.ts';
import { type Survey, type SurveyTrigger, surveyAfter, surveyIdOf } from './survey.ts';
import { loadSurvey, saveSurvey } from './survey-store.ts';

export const SURVEY_KIND = 'feedback.survey';

/**
 * Schedules the survey when its ticket is solved and cancels it on reopening, in any order and number of
 * deliveries.
 */
export async function syncSurvey(table: Table, event: SurveyTrigger, context: Context): Promise<void> {
  const current = await loadSurvey(table, surveyIdOf(event.data.ticketId));
  const next = surveyAfter(current, event);
  const applied = { consumer: 'feedback', eventId: event.id };
  if (!next) {
    await requireApplied(commit(table, context, { applied }));
    return;
  }
  await requireApplied(
    commit(table, context, { applied, writes: [saveSurvey(current, next), timedWork(next)] }),
  );
}

/**
 * Returns the timed work, kept with the customer's other work, so that one list shows all that will be sent
 * to them.
 */
function timedWork({ id, customerId, ticketId, dueAt }: Survey): Write {
  const work = surveyWork.survey(customerId, ticketId);
  if (!dueAt) return cancelWork(work);
  return schedule({ ...work, at: dueAt, queue: 'feedback', kind: SURVEY_KIND, data: { surveyId: id } });
}
