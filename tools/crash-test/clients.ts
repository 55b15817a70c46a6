// Clients that never give up: they repeat a request without an acknowledgement under
// the same idempotency key.

import { routeTable } from '../../functions/capabilities.ts';
import { ApiProblem, createClient } from '../../functions/platform/contract/client.ts';

/** Creates a client in a role, with a token of the local runner for each call. */
export const clientAs = (apiUrl: string, role: string, sub: string) =>
  createClient(routeTable, {
    baseUrl: apiUrl,
    token: async () => {
      const body = JSON.stringify({ role, sub });
      const answer = await fetch(`${apiUrl}/_local/token`, { method: 'POST', body });
      return ((await answer.json()) as { token: string }).token;
    },
  });

/** A piece of work that is done when it was acknowledged or refused for its own reason. */
export interface Job {
  name: string;
  run(): Promise<void>;
}

/** Returns true if an answer is no acknowledgement: none came, or the platform could not tell. */
const isLost = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.status >= 500 || error.status === 429;

/**
 * Runs a job until it is acknowledged, refused (which is thrown) or `stopped`; returns whether it is done.
 */
export const untilAcknowledged = async (job: Job, stopped: () => boolean): Promise<boolean> => {
  while (!stopped()) {
    try {
      await job.run();
      return true;
    } catch (error) {
      if (!isLost(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return false;
};
