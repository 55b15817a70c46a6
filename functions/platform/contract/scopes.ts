// Defines the scopes of machine clients: one to read and one to write in each capability, and one for
// everything. The user pool's resource server declares them (lib/constructs/http/staff-identity.ts); each
// client gets those that it needs.
import type { Method, Routes } from './route.ts';

/** The identifier of the resource server, which prefixes each scope. */
export const SCOPE_PREFIX = 'rapport/';

/** Covers every operation that is open to machine clients: for the team's own trusted systems. */
export const SERVICE_SCOPE = 'rapport/service';

/**
 * Returns the scope that an operation needs: `rapport/tickets.read` for a GET, `rapport/tickets.write` for
 * any other method.
 */
export const scopeOf = (capability: string, method: Method): string =>
  `${SCOPE_PREFIX}${capability}.${method === 'GET' ? 'read' : 'write'}`;

export const covers = (scope: string, needed: string): boolean => scope === needed || scope === SERVICE_SCOPE;

/** Returns Rapport's scopes in a token's `scope` claim. */
export const scopesIn = (claim: unknown): string[] =>
  typeof claim === 'string' ? claim.split(' ').filter((scope) => scope.startsWith(SCOPE_PREFIX)) : [];

/**
 * Returns every scope of a route table: those of operations that are open to machine clients, and
 * the one for everything.
 */
export function scopesOfTable(table: Readonly<Record<string, Routes>>): string[] {
  const needed = Object.entries(table).flatMap(([capability, routes]) =>
    Object.values(routes)
      .filter(({ roles }) => roles !== 'public' && roles.includes('service'))
      .map(({ method }) => scopeOf(capability, method)),
  );
  return [...new Set([SERVICE_SCOPE, ...needed])];
}
