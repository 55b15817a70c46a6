// Recognises messages that only say thank you, so that they do not reopen a solved ticket.
import thanksPhrases from '../../../data/phrases/thanks.json' with { type: 'json' };
import { scoreSentiment } from '../message/score-sentiment.ts';
import { detectSensitivity } from '../sensitivity/detect-sensitivity.ts';
import { detectLanguageByWords, type LanguageFinding } from '../text/detect-language.ts';
import {
  createPhraseFinder,
  type PhraseMatch,
  phraseLanguagesFor,
  phrasesFromTable,
} from '../text/phrases.ts';
import { stripQuoted } from '../text/strip-quoted.ts';
import { originalText, type TokenisedText, tokenise } from '../text/tokenise.ts';

export interface ThanksFinding {
  isThanks: boolean;
  reason: string;
}

/** `polite` goes with thanks (greetings, good wishes); `more` asks or says something else. */
type ThanksLabel = 'thanks' | 'polite' | 'more';

const find = createPhraseFinder<ThanksLabel>(() => phrasesFromTable(thanksPhrases));

/** A sentence may say this much beside its thanks: "the new cable from your shop fits perfectly". */
const MAX_OTHER_WORDS = 10;
/** A sentence this short needs no thanks: a name, a greeting. */
const MAX_NAME_WORDS = 3;
const MAX_WORDS = 60;

/**
 * Tells whether a message is thanks and nothing else. Every sentence must be thanks, a polite formula or a
 * name; a question, a request, a "but", a negation, a number, an unhappy tone or a sensitive kind makes it
 * more. In doubt it is more: a thank-you that reopens a ticket costs a click, a question that does not costs
 * a customer.
 */
export function detectThanks(message: string): ThanksFinding {
  const text = tokenise(stripQuoted(message));
  const language = detectLanguageByWords(text);
  const more = reasonForMore(text, language);
  if (more) return { isThanks: false, reason: more };
  const thanks = phrasesIn(text, language).find(({ phrase }) => phrase.label === 'thanks');
  return thanks
    ? { isThanks: true, reason: `says “${originalText(text, thanks.from, thanks.to)}” and nothing further` }
    : { isThanks: false, reason: 'no words of thanks' };
}

function reasonForMore(text: TokenisedText, language: LanguageFinding): string | undefined {
  if (text.tokens.length === 0) return 'no words';
  if (text.tokens.length > MAX_WORDS) return `${text.tokens.length} words are more than thanks`;
  if (text.terminators.some((end) => end.includes('?'))) return 'asks a question';
  const number = text.tokens.find(({ word }) => /\d/.test(word));
  if (number) return `names a number, “${text.text.slice(number.from, number.to)}”`;
  const found = phrasesIn(text, language);
  const further = found.find(
    ({ phrase, from, to }) =>
      phrase.label === 'more' &&
      !found.some(
        (other) =>
          other.phrase.label !== 'more' &&
          other.from <= from &&
          to <= other.to &&
          other.to - other.from > to - from,
      ),
  );
  if (further) return `says “${originalText(text, further.from, further.to)}”`;
  const sentiment = scoreSentiment(text, language);
  if (sentiment.label === 'negative') return `unhappy: ${sentiment.reason}`;
  // Phrases alone: the classifier would double what an API loads that needs nothing else of the analysis.
  const [sensitive] = detectSensitivity(text, language, { sentiment, now: new Date(0) });
  if (sensitive) return `${sensitive.kind}: ${sensitive.reasons[0]}`;
  return unexplained(text, found);
}

/**
 * Finds phrases. Thanks in another language count everywhere ("merci", "cheers", "ok"), its common words do
 * not.
 */
function phrasesIn(text: TokenisedText, language: LanguageFinding): PhraseMatch<ThanksLabel>[] {
  const spoken = phraseLanguagesFor(language);
  return find(text).filter(
    ({ phrase }) => phrase.language === 'any' || phrase.label !== 'more' || spoken.includes(phrase.language),
  );
}

/** Looks for a sentence with too many words that no phrase covers. */
function unexplained(text: TokenisedText, found: readonly PhraseMatch<ThanksLabel>[]): string | undefined {
  const explained = new Set(
    found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
  const sentences = Map.groupBy(
    text.tokens.map((token, at) => ({ ...token, at })),
    ({ sentence }) => sentence,
  );
  for (const tokens of sentences.values()) {
    const left = tokens.filter(({ at }) => !explained.has(at)).length;
    const allowed = left === tokens.length ? MAX_NAME_WORDS : MAX_OTHER_WORDS;
    const sentence = originalText(text, tokens[0]?.at ?? 0, (tokens.at(-1)?.at ?? 0) + 1);
    if (left > allowed) return `says more than thanks: “${sentence.slice(0, 80)}”`;
  }
  return undefined;
}
