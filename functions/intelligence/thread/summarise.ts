// Summarises a thread in its own sentences. Each line names the messages that it is from.
import summaryPhrases from '../../../data/phrases/summary.json' with { type: 'json' };
import { scoreSentiment } from '../message/score-sentiment.ts';
import { findPromisePhrases } from '../promises/promise-phrases.ts';
import { detectLanguageByWords } from '../text/detect-language.ts';
import { createPhraseFinder, type PhraseFinder, phrasesFromTable } from '../text/phrases.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { stripQuoted } from '../text/strip-quoted.ts';
import { tokenise } from '../text/tokenise.ts';
import { bagOfWords } from '../topics/features.ts';

export interface ThreadMessage {
  id: string;
  from: 'customer' | 'staff';
  /** Internal notes count as steps that were tried. */
  internal?: boolean;
  text: string;
}

export const summaryParts = ['asked', 'tried', 'promised', 'mood', 'next'] as const;
export type SummaryPart = (typeof summaryParts)[number];

export interface SummaryLine {
  part: SummaryPart;
  /** A sentence of the thread; for `mood` the sentiment with the words that decided. */
  text: string;
  /** The messages that it is from. */
  messageIds: string[];
}

export interface Summary {
  /** At most eight, in the order of `summaryParts`. */
  lines: SummaryLine[];
}

const MAX_MESSAGES = 200;
const MAX_LINE_LENGTH = 240;
const MAX_LINES: Record<SummaryPart, number> = { asked: 2, tried: 1, promised: 2, mood: 1, next: 1 };

interface ThreadSentence {
  text: string;
  messageId: string;
  from: ThreadMessage['from'];
  /** Number of the message in the thread. */
  message: number;
  /** Number of the sentence in the message. */
  sentence: number;
  words: string[];
}

const phrasesLabelled = (label: 'tried' | 'asks') =>
  phrasesFromTable<'tried' | 'asks'>(summaryPhrases).filter((phrase) => phrase.label === label);
const findTried = createPhraseFinder(() => phrasesLabelled('tried'));
const findAsking = createPhraseFinder(() => phrasesLabelled('asks'));

/**
 * Summarises a thread: what the customer asked, what was tried and promised, how the customer feels and what
 * is next. It picks the sentences with the most frequent words of the thread, each sentence once.
 */
export function summarise(thread: readonly ThreadMessage[]): Summary {
  const messages = thread.slice(0, MAX_MESSAGES);
  const all = messages.flatMap(threadSentences);
  const taken = new Set<string>();
  const asked = pick(
    all.filter((one) => one.from === 'customer' && (asks(one) || opens(one, messages))),
    all,
    MAX_LINES.asked,
    taken,
  );
  // One from each side: what the customer did and what staff did.
  const tried = (['customer', 'staff'] as const).flatMap((side) =>
    pick(
      all.filter((one) => one.from === side && has(findTried, one)),
      all,
      MAX_LINES.tried,
      taken,
    ),
  );
  const promised = pick(
    all.filter((one) => one.from === 'staff' && promises(one)),
    all,
    MAX_LINES.promised,
    taken,
    'newest',
  );
  return {
    lines: [
      ...linesOf('asked', asked),
      ...linesOf('tried', tried),
      ...linesOf('promised', promised),
      ...moodOf(messages),
      ...linesOf('next', nextOf(all, taken)),
    ],
  };
}

function threadSentences({ id, from, text }: ThreadMessage, message: number): ThreadSentence[] {
  return splitSentences(stripQuoted(text)).map(({ text: sentence, index }) => ({
    text: sentence,
    messageId: id,
    from,
    message,
    sentence: index,
    words: bagOfWords(sentence.slice(0, MAX_LINE_LENGTH * 2)),
  }));
}

const has = <T>(find: PhraseFinder<T>, { text }: ThreadSentence) => find(tokenise(text)).length > 0;
/** A question or request with content; "Can you help me?" has none. */
const asks = (one: ThreadSentence) =>
  one.words.length > 1 && (one.text.endsWith('?') || has(findAsking, one));
/** The customer's first message says why they write, with or without a question. */
const opens = ({ message, words }: ThreadSentence, messages: readonly ThreadMessage[]) =>
  words.length > 2 && message === messages.findIndex(({ from }) => from === 'customer');

function promises({ text }: ThreadSentence): boolean {
  const labels = findPromisePhrases(tokenise(text)).map(({ phrase }) => phrase.label);
  return !text.endsWith('?') && labels.includes('commits') && !labels.includes('denies') && labels.length > 1;
}

/**
 * Picks the sentences with the highest weight, each once, in the order of the thread; `newest` prefers later
 * ones.
 */
function pick(
  among: readonly ThreadSentence[],
  all: readonly ThreadSentence[],
  most: number,
  taken: Set<string>,
  first?: 'newest',
): ThreadSentence[] {
  const counts = new Map<string, number>();
  for (const { words } of all) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = ({ words, message, sentence }: ThreadSentence) => {
    const frequency = words.reduce((sum, word) => sum + Math.log(1 + (counts.get(word) ?? 0)), 0);
    const position =
      first === 'newest' ? message * 0.5 : (message === 0 ? 2 : 0) + (sentence === 0 ? 0.5 : 0);
    return frequency / Math.sqrt(words.length + 3) + position;
  };
  return among
    .map((one) => ({ one, weight: weight(one) }))
    .toSorted((a, b) => b.weight - a.weight || inOrder(a.one, b.one))
    .map(({ one }) => one)
    .filter(({ text }) => {
      const fresh = !taken.has(text) && most > 0;
      if (fresh) taken.add(text);
      if (fresh) most -= 1;
      return fresh;
    })
    .toSorted(inOrder);
}

const inOrder = (a: ThreadSentence, b: ThreadSentence) => a.message - b.message || a.sentence - b.sentence;

/** Describes the mood of the customer's newest message, and that of the first one if it differs. */
function moodOf(messages: readonly ThreadMessage[]): SummaryLine[] {
  const written = messages.filter(({ from, internal }) => from === 'customer' && !internal);
  const [first, last] = [written[0], written.at(-1)];
  if (!first || !last) return [];
  const now = moodIn(last.text);
  const before = moodIn(first.text);
  const turned = first !== last && before.label !== now.label ? `, ${before.label} at first` : '';
  const words = now.words.slice(0, 3).map(({ word }) => `“${word}”`);
  return [
    {
      part: 'mood',
      text: `${now.label}${turned}${words.length > 0 ? `: ${words.join(', ')}` : ''}`,
      messageIds: [...new Set([...(turned ? [first.id] : []), last.id])],
    },
  ];
}

function moodIn(text: string) {
  const tokenised = tokenise(stripQuoted(text));
  return scoreSentiment(tokenised, detectLanguageByWords(tokenised));
}

/**
 * Returns the last open question, request or promise of the newest message, unless the summary has it
 * already.
 */
function nextOf(all: readonly ThreadSentence[], taken: ReadonlySet<string>): ThreadSentence[] {
  const open = all.filter(
    (one) => !taken.has(one.text) && (one.from === 'staff' ? promises(one) || asks(one) : asks(one)),
  );
  const last = open.at(-1);
  return last && last.message === all.at(-1)?.message ? [last] : [];
}

function linesOf(part: SummaryPart, sentences: readonly ThreadSentence[]): SummaryLine[] {
  return sentences.map(({ text, messageId }) => ({
    part,
    text: text.length > MAX_LINE_LENGTH ? `${text.slice(0, MAX_LINE_LENGTH - 1)}…` : text,
    messageIds: [messageId],
  }));
}
