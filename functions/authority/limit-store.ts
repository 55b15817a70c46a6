// Limits and what was spent of them. The figure of a month is one item: its condition is the limit.
import type { Actor } from '../platform/auth/roles.ts';
import { DomainError } from '../platform/errors.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { type Condition, holds, put, update, type Write } from '../platform/table/write.ts';
import {
  builtInLimits,
  type GrantKind,
  type Limit,
  type LimitedRole,
  type LimitsDocument,
  limitedRoles,
  monthOf,
  roomFor,
  type Standing,
} from './limit.ts';

const roleKey = (role: LimitedRole) => keys.config('authority', role);

const documentOf = (item: Item | undefined, unset: Limit[]): LimitsDocument =>
  item ? { version: Number(item.version), limits: item.limits as Limit[] } : { version: 0, limits: unset };

export const loadRoleLimits = async (table: Table, role: LimitedRole): Promise<LimitsDocument> =>
  documentOf(await getItem(table, roleKey(role)), builtInLimits[role]);

export const loadAgentLimits = async (table: Table, agentId: string): Promise<LimitsDocument> =>
  documentOf(await getItem(table, keys.agentLimits(agentId)), []);

/** What holds for the caller. Whoever is no person of the staff has no authority: `authority.exceeded`. */
export async function loadStanding(table: Table, { role, id }: Actor): Promise<Standing> {
  const limited = limitedRoles.find((each) => each === role);
  if (!limited) throw new DomainError('authority.exceeded');
  const [own, ofRole] = await Promise.all([loadAgentLimits(table, id), loadRoleLimits(table, limited)]);
  return { holder: { role: limited, id }, own, role: ofRole };
}

const atVersion = (version: number): Condition =>
  version === 0
    ? { expression: 'attribute_not_exists(pk)' }
    : { expression: '#version = :version', values: { version } };

export const saveRoleLimits = (role: LimitedRole, document: LimitsDocument): Write =>
  saveLimits(roleKey(role), document);
export const saveAgentLimits = (agentId: string, document: LimitsDocument): Write =>
  saveLimits(keys.agentLimits(agentId), document);

function saveLimits(key: Key, { version, limits }: LimitsDocument): Write {
  const stale = () => new DomainError('version.stale');
  return put(key, { t: 'limits', version, limits }, atVersion(version - 1), stale);
}

/**
 * Asserts that the documents a decision stands on are as they were read: a limit that was lowered meanwhile refuses with
 * `write.contended`, and it is decided again. The role's document, which many transactions share, only where it decided.
 */
export function assertLimits({ holder, own, role }: Standing, from: 'own' | 'role'): Write[] {
  const changed = () => new DomainError('write.contended');
  const ownCheck = holds(keys.agentLimits(holder.id), atVersion(own.version), changed);
  if (from === 'own') return [ownCheck];
  return [ownCheck, holds(roleKey(holder.role), atVersion(role.version), changed)];
}

/** What a grant counts against: a person's month of one kind and currency. */
export interface Spend {
  holderId: string;
  month: string;
  kind: GrantKind;
  currency: string;
  amountMinor: number;
}

const spendKey = ({ holderId, month, kind, currency }: Spend) => keys.spend(holderId, month, kind, currency);

/**
 * Counts a grant against the month. The limit is the condition: of two at the same time that fit only one by one, the
 * second is refused with `authority.exceeded`.
 */
export function takeSpend(spend: Spend, limit: Limit): Write {
  const room = roomFor(limit, spend.amountMinor);
  const change = { set: { t: 'spend' }, add: { spentMinor: spend.amountMinor } };
  const refuse = () => new DomainError('authority.exceeded', 'above the limit of the month');
  if (room === null) return update(spendKey(spend), change);
  const when = {
    expression: 'attribute_not_exists(#spentMinor) OR #spentMinor <= :room',
    values: { room },
  };
  return update(spendKey(spend), change, when, refuse);
}

/** Takes a grant back out of the month that it was counted in. Once, because the grant's own state is a condition beside it. */
export const giveBack = (spend: Spend): Write =>
  update(spendKey(spend), { add: { spentMinor: -spend.amountMinor } });

export interface MonthSpend {
  kind: GrantKind;
  currency: string;
  spentMinor: number;
}

/** What a person gave away in the month of `now`: one item for each kind and currency, one Query. */
export async function readMonth(table: Table, holderId: string, now: Date): Promise<MonthSpend[]> {
  const { pk, sk: from } = keys.spend(holderId, monthOf(now.toISOString()), '', '');
  const prefix = from.slice(0, -1);
  const { items } = await queryRange(table, { pk, from: prefix, to: `${prefix}~`, consistent: true });
  return items.map(({ sk, spentMinor }) => {
    const [, , kind, currency = ''] = String(sk).split('#');
    return { kind: kind as GrantKind, currency, spentMinor: Number(spentMinor) };
  });
}
