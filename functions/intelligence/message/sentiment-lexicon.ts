// Words and phrases with their sentiment in customer service, −5 (worst) to 5. For English, AFINN-165 adds
// general words.
import lexicon from '../../../data/phrases/sentiment.json' with { type: 'json' };
import { type Phrase, phrasesFromTable } from '../text/phrases.ts';

/** Makes the phrases of the lexicon. The value 0 cancels other words inside a phrase: polite formulas. */
export const sentimentLexicon = (): Phrase<number>[] =>
  phrasesFromTable(lexicon).map((phrase) => ({ ...phrase, label: Number(phrase.label) }));
