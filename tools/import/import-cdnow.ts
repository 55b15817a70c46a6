import { routeTable } from '../../functions/capabilities.ts';
import { ApiProblem, createClient } from '../../functions/platform/contract/client.ts';
import { type CdnowOrder, eventOf, externalIdOf, parseCdnow } from './cdnow.ts';

export interface ImportOptions {
  apiUrl: string;
  /** Returns a token of role service or admin. */
  token: () => string | Promise<string>;
  /** Called after every batch. */
  progress?: (done: number, total: number, what: string) => void;
}

export interface ImportResult {
  customers: number;
  created: number;
  orders: number;
  accepted: number;
  duplicates: number;
  refused: number;
  seconds: number;
}

const BATCH = 100;
/**
 * The number of concurrent requests. DynamoDB Local runs transactions one after the other, so
 * more would only wait.
 */
const IN_FLIGHT = 8;

/**
 * Imports a CDNOW file through the API: a customer for each buyer, an event for each order. A
 * second run adds nothing.
 */
export async function importCdnow(text: string, options: ImportOptions): Promise<ImportResult> {
  const started = performance.now();
  const orders = parseCdnow(text);
  const client = createClient(routeTable, { baseUrl: options.apiUrl, token: options.token });
  const buyers = [...new Set(orders.map(externalIdOf))];
  const result = {
    customers: buyers.length,
    created: 0,
    orders: orders.length,
    accepted: 0,
    duplicates: 0,
    refused: 0,
  };
  await inParallel(buyers, options.progress, 'customers', async (externalId) => {
    if (await createBuyer(client, externalId)) result.created += 1;
  });
  const batches = Array.from({ length: Math.ceil(orders.length / BATCH) }, (_, at) =>
    orders.slice(at * BATCH, (at + 1) * BATCH),
  );
  let sent = 0;
  await inParallel(batches, undefined, '', async (batch: CdnowOrder[]) => {
    const answer = await client.customers.ingestEvents({
      body: { source: 'cdnow', events: batch.map(eventOf) },
    });
    result.accepted += answer.accepted;
    result.duplicates += answer.duplicates;
    result.refused += answer.refused.length;
    sent += batch.length;
    options.progress?.(sent, orders.length, 'orders');
  });
  return { ...result, seconds: (performance.now() - started) / 1000 };
}

/** Creates a buyer; returns true if the customer did not exist before. */
async function createBuyer(
  client: ReturnType<typeof createClient<typeof routeTable>>,
  externalId: string,
): Promise<boolean> {
  try {
    await client.customers.findCustomer({ query: { externalId } });
    return false;
  } catch (error) {
    if (!(error instanceof ApiProblem && error.code === 'customer.not_found')) throw error;
  }
  // Two concurrent imports create only one customer: the key is the buyer.
  await client.customers.createCustomer({
    body: { identities: { externalId } },
    idempotencyKey: `cdnow-${externalId}`,
  });
  return true;
}

async function inParallel<T>(
  values: readonly T[],
  progress: ImportOptions['progress'],
  what: string,
  work: (value: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < values.length) {
      const value = values[next] as T;
      next += 1;
      await work(value);
      done += 1;
      if (done % 100 === 0 || done === values.length) progress?.(done, values.length, what);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}
