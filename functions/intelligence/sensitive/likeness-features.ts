// A message as the likeness sees it, sentence by sentence: words, parts of words, neighbours, families, and which family stands
// before which. In what is asked, families count as asked too: "is it broken?" is not "it is broken".
import { familiesOf } from '../text/families.ts';
import type { Words } from '../text/words.ts';
import { featuresOf } from '../topics/features.ts';

/** A feature of a sentence: how strongly, and the words that it stands on. */
interface Feature {
  amount: number;
  words: number[];
}
export type Features = ReadonlyMap<string, Feature>;

export interface Sentence {
  /** Its number in the text. */
  sentence: number;
  features: Features;
}

/** More of a message is not read: what somebody suffers from is said before. */
const MOST_WORDS = 1500;
/** Words with families further apart have nothing to do with one another. */
const REACH = 5;
const WORD = 0.7;
const PART = 0.15;
const NEIGHBOURS = 0.5;
const ASKED = 0.7;
/** Of shorter words the parts are the word. */
const HAS_PARTS = 5;

/** The features of each sentence, in order. Linear in the length of the text. */
export function sentenceFeatures({ words, ends }: Words): Sentence[] {
  const sentences: Place[][] = [];
  words.slice(0, MOST_WORDS).forEach(({ word, sentence }, at) => {
    (sentences[sentence] ??= []).push({ word, at });
  });
  return sentences.flatMap((places, sentence) => ({
    sentence,
    features: featuresIn(places, (ends[sentence] ?? '').includes('?')),
  }));
}

interface Place {
  word: string;
  at: number;
}

function featuresIn(places: readonly Place[], asked: boolean): Features {
  const found = new Map<string, Feature>();
  const add = (feature: string, amount: number, ...words: number[]) => {
    if (!found.has(feature)) found.set(feature, { amount, words });
  };
  const families = places.map(({ word }) => familiesOf(word));
  if (asked) add('?', ASKED);
  places.forEach(({ word, at }, place) => {
    addWord(add, word, at);
    const next = places[place + 1];
    if (next && isName(word) && isName(next.word)) add(`${word}+${next.word}`, NEIGHBOURS, at, next.at);
    for (const family of families[place] ?? []) {
      add(`<${family}`, 1, at);
      if (asked) add(`?<${family}`, ASKED, at);
      for (let later = place + 1; later <= place + REACH && later < places.length; later += 1) {
        for (const other of families[later] ?? []) {
          if (other !== family) add(`<${family}<${other}`, 1, at, places[later]?.at ?? at);
        }
      }
    }
  });
  return found;
}

/** Of numbers and other alphabets nothing is learned. */
const isName = (word: string) => /^[a-z]+$/.test(word);

function addWord(
  add: (feature: string, amount: number, ...words: number[]) => void,
  word: string,
  at: number,
): void {
  if (word.length < 2 || !isName(word)) return;
  const [whole = '', ...parts] = featuresOf(word);
  add(whole, WORD, at);
  if (word.length >= HAS_PARTS) for (const part of parts) add(part, PART, at);
}

/** All sentences as one. */
export function together(sentences: readonly Features[]): Features {
  return new Map(sentences.toReversed().flatMap((sentence) => [...sentence]));
}

/** Families and words are measured for themselves: of two views on a sentence neither drowns the other. */
export const isOfFamilies = (feature: string): boolean => feature.startsWith('<') || feature.startsWith('?');
