// The HTTP functions on a test table, called as API Gateway would.
import { assistHandlers } from '../../../functions/assist/api-handlers.ts';
import { assistRoutes } from '../../../functions/assist/routes.ts';
import { type ApiFunctionName, routeTable } from '../../../functions/capabilities.ts';
import { compensationHandlers } from '../../../functions/compensation/api-handlers.ts';
import { compensationRoutes } from '../../../functions/compensation/routes.ts';
import { complaintHandlers } from '../../../functions/complaints/api-handlers.ts';
import { complaintRoutes } from '../../../functions/complaints/routes.ts';
import { customerHandlers } from '../../../functions/customers/api-handlers.ts';
import { customerRoutes } from '../../../functions/customers/routes.ts';
import { emailApiHandlers } from '../../../functions/email/api-handlers.ts';
import { emailRoutes } from '../../../functions/email/routes.ts';
import { feedbackHandlers } from '../../../functions/feedback/api-handlers.ts';
import { feedbackRoutes } from '../../../functions/feedback/routes.ts';
import { intelligenceHandlers } from '../../../functions/intelligence/handlers.ts';
import { threadReader } from '../../../functions/intelligence/index.ts';
import { intelligenceRoutes } from '../../../functions/intelligence/routes.ts';
import { metricsHandlers } from '../../../functions/metrics/api-handlers.ts';
import { metricsRoutes } from '../../../functions/metrics/routes.ts';
import { handler as openapi } from '../../../functions/openapi/api.ts';
import { outreachHandlers } from '../../../functions/outreach/api-handlers.ts';
import { outreachRoutes } from '../../../functions/outreach/routes.ts';
import { type Clock, systemClock } from '../../../functions/platform/clock.ts';
import type { Files } from '../../../functions/platform/files/open-files.ts';
import { createApi } from '../../../functions/platform/http/create-api.ts';
import { markerReader } from '../../../functions/platform/table/read.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { promiseHandlers } from '../../../functions/promises/api-handlers.ts';
import { listOpenPromises } from '../../../functions/promises/index.ts';
import { promiseRoutes } from '../../../functions/promises/routes.ts';
import { returnHandlers } from '../../../functions/returns/handlers.ts';
import { returnRoutes } from '../../../functions/returns/routes.ts';
import { routingHandlers } from '../../../functions/routing/api-handlers.ts';
import { routingRoutes } from '../../../functions/routing/routes.ts';
import { slaHandlers } from '../../../functions/sla/api-handlers.ts';
import { slaRoutes } from '../../../functions/sla/routes.ts';
import { ticketAnswers, ticketHandlers } from '../../../functions/tickets/api-handlers.ts';
import { deskAnswers, deskApiHandlers } from '../../../functions/tickets/desk-handlers.ts';
import { deskRoutes } from '../../../functions/tickets/desk-routes.ts';
import { portalAnswers, portalHandlers } from '../../../functions/tickets/portal-handlers.ts';
import { portalRoutes } from '../../../functions/tickets/portal-routes.ts';
import { ticketRoutes } from '../../../functions/tickets/routes.ts';
import { noFiles } from '../files.ts';
import { testKeys } from '../keyring.ts';
import { caller, type Json } from './call-api.ts';

/** Returns the API function of each capability, composed as in production, on a test table. */
export function functionsOf(table: Table, clock: Clock, files: Files) {
  const deps = { readMarker: markerReader(table), clock };
  const feedback = feedbackHandlers({ table, signingKeys: testKeys });
  return {
    customers: createApi(
      'customers',
      customerRoutes,
      customerHandlers({ table, openPromises: (id) => listOpenPromises(table, id) }),
      deps,
    ),
    tickets: createApi('tickets', ticketRoutes, ticketHandlers(table, files, testKeys), {
      ...deps,
      presentAnswer: ticketAnswers(testKeys),
    }),
    portal: createApi('portal', portalRoutes, portalHandlers(table, files, testKeys), {
      ...deps,
      presentAnswer: portalAnswers(testKeys),
    }),
    complaints: createApi('complaints', complaintRoutes, complaintHandlers(table), deps),
    desk: createApi('desk', deskRoutes, deskApiHandlers(table), {
      ...deps,
      presentAnswer: deskAnswers(testKeys),
    }),
    assist: createApi('assist', assistRoutes, assistHandlers({ table, reader: threadReader }), deps),
    routing: createApi('routing', routingRoutes, routingHandlers(table), deps),
    promises: createApi('promises', promiseRoutes, promiseHandlers(table), deps),
    compensation: createApi('compensation', compensationRoutes, compensationHandlers(table), deps),
    returns: createApi('returns', returnRoutes, returnHandlers(table), deps),
    outreach: createApi('outreach', outreachRoutes, outreachHandlers(table), deps),
    feedback: createApi('feedback', feedbackRoutes, feedback, deps),
    email: createApi('email', emailRoutes, emailApiHandlers(table), deps),
    intelligence: createApi('intelligence', intelligenceRoutes, intelligenceHandlers(table), deps),
    sla: createApi('sla', slaRoutes, slaHandlers(table), deps),
    metrics: createApi('metrics', metricsRoutes, metricsHandlers(table), deps),
    openapi,
  } satisfies Record<ApiFunctionName, unknown>;
}

/**
 * Returns a caller for each API function.
 * @param files needed only in tests with attachments
 */
export function apisOf(table: Table, clock: Clock = systemClock, files: Files = noFiles) {
  const functions = functionsOf(table, clock, files);
  const callers = Object.entries(routeTable).map(([name, routes]) => [
    name,
    caller(routes, functions[name as ApiFunctionName]),
  ]);
  return Object.fromEntries(callers) as {
    [N in ApiFunctionName]: ReturnType<typeof caller<(typeof routeTable)[N]>>;
  };
}
export type Apis = ReturnType<typeof apisOf>;

/** Creates a customer with an email address made from the name. */
export async function newCustomer(
  { customers }: Pick<Apis, 'customers'>,
  name: string,
  over: object = {},
): Promise<Json> {
  const answer = await customers('createCustomer', {
    body: { name, identities: { email: `${name}@example.org` }, ...over },
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

/** Opens a ticket as an agent. */
export async function newTicket(
  { tickets }: Pick<Apis, 'tickets'>,
  customerId: string,
  over: object = {},
): Promise<Json> {
  const body = {
    customerId,
    channel: 'email',
    subject: 'Broken lamp',
    message: 'It does not light.',
    ...over,
  };
  const answer = await tickets('openTicket', { body, as: { role: 'agent', id: 'agent-1' } });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}
