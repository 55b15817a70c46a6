import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keyring, SigningKey } from './keyring.ts';

/** Returns `key.subject.expiry.signature`, for links that must work without a login. */
export async function signToken(
  ring: Keyring,
  purpose: string,
  subject: string,
  expires: Date,
): Promise<string> {
  const key = await ring.newest();
  const expiry = Math.floor(expires.getTime() / 1000).toString(36);
  return `${key.id}.${subject}.${expiry}.${mac(key, purpose, subject, expiry)}`;
}

export type TokenCheck = { valid: false } | { valid: true; subject: string; expired: boolean };

/**
 * Checks a token of `signToken` in constant time. The signature is compared as text: base64url has more than
 * one spelling for the same bytes, and a token with one changed character must not pass.
 */
export async function checkToken(
  ring: Keyring,
  purpose: string,
  token: string,
  now: Date,
): Promise<TokenCheck> {
  const [id, subject, expiry, signature, rest] = token.split('.');
  if (!id || !subject || !expiry || !signature || rest !== undefined) return { valid: false };
  const key = await ring.find(id);
  if (!key || !equalInConstantTime(signature, mac(key, purpose, subject, expiry))) return { valid: false };
  return { valid: true, subject, expired: now.getTime() >= Number.parseInt(expiry, 36) * 1000 };
}

function mac({ secret }: SigningKey, purpose: string, subject: string, expiry: string): string {
  return createHmac('sha256', secret).update(`${purpose}.${subject}.${expiry}`).digest('base64url');
}

/** Compares two texts in constant time, except for their length. */
export function equalInConstantTime(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
