// Scopes of machine clients: one for reading and one for writing in each capability, and one for everything.
// The user pool's resource server defines them (lib/constructs/http/staff-identity.ts); a client is given those that it needs.
import type { Method, Routes } from './route.ts';

/** The resource server's identifier, which prefixes each scope. */
export const SCOPE_PREFIX = 'rapport/';

/** Covers every operation that is open to machine clients: for trusted systems of the team's own. */
export const SERVICE_SCOPE = 'rapport/service';

/** The scope that an operation needs: `rapport/tickets.read` for a GET, `rapport/tickets.write` for all else. */
export const scopeOf = (capability: string, method: Method): string =>
  `${SCOPE_PREFIX}${capability}.${method === 'GET' ? 'read' : 'write'}`;

export const covers = (scope: string, needed: string): boolean => scope === needed || scope === SERVICE_SCOPE;

/** Those of ours in a token's `scope`. */
export const scopesIn = (claim: unknown): string[] =>
  typeof claim === 'string' ? claim.split(' ').filter((scope) => scope.startsWith(SCOPE_PREFIX)) : [];

/** Every scope of a route table: of operations that are open to machine clients, and the one for everything. */
export function scopesOfTable(table: Readonly<Record<string, Routes>>): string[] {
  const needed = Object.entries(table).flatMap(([capability, routes]) =>
    Object.values(routes)
      .filter(({ roles }) => roles !== 'public' && roles.includes('service'))
      .map(({ method }) => scopeOf(capability, method)),
  );
  return [...new Set([SERVICE_SCOPE, ...needed])];
}
