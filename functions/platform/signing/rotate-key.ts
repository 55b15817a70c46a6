// Rotates a signing key. Operators run it (docs/runbooks/rotate-signing-keys.md), functions never do.
import { DAY_MS } from '../clock.ts';
import type { SecretName } from '../secret-names.ts';
import { keys } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { isLive, newKey, REFRESH_MS, type StoredKey, storedKeysIn, writeKeys } from './keyring.ts';

/**
 * How long tokens of a key stay valid after the key was replaced: as long as somebody may hold and use them.
 * Survey links last 30 days; replies to a mail arrive as long as we remember its Message-ID; a ticket token
 * only saves a read on the same day.
 */
const VERIFIES_FOR_MS: Readonly<Record<SecretName, number>> = {
  survey: 32 * DAY_MS,
  reply_address: 400 * DAY_MS,
  ticket_token: DAY_MS,
};

/**
 * Twice the refresh interval of the environments, so that none meets a token of a key that it has not read.
 */
export const SIGNING_DELAY_MS = 2 * REFRESH_MS;

export interface Rotation {
  /** The id of the new key. */
  id: string;
  signsFrom: string;
  /** The older keys and until when they verify. */
  olderKeys: { id: string; endsAt: string }[];
}

/**
 * Adds a new key to the keyring `name`. It signs after ten minutes; earlier keys keep verifying for a while,
 * and expired keys are removed. With `revoke`, after a leak, the new key signs at once and no older key is
 * accepted. Of two concurrent rotations one throws.
 */
export async function rotateKey(
  table: Table,
  name: SecretName,
  now: Date,
  { revoke = false }: { revoke?: boolean } = {},
): Promise<Rotation> {
  const item = await getItem(table, keys.secret(name));
  const before = storedKeysIn(item);
  const kept = revoke ? [] : before.filter((key) => isLive(key, now)).map((key) => ending(key, name, now));
  // Without an existing key nobody needs to read the new one first.
  const signsFrom = kept.length === 0 ? now : new Date(now.getTime() + SIGNING_DELAY_MS);
  const made = newKey(signsFrom, before);
  if (!(await writeKeys(table, name, [made, ...kept], item?.version as number | undefined)))
    throw new Error(`the keys named ${name} were changed at the same moment: look, and try again`);
  const { id } = made;
  return {
    id,
    signsFrom: made.signsFrom,
    olderKeys: kept.map(({ id: older, endsAt }) => ({ id: older, endsAt })),
  };
}

const ending = (key: StoredKey, name: SecretName, now: Date): StoredKey & { endsAt: string } => ({
  ...key,
  endsAt: key.endsAt ?? new Date(now.getTime() + SIGNING_DELAY_MS + VERIFIES_FOR_MS[name]).toISOString(),
});
