// Collects every refusal that Rapport can answer, for the OpenAPI document and for checks of the route table.
// No function bundles this file.
import { compensationErrors } from './compensation/errors.ts';
import { complaintErrors } from './complaints/errors.ts';
import { customerErrors } from './customers/errors.ts';
import { emailErrors } from './email/errors.ts';
import { surveyErrors } from './feedback/errors.ts';
import { topicErrors } from './intelligence/errors.ts';
import { type ErrorCatalogue, platformErrors } from './platform/errors.ts';
import { promiseErrors } from './promises/errors.ts';
import { returnErrors } from './returns/errors.ts';
import { routingErrors } from './routing/errors.ts';
import { slaErrors } from './sla/errors.ts';
import { ticketErrors } from './tickets/errors.ts';

export const errorCatalogue = {
  ...platformErrors,
  ...customerErrors,
  ...ticketErrors,
  ...complaintErrors,
  ...routingErrors,
  ...promiseErrors,
  ...compensationErrors,
  ...returnErrors,
  ...surveyErrors,
  ...emailErrors,
  ...topicErrors,
  ...slaErrors,
} as const satisfies ErrorCatalogue;

export type ErrorCode = keyof typeof errorCatalogue;
