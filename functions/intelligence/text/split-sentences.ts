import { MAX_TEXT_LENGTH } from './tokenise.ts';

export interface Sentence {
  text: string;
  /** Number of the sentence in the text. */
  index: number;
}

const MAX_SENTENCES = 400;
/** Matches the text after "3." in a date: a month, or anything in lower case. */
const CONTINUES = /^(?:(?-i:\p{Ll})|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)/iu;
/** Created on first use: it takes 2 ms. */
let segmenter: Intl.Segmenter | undefined;

/**
 * Splits a text into at most 400 sentences. A line break ends one, as greetings and lists have no full stop.
 * Intl.Segmenter (UAX 29) knows that "3.5" and "15.30 Uhr" end no sentence; it splits German ordinals ("am 3.
 * April"), which are joined again.
 */
export function splitSentences(input: string): Sentence[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const sentences: string[] = [];
  for (const line of input.slice(0, MAX_TEXT_LENGTH).split(/[\r\n]+/)) {
    let first = true;
    for (const { segment } of segmenter.segment(line)) {
      const text = segment.trim();
      const last = sentences.at(-1);
      if (!first && last !== undefined && /\d\.$/.test(last) && CONTINUES.test(text))
        sentences[sentences.length - 1] = `${last} ${text}`;
      else if (text !== '') sentences.push(text);
      first = false;
      if (sentences.length >= MAX_SENTENCES) break;
    }
    if (sentences.length >= MAX_SENTENCES) break;
  }
  return sentences.map((text, index) => ({ text, index }));
}
