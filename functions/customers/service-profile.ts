// The part of a customer that other capabilities read to serve them.
import type { Table } from '../platform/table/table.ts';
import type { Customer } from './customer.ts';
import { loadCustomer } from './customer-store.ts';

export type ServiceProfile = Pick<
  Customer,
  'account' | 'segments' | 'vipTier' | 'ownerId' | 'language' | 'timeZone'
>;

/**
 * Returns the current service profile of a customer; undefined when the customer does not exist (any more).
 */
export async function getServiceProfile(
  table: Table,
  customerId: string,
): Promise<ServiceProfile | undefined> {
  const customer = await loadCustomer(table, customerId);
  if (!customer) return undefined;
  const { account, segments, vipTier, ownerId, language, timeZone } = customer;
  return { account, segments, vipTier, ownerId, language, timeZone };
}
