// Builds the events of customers. Activity events are built where they are ingested.
import type { NewEvent } from '../platform/table/new-event.ts';
import type { Customer } from './customer.ts';
import type * as events from './events.ts';
import { customerPartition } from './keys.ts';

const timeline = ({ id }: Customer) => ({ owner: customerPartition(id), customerId: id });

export const customerCreated = (customer: Customer): NewEvent<typeof events.CustomerCreated> => ({
  ...timeline(customer),
  type: 'customer.created',
  v: 1,
  data: { customerId: customer.id, name: customer.name },
});

export const customerUpdated = (
  customer: Customer,
  changed: string[],
): NewEvent<typeof events.CustomerUpdated> => ({
  ...timeline(customer),
  type: 'customer.updated',
  v: 2,
  data: { customerId: customer.id, changed },
});
