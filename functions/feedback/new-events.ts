// Creates the events of surveys.
import type { NewEvent } from '../platform/table/new-event.ts';
import type * as events from './events.ts';
import { surveyKeys } from './keys.ts';
import type { Survey } from './survey.ts';
import type { Answer } from './survey-store.ts';

type SurveyFacts = Pick<Survey, 'id' | 'ticketId' | 'customerId' | 'channel' | 'agentId'>;

const headOf = ({ id, customerId }: SurveyFacts) => ({
  v: 1 as const,
  owner: surveyKeys.survey(id).pk,
  customerId,
});

const dataOf = ({ id: surveyId, ticketId, channel, agentId }: SurveyFacts) => ({
  surveyId,
  ticketId,
  channel,
  agentId,
});

export const surveySent = (survey: SurveyFacts): NewEvent<typeof events.SurveySent> => ({
  ...headOf(survey),
  type: 'survey.sent',
  data: dataOf(survey),
});

export const surveyAnswered = (
  survey: SurveyFacts,
  { score, comment, answeredAt }: Answer,
): NewEvent<typeof events.SurveyAnswered> => ({
  ...headOf(survey),
  type: 'survey.answered',
  data: { ...dataOf(survey), score, comment, answeredAt },
});
