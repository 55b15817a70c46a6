// The part of a customer that other capabilities read to contact them.
import type { Context } from '../platform/context.ts';
import { commit } from '../platform/table/commit.ts';
import { requireApplied, unchanged } from '../platform/table/outcome.ts';
import { retryOnStale } from '../platform/table/retry-on-stale.ts';
import type { Table } from '../platform/table/table.ts';
import type { Consents, Customer } from './customer.ts';
import { loadCustomer, saveCustomerWrites } from './customer-store.ts';
import { customerUpdated } from './new-events.ts';

export interface Contact {
  customerId: string;
  name?: string | undefined;
  email?: string | undefined;
  language?: string | undefined;
  timeZone?: string | undefined;
  consents: Consents;
  suppressed?: 'bounce' | 'complaint' | undefined;
}

/** Returns the current contact data of a customer; undefined when the customer does not exist (any more). */
export async function getContact(table: Table, customerId: string): Promise<Contact | undefined> {
  const customer = await loadCustomer(table, customerId);
  return customer && contactOf(customer);
}

function contactOf({ id, name, identities, language, timeZone, consents, suppressed }: Customer): Contact {
  return { customerId: id, name, email: identities.email, language, timeZone, consents, suppressed };
}

/**
 * Suppresses an address that bounced permanently or whose owner complained. Does nothing when the customer
 * has another address by now or the address already has this mark. A complaint is never replaced by a bounce.
 */
export async function suppressAddress(
  table: Table,
  customerId: string,
  address: string,
  why: 'bounce' | 'complaint',
  context: Context,
): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const current = await loadCustomer(table, customerId);
      if (!current || current.identities.email !== address.toLowerCase()) return unchanged(undefined);
      if (current.suppressed === why || current.suppressed === 'complaint') return unchanged(undefined);
      const next = {
        ...current,
        suppressed: why,
        version: current.version + 1,
        updatedAt: context.now.toISOString(),
      };
      return commit(table, context, {
        writes: saveCustomerWrites(current, next),
        events: [customerUpdated(next, [`suppressed by ${why}`])],
      });
    }),
  );
}
