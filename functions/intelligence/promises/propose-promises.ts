import { languageByWords } from '../language/detect-language.ts';
import { ownWords } from '../text/own-words.ts';
import { sentencesOf } from '../text/sentences.ts';
import { fold, wordsOf } from '../text/words.ts';
import type { DueTime, Reader } from './due-time.ts';
import { findPromiseWords, type PromiseKind, promiseKinds } from './promise-phrases.ts';

export interface ProposedPromise {
  /** The sentence that promises, as the agent wrote it. */
  text: string;
  dueAt: string;
  kind: PromiseKind;
  reason: string;
}

/** A reply has a handful of promises; what has more is no reply. */
const MOST_PROMISES = 10;
const MOST_SENTENCES = 60;
const MOST_LETTERS = 400;

/**
 * What an agent's reply promises and by when, for a person to confirm. A promise is a sentence, no question, in which we
 * commit to something ("we will", "Sie erhalten") by a time that lies ahead. What was done, what the customer is asked to do
 * and what is refused ("I cannot promise") is none. English and German. Times are read in `timeZone`; a day without a
 * time of day ends at 18:00 there.
 */
export async function proposePromises({
  text,
  now,
  timeZone,
}: {
  text: string;
  now: Date;
  timeZone: string;
}): Promise<ProposedPromise[]> {
  const own = ownWords(text);
  const language = languageByWords(wordsOf(own)).tag === 'de' ? 'de' : 'en';
  const sentences = sentencesOf(own)
    .filter(({ text: sentence }) => mayPromise(sentence))
    .slice(0, MOST_SENTENCES);
  if (sentences.length === 0) return [];
  // With the libraries of dates, which no other part of an analysis needs.
  const { dueTimeReader } = await import('./due-time.ts');
  const read = await dueTimeReader(language, timeZone);
  return sentences
    .flatMap(({ text: sentence }) => promiseIn(sentence, read, now, timeZone) ?? [])
    .slice(0, MOST_PROMISES);
}

function mayPromise(sentence: string): boolean {
  if (sentence.trimEnd().endsWith('?')) return false;
  const said = new Set(findPromiseWords(wordsOf(sentence)).map(({ phrase }) => phrase.says));
  return said.has('commits') && !said.has('denies');
}

function promiseIn(sentence: string, read: Reader, now: Date, timeZone: string): ProposedPromise | undefined {
  const text = sentence.slice(0, MOST_LETTERS);
  const due = read(text, now, timeZone);
  if (!due) return undefined;
  const { kind, word } = kindOf(text);
  return { text, dueAt: due.at, kind, reason: reasonOf(due, kind, word, timeZone) };
}

function kindOf(sentence: string): { kind: PromiseKind; word?: string } {
  const words = wordsOf(sentence);
  const found = findPromiseWords(words);
  // In the order of `promiseKinds`: "we will call you about the refund" is a call that is owed.
  for (const kind of promiseKinds) {
    const sign = found.find(({ phrase }) => phrase.says === kind);
    const word = sign && words.words[sign.from];
    if (word) return { kind, word: fold(words.text.slice(word.from, word.to)) };
  }
  return { kind: 'other' };
}

function reasonOf(
  { words, exact }: DueTime,
  kind: PromiseKind,
  word: string | undefined,
  timeZone: string,
): string {
  const what = word ? `${kind} by “${word}”` : kind;
  return `${what}; due by “${words}” in ${timeZone}${exact ? '' : ', read as the end of that day'}`;
}
