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

/** The version is 0, or left out, where nobody has set any. */
export type PutLimits = PutVersioned<{ limits: Limit[] }>;

/**
 * Sets what a role may give away. A lead sets it for agents only, and no more than their own: otherwise `spending_limit.not_allowed` and
 * `spending_limit.exceeded`. A version that is not the current one is refused as by `nextVersion`.
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
      const [current, guards] = await Promise.all([
        loadRoleLimits(table, role),
        giverChecks(table, limits, context),
      ]);
      const document = { version: nextVersion(version, current.version, { builtIn: true }), limits };
      const events = [roleLimitsChanged(role, document)];
      return commit(table, context, {
        writes: [saveRoleLimits(role, document), ...guards],
        events,
        answer: { role, ...document },
      });
    }),
  );
}

/**
 * Sets what a person may give away instead of what the role may. As `putRoleLimits`; a lead never their own, nor over those
 * that an admin set (`spending_limit.not_allowed`). What a lead sets counts while its person is an agent, and for no higher role.
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
      const [current, guards] = await Promise.all([
        loadAgentLimits(table, agentId),
        giverChecks(table, limits, context),
      ]);
      const document = {
        version: nextVersion(version, current.version, { builtIn: true }),
        limits,
        setBy,
      };
      const events = [agentLimitsChanged(agentId, document)];
      return commit(table, context, {
        writes: [saveAgentLimits(agentId, document), ...guards],
        events,
        answer: { agentId, ...document },
      });
    }),
  );
}

/** Nobody but an admin gives more than they have; what they have is asserted in the write. */
async function giverChecks(table: Table, limits: readonly Limit[], { actor }: Context): Promise<Write[]> {
  if (actor.role === 'admin') return [];
  const standing = await loadSpendingAuthority(table, actor);
  assertWithinOwnLimits(standing, limits);
  return assertLimits(standing, 'role');
}

/** What the caller may give away, with what of it is spent this month. */
export async function readOwnAuthority(table: Table, { actor, now }: Context) {
  const [standing, spent] = await Promise.all([
    loadSpendingAuthority(table, actor),
    readMonthSpend(table, actor.id, now),
  ]);
  const named = [...standing.own.limits, ...standing.role.limits, ...spent];
  const pairs = new Map(named.map(({ kind, currency }) => [`${kind} ${currency}`, { kind, currency }]));
  const limits = [...pairs.values()].map(({ kind, currency }) => {
    const { singleMinor, ticketMinor, monthMinor } = limitFor(standing, kind, currency).limit;
    const spentMinor =
      spent.find((each) => each.kind === kind && each.currency === currency)?.spentMinor ?? 0;
    return { kind, currency, singleMinor, ticketMinor, monthMinor, spentMinor };
  });
  return { role: standing.holder.role, limits };
}
