import { getItem, queryRange } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, replace, type Write } from '../../platform/table/write.ts';
import { compensationError } from '../errors.ts';
import { compensationKeys, compensationLists } from '../keys.ts';
import type { Grant } from './grant.ts';

const toItem = (grant: Grant) => ({
  t: 'grant',
  version: grant.version,
  row: grant,
  listPk: compensationLists.grants(grant.customerId),
  listSk: `${grant.madeAt}#${grant.id}`,
});

export const createGrant = (grant: Grant): Write =>
  create(compensationKeys.grant(grant.id), toItem(grant), stale);

/** Writes a grant over the version that was read. Stale when the grant was changed meanwhile. */
export const saveGrant = (next: Grant): Write =>
  replace(compensationKeys.grant(next.id), toItem(next), next.version - 1, stale);

/** Loads a grant. Refuses an unknown one with `grant.not_found`. */
export async function requireGrant(table: Table, grantId: string): Promise<Grant> {
  const item = await getItem(table, compensationKeys.grant(grantId));
  if (!item) throw compensationError('grant.not_found');
  return item.row as Grant;
}

const MAX_SHOWN = 100;

/** Lists the grants of a customer in the twelve months before `now`, newest first, at most 100. */
export async function listRecentGrants(table: Table, customerId: string, now: Date): Promise<Grant[]> {
  const from = new Date(now);
  from.setUTCFullYear(from.getUTCFullYear() - 1);
  const { items } = await queryRange(table, {
    index: 'list',
    pk: compensationLists.grants(customerId),
    from: from.toISOString(),
    newestFirst: true,
    limit: MAX_SHOWN,
  });
  return items.map((item) => item.row as Grant);
}
