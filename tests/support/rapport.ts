// Starts a platform for end-to-end tests, and creates clients for its roles.

import { inject } from 'vitest';
import { routeTable } from '../../functions/capabilities.ts';
import { createClient } from '../../functions/platform/contract/client.ts';
import { type Rapport, type RapportOptions, startRapport } from '../../local/start.ts';

/** Starts the platform on the assembly that was built for the run. */
export const startPlatform = (options: RapportOptions = {}): Promise<Rapport> =>
  startRapport({ quiet: true, assembly: { directory: inject('assembly') }, ...options });

export type Role = 'agent' | 'lead' | 'admin' | 'service' | 'customer';

/**
 * Creates a client that acts as `sub` in a role; each call uses a new token, so that advancing time
 * does not expire it.
 */
export function clientOf(rapport: Rapport, role: Role, sub: string) {
  return createClient(routeTable, { baseUrl: rapport.apiUrl, token: () => rapport.token({ role, sub }) });
}

/** Sends a raw request, for what the typed client would not send. */
export async function rawRequest(rapport: Rapport, method: string, path: string, init: RequestInit = {}) {
  const answer = await fetch(`${rapport.apiUrl.replace(/\/$/, '')}${path}`, { method, ...init });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}

export const today = (rapport: Rapport) => rapport.now().toISOString().slice(0, 10);

/** Waits until `check` returns something, for what the index and queues deliver a moment later. */
export async function eventually<T>(
  check: () => Promise<T | undefined | false>,
  timeoutMs = 120_000,
): Promise<T> {
  const limit = Date.now() + timeoutMs;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > limit) throw new Error('it did not come about in time');
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
