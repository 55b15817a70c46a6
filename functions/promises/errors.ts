// The refusals of promises to customers.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const promiseErrors = {
  'promise.not_found': { status: 404, title: 'The promise was not found.' },
  'promise.transition_refused': { status: 409, title: 'The promise cannot change to this state.' },
  'promise.due_passed': { status: 409, title: 'The due time must be in the future.' },
} as const satisfies ErrorCatalogue;

export const promiseError = errorsOf(promiseErrors);
