// The errors of the SLA configuration.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const slaErrors = {
  'schedule.not_found': { status: 404, title: 'The business hours schedule was not found.' },
  'schedule.in_use': { status: 409, title: 'An SLA policy uses this business hours schedule.' },
} as const satisfies ErrorCatalogue;

export const slaError = errorsOf(slaErrors);
