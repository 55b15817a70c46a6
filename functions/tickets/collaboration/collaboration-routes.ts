import * as z from 'zod/mini';
import type { Routes } from '../../platform/contract/route.ts';
import { people, ticketParams } from '../core/route-parts.ts';
import {
  DraftSchema,
  PresenceRequestSchema,
  PutDraftRequestSchema,
  TicketPresenceSchema,
} from './collision-detection.ts';

export const collaborationRoutes = {
  putDraft: {
    method: 'PUT',
    path: '/v1/tickets/{ticketId}/draft',
    summary: 'Save your draft on a ticket',
    description: 'The draft is kept for 30 days.',
    roles: people,
    params: ticketParams,
    body: PutDraftRequestSchema,
    success: { status: 200, body: DraftSchema },
    errors: ['ticket.untrained', 'ticket.person_only', 'write.contended', 'ticket.not_found'],
  },
  getDraft: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/draft',
    summary: 'Get your draft on a ticket',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: DraftSchema },
    errors: ['draft.not_found'],
  },
  deleteDraft: {
    method: 'DELETE',
    path: '/v1/tickets/{ticketId}/draft',
    summary: 'Delete your draft on a ticket',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: z.object({ ticketId: z.string() }) },
    errors: [],
  },
  putTicketPresence: {
    method: 'PUT',
    path: '/v1/tickets/{ticketId}/presence',
    summary: 'Report that you are viewing or replying to a ticket',
    description: 'Send it every 15 to 30 seconds. Returns who else is on the ticket.',
    roles: people,
    params: ticketParams,
    body: PresenceRequestSchema,
    success: { status: 200, body: TicketPresenceSchema },
    errors: ['ticket.not_found'],
  },
  getTicketPresence: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/presence',
    summary: 'List who is viewing or replying to a ticket',
    description: 'Includes who has a draft on it.',
    roles: people,
    params: ticketParams,
    success: { status: 200, body: TicketPresenceSchema },
    errors: ['ticket.not_found'],
  },
} as const satisfies Routes;
