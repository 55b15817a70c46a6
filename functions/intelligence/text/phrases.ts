// Finds many phrases in one pass over the words of a message. No regular expressions: what a phrase may cost is bounded
// by its length, so that no message can make the search run away.

import { ownProperty } from '../../platform/own-property.ts';
import { fold, type Word, type Words } from './words.ts';

/** Languages that have phrases of their own. */
export const phraseLanguages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const;
export type PhraseLanguage = (typeof phraseLanguages)[number];

/**
 * A phrase as it is written down: words in a row within a sentence. `a|b` either word, `pre*` a beginning, `*end` an
 * ending, `*part*` any place, `_` up to three words of any kind, `__` up to eight.
 */
export interface Phrase<T> {
  /** Unique among the phrases of a finder; names the phrase in corrections. */
  id: string;
  language: PhraseLanguage | 'any';
  pattern: string;
  says: T;
}

export interface Found<T> {
  phrase: Phrase<T>;
  /** Words covered: from `from` up to and without `to`. */
  from: number;
  to: number;
}

/** Words that a gap may stand for. */
const GAPS: Readonly<Record<string, number>> = { _: 3, __: 8 };

interface Element {
  /** How many words it may stand for; 0 of an element that is a word. */
  gap: number;
  literals: string[];
  fits: (word: string) => boolean;
}

interface Compiled<T> {
  phrase: Phrase<T>;
  elements: Element[];
}

export type Finder<T> = (text: Words) => Found<T>[];

/** The finder gives every occurrence of each phrase, in the order of the text. Phrases are compiled when it is first used. */
export function phraseFinder<T>(phrases: () => readonly Phrase<T>[]): Finder<T> {
  let index: Index<T> | undefined;
  return (text) => {
    index ??= indexOf(phrases());
    return findIn(text, index);
  };
}

interface Index<T> {
  /** By the first word. */
  exact: Map<string, Compiled<T>[]>;
  /** Phrases that begin with part of a word. */
  open: Compiled<T>[];
}

function indexOf<T>(phrases: readonly Phrase<T>[]): Index<T> {
  const exact = new Map<string, Compiled<T>[]>();
  const open: Compiled<T>[] = [];
  for (const phrase of phrases) {
    const compiled = { phrase, elements: phrase.pattern.trim().split(/\s+/).map(elementOf) };
    const [first] = compiled.elements;
    if (!first || first.gap > 0) throw new Error(`phrase "${phrase.pattern}" begins with a gap`);
    if (first.literals.some((text) => text.includes('*'))) open.push(compiled);
    else for (const word of first.literals) exact.set(word, [...(exact.get(word) ?? []), compiled]);
  }
  return { exact, open };
}

function findIn<T>({ words }: Words, { exact, open }: Index<T>): Found<T>[] {
  const openBy = new Map<string, Compiled<T>[]>();
  const found: Found<T>[] = [];
  words.forEach(({ word }, from) => {
    let fitting = openBy.get(word);
    if (!fitting) {
      fitting = open.filter(({ elements: [first] }) => first?.fits(word));
      openBy.set(word, fitting);
    }
    for (const compiled of [...(exact.get(word) ?? []), ...fitting]) {
      const to = reach(compiled.elements, 1, words, from + 1);
      if (to > 0) found.push({ phrase: compiled.phrase, from, to });
    }
  });
  return found;
}

/** Where the phrase ends when its elements from `index` on fit the words from `at` on; 0 when they do not. */
function reach(elements: readonly Element[], index: number, words: readonly Word[], at: number): number {
  const element = elements[index];
  if (!element) return at;
  const sentence = words[at - 1]?.sentence;
  if (element.gap > 0) {
    for (let skipped = 0; skipped <= element.gap; skipped += 1) {
      const to = reach(elements, index + 1, words, at + skipped);
      if (to > 0) return to;
    }
    return 0;
  }
  const word = words[at];
  if (!word || word.sentence !== sentence || !element.fits(word.word)) return 0;
  return reach(elements, index + 1, words, at + 1);
}

function elementOf(source: string): Element {
  const gap = ownProperty(GAPS, source);
  if (gap) return { gap, literals: [], fits: () => true };
  const literals = source.split('|').map((literal) => fold(literal.replaceAll(/['’]/g, '')));
  const tests = literals.map(testOf);
  return { gap: 0, literals, fits: (word) => tests.some((test) => test(word)) };
}

function testOf(literal: string): (word: string) => boolean {
  const core = literal.replaceAll('*', '');
  if (core === '') throw new Error('a phrase has an element without letters');
  const starts = literal.startsWith('*');
  const ends = literal.endsWith('*');
  if (starts && ends) return (word) => word.includes(core);
  if (starts) return (word) => word.endsWith(core);
  if (ends) return (word) => word.startsWith(core);
  return (word) => word === core;
}

/** Of occurrences that overlap only the longest stay; of equally long ones the first. */
export function longest<T>(found: readonly Found<T>[]): Found<T>[] {
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

/** Phrases of a table: one pattern a line, under what they say. */
export function phrasesOf<T>(
  language: Phrase<T>['language'],
  name: string,
  says: T,
  lines: string,
): Phrase<T>[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((pattern) => ({ id: `${name}:${language}:${pattern}`, language, pattern, says }));
}
