// The features that the sensitivity classifier sees of a sentence: words, character n-grams, bigrams, synonym
// groups, and which group precedes which. In a question each group is also a feature of its own: "is it
// broken?" is not "it is broken".
import { synonymGroupsOf } from '../text/synonym-groups.ts';
import type { TokenisedText } from '../text/tokenise.ts';
import { wordFeatures } from '../topics/features.ts';

/** The amount of a feature in a sentence, and the tokens that it comes from. */
export interface Feature {
  amount: number;
  tokens: number[];
}
export type Features = ReadonlyMap<string, Feature>;

export interface SentenceFeatures {
  /** Number of the sentence in the text. */
  sentence: number;
  features: Features;
}

/** The rest of a message is not read: what matters most comes earlier. */
const MAX_WORDS = 1500;
/** Groups further apart in a sentence do not form a pair. */
const MAX_PAIR_DISTANCE = 5;
const WORD_AMOUNT = 0.7;
const NGRAM_AMOUNT = 0.15;
const BIGRAM_AMOUNT = 0.5;
const QUESTION_AMOUNT = 0.7;
/** The n-grams of shorter words say no more than the word. */
const MIN_NGRAM_WORD_LENGTH = 5;

/** Extracts the features of each sentence, in order. Linear in the length of the text. */
export function sentenceFeatures({ tokens, terminators }: TokenisedText): SentenceFeatures[] {
  const sentences: Place[][] = [];
  tokens.slice(0, MAX_WORDS).forEach(({ word, sentence }, at) => {
    (sentences[sentence] ??= []).push({ word, at });
  });
  return sentences.flatMap((places, sentence) => ({
    sentence,
    features: featuresIn(places, (terminators[sentence] ?? '').includes('?')),
  }));
}

interface Place {
  word: string;
  /** Number of the token in the text. */
  at: number;
}

function featuresIn(places: readonly Place[], isQuestion: boolean): Features {
  const found = new Map<string, Feature>();
  const add = (feature: string, amount: number, ...tokens: number[]) => {
    if (!found.has(feature)) found.set(feature, { amount, tokens });
  };
  const groups = places.map(({ word }) => synonymGroupsOf(word));
  if (isQuestion) add('?', QUESTION_AMOUNT);
  places.forEach(({ word, at }, place) => {
    addWordFeatures(add, word, at);
    const next = places[place + 1];
    if (next && isLatin(word) && isLatin(next.word)) add(`${word}+${next.word}`, BIGRAM_AMOUNT, at, next.at);
    for (const group of groups[place] ?? []) {
      add(`<${group}`, 1, at);
      if (isQuestion) add(`?<${group}`, QUESTION_AMOUNT, at);
      for (let later = place + 1; later <= place + MAX_PAIR_DISTANCE && later < places.length; later += 1) {
        for (const other of groups[later] ?? []) {
          if (other !== group) add(`<${group}<${other}`, 1, at, places[later]?.at ?? at);
        }
      }
    }
  });
  return found;
}

/** Excludes numbers, by which a person could be known, and other alphabets. */
const isLatin = (word: string) => /^[a-z]+$/.test(word);

function addWordFeatures(
  add: (feature: string, amount: number, ...tokens: number[]) => void,
  word: string,
  at: number,
): void {
  if (word.length < 2 || !isLatin(word)) return;
  const [whole = '', ...ngrams] = wordFeatures(word);
  add(whole, WORD_AMOUNT, at);
  if (word.length >= MIN_NGRAM_WORD_LENGTH) for (const ngram of ngrams) add(ngram, NGRAM_AMOUNT, at);
}

/** Merges the features of several sentences; the first occurrence of a feature wins. */
export function mergeFeatures(sentences: readonly Features[]): Features {
  return new Map(sentences.toReversed().flatMap((sentence) => [...sentence]));
}

/**
 * Tells features of synonym groups from those of words. Each block is normalised alone, so that neither
 * drowns the other.
 */
export const isGroupFeature = (feature: string): boolean =>
  feature.startsWith('<') || feature.startsWith('?');
