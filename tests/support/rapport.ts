// A running platform for end-to-end tests, and clients for its roles.

import { inject } from 'vitest';
import { routeTable } from '../../functions/capabilities.ts';
import { createClient } from '../../functions/platform/contract/client.ts';
import { type Rapport, type RapportOptions, startRapport } from '../../local/start.ts';

/** Starts the platform on the assembly that was built for the run. */
export const startPlatform = (options: RapportOptions = {}): Promise<Rapport> =>
  startRapport({ quiet: true, assembly: { directory: inject('assembly') }, ...options });

export type Role = 'agent' | 'lead' | 'admin' | 'service' | 'customer';

/** A client that acts as `sub` in a role; its token is made anew for every call, so that moving time does not end it. */
export function clientOf(rapport: Rapport, role: Role, sub: string) {
  return createClient(routeTable, { baseUrl: rapport.apiUrl, token: () => rapport.token({ role, sub }) });
}

/** A request as it is, for what the typed client would not send. */
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

/** Waits until `check` gives something, for what index and queues bring a moment later. */
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
