// The refusals of returns.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const returnErrors = {
  'return.not_found': { status: 404, title: 'The return was not found.' },
  'return.transition_refused': { status: 409, title: 'The return cannot change to this state.' },
  'return.amount_exceeded': {
    status: 409,
    title: 'The amount must be above zero and within the value of the accepted goods.',
  },
} as const satisfies ErrorCatalogue;

export const returnError = errorsOf(returnErrors);
