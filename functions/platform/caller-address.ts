// Finds where a request comes from. Rapport keeps only a part of the address: enough to tell
// networks apart, not people.

import { originSecrets, viewerAddressOf } from './http/origin.ts';

interface HttpEvent {
  headers?: Record<string, string | undefined>;
  requestContext: { http?: { sourceIp?: string } };
}

/**
 * Returns the address of the caller, which no client can forge: the address that CloudFront saw when the
 * request proves that it came through CloudFront, otherwise the one that API Gateway saw.
 */
export const callerAddressOf = ({ headers = {}, requestContext }: HttpEvent): string | undefined =>
  viewerAddressOf(headers, originSecrets()) ?? requestContext.http?.sourceIp;

export const UNKNOWN_NETWORK = 'unknown';

/**
 * Returns the network of an address: the first 24 bits of IPv4 or the first `bits` (a multiple of 16) of
 * IPv6, such as `203.0.113.0/24` or `2001:db8:1::/48`. An IPv4 address in IPv6 notation counts as IPv4.
 * Anything that is not an address gives `unknown`.
 */
export function networkOf(address: string | undefined, bits: 48 | 64): string {
  const text = (address ?? '').toLowerCase();
  const four = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(text);
  if (four) {
    const octets = four.slice(1).map(Number);
    return octets.every((octet) => octet <= 255) ? `${octets.join('.')}.0/24` : UNKNOWN_NETWORK;
  }
  const groups = groupsOf(text.split('%')[0] ?? '');
  if (!groups) return UNKNOWN_NETWORK;
  const kept = groups.slice(0, bits / 16).map((group) => Number.parseInt(group, 16).toString(16));
  return `${kept.join(':')}::/${bits}`;
}

const LONGEST = 45;

/** Returns the eight groups of an IPv6 address, or undefined when the text is not one. */
function groupsOf(text: string): string[] | undefined {
  if (text.length > LONGEST || !/^[0-9a-f:]+$/.test(text)) return undefined;
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return undefined;
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group)) ? groups : undefined;
}
