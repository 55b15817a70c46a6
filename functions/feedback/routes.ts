import * as z from 'zod/mini';
import { text } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { surveyScriptHash } from './survey-page.ts';

const token = z.string().check(z.minLength(20), z.maxLength(400));
const score = z.int({ error: 'must be 1, 2, 3, 4 or 5' }).check(z.minimum(1), z.maximum(5));

export const feedbackRoutes = {
  showSurvey: {
    method: 'GET',
    path: '/v1/surveys/{token}',
    summary: 'Show the survey page',
    description: 'The link in the email opens it. Opening it records nothing.',
    roles: 'public',
    params: z.strictObject({ token }),
    query: z.strictObject({
      score: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(5))),
    }),
    success: { status: 200, body: z.string(), contentType: 'text/html', scriptHashes: [surveyScriptHash] },
    errors: ['quota.exceeded', 'survey.token_invalid', 'survey.expired'],
  },
  answerSurvey: {
    method: 'POST',
    path: '/v1/surveys/{token}',
    summary: 'Answer a satisfaction survey',
    description: 'Each survey can be answered once.',
    roles: 'public',
    params: z.strictObject({ token }),
    body: z.strictObject({ score, comment: z.optional(text(2000)) }),
    success: {
      status: 201,
      body: z.object({ surveyId: z.string(), score: z.int(), answeredAt: z.string() }),
    },
    errors: ['quota.exceeded', 'survey.token_invalid', 'survey.expired', 'survey.already_answered'],
    idempotency: 'natural',
  },
} as const satisfies Routes;
