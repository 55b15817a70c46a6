// A thread in a few of its own sentences. Extractive: nothing is written that nobody said, and each line names its message.
import { languageByWords } from '../language/detect-language.ts';
import { findPromiseWords } from '../promises/promise-phrases.ts';
import { scoreSentiment } from '../sentiment/score-sentiment.ts';
import { ownWords } from '../text/own-words.ts';
import { type Finder, phraseFinder, phrasesOf } from '../text/phrases.ts';
import { sentencesOf } from '../text/sentences.ts';
import { wordsOf } from '../text/words.ts';
import { bagOf } from '../topics/features.ts';

export interface ThreadMessage {
  id: string;
  from: 'customer' | 'staff';
  /** Internal notes count as what was tried. */
  internal?: boolean;
  text: string;
}

export const summaryParts = ['asked', 'tried', 'promised', 'mood', 'next'] as const;
type SummaryPart = (typeof summaryParts)[number];

export interface SummaryLine {
  part: SummaryPart;
  /** A sentence of the thread; of `mood` a sentence about it, with the words that say so. */
  text: string;
  /** The messages that it stands in. */
  messageIds: string[];
}

export interface Summary {
  /** At most eight, in the order of `summaryParts`. */
  lines: SummaryLine[];
}

const MOST_MESSAGES = 200;
const LONGEST_LINE = 240;
const ALLOWED: Record<SummaryPart, number> = { asked: 2, tried: 1, promised: 2, mood: 1, next: 1 };

interface Said {
  text: string;
  messageId: string;
  from: ThreadMessage['from'];
  /** Place of the message in the thread, and of the sentence in the message. */
  order: number;
  place: number;
  bag: string[];
}

const lines = (text: string) => text.split(' | ').join('\n');
const findTried = phraseFinder<string>(() => [
  ...phrasesOf<string>(
    'en',
    'tried',
    'tried',
    lines(
      'tried | restarted | reset | reinstalled | checked | replaced | updated | rebooted | have|has done | did _ already | i|we called | contacted | i|we sent | i|we have | tested | cleared | changed | cancelled | refunded | looked into | swapped | unplugged | no luck | did not help | didnt help',
    ),
  ),
  ...phrasesOf(
    'de',
    'tried',
    'tried',
    lines(
      'versucht | probiert | ausprobiert | neu gestartet | neugestartet | zurueckgesetzt | neu installiert | geprueft | ueberprueft | getauscht | ausgetauscht | aktualisiert | angerufen | kontaktiert | geschickt | getestet | geloescht | geaendert | storniert | erstattet | nachgesehen | hat nicht geholfen | erfolglos',
    ),
  ),
]);
const findAsking = phraseFinder<string>(() => [
  ...phrasesOf<string>(
    'en',
    'asks',
    'asks',
    lines(
      'please | can you | could you | would you | i need | we need | i want | i would like | id like | help | how | when | where | why | what | not working | doesnt work | cannot | cant | broken | never arrived | refund | problem | wrong',
    ),
  ),
  ...phrasesOf(
    'de',
    'asks',
    'asks',
    lines(
      'bitte | koennen sie | koennten sie | ich brauche | ich moechte | ich haette | hilfe | wie | wann | wo | warum | was | funktioniert nicht | geht nicht | kann nicht | kaputt | nicht angekommen | erstattung | problem | falsch*',
    ),
  ),
]);

/**
 * What was asked, what was tried, what is promised, how the customer feels and what is next, each by sentences of the
 * thread. Sentences are weighed by how much of the whole thread's vocabulary they carry; the same sentence stands once.
 */
