// What stands between CloudFront and the API, for API Gateway's own address is public and knows no firewall: CloudFront adds
// a secret to what it forwards, and a stage that has a domain refuses whatever comes without it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { platformError } from '../errors.ts';

/** Carries the secret. CloudFront replaces what a client sends under this name. */
export const ORIGIN_HEADER = 'rapport-origin';
/** Carries the caller's address, set at the edge over whatever a client sends; to be believed with the secret alone. */
export const VIEWER_HEADER = 'rapport-viewer-address';

/** The secrets that are believed, one or, while one takes the other's place, two; none on a stage without a domain. */
export const originSecrets = (source: NodeJS.ProcessEnv = process.env): string[] =>
  (source.ORIGIN_SECRETS ?? '').split(',').filter((secret) => secret !== '');

/** The secrets of which every request must show one: none while a stage answers direct calls, too. */
export const requiredSecrets = (source: NodeJS.ProcessEnv = process.env): string[] =>
  source.DIRECT_CALLS === 'allowed' ? [] : originSecrets(source);

/** Tells if a request came through CloudFront, in the same time whatever the header says. */
export function cameThroughEdge(
  headers: Record<string, string | undefined>,
  secrets: readonly string[],
): boolean {
  const sent = hashOf(headers[ORIGIN_HEADER] ?? '');
  return secrets.map((secret) => timingSafeEqual(hashOf(secret), sent)).includes(true);
}

/** Refuses a request that went around CloudFront, and with it around WAF, where a stage has secrets. */
export function rejectDirectCalls(
  headers: Record<string, string | undefined>,
  secrets: readonly string[],
): void {
  if (secrets.length > 0 && !cameThroughEdge(headers, secrets)) throw platformError('request.direct_call');
}

/** The caller's address as CloudFront saw it; undefined when the request did not come through it. */
export const viewerAddressOf = (
  headers: Record<string, string | undefined>,
  secrets: readonly string[],
): string | undefined => (cameThroughEdge(headers, secrets) ? headers[VIEWER_HEADER] : undefined);

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
