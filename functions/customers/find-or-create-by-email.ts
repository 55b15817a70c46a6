import type { Context } from '../platform/context.ts';
import { type Outcome, refusalIn, requireCommitted } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import { commitCustomer } from './create-customer.ts';
import type { Customer } from './customer.ts';
import { findByIdentity } from './customer-store.ts';

/**
 * Returns the id of the customer with this email address, and creates the customer when there is none. Of
 * several concurrent calls for one address only one creates a customer; all return its id. `email` must be in
 * lower case.
 */
export async function findOrCreateByEmail(
  table: Table,
  { email, name }: { email: string; name?: string | undefined },
  context: Context,
): Promise<string> {
  const found = await findByIdentity(table, 'email', email);
  if (found) return found.id;
  const request = { identities: { email }, ...(name ? { name } : {}) };
  const outcome = await commitCustomer(table, request, context);
  // When the id is taken, an earlier attempt created this customer, and its address was changed since.
  const winner = lostRace(outcome) ? await findByIdentity(table, 'email', email) : undefined;
  return (winner ?? (await requireCommitted(outcome))).id;
}

/** Returns true when another customer has the address, or this customer already exists. */
function lostRace(outcome: Outcome<Customer>): boolean {
  const refusal = refusalIn(outcome);
  return (
    refusal?.kind === 'stale' ||
    (refusal?.kind === 'error' && refusal.error.code === 'customer.identity_taken')
  );
}
