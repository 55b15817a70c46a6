// Issues the tokens that both authorisers of the API trust. On AWS these come from Cognito and
// from the customers' own identity provider; here one key signs for both, each under the issuer
// that the template names.
import { randomUUID } from 'node:crypto';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import { readAuthoriser } from '../http/api-spec.ts';
import type { Clock } from '../state/clock.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { isObject } from '../template/intrinsics.ts';
import { objects, text, texts } from '../template/read-property.ts';

export const roles = ['agent', 'lead', 'admin', 'service', 'customer'] as const;
export type TokenRole = (typeof roles)[number];

export interface TokenRequest {
  role: TokenRole;
  /** The subject: a staff member's or customer's id. */
  sub: string;
  /** The scopes of a machine client, such as `rapport/tickets.read`; default: those of its client. */
  scope?: string;
  /** The seconds until it expires; default: an hour. Below zero: already expired. */
  expiresIn?: number;
  /** Further claims, which override those that would be set. */
  claims?: Record<string, unknown>;
}

export interface Issuer {
  token(request: TokenRequest): Promise<string>;
  /** The keys with which the authorisers verify tokens. */
  keys: JWTVerifyGetKey;
  jwks: JSONWebKeySet;
  /** The private key as JSON, so that tokens stay valid with a kept data folder. */
  privateJwk: JWK;
}

interface Issuance {
  issuer: string;
  claims: Record<string, unknown>;
}

const keyId = 'local';
const hourSeconds = 3600;

export const createIssuer = async (deployment: Deployment, clock: Clock, keptKey?: JWK): Promise<Issuer> => {
  const privateJwk = keptKey ?? (await newKey());
  const { n, e } = privateJwk as { n: string; e: string };
  const jwks: JSONWebKeySet = { keys: [{ kty: 'RSA', n, e, kid: keyId, alg: 'RS256', use: 'sig' }] };
  const signingKey = await importJWK(privateJwk, 'RS256');
  return {
    jwks,
    privateJwk,
    keys: createLocalJWKSet(jwks),
    token: ({ role, sub, scope, expiresIn = hourSeconds, claims = {} }) => {
      const { issuer, claims: own } = issuance(deployment, role, scope);
      const now = Math.floor(clock.now() / 1000);
      const times = { iat: Math.min(now, now + expiresIn), exp: now + expiresIn };
      const payload = { iss: issuer, sub, jti: randomUUID(), ...times, ...own, ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: keyId }).sign(signingKey);
    },
  };
};

const newKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return exportJWK(privateKey);
};

const issuance = (deployment: Deployment, role: TokenRole, asked?: string): Issuance => {
  const pool = deployment.ofType('AWS::Cognito::UserPool')[0];
  if (role === 'customer') return customerIssuance(deployment, pool);
  if (pool === undefined) throw new Error('the application has no user pool for staff');
  const issuer = `https://cognito-idp.${deployment.place.region}.amazonaws.com/${pool.ref}`;
  const base = { token_use: 'access', version: 2, auth_time: 0 };
  if (role === 'service') {
    const scope =
      asked ??
      (texts(clientOf(deployment, true), 'AllowedOAuthScopes').join(' ') || serviceScope(deployment));
    return { issuer, claims: { ...base, scope, client_id: clientOf(deployment, true).ref } };
  }
  const scope = 'aws.cognito.signin.user.admin';
  return {
    issuer,
    claims: {
      ...base,
      scope,
      client_id: clientOf(deployment, false).ref,
      username: role,
      'cognito:groups': [role],
    },
  };
};

const serviceScope = (deployment: Deployment): string => {
  const server = deployment.ofType('AWS::Cognito::UserPoolResourceServer')[0];
  if (server === undefined) return '';
  return objects(server, 'Scopes')
    .map((scope) => `${text(server, 'Identifier')}/${String(scope.ScopeName)}`)
    .join(' ');
};

const isMachine = (client: Resolved): boolean =>
  texts(client, 'AllowedOAuthFlows').includes('client_credentials');

/** Returns the app client for machines (client credentials) or for people. */
const clientOf = (deployment: Deployment, machine: boolean): Resolved => {
  const clients = deployment.ofType('AWS::Cognito::UserPoolClient');
  const found = clients.find((client) => isMachine(client) === machine);
  if (found === undefined)
    throw new Error(`the application has no user pool client for ${machine ? 'machines' : 'people'}`);
  return found;
};

const customerIssuance = (deployment: Deployment, pool: Resolved | undefined): Issuance => {
  const authorisers = deployment.ofType('AWS::ApiGatewayV2::Authorizer').map(readAuthoriser);
  const found = authorisers.find(({ issuer }) => pool === undefined || !issuer.endsWith(`/${pool.ref}`));
  if (found === undefined) throw new Error('the application has no authoriser for customers');
  return { issuer: found.issuer, claims: { aud: found.audience[0] } };
};

/** Returns the OIDC discovery document of an issuer. */
export const discovery = (issuer: string, apiUrl: string): object => ({
  issuer,
  jwks_uri: `${apiUrl}/_local/jwks.json`,
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
});

/** Returns the issuers that the API trusts. */
export const issuersOf = (deployment: Deployment): string[] => [
  ...new Set(
    deployment.ofType('AWS::ApiGatewayV2::Authorizer').map((resource) => readAuthoriser(resource).issuer),
  ),
];

/** Parses an HTTP request for a token; on a mistake returns the field that is wrong. */
export const readTokenRequest = (body: unknown): TokenRequest | { field: string; detail: string } => {
  if (!isObject(body)) return { field: '', detail: 'the body must be a JSON object' };
  const role = roles.find((known) => known === body.role);
  if (role === undefined) return { field: 'role', detail: `role must be one of ${roles.join(', ')}` };
  if (typeof body.sub !== 'string' || body.sub === '')
    return { field: 'sub', detail: 'sub must be a non-empty string: whom the token is for' };
  const { expiresIn, scope } = body;
  if (scope !== undefined && (role !== 'service' || typeof scope !== 'string' || scope === ''))
    return { field: 'scope', detail: 'scope must be a text of scopes, for role service alone' };
  if (expiresIn !== undefined && !Number.isInteger(expiresIn))
    return { field: 'expiresIn', detail: 'expiresIn must be a whole number of seconds' };
  return {
    role,
    sub: body.sub,
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(typeof expiresIn === 'number' ? { expiresIn } : {}),
  };
};
