import type { Context } from '../platform/context.ts';

import { type Outcome, refusalIn, requireCommitted } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import { commitCustomer } from './create-customer.ts';
import type { Customer } from './customer.ts';
import { findByIdentity } from './customer-store.ts';

/**
 * The id of the customer with this e-mail address, who is made when there is none. Of several that are made for one
 * address at the same time one stands, and all get its id. `email` in lower case.
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
  // A customer of this id is one that an earlier try has made, and whose address was changed since.
  const rival = wasOvertaken(outcome) ? await findByIdentity(table, 'email', email) : undefined;
  return (rival ?? (await requireCommitted(outcome))).id;
}

/** Tells if somebody else has the address, or this customer exists already. */
function wasOvertaken(outcome: Outcome<Customer>): boolean {
  const refusal = refusalIn(outcome);
  return (
    refusal?.kind === 'stale' ||
    (refusal?.kind === 'error' && refusal.error.code === 'customer.identity_taken')
  );
}
