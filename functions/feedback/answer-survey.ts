import type { Context } from '../platform/context.ts';
import type { Keyring } from '../platform/signing/keyring.ts';
import { checkToken } from '../platform/signing/signed-token.ts';
import { commit } from '../platform/table/commit.ts';
import { requireCommitted } from '../platform/table/outcome.ts';
import { rejection } from '../platform/table/refusal.ts';
import type { Table } from '../platform/table/table.ts';
import { surveyError } from './errors.ts';
import { surveyAnswered } from './new-events.ts';
import { SURVEY_PURPOSE } from './survey.ts';
import { loadSurvey, recordAnswer } from './survey-store.ts';

export interface AnswerDeps {
  table: Table;
  signingKeys: Keyring;
}

/**
 * Returns the survey id of a link's token. Refuses a changed token with `survey.token_invalid` and an old one
 * with `survey.expired`.
 */
export async function surveyOfToken({ signingKeys }: AnswerDeps, token: string, now: Date): Promise<string> {
  const check = await checkToken(signingKeys, SURVEY_PURPOSE, token, now);
  if (!check.valid) throw surveyError('survey.token_invalid');
  if (check.expired) throw surveyError('survey.expired');
  return check.subject;
}

/**
 * Records the answer to a survey once. The second of two answers is refused with `survey.already_answered`.
 * `admit` charges the attempt on a valid link to a quota and may refuse it.
 */
export async function answerSurvey(
  deps: AnswerDeps,
  input: { token: string; score: number; comment?: string | undefined },
  context: Context,
  admit: (surveyId: string) => Promise<void> = async () => {},
): Promise<{ surveyId: string; score: number; answeredAt: string }> {
  const surveyId = await surveyOfToken(deps, input.token, context.now);
  const [survey] = await Promise.all([loadSurvey(deps.table, surveyId), admit(surveyId)]);
  if (!survey) throw surveyError('survey.token_invalid');
  const answer = { score: input.score, comment: input.comment, answeredAt: context.now.toISOString() };
  return requireCommitted(
    commit(deps.table, context, {
      writes: [recordAnswer(surveyId, answer, () => rejection(surveyError('survey.already_answered')))],
      events: [surveyAnswered(survey, answer)],
      answer: { surveyId, score: answer.score, answeredAt: answer.answeredAt },
    }),
  );
}
