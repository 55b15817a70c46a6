// Stores spending limits and what was spent. The total of a month is one item, and so is the total of a
// ticket. The limits are conditions of the writes to these items.
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

/**
 * Reads stored limits. Unreadable limits count as zero, so that nobody gets back a limit that was lowered.
 */
function documentOf(item: Item | undefined, defaults: Limit[], name: string): LimitsDocument {
  if (!item) return { version: 0, limits: defaults };
  const setBy = limitSetters.find((role) => role === item.setBy);
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
 * Loads the limits that apply to the caller. Their own limits apply only when their role is lower than the
 * role of the person who set them. Refuses callers who are not people on the staff with
 * `spending_limit.exceeded`.
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
 * Writes a person's limits over the version that was read. Limits that a lead sets replace only a lead's
 * limits or none, because only admins set the limits of higher roles. Refuses a changed version with
 * `write.contended`, and a lead's change of an admin's limits with `spending_limit.not_allowed`.
 */
export function saveAgentLimits(agentId: string, document: LimitsDocument): Write {
  const sameVersion = atVersion(document.version - 1);
  const notSetByAdmin = {
    expression: `(${sameVersion.expression}) AND (attribute_not_exists(pk) OR #setBy = :setBy)`,
    values: { ...sameVersion.values, setBy: 'lead' },
  };
  return put(
    compensationKeys.agentLimits(agentId),
    { t: 'limits', ...document },
    document.setBy === 'lead' ? notSetByAdmin : sameVersion,
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
 * Asserts that the limits a decision was based on have not changed. When a limit was changed meanwhile, the
 * write is refused and the decision is made again; after too many attempts it fails with `write.contended`.
 * The role's document, which many transactions share, is asserted only when the decision came from it.
 */
export function assertLimits({ holder, own, role }: SpendingAuthority, from: 'own' | 'role'): Write[] {
  const ownCheck = assertCondition(compensationKeys.agentLimits(holder.id), atVersion(own.version), stale);
  if (from === 'own') return [ownCheck];
  return [
    ownCheck,
    assertCondition(compensationKeys.roleLimits(holder.role), atVersion(role.version), stale),
  ];
}

/** The totals that a grant counts against: a person's month and the ticket, for one kind and currency. */
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
 * Returns the writes that count a grant against its ticket and month. The limits are conditions of these
 * writes: when two concurrent grants together exceed a limit, the second is refused with
 * `spending_limit.exceeded`, which names what is left. An amount above the limit of one grant is refused with
 * the same code before any write.
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
  const maxSpentMinor = limitMinor - amountMinor;
  const spentIsWithin = '#spentMinor <= :maxSpentMinor';
  const condition = {
    // The first grant has no total yet; it fits whenever the limit is at least its amount.
    expression: maxSpentMinor < 0 ? spentIsWithin : `attribute_not_exists(#spentMinor) OR ${spentIsWithin}`,
    values: { maxSpentMinor },
  };
  return update(key, change, condition, (current) =>
    rejection(limitExceededError(of, limitMinor, Number(current?.spentMinor ?? 0), currency)),
  );
}

/**
 * Returns the writes that subtract a grant from the totals of its ticket and month. The grant's own state is
 * a condition in the same transaction, so this happens once.
 */
export const releaseSpend = (spend: Spend): Write[] =>
  [ticketKey(spend), monthKey(spend)].map((key) => update(key, { add: { spentMinor: -spend.amountMinor } }));

export interface SpendTotal {
  kind: GrantKind;
  currency: string;
  spentMinor: number;
}

/**
 * Returns what a person granted in the month of `now`: one item per kind and currency, read with one Query.
 */
export const readMonthSpend = (table: Table, holderId: string, now: Date): Promise<SpendTotal[]> =>
  readSpend(table, compensationKeys.spend(holderId, monthOf(now.toISOString()), '', ''));

/** Returns what was granted on a ticket by anybody: one item per kind and currency, read with one Query. */
export const readTicketSpend = (table: Table, ticketId: string): Promise<SpendTotal[]> =>
  readSpend(table, compensationKeys.granted(ticketId, '', ''));

/** Reads all totals under a key. Kind and currency are its last two parts; the caller leaves both empty. */
async function readSpend(table: Table, { pk, sk }: Key): Promise<SpendTotal[]> {
  const prefix = sk.slice(0, -1);
  const { items } = await queryRange(table, { pk, from: prefix, to: `${prefix}~`, consistent: true });
  return items.map((item) => {
    const [kind, currency = ''] = String(item.sk).split('#').slice(-2);
    return { kind: kind as GrantKind, currency, spentMinor: Number(item.spentMinor) };
  });
}
