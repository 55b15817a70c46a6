// Ranks known answers by similarity to a message: BM25 over stems (Robertson and Zaragoza 2009; k1 = 1.2, b =
// 0.75).
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as german } from '@orama/stemmers/german';
import { detectLanguageByWords } from '../text/detect-language.ts';
import { stripQuoted } from '../text/strip-quoted.ts';
import { tokenise } from '../text/tokenise.ts';
import { bagOfWords } from '../topics/features.ts';

/** A solved ticket or an article. */
export interface Candidate {
  id: string;
  /** The question of the ticket or the title of the article. Counts double. */
  title: string;
  text: string;
}

export interface Suggestion {
  id: string;
  /** 0 to 1: share of the score of a perfect match. */
  score: number;
  /** Words in both, the most significant first. */
  sharedTerms: string[];
}

const K1 = 1.2;
const B = 0.75;
const MAX_CANDIDATES = 500;
const MAX_SUGGESTIONS = 5;
/** Candidates below this share a word or two by chance. */
const MIN_SCORE = 0.15;
const TITLE_WEIGHT = 2;

interface Scored {
  id: string;
  /** Frequency of each stem. */
  stems: Map<string, number>;
  length: number;
}

/** Suggests the candidates that resemble a message, best first, at most five; ties are sorted by id. */
export function suggestReplies(message: string, candidates: readonly Candidate[]): Suggestion[] {
  const text = stripQuoted(message);
  const stem = stemmerFor(text);
  const asked = new Map(bagOfWords(text).map((word) => [stem(word), word]));
  const documents = candidates.slice(0, MAX_CANDIDATES).map((candidate) => documentOf(candidate, stem));
  const average = documents.reduce((sum, { length }) => sum + length, 0) / (documents.length || 1);
  const idf = new Map([...asked.keys()].map((term) => [term, idfOf(term, documents)]));
  const perfect = [...idf.values()].reduce((sum, weight) => sum + weight * (K1 + 1), 0);
  if (perfect === 0) return [];
  return documents
    .map((document) => suggestionOf(document, asked, idf, average, perfect))
    .filter(({ score }) => score >= MIN_SCORE)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_SUGGESTIONS);
}

function suggestionOf(
  { id, stems, length }: Scored,
  asked: ReadonlyMap<string, string>,
  idf: ReadonlyMap<string, number>,
  average: number,
  perfect: number,
): Suggestion {
  const gains = [...asked].flatMap(([term, word]) => {
    const count = stems.get(term) ?? 0;
    if (count === 0) return [];
    const saturated = (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / (average || 1)));
    return [{ word, gain: (idf.get(term) ?? 0) * saturated }];
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

/** Computes log(1 + (N − n + ½) / (n + ½)), which is never negative. */
function idfOf(term: string, documents: readonly Scored[]): number {
  const matching = documents.filter(({ stems }) => stems.has(term)).length;
  return Math.log(1 + (documents.length - matching + 0.5) / (matching + 0.5));
}

function documentOf({ id, title, text }: Candidate, stem: (word: string) => string): Scored {
  const stems = new Map<string, number>();
  const titled = bagOfWords(title);
  for (const word of titled) stems.set(stem(word), TITLE_WEIGHT);
  const words = tokenise(text).tokens.map(({ word }) => word);
  for (const word of words) stems.set(stem(word), (stems.get(stem(word)) ?? 0) + 1);
  return { id, stems, length: words.length + TITLE_WEIGHT * titled.length };
}

/**
 * Returns the German stemmer for German text, otherwise the English one, which hardly changes unknown words.
 */
function stemmerFor(text: string): (word: string) => string {
  const stemmer = detectLanguageByWords(tokenise(text)).tag === 'de' ? german : english;
  const known = new Map<string, string>();
  return (word) => {
    const found = known.get(word) ?? stemmer(word);
    known.set(word, found);
    return found;
  };
}
