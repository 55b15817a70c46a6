// Splits text into normalised words with their clause and sentence. One pass with a pattern that cannot
// backtrack, so the time is proportional to the length of any input.
import { ownProperty } from '../../platform/own-property.ts';

/**
 * Longer input is cut. A message has at most 32,000 characters, and no supported language has words of 40
 * letters.
 */
export const MAX_TEXT_LENGTH = 65_536;
const MAX_WORD_LENGTH = 40;

export interface Token {
  /** Normalised: lower case, without accents; ä ö ü ß become ae oe ue ss, as many customers write them. */
  word: string;
  /** Position in the text: `from` inclusive, `to` exclusive. */
  from: number;
  to: number;
  /** Number of its clause. Clauses end at commas, colons and words like "but". */
  clause: number;
  /** Number of its sentence. */
  sentence: number;
}

export interface TokenisedText {
  text: string;
  tokens: Token[];
  /** The punctuation that ends each sentence, or an empty string. */
  terminators: string[];
}

const pieces = /[\p{L}\p{M}\p{N}]+|[\p{Extended_Pictographic}\u2639\u263a]|[.!?…]+|[,;:()\n–—]|['’]/gu;
const ENGLISH_ENDINGS = new Set(['t', 's', 'm', 'd', 'll', 're', 've']);
/** Words that contrast two clauses. A negation does not reach past them, and what follows weighs more. */
export const CONTRASTIVE_WORDS = new Set([
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

/**
 * Splits text into tokens. Apostrophes join English contractions (`don't` → `dont`) and split French ones
 * (`l'argent`).
 */
export function tokenise(input: string): TokenisedText {
  const text = input.slice(0, MAX_TEXT_LENGTH);
  const tokens: Token[] = [];
  const terminators: string[] = [''];
  let clause = 0;
  let apostrophe = -1;
  for (const match of text.matchAll(pieces)) {
    const [piece] = match;
    const from = match.index;
    const kind = kindOf(piece);
    if (kind === 'word') {
      const word = normaliseWord(piece.slice(0, MAX_WORD_LENGTH));
      const last = tokens.at(-1);
      if (last && apostrophe === last.to && from === apostrophe + 1 && ENGLISH_ENDINGS.has(word)) {
        last.word += word;
        last.to = from + piece.length;
        continue;
      }
      if (CONTRASTIVE_WORDS.has(word)) clause += 1;
      tokens.push({ word, from, to: from + piece.length, clause, sentence: terminators.length - 1 });
    } else if (kind === 'apostrophe') {
      apostrophe = from;
    } else if (!isDotInside(text, from, piece)) {
      clause += 1;
      if (kind === 'end' && tokens.at(-1)?.sentence === terminators.length - 1) {
        terminators[terminators.length - 1] = piece;
        terminators.push('');
      }
    }
  }
  return { text, tokens, terminators };
}

function kindOf(piece: string): 'word' | 'apostrophe' | 'end' | 'comma' {
  if (piece === "'" || piece === '’') return 'apostrophe';
  if (piece === '\n' || /^[.!?…]/.test(piece)) return 'end';
  return /^[,;:()–—]$/.test(piece) ? 'comma' : 'word';
}

/** Tells the dot in `15.30`, `3.5` or `example.org` from the end of a sentence. */
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

/** Normalises case, accents and umlauts, and drops emoji modifiers for colour and style. */
export function normaliseWord(word: string): string {
  if (/^[a-z0-9]*$/i.test(word)) return word.toLowerCase();
  return word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[äöüßæøł]/g, (letter) => ownProperty(UMLAUTS, letter) ?? letter)
    .normalize('NFD')
    .replaceAll(/[\p{M}\uFE0F]/gu, '');
}

/** Returns the tokens from `from` up to but excluding `to` as they were written. */
export function originalText({ text, tokens }: TokenisedText, from: number, to: number): string {
  const first = tokens[from];
  const last = tokens[to - 1];
  return first && last ? text.slice(first.from, last.to).replaceAll(/\s+/g, ' ') : '';
}
