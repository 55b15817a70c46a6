import type { Context } from '../../platform/context.ts';
import { nextVersion, type PutVersioned } from '../../platform/contract/version.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { compensationError } from '../errors.ts';
import { agentLimitsChanged, roleLimitsChanged } from '../new-events.ts';
import {
  assertWithinOwnLimits,
  type Limit,
  type LimitedRole,
  type LimitsDocument,
  limitFor,
  limitSetters,
} from './limit.ts';
import {
  assertLimits,
  loadAgentLimits,
  loadRoleLimits,
  loadSpendingAuthority,
  readMonthSpend,
  saveAgentLimits,
  saveRoleLimits,
} from './limit-store.ts';

/** The version is 0 or absent when nobody has set any limits. */
export type PutLimits = PutVersioned<{ limits: Limit[] }>;

/**
 * Sets the spending limits of a role. Refuses a lead who sets the limits of another role than agent with
 * `spending_limit.not_allowed`, and limits above the lead's own with `spending_limit.exceeded`. Refuses a
 * stale version as `nextVersion` does.
 */
export async function putRoleLimits(
  table: Table,
  role: LimitedRole,
  { version, limits }: PutLimits,
  context: Context,
): Promise<LimitsDocument & { role: LimitedRole }> {
  if (context.actor.role === 'lead' && role !== 'agent')
    throw compensationError('spending_limit.not_allowed', 'Leads can only set the limits of agents.');
  return requireCommitted(
    retryOnStale(async () => {
      const [current, checks] = await Promise.all([
        loadRoleLimits(table, role),
        ownLimitChecks(table, limits, context),
      ]);
      const document = { version: nextVersion(version, current.version, { builtIn: true }), limits };
      const events = [roleLimitsChanged(role, document)];
      return commit(table, context, {
        writes: [saveRoleLimits(role, document), ...checks],
        events,
        answer: { role, ...document },
      });
    }),
  );
}

/**
 * Sets the spending limits of a person, which replace those of the role. Refuses as `putRoleLimits` does.
 * Also refuses a lead who sets their own limits, or replaces limits that an admin set, with
 * `spending_limit.not_allowed`. Limits that a lead sets apply while the person is an agent, not in a higher
 * role.
 */
export async function putAgentLimits(
  table: Table,
  agentId: string,
  { version, limits }: PutLimits,
  context: Context,
): Promise<LimitsDocument & { agentId: string }> {
  const { actor } = context;
  if (actor.role === 'lead' && actor.id === agentId) throw compensationError('spending_limit.not_allowed');
  const setBy = limitSetters.find((role) => role === actor.role);
  return requireCommitted(
    retryOnStale(async () => {
      const [current, checks] = await Promise.all([
        loadAgentLimits(table, agentId),
        ownLimitChecks(table, limits, context),
      ]);
      const document = {
        version: nextVersion(version, current.version, { builtIn: true }),
        limits,
        setBy,
      };
      const events = [agentLimitsChanged(agentId, document)];
      return commit(table, context, {
        writes: [saveAgentLimits(agentId, document), ...checks],
        events,
        answer: { agentId, ...document },
      });
    }),
  );
}

/**
 * Refuses limits above the caller's own and returns the checks that assert the caller's limits in the write.
 * Admins may set any limits.
 */
async function ownLimitChecks(table: Table, limits: readonly Limit[], { actor }: Context): Promise<Write[]> {
  if (actor.role === 'admin') return [];
  const authority = await loadSpendingAuthority(table, actor);
  assertWithinOwnLimits(authority, limits);
  return assertLimits(authority, 'role');
}

/** Returns the limits of the caller with what they spent this month. */
export async function readOwnAuthority(table: Table, { actor, now }: Context) {
  const [authority, spent] = await Promise.all([
    loadSpendingAuthority(table, actor),
    readMonthSpend(table, actor.id, now),
  ]);
  const named = [...authority.own.limits, ...authority.role.limits, ...spent];
  const pairs = new Map(named.map(({ kind, currency }) => [`${kind} ${currency}`, { kind, currency }]));
  const limits = [...pairs.values()].map(({ kind, currency }) => {
    const { singleMinor, ticketMinor, monthMinor } = limitFor(authority, kind, currency).limit;
    const spentMinor =
      spent.find((each) => each.kind === kind && each.currency === currency)?.spentMinor ?? 0;
    return { kind, currency, singleMinor, ticketMinor, monthMinor, spentMinor };
  });
  return { role: authority.holder.role, limits };
}
