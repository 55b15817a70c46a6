import { on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { TicketReopened, TicketSolved } from '../tickets/events.ts';
import { type SendSurveyDeps, sendSurvey } from './send-survey.ts';
import { SURVEY_KIND, syncSurvey } from './sync-survey.ts';

export function feedbackWorkerHandlers(deps: SendSurveyDeps): WorkerHandlers {
  return {
    events: [on([TicketSolved, TicketReopened], (event, context) => syncSurvey(deps.table, event, context))],
    due: { [SURVEY_KIND]: (message, context) => sendSurvey(deps, message, context) },
  };
}
