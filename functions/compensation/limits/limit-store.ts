// Limits and what was spent of them. The figure of a month is one item, and so is that of a ticket: their conditions are the limit.

import { parseStoredDocumentOr } from '../../platform/config/stored-document.ts';
import type { Actor } from '../../platform/contract/roles.ts';

import type { Key } from '../../platform/table/keys.ts';
import { getItem, queryRange } from '../../platform/table/read.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { atVersion, putDocument, versionOf } from '../../platform/table/versioned-documents.ts';
import { assertCondition, put, update, type Write } from '../../platform/table/write.ts';
import { compensationError } from '../errors.ts';
import { compensationKeys } from '../keys.ts';
import {
  assertWithinSingleLimit,
  builtInLimits,
  type GrantKind,
  type Limit,
  type LimitedRole,
  type LimitsDocument,
  limitExceededError,
  limitedRoles,
  limitSetters,
  limitsApplyTo,
  monthOf,
  type SpendingAuthority,
  SpendingLimitsSchema,
  zeroLimits,
} from './limit.ts';

/** Limits that cannot be read give nothing away, rather than what somebody had taken away. */
function documentOf(item: Item | undefined, unset: Limit[], name: string): LimitsDocument {
  if (!item) return { version: 0, limits: unset };
  const setBy = limitSetters.find((one) => one === item.setBy);
  const limits = parseStoredDocumentOr(SpendingLimitsSchema, item.limits, name, zeroLimits);
  return { version: Number(item.version), limits, ...(setBy ? { setBy } : {}) };
}

export const loadRoleLimits = async (table: Table, role: LimitedRole): Promise<LimitsDocument> =>
  documentOf(
    await getItem(table, compensationKeys.roleLimits(role)),
    builtInLimits[role],
    `limits of role ${role}`,
  );

export const loadAgentLimits = async (table: Table, agentId: string): Promise<LimitsDocument> =>
  documentOf(await getItem(table, compensationKeys.agentLimits(agentId)), [], `limits of ${agentId}`);

/**
 * What holds for the caller; their own limits as far as their role is below that of who set them. Whoever is no person of the
 * staff has no authority: `spending_limit.exceeded`.
 */
export async function loadSpendingAuthority(table: Table, { role, id }: Actor): Promise<SpendingAuthority> {
  const limited = limitedRoles.find((each) => each === role);
  if (!limited) throw compensationError('spending_limit.exceeded');
  const [own, ofRole] = await Promise.all([loadAgentLimits(table, id), loadRoleLimits(table, limited)]);
  const ownLimits = limitsApplyTo(own, limited) ? own : { ...own, limits: [] };
  return { holder: { role: limited, id }, own: ownLimits, role: ofRole };
}

export const saveRoleLimits = (role: LimitedRole, document: LimitsDocument): Write =>
  putDocument(compensationKeys.roleLimits(role), { t: 'limits', ...document });

/**
 * Writes a person's limits over the version that was read; a lead's only where there are none, or a lead's: the person may be
 * of a rank that an admin alone sets limits for. Refuses with `write.contended`, or with `spending_limit.not_allowed`.
 */
export function saveAgentLimits(agentId: string, document: LimitsDocument): Write {
  const before = atVersion(document.version - 1);
  const byLead = {
    expression: `(${before.expression}) AND (attribute_not_exists(pk) OR #setBy = :setBy)`,
    values: { ...before.values, setBy: 'lead' },
  };
  return put(
    compensationKeys.agentLimits(agentId),
    { t: 'limits', ...document },
    document.setBy === 'lead' ? byLead : before,
    (current) =>
      versionOf(current) === document.version - 1
        ? rejection(
            compensationError(
              'spending_limit.not_allowed',
              'An admin set these limits, so only an admin can change them.',
            ),
          )
        : stale(current),
  );
}

/**
 * Asserts that the documents a decision stands on are as they were read: a limit that was lowered meanwhile refuses with
 * `write.contended`, and it is decided again. The role's document, which many transactions share, only where it decided.
 */
export function assertLimits({ holder, own, role }: SpendingAuthority, from: 'own' | 'role'): Write[] {
  const ownCheck = assertCondition(compensationKeys.agentLimits(holder.id), atVersion(own.version), stale);
  if (from === 'own') return [ownCheck];
  return [
    ownCheck,
    assertCondition(compensationKeys.roleLimits(holder.role), atVersion(role.version), stale),
  ];
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

const monthKey = ({ holderId, month, kind, currency }: Spend) =>
  compensationKeys.spend(holderId, month, kind, currency);
const ticketKey = ({ ticketId, kind, currency }: Spend) => compensationKeys.granted(ticketId, kind, currency);

/**
 * Counts a grant on its ticket and against the month. The limits are the conditions: of two at the same time that fit only
 * one by one, the second is refused with `spending_limit.exceeded`, which names what is left. What is above the limit of one
 * grant is refused so at once.
 */
export function reserveSpend(spend: Spend, limit: Limit): Write[] {
  assertWithinSingleLimit(limit, spend);
  return [
    reserveWrite(ticketKey(spend), spend, limit.ticketMinor, 'the ticket'),
    reserveWrite(monthKey(spend), spend, limit.monthMinor, 'the month'),
  ];
}

function reserveWrite(
  key: Key,
  { amountMinor, currency }: Spend,
  limitMinor: number | null,
  of: 'the ticket' | 'the month',
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
    rejection(limitExceededError(of, limitMinor, Number(current?.spentMinor ?? 0), currency)),
  );
}

/**
 * Takes a grant back out of what it was counted in, its ticket and its month. Once, because the grant's own state is a
 * condition beside it.
 */
export const releaseSpend = (spend: Spend): Write[] =>
  [ticketKey(spend), monthKey(spend)].map((key) => update(key, { add: { spentMinor: -spend.amountMinor } }));

export interface SpendTotal {
  kind: GrantKind;
  currency: string;
  spentMinor: number;
}

/** What a person gave away in the month of `now`: one item for each kind and currency, one Query. */
export const readMonthSpend = (table: Table, holderId: string, now: Date): Promise<SpendTotal[]> =>
  readSpend(table, compensationKeys.spend(holderId, monthOf(now.toISOString()), '', ''));

/** What was given away on a ticket, by whomever: as `readMonth`. */
export const readTicketSpend = (table: Table, ticketId: string): Promise<SpendTotal[]> =>
  readSpend(table, compensationKeys.granted(ticketId, '', ''));

/** Kind and currency are the last two parts of the key, which is given with both empty. */
async function readSpend(table: Table, { pk, sk }: Key): Promise<SpendTotal[]> {
  const prefix = sk.slice(0, -1);
  const { items } = await queryRange(table, { pk, from: prefix, to: `${prefix}~`, consistent: true });
  return items.map((item) => {
    const [kind, currency = ''] = String(item.sk).split('#').slice(-2);
    return { kind: kind as GrantKind, currency, spentMinor: Number(item.spentMinor) };
  });
}
