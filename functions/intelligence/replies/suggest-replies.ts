// Which known answers resemble a message: BM25 over stems (Robertson and Zaragoza 2009; k1 = 1.2, b = 0.75).
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as german } from '@orama/stemmers/german';
import { languageByWords } from '../language/detect-language.ts';
import { ownWords } from '../text/own-words.ts';
import { wordsOf } from '../text/words.ts';
import { bagOf } from '../topics/features.ts';

/** A solved ticket or an article. */
export interface Candidate {
  id: string;
  /** What was asked, or the article's title. Counts double. */
  title: string;
  text: string;
}

export interface Suggestion {
  id: string;
  /** 0 to 1: the share of what a perfect match would score. */
  score: number;
  /** Words that both have, most telling first. */
  sharedTerms: string[];
}

const K1 = 1.2;
const B = 0.75;
const MOST_CANDIDATES = 500;
const MOST_SUGGESTIONS = 5;
/** Below this a candidate shares a word or two by chance. */
const LEAST = 0.15;
const TITLE = 2;

interface Scored {
  id: string;
  /** How often each stem stands in it. */
  stems: Map<string, number>;
  length: number;
}

/** The candidates that resemble a message, best first, at most five; ties by id. Whoever answers decides and sends. */
export function suggestReplies(message: string, candidates: readonly Candidate[]): Suggestion[] {
  const own = ownWords(message);
  const stem = stemmerOf(own);
  const asked = new Map(bagOf(own).map((word) => [stem(word), word]));
  const documents = candidates.slice(0, MOST_CANDIDATES).map((candidate) => documentOf(candidate, stem));
  const average = documents.reduce((sum, { length }) => sum + length, 0) / (documents.length || 1);
  const rarity = new Map([...asked.keys()].map((term) => [term, rarityOf(term, documents)]));
  const perfect = [...rarity.values()].reduce((sum, rare) => sum + rare * (K1 + 1), 0);
  if (perfect === 0) return [];
  return documents
    .map((document) => suggestionOf(document, asked, rarity, average, perfect))
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS);
}

function suggestionOf(
  { id, stems, length }: Scored,
  asked: ReadonlyMap<string, string>,
  rarity: ReadonlyMap<string, number>,
  average: number,
  perfect: number,
): Suggestion {
  const gains = [...asked].flatMap(([term, word]) => {
    const count = stems.get(term) ?? 0;
    if (count === 0) return [];
    const saturated = (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / (average || 1)));
    return [{ word, gain: (rarity.get(term) ?? 0) * saturated }];
  });
  const sum = gains.reduce((total, { gain }) => total + gain, 0);
  return {
    id,
    score: Math.min(1, Math.round((sum / perfect) * 100) / 100),
    sharedTerms: gains
      .toSorted((a, b) => b.gain - a.gain || (a.word < b.word ? -1 : 1))
      .map(({ word }) => word),
  };
}

/** log(1 + (N − n + ½) / (n + ½)), never negative. */
function rarityOf(term: string, documents: readonly Scored[]): number {
  const having = documents.filter(({ stems }) => stems.has(term)).length;
  return Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
}

function documentOf({ id, title, text }: Candidate, stem: (word: string) => string): Scored {
  const stems = new Map<string, number>();
  const titled = bagOf(title);
  for (const word of titled) stems.set(stem(word), TITLE);
  const words = wordsOf(text).words.map(({ word }) => word);
  for (const word of words) stems.set(stem(word), (stems.get(stem(word)) ?? 0) + 1);
  return { id, stems, length: words.length + TITLE * titled.length };
}

/** German by its own stemmer, all else by the English one, which leaves unknown words nearly alone. */
function stemmerOf(text: string): (word: string) => string {
  const stemmer = languageByWords(wordsOf(text)).tag === 'de' ? german : english;
  const known = new Map<string, string>();
  return (word) => {
    const found = known.get(word) ?? stemmer(word);
    known.set(word, found);
    return found;
  };
}
