import { createHash } from 'node:crypto';
import { ulid } from 'ulid';

/** The prefix of each id type: an id shows what it names. */
export const idPrefixes = {
  customer: 'cus',
  ticket: 'tkt',
  event: 'evt',
  survey: 'srv',
  send: 'snd',
  attachment: 'att',
  promise: 'prm',
  grant: 'grt',
  approval: 'apr',
  incident: 'inc',
  macroRun: 'mrn',
} as const;
export type IdKind = keyof typeof idPrefixes;

/** Creates new ids; passed in so that rules and tests are deterministic. */
export interface Ids {
  next(kind: IdKind): string;
}

/** Creates ids that sort by creation time: `tkt_01JD…` (ULID, 80 random bits within the millisecond). */
export function ulidIds(now: () => Date): Ids {
  return { next: (kind) => `${idPrefixes[kind]}_${ulid(now().getTime())}` };
}

/**
 * Creates ids that are a function of `seed`: the same idempotency key gives the same ids again, so that a
 * replay meets its own first write. Consecutive ids of a kind differ.
 */
export function derivedIds(seed: string): Ids {
  const counters = new Map<IdKind, number>();
  return {
    next(kind) {
      const count = (counters.get(kind) ?? 0) + 1;
      counters.set(kind, count);
      return `${idPrefixes[kind]}_${digest(`${seed}|${kind}|${count}`)}`;
    },
  };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Returns 130 bits of SHA-256 in ULID's alphabet: 26 characters; collisions do not occur in practice. */
export function digest(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest();
  let out = '';
  for (let at = 0; at < 26; at += 1) out += CROCKFORD[(bytes[at] ?? 0) & 31];
  return out;
}

/** Matches the subject of a token of the staff's user pool. */
export const AGENT_ID = /^[A-Za-z0-9_.-]{1,64}$/;

/** Returns the pattern of an id of `kind`, for schemas. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idPrefixes[kind]}_[0-9A-HJKMNP-TV-Z]{26}$`);
}
