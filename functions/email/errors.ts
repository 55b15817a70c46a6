// The errors of suspended emails.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const emailErrors = {
  'suspended_email.not_found': { status: 404, title: 'The suspended email was not found.' },
  'suspended_email.no_sender': {
    status: 409,
    title: 'This email has no single sender, so it cannot become a message.',
  },
} as const satisfies ErrorCatalogue;

export const emailError = errorsOf(emailErrors);
