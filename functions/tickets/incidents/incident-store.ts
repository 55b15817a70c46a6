// Stores incidents in the table: the incident, its linked tickets and its events share one partition.

import { getItem, queryRange } from '../../platform/table/read.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, remove, type Write } from '../../platform/table/write.ts';
import { priorityRank } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys, ticketLists } from '../keys.ts';
import type { Incident, IncidentLink } from './incident.ts';

export const incidentListKeys = ({ id, status, priority, openedAt, solvedAt }: Incident) => ({
  listPk: ticketLists.incidents(status),
  listSk: status === 'open' ? `${priorityRank(priority)}#${openedAt}#${id}` : `${solvedAt}#${id}`,
});

function toItem(incident: Incident): Item {
  const { id, subject, priority, status, openedAt, ...rest } = incident;
  return {
    t: 'incident',
    ...incidentListKeys(incident),
    row: { id, subject, priority, status, openedAt },
    ...rest,
  };
}

function fromItem(item: Item): Incident & { processedUpTo?: string } {
  const { pk: _pk, sk: _sk, t: _t, listPk: _list, listSk: _place, row, ...rest } = item;
  return { ...(row as object), ...rest } as Incident & { processedUpTo?: string };
}

export const createIncident = (incident: Incident): Write =>
  create(ticketKeys.incident(incident.id), toItem(incident), stale);

/** Loads an incident with `processedUpTo`, the last linked ticket that the solution has reached. */
export async function loadIncident(table: Table, incidentId: string) {
  const item = await getItem(table, ticketKeys.incident(incidentId));
  return item && fromItem(item);
}

/** Lists open incidents by priority and age, solved ones newest first. */
export async function listIncidents(
  table: Table,
  status: Incident['status'],
  limit: number,
  cursor?: string,
) {
  const newestFirst = status === 'solved';
  const pk = ticketLists.incidents(status);
  const page = await queryRange(table, { index: 'list', pk, newestFirst, limit, cursor });
  const items = page.items.map(
    (item) => item.row as Pick<Incident, 'id' | 'subject' | 'priority' | 'status' | 'openedAt'>,
  );
  return page.next ? { items, next: page.next } : { items };
}

const linkOf = (item: Item) => item.link as IncidentLink;

export const createLink = (incidentId: string, link: IncidentLink): Write =>
  create(ticketKeys.incidentTicket(incidentId, link.ticketId), { t: 'link', link }, stale);

export const removeLink = (incidentId: string, ticketId: string): Write =>
  remove(ticketKeys.incidentTicket(incidentId, ticketId), { expression: 'attribute_exists(pk)' }, () =>
    rejection(ticketError('incident.not_linked')),
  );

/** Returns a page of the links of an incident, sorted by ticket id. */
export async function listLinks(table: Table, incidentId: string, limit: number, cursor?: string) {
  const { incidentTicketsPrefix: from } = ticketKeys;
  const { pk } = ticketKeys.incident(incidentId);
  const page = await queryRange(table, { pk, from, to: `${from}~`, limit, cursor });
  const items = page.items.map(linkOf);
  return page.next ? { items, next: page.next } : { items };
}

/** Returns the links after a ticket, in the order in which a solution is sent to them. */
export async function linksAfter(
  table: Table,
  incidentId: string,
  ticketId: string,
  limit: number,
): Promise<IncidentLink[]> {
  const { pk, sk } = ticketKeys.incidentTicket(incidentId, ticketId);
  const to = `${ticketKeys.incidentTicketsPrefix}~`;
  const { items } = await queryRange(table, { pk, from: `${sk}\u0000`, to, consistent: true, limit });
  return items.map(linkOf);
}
