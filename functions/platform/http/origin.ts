// Protects the way from CloudFront to the API, because API Gateway's own address is public and
// has no firewall: CloudFront adds a secret to what it forwards, and a stage with a domain
// refuses requests without it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { platformError } from '../errors.ts';

/** The header with the secret. CloudFront replaces any value that a client sends. */
export const ORIGIN_HEADER = 'rapport-origin';
/**
 * The header with the caller's address. The edge sets it over any value that a client sends; trust it only
 * together with the secret.
 */
export const VIEWER_HEADER = 'rapport-viewer-address';

/** Returns the accepted secrets: one, or two during a rotation; none on a stage without a domain. */
export const originSecrets = (source: NodeJS.ProcessEnv = process.env): string[] =>
  (source.ORIGIN_SECRETS ?? '').split(',').filter((secret) => secret !== '');

/**
 * Returns the secrets of which every request must present one; none while the stage
 * also answers direct calls.
 */
export const requiredSecrets = (source: NodeJS.ProcessEnv = process.env): string[] =>
  source.DIRECT_CALLS === 'allowed' ? [] : originSecrets(source);

/** Checks in constant time whether a request came through CloudFront. */
export function cameThroughEdge(
  headers: Record<string, string | undefined>,
  secrets: readonly string[],
): boolean {
  const sent = hashOf(headers[ORIGIN_HEADER] ?? '');
  return secrets.map((secret) => timingSafeEqual(hashOf(secret), sent)).includes(true);
}

/** Refuses a request that bypassed CloudFront, and with it WAF, if the stage has secrets. */
export function rejectDirectCalls(
  headers: Record<string, string | undefined>,
  secrets: readonly string[],
): void {
  if (secrets.length > 0 && !cameThroughEdge(headers, secrets)) throw platformError('request.direct_call');
}

/**
 * Returns the caller's address as CloudFront saw it; undefined when the request did
 * not come through CloudFront.
 */
export const viewerAddressOf = (
  headers: Record<string, string | undefined>,
  secrets: readonly string[],
): string | undefined => (cameThroughEdge(headers, secrets) ? headers[VIEWER_HEADER] : undefined);

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
