// The rules of spending limits, pure. A person's own limits take precedence over those of the role, and a
// named currency over `*`.
import * as z from 'zod/mini';
import { DomainError } from '../../platform/errors.ts';
import { compensationError } from '../errors.ts';
import { formatMoney, type Money } from './format-money.ts';
import {
  type GrantKind,
  grantKinds,
  type LimitedRole,
  type LimitSetter,
  limitedRoles,
  limitSetters,
} from './limit-kinds.ts';

export { type GrantKind, grantKinds, type LimitedRole, limitedRoles, limitSetters };
export const GrantKindSchema = z.enum(grantKinds);

/** Stands for every currency that has no limit of its own. */
const ANY_CURRENCY = '*';

/** In minor units; null means no limit. */
const amountLimit = () => z.nullable(z.int().check(z.minimum(0), z.maximum(1e12)));

export const SpendingLimitSchema = z.strictObject({
  kind: GrantKindSchema,
  currency: z
    .string()
    .check(z.regex(/^([A-Z]{3}|\*)$/, 'must be an ISO 4217 currency such as EUR, or * for any other')),
  /** The limit of one grant. */
  singleMinor: amountLimit(),
  /** The limit of all grants on one ticket, including those by other people. */
  ticketMinor: amountLimit(),
  /** The limit of a person's grants in a calendar month (UTC). */
  monthMinor: amountLimit(),
});
export type Limit = z.output<typeof SpendingLimitSchema>;

const keyOf = ({ kind, currency }: Pick<Limit, 'kind' | 'currency'>) => `${kind} ${currency}`;

export const SpendingLimitsSchema = z.array(SpendingLimitSchema).check(
  z.maxLength(100),
  z.refine(
    (limits) => new Set(limits.map(keyOf)).size === limits.length,
    'must name each kind and currency once',
  ),
);

/** The limits of a role or a person. Version 0 means that nobody has set any and the built-in ones apply. */
export interface LimitsDocument {
  version: number;
  limits: Limit[];
  /**
   * The role of the person who set an agent's limits. Roles exist only in tokens, so it is compared with the
   * role of the person who acts.
   */
  setBy?: LimitSetter | undefined;
}

/**
 * Returns true when the limits apply to a person with the role. Limits that a lead set apply to agents only.
 */
export const limitsApplyTo = ({ setBy }: LimitsDocument, role: LimitedRole): boolean =>
  setBy !== 'lead' || role === 'agent';

const BUILT_IN_CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF'];

/**
 * Returns the built-in limits: 50.00 on a ticket and 500.00 a month for agents, half of that for goodwill;
 * ten times as much for leads. Other currencies get no limit, so nothing may be granted in them.
 */
function builtIn(times: number): Limit[] {
  return BUILT_IN_CURRENCIES.flatMap((currency) =>
    grantKinds.map((kind) => {
      const singleMinor = (kind === 'goodwill' ? 2500 : 5000) * times;
      return { kind, currency, singleMinor, ticketMinor: singleMinor, monthMinor: 10 * singleMinor };
    }),
  );
}

/** The limits of each role until somebody sets them. */
export const builtInLimits: Readonly<Record<LimitedRole, Limit[]>> = {
  agent: builtIn(1),
  lead: builtIn(10),
  admin: grantKinds.map((kind) => ({
    kind,
    currency: ANY_CURRENCY,
    singleMinor: null,
    ticketMinor: null,
    monthMinor: null,
  })),
};

/** The limits that apply to a person: the documents that were read, whose versions the write asserts. */
export interface SpendingAuthority {
  holder: { role: LimitedRole; id: string };
  own: LimitsDocument;
  role: LimitsDocument;
}

/**
 * Returns the limit that applies to a kind and currency, and the document that it comes from. Without a limit
 * nothing may be granted.
 */
export function limitFor(
  { own, role }: Pick<SpendingAuthority, 'own' | 'role'>,
  kind: GrantKind,
  currency: string,
): { limit: Limit; from: 'own' | 'role' } {
  const ownLimit = findLimit(own, kind, currency);
  if (ownLimit) return { limit: ownLimit, from: 'own' };
  const nothing = { kind, currency, singleMinor: 0, ticketMinor: 0, monthMinor: 0 };
  return { limit: findLimit(role, kind, currency) ?? nothing, from: 'role' };
}

function findLimit({ limits }: LimitsDocument, kind: GrantKind, currency: string): Limit | undefined {
  const ofKind = limits.filter((limit) => limit.kind === kind);
  return (
    ofKind.find((limit) => limit.currency === currency) ??
    ofKind.find((limit) => limit.currency === ANY_CURRENCY)
  );
}

/** Returns the refusal of an amount above the limit of one grant. An amount equal to the limit is allowed. */
export function singleLimitError(
  { singleMinor }: Limit,
  { amountMinor, currency }: Money,
): DomainError | undefined {
  if (singleMinor === null || amountMinor <= singleMinor) return undefined;
  const most = formatMoney({ amountMinor: singleMinor, currency });
  return compensationError('spending_limit.exceeded', `The amount is above the limit of one grant, ${most}.`);
}

/** Refuses an amount above the limit of one grant with `spending_limit.exceeded`. */
export function assertWithinSingleLimit(limit: Limit, money: Money): void {
  const error = singleLimitError(limit, money);
  if (error) throw error;
}

/** Returns the refusal of a grant that exceeds the limit of its ticket or month, and names what is left. */
export function limitExceededError(
  of: 'the ticket' | 'the month',
  limitMinor: number,
  spentMinor: number,
  currency: string,
): DomainError {
  const text = (amountMinor: number) => formatMoney({ amountMinor, currency });
  const left = Math.max(0, limitMinor - spentMinor);
  return compensationError(
    'spending_limit.exceeded',
    `The amount is above the limit of ${of}: ${text(left)} of ${text(limitMinor)} left.`,
  );
}

/**
 * Refuses limits that are above those of the person who sets them with `spending_limit.exceeded`. A limit for
 * `*` covers every currency, so it is compared with all limits of that person.
 */
export function assertWithinOwnLimits(authority: SpendingAuthority, limits: readonly Limit[]): void {
  const namedCurrencies = [...authority.own.limits, ...authority.role.limits].map(({ currency }) => currency);
  for (const { kind, currency, ...given } of limits) {
    const currencies = currency === ANY_CURRENCY ? [ANY_CURRENCY, ...namedCurrencies] : [currency];
    for (const { limit } of currencies.map((each) => limitFor(authority, kind, each)))
      if (bounds.some((bound) => isHigher(given[bound], limit[bound])))
        throw compensationError(
          'spending_limit.exceeded',
          `The limit for ${kind} in ${limit.currency} is above your own.`,
        );
  }
}

const bounds = ['singleMinor', 'ticketMinor', 'monthMinor'] as const;
const isHigher = (given: number | null, own: number | null) =>
  own !== null && (given === null || given > own);

/** Limits that allow nothing, for all kinds and currencies. */
export const zeroLimits: Limit[] = grantKinds.map((kind) => ({
  kind,
  currency: ANY_CURRENCY,
  singleMinor: 0,
  ticketMinor: 0,
  monthMinor: 0,
}));

/** Returns the calendar month of an instant in UTC: `2026-11`. */
export const monthOf = (at: string) => at.slice(0, 7);

/** The total that was granted of one kind and currency. */
export const SpendTotalSchema = z.object({
  kind: GrantKindSchema,
  currency: z.string(),
  spentMinor: z.int(),
});
