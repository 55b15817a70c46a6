import type { Handlers } from '../platform/http/create-api.ts';
import type { Table } from '../platform/table/table.ts';
import { ingestEvents } from './activity/ingest-events.ts';
import { createCustomer } from './create-customer.ts';
import type { IdentityKind } from './customer.ts';
import { findByIdentity, readTimeline } from './customer-store.ts';
import { customerError } from './errors.ts';
import { customerRoutes, type OpenPromise } from './routes.ts';
import { portalTimeline } from './timeline/portal-timeline.ts';
import { timelineEntry } from './timeline/timeline.ts';
import { updateCustomer } from './update-customer.ts';

const notFound = () => customerError('customer.not_found');

export interface CustomerDeps {
  table: Table;
  /** Reads the open promises for the customer's page. Injected, because promises depend on customers. */
  openPromises: (customerId: string) => Promise<OpenPromise[]>;
}

export function customerHandlers({ table, openPromises }: CustomerDeps): Handlers<typeof customerRoutes> {
  const read = async (customerId: string, limit: number) => {
    const { customer, entries, next } = await readTimeline(table, customerId, limit);
    if (!customer) throw notFound();
    return { customer, entries, next };
  };
  return {
    createCustomer: ({ body }, context) => createCustomer(table, body, context),
    findCustomer: async ({ query }) => {
      const [kind, value] = Object.entries(query).find((entry) => entry[1] !== undefined) ?? [];
      const customer = await findByIdentity(table, kind as IdentityKind, String(value));
      if (!customer) throw notFound();
      return customer;
    },
    getCustomer: async ({ params, query }) => {
      const [{ customer, entries, next }, promises] = await Promise.all([
        read(params.customerId, query.limit),
        openPromises(params.customerId),
      ]);
      return { customer, promises, timeline: { items: entries.map(timelineEntry), next } };
    },
    updateCustomer: ({ params, body, version }, context) =>
      updateCustomer(table, params.customerId, { ...body, version }, context),
    listTimeline: async ({ params, query }) => {
      const { customer, entries, next } = await readTimeline(
        table,
        params.customerId,
        query.limit,
        query.cursor,
      );
      if (!customer && !query.cursor) throw notFound();
      return { items: entries.map(timelineEntry), next };
    },
    getMe: async ({ query }, context) => {
      const { customer, entries } = await read(context.actor.id, query.limit);
      return { customer, timeline: { items: portalTimeline(entries) } };
    },
    ingestEvents: ({ body }, context) => ingestEvents(table, body, context),
  };
}
