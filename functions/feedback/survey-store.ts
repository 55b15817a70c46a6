import { getItem } from '../platform/table/read.ts';
import { type OnFailed, stale } from '../platform/table/refusal.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { put, update, type Write } from '../platform/table/write.ts';
import { surveyKeys } from './keys.ts';
import type { Survey } from './survey.ts';

const toItem = ({ state, lastEventId, ...survey }: Survey): Item => ({
  t: 'survey',
  state,
  lastEventId,
  survey,
});

function fromItem(item: Item): Survey {
  const { state, lastEventId, survey, answer } = item;
  return {
    ...(survey as Survey),
    ...(answer as Partial<Survey>),
    state: state as Survey['state'],
    lastEventId: String(lastEventId),
  };
}

/** Loads a survey with its answer, or returns undefined. */
export async function loadSurvey(table: Table, surveyId: string): Promise<Survey | undefined> {
  const item = await getItem(table, surveyKeys.survey(surveyId));
  return item && fromItem(item);
}

/**
 * Replaces the survey that was read. Stale if another event was applied in between; the worker then retries.
 */
export function saveSurvey(current: Survey | undefined, next: Survey): Write {
  const when = current
    ? {
        expression: '#lastEventId = :last AND #state = :state',
        values: { last: current.lastEventId, state: current.state },
      }
    : { expression: 'attribute_not_exists(pk)' };
  return put(surveyKeys.survey(next.id), toItem(next), when, stale);
}

/** Marks a scheduled survey as sent, or as withheld by the gate. */
export function markSurveySent(surveyId: string, sent: boolean, onFailed: OnFailed): Write {
  const when = { expression: '#state = :scheduled', values: { scheduled: 'scheduled' } };
  return update(surveyKeys.survey(surveyId), { set: { state: sent ? 'sent' : 'withheld' } }, when, onFailed);
}

export interface Answer {
  score: number;
  comment?: string | undefined;
  answeredAt: string;
}

/** Records the answer to a survey that was sent and is not answered yet, so the first answer stays. */
export function recordAnswer(surveyId: string, answer: Answer, onFailed: OnFailed): Write {
  const when = { expression: '#state = :sent', values: { sent: 'sent' } };
  return update(surveyKeys.survey(surveyId), { set: { state: 'answered', answer } }, when, onFailed);
}
