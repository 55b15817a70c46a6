// Operations of the desk that are not on the hot path of messages: a function of their own, so that answering stays quick
// to start.
import * as z from 'zod/mini';
import { problemsField } from '../platform/config/stored-document.ts';
import { agentId, CsvPageSchema, cursor, limit, pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { NotificationSchema, PutFieldRequestSchema, TicketFieldSchema } from './core/requests.ts';
import { fieldKey } from './core/ticket.ts';
import { deskFeatureRoutes } from './desk-feature-routes.ts';
import { viewQuery } from './views/view-query.ts';

const pageQuery = z.strictObject({ limit: limit(100, 25), cursor: cursor() });
const staff = ['agent', 'lead', 'admin', 'service'] as const;

export const deskRoutes = {
  ...deskFeatureRoutes,
  exportTickets: {
    method: 'GET',
    path: '/v1/tickets/export',
    summary: 'A view as CSV, at most 2,000 rows; the header rapport-next has the cursor of the rest',
    roles: staff,
    query: viewQuery(2000, 2000),
    success: { status: 200, body: CsvPageSchema, contentType: 'text/csv' },
    errors: ['request.cursor_invalid'],
    ratePercent: 2,
  },
  listNotifications: {
    method: 'GET',
    path: '/v1/agents/{agentId}/notifications',
    summary:
      'What an agent was told of: notes that name them, tickets they follow, promises they own, grants they asked for; agents see their own, leads also those of the recipient leads',
    roles: ['agent', 'lead', 'admin'],
    params: z.strictObject({ agentId: agentId() }),
    query: pageQuery,
    success: { status: 200, body: pageOf(NotificationSchema) },
    errors: ['notification.not_found', 'request.cursor_invalid'],
  },
  listTicketFields: {
    method: 'GET',
    path: '/v1/ticket-fields',
    summary: 'The team’s own fields of tickets',
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
    summary: 'Make or change a field of the team',
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
    summary: 'Take a field away; tickets keep what they hold in it',
    roles: ['lead', 'admin'],
    params: z.strictObject({ key: fieldKey() }),
    success: { status: 200, body: z.object({ key: z.string() }) },
    errors: ['ticket_field.not_found'],
    precondition: 'optional',
  },
} as const satisfies Routes;
