// The refusals of spending limits, grants and approval requests.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const compensationErrors = {
  'spending_limit.exceeded': { status: 403, title: 'The amount is above your spending limit.' },
  'spending_limit.not_allowed': { status: 403, title: 'You cannot set these spending limits yourself.' },
  'grant.not_found': { status: 404, title: 'The grant was not found.' },
  'grant.transition_refused': { status: 409, title: 'The grant was already settled or revoked.' },
  'grant.revoke_refused': { status: 403, title: 'Ask a lead to revoke this grant.' },
  'approval.not_found': { status: 404, title: 'The approval request was not found.' },
  'approval.own_request': { status: 403, title: 'Ask somebody else to decide on your own request.' },
  'approval.settled': { status: 409, title: 'The approval request is already settled.' },
} as const satisfies ErrorCatalogue;

export const compensationError = errorsOf(compensationErrors);
