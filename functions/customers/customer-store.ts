// Stores customers: the profile in the customer's partition, and a copy under each identity. Finding a
// customer by email, phone or external id is one read, and two customers can never share an identity.
import { EVENTS_FROM, EVENTS_TO } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import { rejection, stale } from '../platform/table/refusal.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { create, put, remove, replace, type Write } from '../platform/table/write.ts';
import type { Customer, Identities, IdentityKind } from './customer.ts';
import { customerError } from './errors.ts';
import { customerKeys } from './keys.ts';

const toItem = (customer: Customer): Item => ({ t: 'customer', version: customer.version, customer });
/** Reads a stored customer. Customers that were stored before segments existed have none. */
const fromItem = (item: Item): Customer => {
  const customer = item.customer as Customer & { segments?: string[] };
  return { ...customer, segments: customer.segments ?? [] };
};

type IdentityEntry = readonly [IdentityKind, string];

const identitiesOf = (identities: Identities): IdentityEntry[] =>
  Object.entries(identities).filter((entry): entry is [IdentityKind, string] => entry[1] !== undefined);

/**
 * Returns the writes of a new customer. Refuses an identity of another customer with
 * `customer.identity_taken`, which names the identity.
 */
export function createCustomerWrites(customer: Customer): Write[] {
  return [
    create(customerKeys.customer(customer.id), toItem(customer), stale),
    ...identitiesOf(customer.identities).map((entry) => claimIdentity(customer, entry)),
  ];
}

/**
 * Returns the writes of a changed customer: the profile over the version that was read, new identities
 * claimed, kept ones updated, and dropped ones released. Refuses as `createCustomerWrites` does.
 */
export function saveCustomerWrites(before: Customer, next: Customer): Write[] {
  const current = new Map(identitiesOf(before.identities));
  const wanted = new Map(identitiesOf(next.identities));
  const dropped = [...current].filter(([kind, value]) => wanted.get(kind) !== value);
  return [
    replace(customerKeys.customer(next.id), toItem(next), before.version, stale),
    ...[...wanted].map((entry) =>
      current.get(entry[0]) === entry[1]
        ? put(customerKeys.identity(...entry), toItem(next))
        : claimIdentity(next, entry),
    ),
    ...dropped.map(([kind, value]) => remove(customerKeys.identity(kind, value))),
  ];
}

function claimIdentity(customer: Customer, [kind, value]: IdentityEntry): Write {
  return create(customerKeys.identity(kind, value), toItem(customer), () =>
    rejection(
      customerError('customer.identity_taken', `Another customer already has this ${kind}.`, [
        { path: `body.identities.${kind}`, message: 'belongs to another customer' },
      ]),
    ),
  );
}

export async function loadCustomer(table: Table, customerId: string): Promise<Customer | undefined> {
  const item = await getItem(table, customerKeys.customer(customerId));
  return item && fromItem(item);
}

export async function findByIdentity(
  table: Table,
  kind: IdentityKind,
  value: string,
): Promise<Customer | undefined> {
  const item = await getItem(table, customerKeys.identity(kind, value));
  return item && fromItem(item);
}

export interface TimelinePage {
  customer: Customer | undefined;
  entries: Item[];
  next?: string;
}

/** Reads the profile and the newest entries in one query, or the entries after a cursor. */
export async function readTimeline(
  table: Table,
  customerId: string,
  limit: number,
  cursor?: string,
): Promise<TimelinePage> {
  const { pk, sk } = customerKeys.customer(customerId);
  const page = await queryRange(table, {
    pk,
    from: EVENTS_FROM,
    to: EVENTS_TO,
    newestFirst: true,
    limit: cursor ? limit : limit + 1,
    cursor,
  });
  const head = page.items.find((item) => item.sk === sk);
  return {
    customer: head && fromItem(head),
    entries: page.items.filter((item) => item.sk !== sk),
    ...(page.next ? { next: page.next } : {}),
  };
}
