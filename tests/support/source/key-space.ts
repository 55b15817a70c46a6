// Finds the keys that each capability can write to the table: calls the builders of
// each keys.ts with placeholders.
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quotaSettingsKey } from '../../../functions/platform/quota/quota-settings.ts';
import type { TimedWorkRef } from '../../../functions/platform/scheduling/timed-work.ts';
import { keys } from '../../../functions/platform/table/keys.ts';

const root = join(import.meta.dirname, '../../..');
const HOLE = '\u0001';

/** All texts that a builder can return: exactly `text`, or anything that begins with it. */
export interface Pattern {
  text: string;
  open: boolean;
}

/** A key that a capability writes; `sk` is open if it owns the whole partition or list in an index. */
export interface KeyPattern {
  capability: string;
  name: string;
  pk: Pattern;
  sk: Pattern;
}

/** Returns whether one text can match both patterns. */
export function overlaps(a: Pattern, b: Pattern): boolean {
  if (a.open && b.open) return a.text.startsWith(b.text) || b.text.startsWith(a.text);
  if (a.open) return b.text.startsWith(a.text);
  return b.open ? a.text.startsWith(b.text) : a.text === b.text;
}

/** Returns pairs of keys of different capabilities that could be the same key. */
export const clashes = (keys: readonly KeyPattern[]): string[] =>
  keys.flatMap((one, at) =>
    keys
      .slice(at + 1)
      .filter((other) => one.capability !== other.capability)
      .filter((other) => overlaps(one.pk, other.pk) && overlaps(one.sk, other.sk))
      .map((other) => `${nameOf(one)} and ${nameOf(other)}`),
  );

const nameOf = ({ capability, name }: KeyPattern) => `${capability}.${name}`;

const ANY: Pattern = { text: '', open: true };

const patternOf = (made: string): Pattern => {
  const [text = ''] = made.split(HOLE);
  return { text, open: made.includes(HOLE) };
};

type Builders = Readonly<Record<string, unknown>>;

export interface KeySpace {
  items: KeyPattern[];
  /** Timed work in partitions that several capabilities use. */
  work: KeyPattern[];
  /** Partitions of the index `list`. */
  lists: KeyPattern[];
  /** Partitions of the indexes `view`, `queue` and `breach`. */
  views: KeyPattern[];
  /** Prefixes of the sort keys that a range read uses, by capability. */
  prefixes: { capability: string; text: string }[];
}

/** Reads the keys of the capabilities from their modules. */
export async function keySpace(): Promise<KeySpace> {
  const modules = await Promise.all(
    globSync('functions/*/keys.ts', { cwd: root }).map(async (file) => ({
      capability: basename(dirname(file)),
      exported: (await import(pathToFileURL(join(root, file)).href)) as Builders,
    })),
  );
  const entries = (suffix: RegExp) =>
    modules.flatMap(({ capability, exported }) =>
      Object.entries(exported)
        .filter(([name]) => suffix.test(name))
        .flatMap(([, builders]) => Object.entries(builders as Builders))
        .map(([name, builder]) => ({ capability, name, builder })),
    );
  const made = (suffix: RegExp) =>
    entries(suffix).flatMap(({ builder, ...of }) =>
      typeof builder === 'function' ? [{ ...of, ...keyOf(builder(...placeholders(builder))) }] : [],
    );
  const work = entries(/Work$/).flatMap(({ builder, ...of }) => {
    if (typeof builder !== 'function') return [];
    const { owner, name } = builder(...placeholders(builder)) as TimedWorkRef;
    return [{ ...of, ...keyOf(keys.due(owner, name)) }];
  });
  const fixed = entries(/Lists$/).flatMap(({ builder, ...of }) =>
    typeof builder === 'string' ? [{ ...of, ...keyOf(builder) }] : [],
  );
  return {
    items: made(/Keys$/),
    work,
    lists: [...made(/Lists$/), ...fixed],
    views: made(/Views$/),
    prefixes: entries(/Keys$/).flatMap(({ capability, builder }) =>
      typeof builder === 'string' ? [{ capability, text: builder }] : [],
    ),
  };
}

const placeholders = ({ length }: { length: number }) => Array.from({ length }, () => HOLE);

/** Converts a builder's result: a key, or a partition that its capability owns as a whole. */
export function keyOf(made: unknown): Pick<KeyPattern, 'pk' | 'sk'> {
  if (typeof made === 'string') return { pk: patternOf(made), sk: ANY };
  const { pk, sk } = made as { pk: string; sk: string };
  return { pk: patternOf(pk), sk: patternOf(sk) };
}

/**
 * Returns the platform's keys with a partition of their own; events and timed work are in
 * the partitions of capabilities.
 */
export const platformKeys = (): KeyPattern[] =>
  [
    { name: 'idempotency', made: keys.idempotency(HOLE) },
    { name: 'applied', made: keys.applied(HOLE, HOLE) },
    { name: 'sweep', made: keys.sweep() },
    { name: 'quota', made: keys.quota(HOLE, HOLE, HOLE) },
    { name: 'quotaSettings', made: quotaSettingsKey },
    { name: 'secret', made: { ...keys.secret('ticket_token'), pk: `SECRET#${HOLE}` } },
  ].map(({ name, made }) => ({ capability: 'platform', name, ...keyOf(made) }));
