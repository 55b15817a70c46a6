// Finds the phrases in a message that indicate a sensitive kind, and leaves out those that are negated or
// mean something else.
import { ownProperty } from '../../platform/own-property.ts';
import type { LanguageFinding } from '../text/detect-language.ts';
import { isNegatedAfter, isNegatedBefore, isNegator } from '../text/negation.ts';
import { createPhraseFinder, longestMatches, type PhraseMatch, phraseLanguagesFor } from '../text/phrases.ts';
import { originalText, type Token, type TokenisedText } from '../text/tokenise.ts';
import type { Evidence } from './evidence.ts';
import { indicatorPhrases } from './indicator-phrases.ts';
import { type SensitiveKind, type SensitivityIndicator, sensitiveKinds } from './kinds.ts';
import { modalityFactor } from './modality.ts';

export type IndicatorMatch = PhraseMatch<SensitivityIndicator>;

export interface FoundIndicators {
  indicators: IndicatorMatch[];
  /** The text has a phrase that says nothing is wrong. */
  harmless: boolean;
  /** Kinds whose indicators are all negated. */
  negated: Set<SensitiveKind>;
}

const find = createPhraseFinder(indicatorPhrases);

/**
 * Finds the indicators in a text. A phrase of several words counts in whatever language the message seems to
 * be; a single word counts only in the languages of the message ("die", "Not").
 */
export function findIndicators(text: TokenisedText, language: LanguageFinding): FoundIndicators {
  const spoken = phraseLanguagesFor(language);
  const found = find(text).filter(
    ({ phrase, from, to }) => to - from > 1 || phrase.language === 'any' || spoken.includes(phrase.language),
  );
  const harmless = longestMatches(found.filter(({ phrase }) => phrase.label.harmless));
  const coveredByHarmless = new Set(harmless.flatMap(tokensCovered));
  const matchesAt = Map.groupBy(
    found.filter(hasNoGap).flatMap((match) => tokensCovered(match).map((at) => ({ at, match }))),
    ({ at }) => at,
  );
  const claimed = found.filter(
    (match) =>
      !match.phrase.label.harmless &&
      !tokensCovered(match).some((at) => coveredByHarmless.has(at)) &&
      !matchesAt.get(match.from)?.some(({ match: other }) => isPartOf(match, other)),
  );
  const indicators = claimed.filter((match) => !isNegated(text.tokens, match));
  const kinds = new Set(indicators.map(({ phrase }) => phrase.label.kind));
  const negated = new Set(claimed.map(({ phrase }) => phrase.label.kind).filter((kind) => !kinds.has(kind)));
  return { indicators, harmless: harmless.length > 0, negated };
}

const tokensCovered = ({ from, to }: IndicatorMatch): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** A phrase with a gap may cover words about something else. */
const hasNoGap = ({ phrase }: IndicatorMatch): boolean => !phrase.pattern.includes('_');

/** Tells a match inside a longer phrase about something else: "I am sick" in "I am sick of". */
const isPartOf = (match: IndicatorMatch, longer: IndicatorMatch): boolean =>
  longer.phrase.label.kind !== match.phrase.label.kind &&
  longer.from <= match.from &&
  match.to <= longer.to &&
  longer.to - longer.from > match.to - match.from;

/**
 * Vulnerability is never negated: words alone cannot tell "I cannot hear" from "not deaf" well enough to risk
 * a miss.
 */
function isNegated(tokens: readonly Token[], { phrase, from, to }: IndicatorMatch): boolean {
  if (phrase.label.kind === 'vulnerable') return false;
  if (tokens.slice(from, to).some(({ word }) => isNegator(word))) return false;
  return (
    isNegatedBefore(tokens, from) ||
    (phrase.language === 'de' && to - from === 1 && isNegatedAfter(tokens, to))
  );
}

/**
 * Turns the indicators of a kind into evidence. Of overlapping phrases only the strongest counts, as they say
 * one thing.
 */
export function phraseEvidence(
  kind: SensitiveKind,
  indicators: readonly IndicatorMatch[],
  text: TokenisedText,
  phraseWeights: Readonly<Record<string, number>>,
  subjectTokens: number,
): Evidence[] {
  const ofKind = indicators.filter(({ phrase }) => phrase.label.kind === kind);
  const distinct = new Map(ofKind.map((match) => [match.phrase.id, match]));
  const strongest = [...distinct.values()].toSorted(
    (a, b) => b.phrase.label.weight - a.phrase.label.weight || b.to - b.from - (a.to - a.from),
  );
  const covered = new Set<number>();
  return strongest.flatMap((match) => {
    const tokens = tokensCovered(match);
    if (tokens.some((at) => covered.has(at))) return [];
    for (const at of tokens) covered.add(at);
    const { phrase, from, to } = match;
    const { weight, driver } = phrase.label;
    return [
      {
        weight:
          weight *
          (ownProperty(phraseWeights, phrase.id) ?? 1) *
          modalityFactor(kind, text, from, subjectTokens),
        reason: `says “${originalText(text, from, to)}”`,
        phrase: phrase.id,
        ...(driver ? { driver } : {}),
      },
    ];
  });
}

/** Returns the ids of the phrases in a text with their kinds, reported or not, to learn from corrections. */
export function indicatorPhrasesIn(
  text: TokenisedText,
  language: LanguageFinding,
): { id: string; kind: SensitiveKind }[] {
  const { indicators } = findIndicators(text, language);
  return sensitiveKinds.flatMap((kind) =>
    phraseEvidence(kind, indicators, text, {}, 0).flatMap(({ phrase: id }) =>
      id === undefined ? [] : { id, kind },
    ),
  );
}

/** Returns the smallest share that corrections have left of the indicators of a kind. */
export function correctedShare(
  kind: SensitiveKind,
  indicators: readonly IndicatorMatch[],
  phraseWeights: Readonly<Record<string, number>>,
): number {
  const ofKind = indicators.filter(({ phrase }) => phrase.label.kind === kind);
  return Math.min(1, ...ofKind.map(({ phrase }) => ownProperty(phraseWeights, phrase.id) ?? 1));
}
