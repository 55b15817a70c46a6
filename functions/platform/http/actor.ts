import type { Actor, Role, StaffRole } from '../contract/roles.ts';
import type { Audience, Route } from '../contract/route.ts';
import { covers, scopeOf, scopesIn } from '../contract/scopes.ts';
import { platformError } from '../errors.ts';
import { AGENT_ID, idPattern } from '../ids.ts';

type Claims = Record<string, unknown>;

const byRank: readonly StaffRole[] = ['admin', 'lead', 'agent'];

/**
 * Rejects with `auth.forbidden` a caller who may not call an operation: a wrong role, or a machine client
 * without a scope that covers it.
 */
export function assertPermission(
  actor: Actor,
  capability: string,
  route: Route,
  claims: Claims | undefined,
): void {
  if (route.roles !== 'public' && !route.roles.includes(actor.role as Role))
    throw platformError('auth.forbidden');
  const needed = scopeOf(capability, route.method);
  if (actor.role === 'service' && !scopesIn(claims?.scope).some((scope) => covers(scope, needed)))
    throw platformError('auth.forbidden', `The token needs the scope ${needed}.`);
}

/**
 * Returns the caller from the claims that the authoriser verified. A route has one authoriser, so a
 * customer's token cannot reach a staff route, whatever its claims say. Only access tokens count: an ID token
 * tells an app who signed in. Rejects a token without a subject with `auth.unauthenticated`; rejects an ID
 * token, a subject that is not a valid id, and a token without a known role with `auth.forbidden`.
 */
export function actorOf(audience: Audience, claims: Claims | undefined): Actor {
  if (audience === 'public') return { role: 'public', id: 'public' };
  return audience === 'customer' ? customerOf(claims) : staffOf(claims);
}

/**
 * Returns a customer as the actor. The customers' issuer belongs to the team, and Rapport cannot demand how
 * it marks its access tokens, so only tokens that are certainly ID tokens are rejected. Cognito marks them;
 * those of other issuers are recognised by a claim that only ID tokens have (OpenID Connect Core 1.0, 2 and
 * 3.3.2.11). An ID token without any of these claims (no nonce was sent, the code flow was used) looks like
 * an access token that is a JWT; the audience must tell them apart, and the authoriser checks it.
 */
function customerOf(claims: Claims | undefined): Actor {
  const id = text(claims?.sub);
  if (!id) throw platformError('auth.unauthenticated');
  if (isIdToken(claims)) throw platformError('auth.forbidden', ID_TOKEN);
  if (!idPattern('customer').test(id))
    throw platformError(
      'auth.forbidden',
      'The subject of the token must be a customer ID, such as cus_01J….',
    );
  return { role: 'customer', id };
}

function staffOf(claims: Claims | undefined): Actor {
  const id = text(claims?.sub) ?? text(claims?.client_id);
  if (!id) throw platformError('auth.unauthenticated');
  if (claims?.token_use !== 'access') throw platformError('auth.forbidden', ID_TOKEN);
  if (!AGENT_ID.test(id))
    throw platformError('auth.forbidden', 'The subject of the token is not a valid user ID.');
  const role = isMachine(claims) ? 'service' : rankOf(claims);
  if (!role) throw platformError('auth.forbidden');
  return { role, id };
}

const ID_TOKEN = 'Send an access token, not an ID token.';

const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash'] as const;
const isIdToken = (claims: Claims | undefined): boolean =>
  claims?.token_use === 'id' || ID_TOKEN_CLAIMS.some((name) => claims?.[name] !== undefined);

/**
 * Returns true for a machine client: it signed in as itself and has one of our scopes. A person has a name
 * and groups, whatever scopes the token contains.
 */
const isMachine = (claims: Claims): boolean =>
  claims.username === undefined &&
  claims['cognito:groups'] === undefined &&
  scopesIn(claims.scope).length > 0;

const rankOf = (claims: Claims): StaffRole | undefined => {
  const groups = groupsIn(claims['cognito:groups']);
  return byRank.find((rank) => groups.includes(rank));
};

/**
 * Parses the groups. API Gateway writes a list claim as `[lead agent]`. A Cognito group name has no space but
 * may contain a comma or brackets, which separate nothing here: only a whole name is a known group.
 */
function groupsIn(claim: unknown): string[] {
  // An emulator may pass the list as it is in the token.
  if (Array.isArray(claim)) return claim.filter((group) => typeof group === 'string');
  return /^\[(.*)\]$/s.exec(text(claim) ?? '')?.[1]?.split(' ') ?? [];
}

function text(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.length > 0 ? claim : undefined;
}
