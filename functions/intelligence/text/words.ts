// Text as the rules read it: words in one spelling, each knowing its clause and its sentence. One pass over the
// text with a pattern that cannot backtrack, so that any input costs time in proportion to its length.

import { ownProperty } from '../../platform/own-property.ts';
/** Longer input is cut: a message has at most 32,000 characters, and a word of 40 is no word of any language here. */
export const MAX_TEXT = 65_536;
const MAX_WORD = 40;

export interface Word {
  /** Folded: lower case, without accents; ä ö ü ß written ae oe ue ss, as many customers do. */
  word: string;
  /** Where it stands in the text. */
  from: number;
  to: number;
  /** Words of one clause have no comma, colon or "but" between them. */
  clause: number;
  sentence: number;
}

export interface Words {
  text: string;
  words: Word[];
  /** Of each sentence, how it ends: any of `.!?`, or nothing. */
  ends: string[];
}

const pieces = /[\p{L}\p{M}\p{N}]+|[\p{Extended_Pictographic}\u2639\u263a]|[.!?…]+|[,;:()\n–—]|['’]/gu;
const ENGLISH_ENDINGS = new Set(['t', 's', 'm', 'd', 'll', 're', 've']);
/** Words that turn a sentence round: a negation does not reach over them, and what follows weighs more. */
export const TURNS = new Set([
  'but',
  'however',
  'aber',
  'jedoch',
  'allerdings',
  'mais',
  'pero',
  'maar',
  'porem',
  'mas',
]);

/** Splits text into words. Apostrophes join English contractions (`don't` → `dont`) and part French ones (`l'argent`). */
export function wordsOf(input: string): Words {
  const text = input.slice(0, MAX_TEXT);
  const words: Word[] = [];
  const ends: string[] = [''];
  let clause = 0;
  let apostrophe = -1;
  for (const match of text.matchAll(pieces)) {
    const [piece] = match;
    const from = match.index;
    const kind = kindOf(piece);
    if (kind === 'word') {
      const word = fold(piece.slice(0, MAX_WORD));
      const last = words.at(-1);
      if (last && apostrophe === last.to && from === apostrophe + 1 && ENGLISH_ENDINGS.has(word)) {
        last.word += word;
        last.to = from + piece.length;
        continue;
      }
      if (TURNS.has(word)) clause += 1;
      words.push({ word, from, to: from + piece.length, clause, sentence: ends.length - 1 });
    } else if (kind === 'apostrophe') {
      apostrophe = from;
    } else if (!isDotInside(text, from, piece)) {
      clause += 1;
      if (kind === 'end' && words.at(-1)?.sentence === ends.length - 1) {
        ends[ends.length - 1] = piece;
        ends.push('');
      }
    }
  }
  return { text, words, ends };
}

function kindOf(piece: string): 'word' | 'apostrophe' | 'end' | 'comma' {
  if (piece === "'" || piece === '’') return 'apostrophe';
  if (piece === '\n' || /^[.!?…]/.test(piece)) return 'end';
  return /^[,;:()–—]$/.test(piece) ? 'comma' : 'word';
}

/** The dot of `15.30`, `3.5`, `example.org`: nothing ends there. */
function isDotInside(text: string, at: number, piece: string): boolean {
  return piece === '.' && /^[\p{L}\p{N}]/u.test(text.slice(at + 1, at + 3));
}

const UMLAUTS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  ł: 'l',
};

/** One spelling of a word, whatever its case and accents; the emoji modifiers of colour and style fall away. */
export function fold(word: string): string {
  if (/^[a-z0-9]*$/i.test(word)) return word.toLowerCase();
  return word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[äöüßæøł]/g, (letter) => ownProperty(UMLAUTS, letter) ?? letter)
    .normalize('NFD')
    .replaceAll(/[\p{M}\uFE0F]/gu, '');
}

/** What stands from one word up to and without another, as it was written. */
export function quote({ text, words }: Words, from: number, to: number): string {
  const first = words[from];
  const last = words[to - 1];
  return first && last ? text.slice(first.from, last.to).replaceAll(/\s+/g, ' ') : '';
}
