// The errors of surveys.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const surveyErrors = {
  'survey.token_invalid': { status: 404, title: 'This survey link is not valid.' },
  'survey.expired': { status: 410, title: 'This survey is closed.' },
  'survey.already_answered': { status: 409, title: 'This survey was already answered.' },
} as const satisfies ErrorCatalogue;

export const surveyError = errorsOf(surveyErrors);
