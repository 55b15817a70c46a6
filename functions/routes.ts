// The route table: every operation of the HTTP API, by the function that serves it.

import { assistRoutes } from './assist/routes.ts';
import { returnRoutes } from './authority/return-routes.ts';
import { authorityRoutes } from './authority/routes.ts';
import { customerRoutes } from './customers/routes.ts';
import { feedbackRoutes } from './feedback/routes.ts';
import { intelligenceRoutes } from './intelligence/routes.ts';
import { mailroomRoutes } from './mailroom/routes.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { openapiRoutes } from './openapi/routes.ts';
import { outreachRoutes } from './outreach/routes.ts';
import { scopesOfTable } from './platform/auth/scopes.ts';
import type { Routes } from './platform/contract/route.ts';
import { promiseRoutes } from './promises/routes.ts';
import { routingRoutes } from './routing/routes.ts';
import { sensitiveRoutes } from './sensitive/routes.ts';
import { slaRoutes } from './sla/routes.ts';
import { deskRoutes } from './tickets/desk-routes.ts';
import { portalRoutes } from './tickets/my-routes.ts';
import { ticketRoutes } from './tickets/routes.ts';

export const routeTable = {
  customers: customerRoutes,
  tickets: ticketRoutes,
  assist: assistRoutes,
  desk: deskRoutes,
  sensitive: sensitiveRoutes,
  portal: portalRoutes,
  routing: routingRoutes,
  promises: promiseRoutes,
  authority: authorityRoutes,
  returns: returnRoutes,
  outreach: outreachRoutes,
  feedback: feedbackRoutes,
  mailroom: mailroomRoutes,
  intelligence: intelligenceRoutes,
  metrics: metricsRoutes,
  sla: slaRoutes,
  openapi: openapiRoutes,
} as const satisfies Record<string, Routes>;
export type ApiFunctionName = keyof typeof routeTable;

/** The scopes that machine clients can be given. */
export const machineScopes = scopesOfTable(routeTable);
