import urgencyPhrases from '../../../data/phrases/urgency.json' with { type: 'json' };
import type { LanguageFinding } from '../text/detect-language.ts';
import { isNegatedAfter, isNegatedBefore, isNegator } from '../text/negation.ts';
import { createPhraseFinder, longestMatches, phraseLanguagesFor, phrasesFromTable } from '../text/phrases.ts';
import { originalText, type Token, type TokenisedText } from '../text/tokenise.ts';

export interface UrgencyFinding {
  level: 'none' | 'raised' | 'high';
  /** The words that decided, as they were written. */
  words: string[];
  reason: string;
}

/** `harmless` cancels the phrases that it contains ("not urgent", "no rush", "today I bought"). */
type UrgencyLabel = 'high' | 'raised' | 'harmless';

const find = createPhraseFinder<UrgencyLabel>(() => phrasesFromTable(urgencyPhrases));

/**
 * Rates the urgency of a message by its strongest phrase; two different phrases of raised urgency make it
 * high.
 */
export function detectUrgency(text: TokenisedText, language: LanguageFinding): UrgencyFinding {
  const spoken = phraseLanguagesFor(language);
  const found = longestMatches(
    find(text).filter(({ phrase }) => phrase.language === 'any' || spoken.includes(phrase.language)),
  ).filter(({ phrase, from, to }) => phrase.label !== 'harmless' && !isNegated(text.tokens, from, to));
  const high = found.filter(({ phrase }) => phrase.label === 'high');
  const raised = new Set(
    found.filter(({ phrase }) => phrase.label === 'raised').map(({ phrase }) => phrase.id),
  );
  const words = [...new Set(found.map(({ from, to }) => originalText(text, from, to)))].slice(0, 5);
  const level = high.length > 0 || raised.size > 1 ? 'high' : raised.size > 0 ? 'raised' : 'none';
  const reason = level === 'none' ? 'no words of urgency' : words.map((word) => `“${word}”`).join(', ');
  return { level, words, reason };
}

function isNegated(tokens: readonly Token[], from: number, to: number): boolean {
  if (tokens.slice(from, to).some(({ word }) => isNegator(word))) return false;
  return isNegatedBefore(tokens, from, 2) || (to - from === 1 && isNegatedAfter(tokens, to));
}
