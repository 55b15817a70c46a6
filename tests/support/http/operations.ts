// Shared by the tests of the whole route table: every operation, every kind of caller, and an example request
// of each.

import { type ErrorCode, routeTable } from '../../../functions/capabilities.ts';
import { createClient } from '../../../functions/platform/contract/client.ts';
import type { Route } from '../../../functions/platform/contract/route.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import type { TokenRole } from '../../../local/identity/issuer.ts';
import { type SeededIds, seedObjects } from '../../../tools/fuzz/seed.ts';
import { stoppedClock } from '../context.ts';
import { testBucket } from '../files.ts';
import { freshTable } from '../table/fresh-table.ts';
import type { Json } from './call-api.ts';
import { type Example, exampleCall } from './examples.ts';
import { openTestHttpApi } from './http-api.ts';

export const operations = Object.values(routeTable).flatMap((table) =>
  Object.entries(table as Record<string, Route<ErrorCode>>).map(([name, route]) => ({ name, route })),
);
export const callers = ['customer', 'agent', 'lead', 'admin', 'service', 'nobody'] as const;
export type Caller = (typeof callers)[number];

const weekOf = (hours: object[]) => ({ monday: hours });
/** Supplies what a schema does not state: rules between fields and ids of certain objects. */
const given: Record<string, (ids: SeededIds) => Example> = {
  findCustomer: () => ({ query: { email: 'nobody@example.org' } }),
  createCustomer: () => ({ body: { identities: { externalId: 'shop-7' } } }),
  ingestEvents: () => ({ body: { source: 'shop', events: [{}] } }),
  mergeTicket: ({ otherTicketId = '' }) => ({ body: { into: otherTicketId } }),
  moveReturn: ({ returnTicketId = '' }) => ({
    params: { ticketId: returnTicketId },
    body: { to: 'approved' },
  }),
  refundReturn: ({ returnTicketId = '' }) => ({ params: { ticketId: returnTicketId } }),
  getReturn: ({ returnTicketId = '' }) => ({ params: { ticketId: returnTicketId } }),
  getMyReturn: ({ returnTicketId = '' }) => ({ params: { ticketId: returnTicketId } }),
  undoMacro: ({ otherTicketId = '' }) => ({ params: { ticketId: otherTicketId } }),
  simulateRouting: ({ ticketId }) => ({ body: { ticketId } }),
  requestUpload: () => ({ body: { filename: 'a.pdf', contentType: 'application/pdf' } }),
  requestMyUpload: () => ({ body: { filename: 'a.pdf', contentType: 'application/pdf' } }),
  putSchedule: () => ({ body: { hours: weekOf([{ from: '09:00', to: '17:00' }]) } }),
  putMacro: () => ({ body: { actions: [{ do: 'setPriority', priority: 'low' }] } }),
  putTicketField: () => ({ body: { type: 'text' } }),
  getAgentLimits: () => ({ params: { agentId: 'agent-2' } }),
  putAgentLimits: () => ({ params: { agentId: 'agent-2' } }),
};

/** Returns an example request of the operation that fits its schemas and uses the seeded ids. */
export const exampleFor = (name: string, route: Route, ids: SeededIds): Example =>
  exampleCall(route, { timeZone: 'Europe/Berlin', ...ids }, given[name]?.(ids) ?? {});

export interface SeededApi {
  table: Table;
  /** The ids of two customers and their objects. */
  ada: SeededIds;
  grace: SeededIds;
  /** Calls an operation as a client would; the customer is Ada. */
  call: (
    route: Route,
    caller: Caller,
    example: Example,
  ) => Promise<{ status: number; code: string | undefined; text: string }>;
  stop: () => Promise<void>;
}

/** Opens the whole API on a new table in which two customers have one object of each kind. */
export async function openSeededApi(): Promise<SeededApi> {
  const table = await freshTable();
  const bucket = await testBucket();
  const api = await openTestHttpApi(table, stoppedClock(), bucket.files);
  const as = (role: TokenRole, sub: string) =>
    createClient(routeTable, {
      baseUrl: 'https://api',
      token: () => api.token(role, sub),
      fetch: api.send,
    });
  const ada = await seedObjects(as, 'ada');
  const grace = await seedObjects(as, 'grace');
  const subOf = (caller: Caller) => (caller === 'customer' ? ada.customerId : `${caller}-1`);

  const call: SeededApi['call'] = async (route, caller, { params = {}, query = {}, body }) => {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    );
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    const token = caller === 'nobody' ? undefined : await api.token(caller, subOf(caller));
    const send = (ifMatch?: string) =>
      api.send(`https://api${path}${search.size > 0 ? `?${search}` : ''}`, {
        method: route.method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    // Replaces any version; a document that may not exist is first sent without `if-match`, to create it.
    const first = await send(route.precondition === 'required' ? '*' : undefined);
    const answer = route.precondition === 'create' && first.status === 428 ? await send('*') : first;
    const text = await answer.text();
    const json: Json = answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {};
    return { status: answer.status, code: json.code, text };
  };
  return { table, ada, grace, call, stop: () => bucket.stop() };
}
