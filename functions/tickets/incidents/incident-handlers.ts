import type { Handlers } from '../../platform/http/create-api.ts';
import type { Table } from '../../platform/table/table.ts';
import { loadTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import type { incidentRoutes } from './incident-routes.ts';
import { listIncidents, listLinks, loadIncident } from './incident-store.ts';
import { linkTickets, unlinkTicket } from './link-tickets.ts';
import { openIncident } from './open-incident.ts';
import { solveIncident } from './solve-incident.ts';

export const incidentHandlers = (table: Table): Handlers<typeof incidentRoutes> => ({
  openIncident: ({ body }, context) => openIncident(table, body, context),
  listIncidents: ({ query }) => listIncidents(table, query.status, query.limit, query.cursor),
  getIncident: ({ params }) => requireIncident(table, params.incidentId),
  linkTickets: async ({ params, body }, context) => ({
    items: await linkTickets(table, params.incidentId, body.ticketIds, context),
  }),
  listLinkedTickets: async ({ params, query }) => {
    await requireIncident(table, params.incidentId);
    const { items, ...rest } = await listLinks(table, params.incidentId, query.limit, query.cursor);
    const tickets = await Promise.all(items.map(({ ticketId }) => loadTicket(table, ticketId)));
    return {
      items: items.map((link, index) => ({
        ...link,
        subject: tickets[index]?.subject,
        status: tickets[index]?.status,
      })),
      ...rest,
    };
  },
  unlinkTicket: async ({ params }, context) => {
    await unlinkTicket(table, params.incidentId, params.ticketId, context);
    return { ticketId: params.ticketId };
  },
  solveIncident: ({ params, body }, context) =>
    solveIncident(table, params.incidentId, body.message, context),
});

async function requireIncident(table: Table, incidentId: string) {
  const incident = await loadIncident(table, incidentId);
  if (!incident) throw ticketError('incident.not_found');
  return incident;
}
