import { createHmac, timingSafeEqual } from 'node:crypto';

/** `subject.expiry.signature`: for links that must work without a login. */
export function signToken(key: Buffer, purpose: string, subject: string, expires: Date): string {
  const expiry = Math.floor(expires.getTime() / 1000).toString(36);
  return `${subject}.${expiry}.${mac(key, purpose, subject, expiry)}`;
}

export type TokenCheck = { valid: false } | { valid: true; subject: string; expired: boolean };

/**
 * Checks a token of `signToken` in constant time. The signature is compared as text: base64url has more than one
 * spelling for the same bytes, and a token changed in one character must not pass.
 */
export function checkToken(key: Buffer, purpose: string, token: string, now: Date): TokenCheck {
  const [subject, expiry, signature, rest] = token.split('.');
  if (!subject || !expiry || !signature || rest !== undefined) return { valid: false };
  const expected = Buffer.from(mac(key, purpose, subject, expiry));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { valid: false };
  return { valid: true, subject, expired: now.getTime() >= Number.parseInt(expiry, 36) * 1000 };
}

function mac(key: Buffer, purpose: string, subject: string, expiry: string): string {
  return createHmac('sha256', key).update(`${purpose}.${subject}.${expiry}`).digest('base64url');
}
