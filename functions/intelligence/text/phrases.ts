// Finds many phrases in one pass over the tokens of a message. It uses no regular expressions: the cost of a
// phrase is bounded by its length, so no message can make the search run away.

import { ownProperty } from '../../platform/own-property.ts';
import type { LanguageFinding } from './detect-language.ts';
import { normaliseWord, type Token, type TokenisedText } from './tokenise.ts';

/** Languages with phrases of their own. */
export const phraseLanguages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const;
export type PhraseLanguage = (typeof phraseLanguages)[number];

/**
 * Returns the detected language if it is reliable and has phrases; otherwise all, as a short text may be in
 * any of them.
 */
export function phraseLanguagesFor({ tag, reliable }: LanguageFinding): readonly PhraseLanguage[] {
  const detected = phraseLanguages.find((language) => language === tag);
  return detected && reliable ? [detected] : phraseLanguages;
}

/**
 * A pattern of consecutive words within a sentence. `a|b` is either word, `pre*` a beginning, `*end` an
 * ending, `*part*` any place, `_` up to three words of any kind, `__` up to eight (data/README.md).
 */
export interface Phrase<T> {
  /** Unique within a finder. Corrections are counted under it. */
  id: string;
  language: PhraseLanguage | 'any';
  pattern: string;
  label: T;
}

export interface PhraseMatch<T> {
  phrase: Phrase<T>;
  /** Tokens covered: `from` inclusive, `to` exclusive. */
  from: number;
  to: number;
}

/** The number of words that a gap may stand for. */
const GAPS: Readonly<Record<string, number>> = { _: 3, __: 8 };

interface PatternElement {
  /** The number of words that a gap may stand for; 0 for a word. */
  gap: number;
  literals: string[];
  fits: (word: string) => boolean;
}

interface CompiledPhrase<T> {
  phrase: Phrase<T>;
  elements: PatternElement[];
}

export type PhraseFinder<T> = (text: TokenisedText) => PhraseMatch<T>[];

/**
 * Creates a finder of every occurrence of each phrase, in the order of the text. It compiles the phrases on
 * first use.
 */
export function createPhraseFinder<T>(phrases: () => readonly Phrase<T>[]): PhraseFinder<T> {
  let index: PhraseIndex<T> | undefined;
  return (text) => {
    index ??= indexPhrases(phrases());
    return findPhrases(text, index);
  };
}

interface PhraseIndex<T> {
  /** Phrases by their first word. */
  exact: Map<string, CompiledPhrase<T>[]>;
  /** Phrases whose first word has a wildcard. */
  open: CompiledPhrase<T>[];
}

function indexPhrases<T>(phrases: readonly Phrase<T>[]): PhraseIndex<T> {
  const exact = new Map<string, CompiledPhrase<T>[]>();
  const open: CompiledPhrase<T>[] = [];
  for (const phrase of phrases) {
    const compiled = { phrase, elements: phrase.pattern.trim().split(/\s+/).map(parseElement) };
    const [first] = compiled.elements;
    if (!first || first.gap > 0) throw new Error(`phrase "${phrase.pattern}" begins with a gap`);
    if (first.literals.some((text) => text.includes('*'))) open.push(compiled);
    else for (const word of first.literals) exact.set(word, [...(exact.get(word) ?? []), compiled]);
  }
  return { exact, open };
}

function findPhrases<T>({ tokens }: TokenisedText, { exact, open }: PhraseIndex<T>): PhraseMatch<T>[] {
  const openBy = new Map<string, CompiledPhrase<T>[]>();
  const found: PhraseMatch<T>[] = [];
  tokens.forEach(({ word }, from) => {
    let fitting = openBy.get(word);
    if (!fitting) {
      fitting = open.filter(({ elements: [first] }) => first?.fits(word));
      openBy.set(word, fitting);
    }
    for (const compiled of [...(exact.get(word) ?? []), ...fitting]) {
      const to = matchEnd(compiled.elements, 1, tokens, from + 1);
      if (to > 0) found.push({ phrase: compiled.phrase, from, to });
    }
  });
  return found;
}

/**
 * Returns where the phrase ends if its elements from `index` on match the tokens from `at` on; 0 if they do
 * not.
 */
function matchEnd(
  elements: readonly PatternElement[],
  index: number,
  tokens: readonly Token[],
  at: number,
): number {
  const element = elements[index];
  if (!element) return at;
  const sentence = tokens[at - 1]?.sentence;
  if (element.gap > 0) {
    for (let skipped = 0; skipped <= element.gap; skipped += 1) {
      const to = matchEnd(elements, index + 1, tokens, at + skipped);
      if (to > 0) return to;
    }
    return 0;
  }
  const token = tokens[at];
  if (!token || token.sentence !== sentence || !element.fits(token.word)) return 0;
  return matchEnd(elements, index + 1, tokens, at + 1);
}

function parseElement(source: string): PatternElement {
  const gap = ownProperty(GAPS, source);
  if (gap) return { gap, literals: [], fits: () => true };
  const literals = source.split('|').map((literal) => normaliseWord(literal.replaceAll(/['’]/g, '')));
  const tests = literals.map(literalMatcher);
  return { gap: 0, literals, fits: (word) => tests.some((test) => test(word)) };
}

function literalMatcher(literal: string): (word: string) => boolean {
  const core = literal.replaceAll('*', '');
  if (core === '') throw new Error('a phrase has an element without letters');
  const starts = literal.startsWith('*');
  const ends = literal.endsWith('*');
  if (starts && ends) return (word) => word.includes(core);
  if (starts) return (word) => word.endsWith(core);
  if (ends) return (word) => word.startsWith(core);
  return (word) => word === core;
}

/** Keeps only the longest of overlapping matches; of equally long ones the first. */
export function longestMatches<T>(found: readonly PhraseMatch<T>[]): PhraseMatch<T>[] {
  const taken = new Set<number>();
  const kept = found
    .toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
    .filter(({ from, to }) => {
      for (let at = from; at < to; at += 1) if (taken.has(at)) return false;
      for (let at = from; at < to; at += 1) taken.add(at);
      return true;
    });
  return kept.toSorted((a, b) => a.from - b.from);
}

/** Makes a phrase of each pattern. `name` begins their ids. */
export function makePhrases<T>(
  language: Phrase<T>['language'],
  name: string,
  label: T,
  patterns: readonly string[],
): Phrase<T>[] {
  return patterns.map((pattern) => ({ id: `${name}:${language}:${pattern}`, language, pattern, label }));
}

/** Makes the phrases of a file in data/phrases: patterns by language (or `any`) and label. */
export function phrasesFromTable<T extends string>(
  table: Readonly<Record<string, Readonly<Partial<Record<T, readonly string[]>>>>>,
): Phrase<T>[] {
  return Object.entries(table).flatMap(([language, groups]) =>
    Object.entries<readonly string[] | undefined>(groups).flatMap(([label, patterns = []]) =>
      makePhrases(language as Phrase<T>['language'], label, label as T, patterns),
    ),
  );
}
