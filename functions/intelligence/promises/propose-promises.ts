import { detectLanguageByWords } from '../text/detect-language.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { stripQuoted } from '../text/strip-quoted.ts';
import { normaliseWord, tokenise } from '../text/tokenise.ts';
import type { DueTime, Reader } from './due-time.ts';
import { findPromisePhrases, type PromiseKind, promiseKinds } from './promise-phrases.ts';

export interface ProposedPromise {
  /** The sentence that promises, as the agent wrote it. */
  text: string;
  dueAt: string;
  kind: PromiseKind;
  reason: string;
}

/** A reply has a handful of promises. */
const MAX_PROMISES = 10;
const MAX_SENTENCES = 60;
const MAX_SENTENCE_LENGTH = 400;

/**
 * Proposes what an agent's reply promises and by when, for a person to confirm. A promise is a statement in
 * which we commit to something ("we will", "Sie erhalten") by a time in the future. What was done, what the
 * customer should do and what is refused ("I cannot promise") are no promises. English and German. Times are
 * read in `timeZone`; a day without a time of day ends at 18:00 there.
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
  const reply = stripQuoted(text);
  const language = detectLanguageByWords(tokenise(reply)).tag === 'de' ? 'de' : 'en';
  const sentences = splitSentences(reply)
    .filter(({ text: sentence }) => mayPromise(sentence))
    .slice(0, MAX_SENTENCES);
  if (sentences.length === 0) return [];
  // Loads the date libraries, which nothing else needs.
  const { dueTimeReader } = await import('./due-time.ts');
  const read = await dueTimeReader(language, timeZone);
  return sentences
    .flatMap(({ text: sentence }) => promiseIn(sentence, read, now, timeZone) ?? [])
    .slice(0, MAX_PROMISES);
}

function mayPromise(sentence: string): boolean {
  if (sentence.trimEnd().endsWith('?')) return false;
  const labels = new Set(findPromisePhrases(tokenise(sentence)).map(({ phrase }) => phrase.label));
  return labels.has('commits') && !labels.has('denies');
}

function promiseIn(sentence: string, read: Reader, now: Date, timeZone: string): ProposedPromise | undefined {
  const text = sentence.slice(0, MAX_SENTENCE_LENGTH);
  const due = read(text, now, timeZone);
  if (!due) return undefined;
  const { kind, word } = kindOf(text);
  return { text, dueAt: due.at, kind, reason: reasonOf(due, kind, word, timeZone) };
}

function kindOf(sentence: string): { kind: PromiseKind; word?: string } {
  const text = tokenise(sentence);
  const found = findPromisePhrases(text);
  // The order of `promiseKinds` decides: "we will call you about the refund" promises a call.
  for (const kind of promiseKinds) {
    const match = found.find(({ phrase }) => phrase.label === kind);
    const token = match && text.tokens[match.from];
    if (token) return { kind, word: normaliseWord(text.text.slice(token.from, token.to)) };
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
