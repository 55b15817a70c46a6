// The refusals of topics.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const topicErrors = {
  'topic.not_found': { status: 404, title: 'The topic was not found.' },
  'topic.too_many': { status: 409, title: 'Delete a topic before you add another one.' },
} as const satisfies ErrorCatalogue;

export const topicError = errorsOf(topicErrors);
