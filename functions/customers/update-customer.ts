import type { Context } from '../platform/context.ts';
import { assertVersion, type Versioned } from '../platform/contract/version.ts';
import { platformError } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { requireCommitted } from '../platform/table/outcome.ts';
import { retryOnStale } from '../platform/table/retry-on-stale.ts';
import type { Table } from '../platform/table/table.ts';
import type { Customer, UpdateCustomerRequest } from './customer.ts';
import { loadCustomer, saveCustomerWrites } from './customer-store.ts';
import { customerError } from './errors.ts';
import { customerUpdated } from './new-events.ts';

/**
 * Updates a customer on the version that the caller read. Refuses an unknown customer with
 * `customer.not_found`, another version with `version.stale`, an identity of another customer with
 * `customer.identity_taken`, and a request that leaves no identity with `request.invalid`.
 */
export function updateCustomer(
  table: Table,
  customerId: string,
  { version, ...request }: Versioned<UpdateCustomerRequest>,
  context: Context,
): Promise<Customer> {
  return requireCommitted(
    retryOnStale(async () => {
      const current = await loadCustomer(table, customerId);
      if (!current) throw customerError('customer.not_found');
      assertVersion(version, current.version, 'the customer');
      const next = { ...updatedCustomer(current, request), updatedAt: context.now.toISOString() };
      return commit(table, context, {
        writes: saveCustomerWrites(current, next),
        events: [customerUpdated(next, Object.keys(request))],
        answer: next,
      });
    }),
  );
}

/** Returns the customer after an update, pure. A new email address is not suppressed. */
export function updatedCustomer(current: Customer, request: UpdateCustomerRequest): Customer {
  const { identities = {}, consents = {}, account, vipTier, ownerId, ...facts } = request;
  const merged = Object.fromEntries(
    Object.entries({ ...current.identities, ...identities }).filter(([, value]) => value != null),
  );
  if (Object.keys(merged).length === 0) {
    throw platformError(
      'request.invalid',
      'body.identities must keep at least one of email, phone, externalId.',
      [{ path: 'body.identities', message: 'must keep at least one of email, phone, externalId' }],
    );
  }
  const sameAddress = merged.email === current.identities.email;
  return {
    ...current,
    ...facts,
    version: current.version + 1,
    identities: merged,
    consents: { ...current.consents, ...consents },
    account: replaced(current.account, account),
    vipTier: replaced(current.vipTier, vipTier),
    ownerId: replaced(current.ownerId, ownerId),
    suppressed: sameAddress ? current.suppressed : undefined,
  };
}

function replaced<T>(current: T | undefined, next: T | null | undefined): T | undefined {
  return next === undefined ? current : (next ?? undefined);
}
