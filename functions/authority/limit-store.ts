// Limits and what was spent of them. The figure of a month is one item, and so is that of a ticket: their conditions are the limit.
import type { Actor } from '../platform/auth/roles.ts';
import { usableOr } from '../platform/config/usable.ts';
import { DomainError } from '../platform/errors.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { atVersion, putVersion, versionOf } from '../platform/table/versioned.ts';
import { holds, put, update, type Write } from '../platform/table/write.ts';
import {
  builtInLimits,
  countsFor,
  type GrantKind,
  type Limit,
  type LimitedRole,
  type LimitsDocument,
  LimitsSchema,
  limitedRoles,
  limitSetters,
  monthOf,
  noRoom,
  nothing,
  type Standing,
  withinSingle,
} from './limit.ts';

const roleKey = (role: LimitedRole) => keys.config('authority', role);

/** Limits that cannot be read give nothing away, rather than what somebody had taken away. */
function documentOf(item: Item | undefined, unset: Limit[], name: string): LimitsDocument {
  if (!item) return { version: 0, limits: unset };
  const setBy = limitSetters.find((one) => one === item.setBy);
  const limits = usableOr(LimitsSchema, item.limits, name, nothing);
  return { version: Number(item.version), limits, ...(setBy ? { setBy } : {}) };
}

export const loadRoleLimits = async (table: Table, role: LimitedRole): Promise<LimitsDocument> =>
  documentOf(await getItem(table, roleKey(role)), builtInLimits[role], `limits of role ${role}`);

export const loadAgentLimits = async (table: Table, agentId: string): Promise<LimitsDocument> =>
  documentOf(await getItem(table, keys.agentLimits(agentId)), [], `limits of ${agentId}`);

/**
 * What holds for the caller; their own limits as far as their role is below that of who set them. Whoever is no person of the
 * staff has no authority: `authority.exceeded`.
 */
export async function loadStanding(table: Table, { role, id }: Actor): Promise<Standing> {
  const limited = limitedRoles.find((each) => each === role);
  if (!limited) throw new DomainError('authority.exceeded');
  const [own, ofRole] = await Promise.all([loadAgentLimits(table, id), loadRoleLimits(table, limited)]);
  const ownLimits = countsFor(own, limited) ? own : { ...own, limits: [] };
  return { holder: { role: limited, id }, own: ownLimits, role: ofRole };
}

export const saveRoleLimits = (role: LimitedRole, document: LimitsDocument): Write =>
  putVersion(roleKey(role), { t: 'limits', ...document });

/**
 * Writes a person's limits over the version that was read; a lead's only where there are none, or a lead's: the person may be
 * of a rank that an admin alone sets limits for. Refuses with `write.contended`, or with `authority.own`.
 */
export function saveAgentLimits(agentId: string, document: LimitsDocument): Write {
  const before = atVersion(document.version - 1);
  const byLead = {
    expression: `(${before.expression}) AND (attribute_not_exists(pk) OR #setBy = :setBy)`,
    values: { ...before.values, setBy: 'lead' },
  };
  return put(
    keys.agentLimits(agentId),
    { t: 'limits', ...document },
    document.setBy === 'lead' ? byLead : before,
    (current) =>
      versionOf(current) === document.version - 1
        ? new DomainError('authority.own', 'these limits were set by an admin, who alone changes them')
        : new DomainError('write.contended'),
  );
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

/** What a grant counts against: a person's month and the ticket, of one kind and currency. */
export interface Spend {
  holderId: string;
  month: string;
  ticketId: string;
  kind: GrantKind;
  currency: string;
  amountMinor: number;
}

const monthKey = ({ holderId, month, kind, currency }: Spend) => keys.spend(holderId, month, kind, currency);
const ticketKey = ({ ticketId, kind, currency }: Spend) => keys.granted(ticketId, kind, currency);

/**
 * Counts a grant on its ticket and against the month. The limits are the conditions: of two at the same time that fit only
 * one by one, the second is refused with `authority.exceeded`, which names what is left. What is above the limit of one
 * grant is refused so at once.
 */
export function takeSpend(spend: Spend, limit: Limit): Write[] {
  withinSingle(limit, spend);
  return [
    take(ticketKey(spend), spend, limit.ticketMinor, 'a ticket'),
    take(monthKey(spend), spend, limit.monthMinor, 'the month'),
  ];
}

function take(
  key: Key,
  { amountMinor, currency }: Spend,
  limitMinor: number | null,
  of: 'a ticket' | 'the month',
): Write {
  const change = { set: { t: 'spend' }, add: { spentMinor: amountMinor } };
  if (limitMinor === null) return update(key, change);
  const room = limitMinor - amountMinor;
  const spentIsWithin = '#spentMinor <= :room';
  const when = {
    // The first one counts from nothing, which is within any room that there is.
    expression: room < 0 ? spentIsWithin : `attribute_not_exists(#spentMinor) OR ${spentIsWithin}`,
    values: { room },
  };
  return update(key, change, when, (current) =>
    noRoom(of, limitMinor, Number(current?.spentMinor ?? 0), currency),
  );
}

/**
 * Takes a grant back out of what it was counted in, its ticket and its month. Once, because the grant's own state is a
 * condition beside it.
 */
export const giveBack = (spend: Spend): Write[] =>
  [ticketKey(spend), monthKey(spend)].map((key) => update(key, { add: { spentMinor: -spend.amountMinor } }));

export interface Spent {
  kind: GrantKind;
  currency: string;
  spentMinor: number;
}

/** What a person gave away in the month of `now`: one item for each kind and currency, one Query. */
export const readMonth = (table: Table, holderId: string, now: Date): Promise<Spent[]> =>
  readSpent(table, keys.spend(holderId, monthOf(now.toISOString()), '', ''));

/** What was given away on a ticket, by whomever: as `readMonth`. */
export const readTicketSpent = (table: Table, ticketId: string): Promise<Spent[]> =>
  readSpent(table, keys.granted(ticketId, '', ''));

/** Kind and currency are the last two parts of the key, which is given with both empty. */
async function readSpent(table: Table, { pk, sk }: Key): Promise<Spent[]> {
  const prefix = sk.slice(0, -1);
  const { items } = await queryRange(table, { pk, from: prefix, to: `${prefix}~`, consistent: true });
  return items.map((item) => {
    const [kind, currency = ''] = String(item.sk).split('#').slice(-2);
    return { kind: kind as GrantKind, currency, spentMinor: Number(item.spentMinor) };
  });
}
