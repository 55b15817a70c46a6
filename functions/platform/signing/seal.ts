// Seals a short text that goes to a client and comes back: unreadable and unchangeable
// on the way (AES-256-GCM).
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Keyring, SigningKey } from './keyring.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Returns `key.…`, a text that only `unseal` can read, and only for the same `about`. The same text on the
 * same `occasion` gives the same result, so that a replayed answer is the same answer; on another occasion
 * nobody can tell whether the text is the same.
 */
export async function seal(ring: Keyring, about: string, text: string, occasion: string): Promise<string> {
  const key = await ring.newest();
  // The nonce derives from the content. A collision has a probability of 2^-96, so the key need not be
  // replaced after a number of uses.
  const iv = deriveKey(key, 'nonce')
    .update(JSON.stringify([about, text, occasion]))
    .digest()
    .subarray(0, IV_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(key, 'cipher').digest(), iv).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${key.id}.${sealed.toString('base64url')}`;
}

/**
 * Returns the text that was sealed for `about`; undefined for anything else: changed, made elsewhere, sealed
 * for another `about`, or sealed with an expired key.
 */
export async function unseal(ring: Keyring, about: string, token: string): Promise<string | undefined> {
  const [id, body, rest] = token.split('.');
  if (!id || !body || rest !== undefined) return undefined;
  const sealed = Buffer.from(body, 'base64url');
  // Base64url has several spellings for some bytes; only ours is accepted.
  if (sealed.length < IV_BYTES + TAG_BYTES || sealed.toString('base64url') !== body) return undefined;
  const key = await ring.find(id);
  return key && decrypted(key, about, sealed);
}

function decrypted(key: SigningKey, about: string, sealed: Buffer): string | undefined {
  const decipher = createDecipheriv(CIPHER, deriveKey(key, 'cipher').digest(), sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(about))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Derives a separate key for each use of the secret. */
const deriveKey = ({ secret }: SigningKey, use: 'nonce' | 'cipher') =>
  createHmac('sha256', secret).update(`seal.${use}`);
