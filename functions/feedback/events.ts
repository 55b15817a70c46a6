// The events of surveys.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';

const surveyFields = {
  surveyId: z.string(),
  ticketId: z.string(),
  channel: z.string(),
  /** The assignee of the ticket when it was solved. */
  agentId: z.optional(z.string()),
};

export const SurveySent = /* @__PURE__ */ defineEvent('survey.sent', 'A customer was sent a survey.', () =>
  z.object(surveyFields),
);

export const SurveyAnswered = /* @__PURE__ */ defineEvent(
  'survey.answered',
  'A customer answered a survey.',
  () =>
    z.object({
      ...surveyFields,
      /** 1 to 5. */
      score: z.int(),
      comment: z.optional(z.string()),
      answeredAt: z.string(),
    }),
);

export const feedbackEvents = [SurveySent, SurveyAnswered] as const;
