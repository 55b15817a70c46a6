import { createHash } from 'node:crypto';
import { ulid } from 'ulid';

/** Typed id prefixes: what an id names can be read off it. */
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

/** Source of new ids, passed in so that rules and tests are deterministic. */
export interface Ids {
  next(kind: IdKind): string;
}

/** Ids that sort by the time they were made: `tkt_01JD…` (ULID, 80 random bits within the millisecond). */
export function ulidIds(now: () => Date): Ids {
  return { next: (kind) => `${idPrefixes[kind]}_${ulid(now().getTime())}` };
}

/**
 * Ids that are a function of `seed`: the same idempotency key gives the same ids again, so that a replay
 * meets its own first write. The n-th id of a kind differs from the n+1-th.
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

/** 130 bits of SHA-256 in ULID's alphabet: 26 characters, no two seeds alike in practice. */
export function digest(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest();
  let out = '';
  for (let at = 0; at < 26; at += 1) out += CROCKFORD[(bytes[at] ?? 0) & 31];
  return out;
}

/** The subject of a token of the staff's user pool. */
export const AGENT_ID = /^[A-Za-z0-9_.-]{1,64}$/;

/** Pattern of an id of `kind`, for schemas. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idPrefixes[kind]}_[0-9A-HJKMNP-TV-Z]{26}$`);
}
