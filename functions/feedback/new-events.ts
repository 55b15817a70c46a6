// Creates the events of surveys.
import type { NewEvent } from '../platform/table/new-event.ts';
import type * as events from './events.ts';
import { surveyKeys } from './keys.ts';
import type { Survey } from './survey.ts';
import type { Answer } from './survey-store.ts';

type About = Pick<Survey, 'id' | 'ticketId' | 'customerId' | 'channel' | 'agentId'>;

const history = ({ id, customerId }: About) => ({
  v: 1 as const,
  owner: surveyKeys.survey(id).pk,
  customerId,
});

const about = ({ id: surveyId, ticketId, channel, agentId }: About) => ({
  surveyId,
  ticketId,
  channel,
  agentId,
});

export const surveySent = (survey: About): NewEvent<typeof events.SurveySent> => ({
  ...history(survey),
  type: 'survey.sent',
  data: about(survey),
});

export const surveyAnswered = (
  survey: About,
  { score, comment, answeredAt }: Answer,
): NewEvent<typeof events.SurveyAnswered> => ({
  ...history(survey),
  type: 'survey.answered',
  data: { ...about(survey), score, comment, answeredAt },
});
