// Implements CORS as API Gateway does: it answers preflights itself and replaces the function's CORS headers.
import type { Cors } from './api-spec.ts';

type Headers = Record<string, string>;

/** Returns the headers of an ordinary answer; empty if the origin is missing or not allowed. */
export const corsHeaders = (cors: Cors, origin: string | undefined): Headers => {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return {};
  return {
    'access-control-allow-origin': allowed,
    ...(allowed === '*' ? {} : { vary: 'origin' }),
    ...(cors.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.expose.length > 0 ? { 'access-control-expose-headers': cors.expose.join(',') } : {}),
  };
};

/** Returns the headers of a preflight's 204, with the grants only if origin and method are allowed. */
export const preflightHeaders = (
  cors: Cors,
  origin: string | undefined,
  method: string | undefined,
): Headers => {
  const allowed = allowedOrigin(cors, origin);
  const methodAllowed = method !== undefined && (cors.methods.includes('*') || cors.methods.includes(method));
  if (allowed === undefined || !methodAllowed) return {};
  return {
    ...corsHeaders({ ...cors, expose: [] }, origin),
    'access-control-allow-methods': cors.methods.join(','),
    ...(cors.headers.length > 0 ? { 'access-control-allow-headers': cors.headers.join(',') } : {}),
    ...(cors.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(cors.maxAgeSeconds) }),
  };
};

const allowedOrigin = (cors: Cors, origin: string | undefined): string | undefined => {
  if (origin === undefined) return undefined;
  if (cors.origins.includes('*')) return '*';
  const scheme = origin.slice(0, origin.indexOf('//') + 2);
  const allowed = cors.origins.some((entry) => entry === origin || entry === `${scheme}*`);
  return allowed ? origin : undefined;
};
