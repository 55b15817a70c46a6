// Holds the keys that authenticate what comes back to us: links, reply addresses and ticket tokens.
// They are stored in the table, several under one name: the newest signs, older ones verify until
// they expire (docs/adr/0008). The first function that needs a key creates the first one;
// rotate-key.ts creates the others.
import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, MINUTE_MS, systemClock } from '../clock.ts';
import type { SecretName } from '../secret-names.ts';
import { keys } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import type { Item, Table } from '../table/table.ts';

export interface SigningKey {
  /** Four lower-case characters in every token that say which key verifies it. */
  id: string;
  secret: Buffer;
}

export interface Keyring {
  /** Returns the key that signs now. */
  newest(): Promise<SigningKey>;
  /** Returns the key with this id while it verifies; undefined for an unknown or expired key. */
  find(id: string): Promise<SigningKey | undefined>;
}

export interface StoredKey {
  id: string;
  secret: string;
  /** The time from which a new key signs: by then every environment has read it. */
  signsFrom: string;
  /** The time after which nothing that it signed is accepted; absent on the newest key. */
  endsAt?: string;
}

/** The interval at which an environment reads the keys again. */
export const REFRESH_MS = 5 * MINUTE_MS;
/**
 * A token with an unknown key id makes the environment read the keys again, at most once in this time, so
 * that forged ids do not cost a read each.
 */
export const UNKNOWN_KEY_REFRESH_MS = 10_000;

/**
 * Opens the keyring `name`. Reads the keys on first use and then every five minutes; if several environments
 * create the first key, the first write wins.
 */
export function keyring(table: Table, name: SecretName, clock: Clock = systemClock): Keyring {
  let held: { stored: Promise<StoredKey[]>; readAt: number } | undefined;
  const read = (now: Date): Promise<StoredKey[]> => {
    const stored = loadOrCreate(table, name, now);
    const latest = { stored, readAt: now.getTime() };
    held = latest;
    stored.catch(() => {
      if (held === latest) held = undefined;
    });
    return stored;
  };
  const notOlderThan = (ageMs: number, now: Date): Promise<StoredKey[]> =>
    held && now.getTime() - held.readAt < ageMs ? held.stored : read(now);
  return {
    newest: async () => {
      const now = clock.now();
      return toSigningKey(signingAt(await notOlderThan(REFRESH_MS, now), now));
    },
    find: async (id) => {
      const now = clock.now();
      const known = (stored: StoredKey[]) => stored.find((key) => key.id === id);
      const key =
        known(await notOlderThan(REFRESH_MS, now)) ?? known(await notOlderThan(UNKNOWN_KEY_REFRESH_MS, now));
      return key && isLive(key, now) ? toSigningKey(key) : undefined;
    },
  };
}

const toSigningKey = ({ id, secret }: StoredKey): SigningKey => ({
  id,
  secret: Buffer.from(secret, 'base64url'),
});

export const isLive = ({ endsAt }: StoredKey, now: Date): boolean =>
  endsAt === undefined || endsAt > now.toISOString();

/** Returns the newest key that may already sign. Keys are ordered newest first. */
function signingAt(stored: readonly StoredKey[], now: Date): StoredKey {
  const key = stored.find(({ signsFrom }) => signsFrom <= now.toISOString()) ?? stored.at(-1);
  if (!key) throw new Error('a keyring is never empty');
  return key;
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Creates a key with an id that none of `others` has. */
export function newKey(signsFrom: Date, others: readonly StoredKey[] = []): StoredKey {
  for (;;) {
    const id = Array.from(randomBytes(4), (byte) => ALPHABET[byte & 31]).join('');
    if (others.every((key) => key.id !== id))
      return { id, secret: randomBytes(32).toString('base64url'), signsFrom: signsFrom.toISOString() };
  }
}

export const storedKeysIn = (item: Item | undefined): StoredKey[] => (item?.keys ?? []) as StoredKey[];

async function loadOrCreate(table: Table, name: SecretName, now: Date): Promise<StoredKey[]> {
  const found = storedKeysIn(await getItem(table, keys.secret(name)));
  if (found.length > 0) return found;
  const made = [newKey(now)];
  return (await writeKeys(table, name, made, undefined)) ? made : loadOrCreate(table, name, now);
}

/**
 * Replaces the keys of `version`, or creates them if there are none; returns whether that
 * version was still stored.
 */
export async function writeKeys(
  table: Table,
  name: SecretName,
  stored: readonly StoredKey[],
  version: number | undefined,
): Promise<boolean> {
  try {
    await table.doc.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...keys.secret(name), keys: stored, version: (version ?? 0) + 1 },
        ConditionExpression: version === undefined ? 'attribute_not_exists(#version)' : '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ...(version === undefined ? {} : { ExpressionAttributeValues: { ':version': version } }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
