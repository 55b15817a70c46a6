import type { NewEvent } from '../platform/events/new-event.ts';
import { surveyKeys } from './keys.ts';
import type { Survey } from './survey.ts';
import type { Answer } from './survey-store.ts';

type About = Pick<Survey, 'id' | 'ticketId' | 'customerId' | 'channel' | 'agentId'>;

function surveyEvent(survey: About, type: string, data: Record<string, unknown>): NewEvent {
  const { id, ticketId, customerId, channel, agentId } = survey;
  return {
    type,
    v: 1,
    owner: surveyKeys.survey(id).pk,
    customerId,
    data: { surveyId: id, ticketId, channel, agentId, ...data },
  };
}

export const surveySent = (survey: About) => surveyEvent(survey, 'survey.sent', {});
export const surveyAnswered = (survey: About, answer: Answer) =>
  surveyEvent(survey, 'survey.answered', { ...answer });
