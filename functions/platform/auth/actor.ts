import type { Audience } from '../contract/route.ts';
import { DomainError } from '../errors.ts';
import { type Actor, SERVICE_SCOPE, type StaffRole } from './roles.ts';

type Claims = Record<string, unknown>;

/** As the vocabulary's `agentId` has it (../contract/fields.ts). */
const STAFF_ID = /^[A-Za-z0-9_.-]{1,64}$/;

const byRank: readonly StaffRole[] = ['admin', 'lead', 'agent'];

/**
 * Who calls, by the claims that the route's authoriser has verified.
 * A route has one authoriser, so a customer's token cannot reach a staff route, whatever its claims say.
 * Refuses a token without a subject or without a role of ours.
 */
export function actorOf(audience: Audience, claims: Claims | undefined): Actor {
  if (audience === 'public') return { role: 'public', id: 'public' };
  const sub = text(claims?.sub);
  if (audience === 'customer') {
    if (!sub) throw new DomainError('auth.unauthenticated');
    return { role: 'customer', id: sub };
  }
  const id = sub ?? text(claims?.client_id);
  // Whoever acts is written down and shown under this name: one that no answer could show is refused before anything is.
  if (!id || !STAFF_ID.test(id)) throw new DomainError('auth.unauthenticated');
  if (words(claims?.scope).includes(SERVICE_SCOPE)) return { role: 'service', id };
  const groups = words(claims?.['cognito:groups']);
  const role = byRank.find((rank) => groups.includes(rank));
  if (!role) throw new DomainError('auth.forbidden');
  return { role, id };
}

/** API Gateway hands lists over as `[lead agent]`. */
function words(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  return (text(claim) ?? '').replace(/^\[|\]$/g, '').split(/[\s,]+/);
}

function text(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.length > 0 ? claim : undefined;
}
