// The refusals of customers.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const customerErrors = {
  'customer.not_found': { status: 404, title: 'The customer was not found.' },
  'customer.identity_taken': {
    status: 409,
    title: 'Another customer already has this email address, phone number or external ID.',
  },
} as const satisfies ErrorCatalogue;

export const customerError = errorsOf(customerErrors);
