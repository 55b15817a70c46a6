import type { Context } from '../platform/context.ts';
import { platformError } from '../platform/errors.ts';
import type { Table } from '../platform/table/table.ts';
import { createCustomer } from './create-customer.ts';
import { findByIdentity } from './customer-store.ts';
import { customerError } from './errors.ts';

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
  try {
    const request = { identities: { email }, ...(name ? { name } : {}) };
    return (await createCustomer(table, request, context)).id;
  } catch (error) {
    // A customer of this id is one that an earlier try has made, and whose address was changed since.
    if (!isCreationConflict(error)) throw error;
    const rival = await findByIdentity(table, 'email', email);
    if (!rival) throw error;
    return rival.id;
  }
}

const isCreationConflict = (error: unknown): boolean =>
  customerError.is(error, 'customer.identity_taken') || platformError.is(error, 'write.contended');
