import type { Context } from '../platform/context.ts';
import { commit } from '../platform/table/commit.ts';
import { type Outcome, requireCommitted } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import type { CreateCustomerRequest, Customer } from './customer.ts';
import { createCustomerWrites } from './customer-store.ts';
import { customerCreated } from './new-events.ts';

/**
 * Creates a customer. The write itself refuses an email, phone or external id of another customer with
 * `customer.identity_taken`.
 */
export const createCustomer = (
  table: Table,
  request: CreateCustomerRequest,
  context: Context,
): Promise<Customer> => requireCommitted(commitCustomer(table, request, context));

/** Creates a customer as `createCustomer` does, and returns the outcome of the commit. */
export function commitCustomer(
  table: Table,
  request: CreateCustomerRequest,
  context: Context,
): Promise<Outcome<Customer>> {
  const at = context.now.toISOString();
  const customer: Customer = {
    id: context.ids.next('customer'),
    version: 1,
    ...request,
    consents: request.consents ?? {},
    segments: request.segments ?? [],
    createdAt: at,
    updatedAt: at,
  };
  return commit(table, context, {
    writes: createCustomerWrites(customer),
    events: [customerCreated(customer)],
    answer: customer,
  });
}
