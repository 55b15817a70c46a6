import { isPostponed, type SendDeps, sendDueEmail } from '../outreach/index.ts';
import type { Context } from '../platform/context.ts';
import { escapeHtml } from '../platform/mail/compose-mail.ts';
import { claim, type DueMessage } from '../platform/scheduling/timed-work.ts';
import type { Keyring } from '../platform/signing/keyring.ts';
import { signToken } from '../platform/signing/signed-token.ts';
import { commit } from '../platform/table/commit.ts';
import { appendEvent } from '../platform/table/new-event.ts';
import { requireApplied } from '../platform/table/outcome.ts';
import { done } from '../platform/table/refusal.ts';
import { surveyWork } from './keys.ts';
import { surveySent } from './new-events.ts';
import { SURVEY_OPEN_MS, SURVEY_PURPOSE, type Survey } from './survey.ts';
import { loadSurvey, markSurveySent } from './survey-store.ts';

export interface SendSurveyDeps extends SendDeps {
  signingKeys: Keyring;
  publicBaseUrl: string;
}

/**
 * Sends the survey of a ticket that is still solved. The new state of the survey, the claim and the event are
 * one transaction. A postponed email is retried although its survey is already marked as sent.
 */
export async function sendSurvey(deps: SendSurveyDeps, due: DueMessage, context: Context): Promise<void> {
  const survey = await loadSurvey(deps.table, String(due.data.surveyId));
  const isRetry = survey?.state === 'sent' && isPostponed(due);
  if (!survey || !(isRetry || survey.state === 'scheduled')) {
    await requireApplied(commit(deps.table, context, { writes: [claim(due)] }));
    return;
  }
  await sendDueEmail(
    deps,
    {
      due,
      queue: 'feedback',
      customerId: survey.customerId,
      purpose: 'feedback',
      step: surveyWork.survey(survey.customerId, survey.ticketId).name,
      compose: () => surveyMail(deps, survey, context.now),
      writes: (sends) =>
        isRetry
          ? []
          : [
              markSurveySent(survey.id, sends, done),
              ...(sends ? [appendEvent(surveySent(survey), context)] : []),
            ],
    },
    context,
  );
}

const scoreLabels = ['Very bad', 'Bad', 'Middling', 'Good', 'Very good'] as const;

async function surveyMail({ signingKeys, publicBaseUrl }: SendSurveyDeps, survey: Survey, now: Date) {
  const expires = new Date(now.getTime() + SURVEY_OPEN_MS);
  const token = await signToken(signingKeys, SURVEY_PURPOSE, survey.id, expires);
  const link = (score: number) => `${publicBaseUrl.replace(/\/$/, '')}/v1/surveys/${token}?score=${score}`;
  const question = `How satisfied are you with the help you had with “${survey.subject}”?`;
  const choices = scoreLabels.map((label, index) => ({ label, url: link(index + 1), score: index + 1 }));
  return {
    subject: 'How did we do?',
    text: `${question}\n\n${choices.map(({ score, label, url }) => `${score} ${label}: ${url}`).join('\n')}\n`,
    html: `<p>${escapeHtml(question)}</p>\n<p>${choices.map(({ score, label, url }) => `<a href="${url}">${score} ${label}</a>`).join(' &nbsp; ')}</p>`,
  };
}
