// The route table: every operation of the HTTP API, by the function that serves it.

import { assistRoutes } from './assist/routes.ts';
import { compensationRoutes } from './compensation/routes.ts';
import { complaintRoutes } from './complaints/routes.ts';
import { customerRoutes } from './customers/routes.ts';
import { emailRoutes } from './email/routes.ts';
import type { ErrorCode } from './error-catalogue.ts';
import { feedbackRoutes } from './feedback/routes.ts';
import { intelligenceRoutes } from './intelligence/routes.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { openapiRoutes } from './openapi/routes.ts';
import { outreachRoutes } from './outreach/routes.ts';
import { scopesOfTable } from './platform/auth/scopes.ts';
import type { Routes } from './platform/contract/route.ts';
import { promiseRoutes } from './promises/routes.ts';
import { returnRoutes } from './returns/routes.ts';
import { routingRoutes } from './routing/routes.ts';
import { slaRoutes } from './sla/routes.ts';
import { deskRoutes } from './tickets/desk-routes.ts';
import { portalRoutes } from './tickets/portal-routes.ts';
import { ticketRoutes } from './tickets/routes.ts';

export const routeTable = {
  customers: customerRoutes,
  tickets: ticketRoutes,
  assist: assistRoutes,
  desk: deskRoutes,
  complaints: complaintRoutes,
  portal: portalRoutes,
  routing: routingRoutes,
  promises: promiseRoutes,
  compensation: compensationRoutes,
  returns: returnRoutes,
  outreach: outreachRoutes,
  feedback: feedbackRoutes,
  email: emailRoutes,
  intelligence: intelligenceRoutes,
  metrics: metricsRoutes,
  sla: slaRoutes,
  openapi: openapiRoutes,
} as const satisfies Record<string, Routes<ErrorCode>>;
export type ApiFunctionName = keyof typeof routeTable;

/** The scopes that machine clients can be given. */
export const machineScopes = scopesOfTable(routeTable);
