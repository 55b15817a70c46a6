// The refusals of complaints.
import { type ErrorCatalogue, errorsOf } from '../platform/errors.ts';

export const complaintErrors = {
  'complaint.not_found': { status: 404, title: 'This ticket has no complaint.' },
  'complaint.settled': { status: 409, title: 'This step of the complaint is already done.' },
} as const satisfies ErrorCatalogue;

export const complaintError = errorsOf(complaintErrors);
