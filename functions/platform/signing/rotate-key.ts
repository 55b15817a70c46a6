// Rotating a signing key: an operator's step (docs/runbooks/rotate-signing-keys.md), never a function's.
import { DAY_MS } from '../clock.ts';
import type { SecretName } from '../secret-names.ts';
import { keys } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { isLive, newKey, REFRESH_MS, type StoredKey, storedKeysIn, writeKeys } from './keyring.ts';

/**
 * How long what a key signed is still believed after the key was replaced: as long as it can be in somebody's hands and of
 * use. Survey links last 30 days; mails are answered as long as we remember their Message-IDs; a state saves a read today.
 */
const VERIFIES_FOR_MS: Readonly<Record<SecretName, number>> = {
  survey: 32 * DAY_MS,
  reply_address: 400 * DAY_MS,
  ticket_token: DAY_MS,
};

/** Twice the time in which every environment reads the keys: nobody meets a token of a key that they have not heard of. */
export const SIGNING_DELAY_MS = 2 * REFRESH_MS;

export interface Rotation {
  /** The id of the new key. */
  id: string;
  signsFrom: string;
  /** Older keys and until when they verify. */
  olderKeys: { id: string; endsAt: string }[];
}

/**
 * Puts a new key in front of those named `name`. It signs after ten minutes; those that signed before verify for a while
 * more, and keys that have ended are taken out. With `revoke`, after a leak, it signs at once and no older key is believed.
 * Of two rotations at the same time one throws.
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
  // There is nobody to wait for where no key was made yet.
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
