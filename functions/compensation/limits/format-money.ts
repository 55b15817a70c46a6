export interface Money {
  amountMinor: number;
  currency: string;
}

/**
 * Formats an amount for people: `EUR 12.50`, `JPY 1,250`. The runtime knows the minor units of each currency.
 */
export function formatMoney({ amountMinor, currency }: Money): string {
  const style = { style: 'currency', currency, currencyDisplay: 'code' } as const;
  const format = new Intl.NumberFormat('en', style);
  const { maximumFractionDigits = 0 } = format.resolvedOptions();
  return format.format(amountMinor / 10 ** maximumFractionDigits).replace('\u00a0', ' ');
}
