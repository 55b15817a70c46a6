// Who may give away how much, pure: a person's own limits come before those of the role, a currency by name before `*`.

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

/** Stands for every currency that is not named. */
const ANY_CURRENCY = '*';

/** In minor units; null: without limit. */
const amountLimit = () => z.nullable(z.int().check(z.minimum(0), z.maximum(1e12)));

export const SpendingLimitSchema = z.strictObject({
  kind: GrantKindSchema,
  currency: z
    .string()
    .check(z.regex(/^([A-Z]{3}|\*)$/, 'must be an ISO 4217 currency such as EUR, or * for any other')),
  /** Of one grant. */
  singleMinor: amountLimit(),
  /** Of all grants on one ticket, whoever gave the others. */
  ticketMinor: amountLimit(),
  /** Of all grants of a calendar month (UTC). */
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

/** The limits of a role or a person. Version 0: nobody has set any, the built-in ones hold. */
export interface LimitsDocument {
  version: number;
  limits: Limit[];
  /** The role of whoever set a person's limits. Roles exist only in tokens, so it is compared with the role of the person who acts. */
  setBy?: LimitSetter | undefined;
}

/** Limits count for people of a lower rank than whoever set them: a lead's for agents alone. */
export const limitsApplyTo = ({ setBy }: LimitsDocument, role: LimitedRole): boolean =>
  setBy !== 'lead' || role === 'agent';

const BUILT_IN_CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF'];

/** Agents 50.00 on a ticket and 500.00 a month, half of that in goodwill; leads ten times as much. Other currencies: nothing. */
function builtIn(times: number): Limit[] {
  return BUILT_IN_CURRENCIES.flatMap((currency) =>
    grantKinds.map((kind) => {
      const singleMinor = (kind === 'goodwill' ? 2500 : 5000) * times;
      return { kind, currency, singleMinor, ticketMinor: singleMinor, monthMinor: 10 * singleMinor };
    }),
  );
}

/** What each role may give away until somebody sets it. */
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

/** What holds for a person: the documents that were read, whose versions the write asserts. */
export interface SpendingAuthority {
  holder: { role: LimitedRole; id: string };
  own: LimitsDocument;
  role: LimitsDocument;
}

/** The limit that holds for a kind and currency, and the document it stands in. Where none is named nothing may be given. */
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

/** Returns the refusal of an amount above the limit of one grant. An amount equal to it is inside it. */
export function singleLimitError(
  { singleMinor }: Limit,
  { amountMinor, currency }: Money,
): DomainError | undefined {
  if (singleMinor === null || amountMinor <= singleMinor) return undefined;
  const most = formatMoney({ amountMinor: singleMinor, currency });
  return compensationError('spending_limit.exceeded', `The amount is above the limit of one grant, ${most}.`);
}

/** Refuses with `spending_limit.exceeded` what is above the limit of one grant. */
export function assertWithinSingleLimit(limit: Limit, money: Money): void {
  const error = singleLimitError(limit, money);
  if (error) throw error;
}

/** The refusal of a grant for which a ticket or a month has no room, of which it names what is left. */
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
 * Refuses with `spending_limit.exceeded` limits that give more than the giver may. `*` gives in every currency, and so is
 * held against the giver's limit for any.
 */
export function assertWithinOwnLimits(standing: SpendingAuthority, limits: readonly Limit[]): void {
  const everywhere = [...standing.own.limits, ...standing.role.limits].map(({ currency }) => currency);
  for (const { kind, currency, ...given } of limits) {
    const currencies = currency === ANY_CURRENCY ? [ANY_CURRENCY, ...everywhere] : [currency];
    for (const { limit } of currencies.map((each) => limitFor(standing, kind, each)))
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

/** No kind in any currency. */
export const zeroLimits: Limit[] = grantKinds.map((kind) => ({
  kind,
  currency: ANY_CURRENCY,
  singleMinor: 0,
  ticketMinor: 0,
  monthMinor: 0,
}));

/** The calendar month of an instant in UTC: `2026-11`. */
export const monthOf = (at: string) => at.slice(0, 7);

/** What was given away, of a kind and currency. */
export const SpendTotalSchema = z.object({
  kind: GrantKindSchema,
  currency: z.string(),
  spentMinor: z.int(),
});
