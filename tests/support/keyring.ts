// Fixed keys, so that tokens are the same in every run.
import type { Keyring, SigningKey } from '../../functions/platform/signing/keyring.ts';

/** Returns a keyring of these keys, the newest first; it reads nothing. */
export const keyringOf = (...keys: [SigningKey, ...SigningKey[]]): Keyring => ({
  newest: () => Promise.resolve(keys[0]),
  find: (id) => Promise.resolve(keys.find((key) => key.id === id)),
});

export const keyOf = (id: string, byte: number): SigningKey => ({ id, secret: Buffer.alloc(32, byte) });

/** The keys that sign links, addresses and ticket tokens in tests. */
export const testKeys = keyringOf(keyOf('test', 9));
