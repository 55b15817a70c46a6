import { MAX_TEXT } from './words.ts';

export interface Sentence {
  text: string;
  /** Place among the sentences of the text. */
  place: number;
}

const MOST = 400;
/** What stands behind "3." when that is a date: a month, or anything in small letters. */
const GOES_ON = /^(?:(?-i:\p{Ll})|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)/iu;
/** Made when first needed: it takes 2 ms. */
let segmenter: Intl.Segmenter | undefined;

/**
 * The sentences of a text; a line break ends one, as greetings and lists have no full stop. Split by the runtime's own rules (UAX 29), which know that "3.5" and "15.30 Uhr" end nothing. German
 * ordinals ("am 3. April") are joined again: a sentence does not begin with a month.
 */
export function sentencesOf(input: string): Sentence[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const sentences: string[] = [];
  for (const line of input.slice(0, MAX_TEXT).split(/[\r\n]+/)) {
    let first = true;
    for (const { segment } of segmenter.segment(line)) {
      const text = segment.trim();
      const last = sentences.at(-1);
      if (!first && last !== undefined && /\d\.$/.test(last) && GOES_ON.test(text))
        sentences[sentences.length - 1] = `${last} ${text}`;
      else if (text !== '') sentences.push(text);
      first = false;
      if (sentences.length >= MOST) break;
    }
    if (sentences.length >= MOST) break;
  }
  return sentences.map((text, place) => ({ text, place }));
}
