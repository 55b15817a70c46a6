export interface Money {
  amountMinor: number;
  currency: string;
}

/** An amount for people: `EUR 12.50`, `JPY 1,250`. How many minor units make one is what the runtime knows of the currency. */
export function formatMoney({ amountMinor, currency }: Money): string {
  const style = { style: 'currency', currency, currencyDisplay: 'code' } as const;
  const format = new Intl.NumberFormat('en', style);
  const { maximumFractionDigits = 0 } = format.resolvedOptions();
  return format.format(amountMinor / 10 ** maximumFractionDigits).replace('\u00a0', ' ');
}
