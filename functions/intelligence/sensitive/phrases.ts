// All signs of the sensitive lane, by language. A phrase names itself in corrections, so its text is its id.
import { type Phrase, type PhraseLanguage, phrasesOf } from '../text/phrases.ts';
import { HINT, LIKELY, type SensitiveSign, type SignTable, SURE } from './kinds.ts';
import { germanSigns } from './phrases-de.ts';
import { englishSigns } from './phrases-en.ts';
import { otherSigns } from './phrases-other.ts';

const weights = { sure: SURE, likely: LIKELY, hint: HINT };

function signsOf(language: PhraseLanguage, table: SignTable): Phrase<SensitiveSign>[] {
  return Object.entries(table).flatMap(([name, lines]) => {
    const [topic = '', strength = ''] = name.split(' ');
    const [kind, driver] = topic.split('.');
    const says =
      name === 'harmless'
        ? { kind: 'complaint', weight: 0, harmless: true }
        : { kind, ...(driver ? { driver } : {}), weight: weights[strength as keyof typeof weights] };
    return phrasesOf(language, topic, says as SensitiveSign, lines);
  });
}

let all: Phrase<SensitiveSign>[] | undefined;

/** Every sign there is. Made when first asked for. */
export function sensitivePhrases(): readonly Phrase<SensitiveSign>[] {
  all ??= [
    ...signsOf('en', englishSigns),
    ...signsOf('de', germanSigns),
    ...Object.entries(otherSigns).flatMap(([language, table]) => signsOf(language as PhraseLanguage, table)),
  ];
  return all;
}
