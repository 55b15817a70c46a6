// Groups words of several languages that mean the same: "told", "assured" and "zugesagt" are all a promise.
// The sensitivity classifier recognises a message in words that no example has by their groups and the order
// of these.
import synonymGroups from '../../../data/synonym-groups.json' with { type: 'json' };
import { isNegator } from './negation.ts';

const exact = new Map<string, string[]>();
/** Prefixes by their first two letters, so that a word is compared with few of them. */
const prefixes = new Map<string, { prefix: string; group: string }[]>();
for (const [group, words] of Object.entries(synonymGroups)) {
  for (const word of words) {
    if (word.endsWith('*')) {
      const prefix = word.slice(0, -1);
      const key = prefix.slice(0, 2);
      prefixes.set(key, [...(prefixes.get(key) ?? []), { prefix, group }]);
    } else exact.set(word, [...(exact.get(word) ?? []), group]);
  }
}

/** Returns the groups of a normalised word. Negators and numbers are groups of their own. */
export function synonymGroupsOf(word: string): string[] {
  const found = new Set(exact.get(word));
  for (const { prefix, group } of prefixes.get(word.slice(0, 2)) ?? []) {
    if (word.startsWith(prefix)) found.add(group);
  }
  if (isNegator(word)) found.add('not');
  if (/^\d/.test(word)) found.add('number');
  return [...found];
}
