// Implements the JWT authorisers of an HTTP API: signature, issuer, times, audience or client id,
// then the route's scopes.
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { JwtAuthoriser } from './api-spec.ts';

type Authorised =
  | { ok: true; claims: Record<string, string>; scopes: string[] | null }
  | { ok: false; status: 401; challenge: string }
  | { ok: false; status: 403 };

export type Authorise = (
  authoriser: JwtAuthoriser,
  scopes: string[],
  header: string | undefined,
) => Promise<Authorised>;

const cacheSize = 500;

/** Creates the check; `now` is the runner's time, in which tokens are issued and expire. */
export const createAuthorise = (keys: JWTVerifyGetKey, now: () => number): Authorise => {
  const cache = new Map<string, JWTPayload>();

  /** Caches verified signatures: verifying one costs more than the rest of a request in here. */
  const payloadOf = async (token: string): Promise<JWTPayload> => {
    const known = cache.get(token);
    if (known !== undefined) return known;
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      currentDate: new Date(now()),
      clockTolerance: Number.MAX_SAFE_INTEGER,
    });
    if (cache.size >= cacheSize) cache.clear();
    cache.set(token, payload);
    return payload;
  };

  return async (authoriser, scopes, header) => {
    const token = header?.replace(/^bearer /i, '').trim();
    if (token === undefined || token === '') return { ok: false, status: 401, challenge: 'Bearer' };
    const payload = await payloadOf(token).catch(() => undefined);
    const why =
      payload === undefined ? 'the token is not valid' : tokenProblem(payload, authoriser, now() / 1000);
    if (payload === undefined || why !== undefined) {
      return {
        ok: false,
        status: 401,
        challenge: `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${why}"`,
      };
    }
    const granted = scopesOf(payload);
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope)))
      return { ok: false, status: 403 };
    return { ok: true, claims: claimTexts(payload), scopes: scopes.length > 0 ? scopes : null };
  };
};

const tokenProblem = (
  payload: JWTPayload,
  authoriser: JwtAuthoriser,
  nowSeconds: number,
): string | undefined => {
  if (payload.iss !== authoriser.issuer) return 'the issuer is not the expected one';
  if (payload.exp === undefined || payload.exp <= nowSeconds) return 'the token has expired';
  if (payload.nbf !== undefined && payload.nbf > nowSeconds) return 'the token is not valid yet';
  if (payload.iat !== undefined && payload.iat > nowSeconds + 60) return 'the token was issued in the future';
  const audience = [payload.aud ?? payload.client_id].flat();
  return audience.some((one) => authoriser.audience.includes(String(one)))
    ? undefined
    : 'the token is for another audience';
};

const scopesOf = (payload: JWTPayload): string[] => {
  const given = payload.scope ?? payload.scp;
  if (Array.isArray(given)) return given.map(String);
  return typeof given === 'string' ? given.split(' ') : [];
};

/** Returns every claim as text, as functions receive it; a list becomes `[a b]`. */
const claimTexts = (payload: JWTPayload): Record<string, string> =>
  Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));

const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(String).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
};
