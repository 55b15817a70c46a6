import * as z from 'zod/mini';
import { cursor, id, limit, pageOf, text } from '../../platform/contract/fields.ts';
import type { Routes } from '../../platform/contract/route.ts';
import { pageQuery, people, staff } from '../core/route-parts.ts';
import { TicketStatusSchema } from '../core/ticket.ts';
import { oneOf } from '../views/view-query.ts';
import {
  IncidentLinkSchema,
  IncidentRowSchema,
  IncidentSchema,
  incidentStatuses,
  OpenIncidentRequestSchema,
} from './incident.ts';

const incidentParams = z.strictObject({ incidentId: id('incident') });

export const LinkedTicketSchema = z.extend(IncidentLinkSchema, {
  subject: z.optional(z.string()),
  status: z.optional(TicketStatusSchema),
});

export const incidentRoutes = {
  openIncident: {
    method: 'POST',
    path: '/v1/incidents',
    summary: 'Open an incident',
    description: 'An incident is the common cause of many tickets.',
    roles: staff,
    body: OpenIncidentRequestSchema,
    success: { status: 201, body: IncidentSchema },
    errors: [],
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/incidents',
    summary: 'List open or solved incidents',
    description: 'Open incidents are sorted by priority, solved ones newest first.',
    roles: staff,
    query: z.strictObject({
      status: z._default(oneOf(incidentStatuses), 'open'),
      limit: limit(100, 25),
      cursor: cursor(),
    }),
    success: { status: 200, body: pageOf(IncidentRowSchema) },
    errors: ['request.cursor_invalid'],
  },
  getIncident: {
    method: 'GET',
    path: '/v1/incidents/{incidentId}',
    summary: 'Get an incident',
    description: 'Includes how many of its linked tickets are solved.',
    roles: staff,
    params: incidentParams,
    success: { status: 200, body: IncidentSchema },
    errors: ['incident.not_found'],
  },
  linkTickets: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/tickets',
    summary: 'Link tickets to an open incident',
    description: 'Returns one result per ticket.',
    roles: staff,
    params: incidentParams,
    body: z.strictObject({ ticketIds: z.array(id('ticket')).check(z.minLength(1), z.maxLength(100)) }),
    success: {
      status: 200,
      body: z.object({
        items: z.array(
          z.object({
            ticketId: z.string(),
            result: z.enum(['linked', 'already_linked', 'not_found', 'closed', 'linked_elsewhere']),
          }),
        ),
      }),
    },
    errors: ['incident.not_found', 'incident.solved', 'write.contended'],
    idempotency: 'natural',
  },
  listLinkedTickets: {
    method: 'GET',
    path: '/v1/incidents/{incidentId}/tickets',
    summary: 'List the tickets linked to an incident',
    description: 'Once the incident is solved, each entry includes the result for that ticket.',
    roles: staff,
    params: incidentParams,
    query: pageQuery(50),
    success: { status: 200, body: pageOf(LinkedTicketSchema) },
    errors: ['incident.not_found', 'request.cursor_invalid'],
  },
  unlinkTicket: {
    method: 'DELETE',
    path: '/v1/incidents/{incidentId}/tickets/{ticketId}',
    summary: 'Unlink a ticket from an open incident',
    roles: staff,
    params: z.strictObject({ incidentId: id('incident'), ticketId: id('ticket') }),
    success: { status: 200, body: z.object({ ticketId: z.string() }) },
    errors: ['incident.not_linked', 'incident.solved', 'write.contended'],
  },
  solveIncident: {
    method: 'POST',
    path: '/v1/incidents/{incidentId}/solve',
    summary: 'Solve an incident and its unsolved tickets',
    description:
      'Sends the message to the customer of each linked ticket and solves the ticket, within minutes.',
    roles: people,
    params: incidentParams,
    body: z.strictObject({ message: text(32_000) }),
    success: { status: 200, body: IncidentSchema },
    errors: ['incident.not_found', 'incident.solved'],
  },
} as const satisfies Routes;
