// The route table: every operation of the HTTP API, by the function that serves it.
import { returnRoutes } from './authority/return-routes.ts';
import { authorityRoutes } from './authority/routes.ts';
import { customerRoutes } from './customers/routes.ts';
import { feedbackRoutes } from './feedback/routes.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { openapiRoutes } from './openapi/routes.ts';
import { outreachRoutes } from './outreach/routes.ts';
import type { Routes } from './platform/contract/route.ts';
import { routingRoutes } from './routing/routes.ts';
import { deskRoutes } from './tickets/desk-routes.ts';
import { ticketRoutes } from './tickets/routes.ts';

export const routeTable = {
  customers: customerRoutes,
  tickets: ticketRoutes,
  desk: deskRoutes,
  routing: routingRoutes,
  authority: authorityRoutes,
  returns: returnRoutes,
  outreach: outreachRoutes,
  feedback: feedbackRoutes,
  metrics: metricsRoutes,
  openapi: openapiRoutes,
} as const satisfies Record<string, Routes>;
export type ApiFunctionName = keyof typeof routeTable;
