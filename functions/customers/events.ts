import type { NewEvent } from '../platform/events/new-event.ts';
import type { Customer } from './customer.ts';
import { customerPartition } from './keys.ts';

const customerEvent = (customer: Customer, type: string, data: Record<string, unknown>): NewEvent => ({
  type,
  v: 1,
  owner: customerPartition(customer.id),
  customerId: customer.id,
  data: { customerId: customer.id, ...data },
});

export const customerCreated = (customer: Customer) =>
  customerEvent(customer, 'customer.created', { name: customer.name });

/** Which facts changed, by name; the values stand in the state, so that erasure finds them in one place. */
export const customerUpdated = (customer: Customer, changed: readonly string[]) =>
  customerEvent(customer, 'customer.updated', { changed: changed.join(', ') });
