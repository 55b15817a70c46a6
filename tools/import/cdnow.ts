// Reads the CDNOW purchases (Fader & Hardie's sample of 2,357 customers of an online music shop, 1997–98) as
// events. A line contains the customer's number in the whole data set and in the sample, the date, the number
// of discs and the amount.

export interface CdnowOrder {
  line: number;
  customer: string;
  /** YYYY-MM-DD. */
  date: string;
  items: number;
  amountMinor: number;
}

/** Parses the orders of a CDNOW sample file. Throws, with its number, on a malformed line. */
export function parseCdnow(text: string): CdnowOrder[] {
  return text
    .split(/\r?\n/)
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content.length > 0)
    .map(({ content, line }) => parseLine(content, line));
}

function parseLine(content: string, line: number): CdnowOrder {
  const match = /^\d+\s+(\d+)\s+(\d{4})(\d{2})(\d{2})\s+(\d+)\s+(\d+)\.(\d{2})$/.exec(content);
  if (!match) throw new Error(`line ${line} is not of the CDNOW format: ${content}`);
  const [, customer = '', year, month, day, items, units, cents] = match;
  return {
    line,
    customer,
    date: `${year}-${month}-${day}`,
    items: Number(items),
    amountMinor: Number(units) * 100 + Number(cents),
  };
}

export const externalIdOf = (order: CdnowOrder) => `cdnow-${order.customer}`;

/**
 * Converts an order to an event. Its id is the line's number: some orders in the file are identical in
 * everything else and are still separate orders.
 */
export function eventOf(order: CdnowOrder) {
  return {
    id: `line-${order.line}`,
    type: 'order.placed',
    occurredAt: `${order.date}T12:00:00Z`,
    customer: { externalId: externalIdOf(order) },
    data: {
      orderId: `cdnow-${order.line}`,
      total: { amountMinor: order.amountMinor, currency: 'USD' },
      ...(order.items > 0 ? { items: order.items } : {}),
    },
  };
}
