// Operations of staff other than messages. They are a function of their own, so that the function that
// answers customers starts quickly.
import * as z from 'zod/mini';
import { problemsField } from '../platform/config/stored-document.ts';
import { agentId, CsvPageSchema, cursor, limit, pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { collaborationRoutes } from './collaboration/collaboration-routes.ts';
import { NotificationSchema, PutFieldRequestSchema, TicketFieldSchema } from './core/requests.ts';
import { fieldKey } from './core/ticket.ts';
import { incidentRoutes } from './incidents/incident-routes.ts';
import { macroRoutes } from './macros/macro-routes.ts';
import { mergeRoutes } from './merging/merge-routes.ts';
import { senderRoutes } from './messages/sender-routes.ts';
import { viewQuery } from './views/view-query.ts';

const pageQuery = z.strictObject({ limit: limit(100, 25), cursor: cursor() });
const staff = ['agent', 'lead', 'admin', 'service'] as const;

export const deskRoutes = {
  ...senderRoutes,
  ...mergeRoutes,
  ...incidentRoutes,
  ...macroRoutes,
  ...collaborationRoutes,
  exportTickets: {
    method: 'GET',
    path: '/v1/tickets/export',
    summary: 'Export the tickets of a view as CSV',
    description: 'Returns at most 2,000 rows. The header `Rapport-Next` has the cursor of the next rows.',
    roles: staff,
    query: viewQuery(2000, 2000),
    success: { status: 200, body: CsvPageSchema, contentType: 'text/csv' },
    errors: ['request.cursor_invalid'],
    ratePercent: 2,
  },
  listNotifications: {
    method: 'GET',
    path: '/v1/agents/{agentId}/notifications',
    summary: 'List the notifications of an agent',
    description:
      'Notifies of mentions, followed tickets, owned promises and requested grants. Agents list their own; leads also list those of the recipient `leads`.',
    roles: ['agent', 'lead', 'admin'],
    params: z.strictObject({ agentId: agentId() }),
    query: pageQuery,
    success: { status: 200, body: pageOf(NotificationSchema) },
    errors: ['notification.not_found', 'request.cursor_invalid'],
  },
  listTicketFields: {
    method: 'GET',
    path: '/v1/ticket-fields',
    summary: 'List the custom ticket fields',
    roles: staff,
    success: {
      status: 200,
      body: z.object({ items: z.array(TicketFieldSchema), problems: problemsField() }),
    },
    errors: [],
  },
  putTicketField: {
    method: 'PUT',
    path: '/v1/ticket-fields/{key}',
    summary: 'Create or replace a custom ticket field',
    roles: ['lead', 'admin'],
    params: z.strictObject({ key: fieldKey() }),
    body: PutFieldRequestSchema,
    success: { status: 200, body: TicketFieldSchema },
    errors: [],
    etag: 'version',
    precondition: 'create',
  },
  deleteTicketField: {
    method: 'DELETE',
    path: '/v1/ticket-fields/{key}',
    summary: 'Delete a custom ticket field',
    description: 'Tickets keep the values that they have.',
    roles: ['lead', 'admin'],
    params: z.strictObject({ key: fieldKey() }),
    success: { status: 200, body: z.object({ key: z.string() }) },
    errors: ['ticket_field.not_found'],
    precondition: 'optional',
  },
} as const satisfies Routes;