export function summarise(thread: readonly ThreadMessage[]): Summary {
  const messages = thread.slice(0, MOST_MESSAGES);
  const said = messages.flatMap(saidIn);
  const taken = new Set<string>();
  const asked = pick(
    said.filter((one) => one.from === 'customer' && (asks(one) || opens(one, messages))),
    said,
    ALLOWED.asked,
    taken,
  );
  // One from each side: what the customer did themselves and what was done for them.
  const tried = (['customer', 'staff'] as const).flatMap((side) =>
    pick(
      said.filter((one) => one.from === side && has(findTried, one)),
      said,
      ALLOWED.tried,
      taken,
    ),
  );
  const promised = pick(
    said.filter((one) => one.from === 'staff' && promises(one)),
    said,
    ALLOWED.promised,
    taken,
    'newest',
  );
  return {
    lines: [
      ...linesOf('asked', asked),
      ...linesOf('tried', tried),
      ...linesOf('promised', promised),
      ...moodOf(messages),
      ...linesOf('next', nextOf(said, taken)),
    ],
  };
}

function saidIn({ id, from, text }: ThreadMessage, order: number): Said[] {
  return sentencesOf(ownWords(text)).map(({ text: sentence, place }) => ({
    text: sentence,
    messageId: id,
    from,
    order,
    place,
    bag: bagOf(sentence.slice(0, LONGEST_LINE * 2)),
  }));
}

const has = <T>(find: Finder<T>, { text }: Said) => find(wordsOf(text)).length > 0;
/** A question or a request with something in it: "Can you help me?" says nothing of what it is about. */
const asks = (one: Said) => one.bag.length > 1 && (one.text.endsWith('?') || has(findAsking, one));
/** What a customer begins with is why they write, whether or not they ask. */
const opens = ({ order, bag }: Said, messages: readonly ThreadMessage[]) =>
  bag.length > 2 && order === messages.findIndex(({ from }) => from === 'customer');

function promises({ text }: Said): boolean {
  const says = findPromiseWords(wordsOf(text)).map(({ phrase }) => phrase.says);
  return !text.endsWith('?') && says.includes('commits') && !says.includes('denies') && says.length > 1;
}

/** The weightiest sentences, each once, in the order they were said; with `newest`, later ones first among equals. */
function pick(
  among: readonly Said[],
  all: readonly Said[],
  most: number,
  taken: Set<string>,
  first?: 'newest',
): Said[] {
  const counts = new Map<string, number>();
  for (const { bag } of all) for (const word of bag) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = ({ bag, order, place }: Said) => {
    const carried = bag.reduce((sum, word) => sum + Math.log(1 + (counts.get(word) ?? 0)), 0);
    const early = first === 'newest' ? order * 0.5 : (order === 0 ? 2 : 0) + (place === 0 ? 0.5 : 0);
    return carried / Math.sqrt(bag.length + 3) + early;
  };
  return among
    .map((one) => ({ one, weight: weight(one) }))
    .toSorted((a, b) => b.weight - a.weight || a.one.order - b.one.order || a.one.place - b.one.place)
    .map(({ one }) => one)
    .filter(({ text }) => {
      const fresh = !taken.has(text) && most > 0;
      if (fresh) taken.add(text);
      if (fresh) most -= 1;
      return fresh;
    })
    .toSorted((a, b) => a.order - b.order || a.place - b.place);
}

/** The customer's newest message decides the mood; a turn against the first one is said. */
function moodOf(messages: readonly ThreadMessage[]): SummaryLine[] {
  const own = messages.filter(({ from, internal }) => from === 'customer' && !internal);
  const [first, last] = [own[0], own.at(-1)];
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
  const words = wordsOf(ownWords(text));
  return scoreSentiment(words, languageByWords(words));
}

/** What is open: the question or the request that was said last, unless it stands in the summary already. */
function nextOf(said: readonly Said[], taken: ReadonlySet<string>): Said[] {
  const open = said.filter(
    (one) => !taken.has(one.text) && (one.from === 'staff' ? promises(one) || asks(one) : asks(one)),
  );
  const last = open.at(-1);
  return last && last.order === said.at(-1)?.order ? [last] : [];
}

function linesOf(part: SummaryPart, said: readonly Said[]): SummaryLine[] {
  return said.map(({ text, messageId }) => ({
    part,
    text: text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE - 1)}…` : text,
    messageIds: [messageId],
  }));
}
