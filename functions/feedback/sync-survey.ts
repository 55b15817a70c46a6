import { customerPartition } from '../customers/index.ts';
import type { Context } from '../platform/context.ts';
import { cancel, schedule } from '../platform/scheduling/timed-work.ts';
import { commit } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { type Survey, type SurveyTrigger, surveyAfter, surveyIdOf } from './survey.ts';
import { loadSurvey, saveSurvey } from './survey-store.ts';

export const SURVEY_KIND = 'feedback.survey';
export const surveyWorkName = (ticketId: string) => `survey#${ticketId}`;

/** Solving a ticket schedules its survey, reopening cancels it, in any order and number of deliveries. */
export async function syncSurvey(table: Table, event: SurveyTrigger, context: Context): Promise<void> {
  const current = await loadSurvey(table, surveyIdOf(event.data.ticketId));
  const next = surveyAfter(current, event);
  const applied = { consumer: 'feedback', eventId: event.id };
  if (!next) return commit(table, context, { applied });
  await commit(table, context, { applied, writes: [saveSurvey(current, next), timedWork(next)] });
}

/** With the customer's other timed work, so that one list shows all that will be sent to them. */
function timedWork({ id, customerId, ticketId, dueAt }: Survey): Write {
  const owner = customerPartition(customerId);
  const name = surveyWorkName(ticketId);
  if (!dueAt) return cancel(owner, name);
  return schedule({ owner, name, at: dueAt, queue: 'feedback', kind: SURVEY_KIND, data: { surveyId: id } });
}
