// What other capabilities may know of a customer in order to serve them as was promised.
import type { Table } from '../platform/table/table.ts';
import type { Customer } from './customer.ts';
import { loadCustomer } from './customer-store.ts';

export type ServiceProfile = Pick<
  Customer,
  'account' | 'segments' | 'vipTier' | 'ownerId' | 'language' | 'timeZone'
>;

/** The standing of a customer, as of this moment; undefined when there is no such customer (any more). */
export async function getServiceProfile(
  table: Table,
  customerId: string,
): Promise<ServiceProfile | undefined> {
  const customer = await loadCustomer(table, customerId);
  if (!customer) return undefined;
  const { account, segments, vipTier, ownerId, language, timeZone } = customer;
  return { account, segments, vipTier, ownerId, language, timeZone };
}
