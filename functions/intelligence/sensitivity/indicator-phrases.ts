// All phrases that indicate a sensitive kind, by language. Corrections are counted by phrase, so its text is
// its id.
import german from '../../../data/sensitivity/phrases.de.json' with { type: 'json' };
import english from '../../../data/sensitivity/phrases.en.json' with { type: 'json' };
import spanish from '../../../data/sensitivity/phrases.es.json' with { type: 'json' };
import french from '../../../data/sensitivity/phrases.fr.json' with { type: 'json' };
import italian from '../../../data/sensitivity/phrases.it.json' with { type: 'json' };
import dutch from '../../../data/sensitivity/phrases.nl.json' with { type: 'json' };
import portuguese from '../../../data/sensitivity/phrases.pt.json' with { type: 'json' };
import { makePhrases, type Phrase, type PhraseLanguage } from '../text/phrases.ts';
import {
  HINT,
  LIKELY,
  type SensitiveKind,
  type SensitivityIndicator,
  SURE,
  type VulnerabilityDriver,
} from './kinds.ts';

type Subject = Exclude<SensitiveKind, 'vulnerable'> | `vulnerable.${VulnerabilityDriver}`;
/** Patterns by kind (or `vulnerable.driver`) and strength, or `harmless`. */
type IndicatorTable = Partial<Record<`${Subject} ${keyof typeof weights}` | 'harmless', readonly string[]>>;
/** Makes an unknown key in a data file a type error. */
type Checked<T> = T & Record<Exclude<keyof T, keyof IndicatorTable>, never>;

const weights = { sure: SURE, likely: LIKELY, hint: HINT };

function indicatorsFrom<T extends IndicatorTable>(
  language: PhraseLanguage,
  table: Checked<T>,
): Phrase<SensitivityIndicator>[] {
  return Object.entries<readonly string[]>(table).flatMap(([key, patterns]) => {
    const [subject = '', strength = ''] = key.split(' ');
    const [kind, driver] = subject.split('.');
    const indicator =
      key === 'harmless'
        ? { kind: 'complaint', weight: 0, harmless: true }
        : { kind, ...(driver ? { driver } : {}), weight: weights[strength as keyof typeof weights] };
    return makePhrases(language, subject, indicator as SensitivityIndicator, patterns);
  });
}

let all: Phrase<SensitivityIndicator>[] | undefined;

/** Returns all indicator phrases; makes them on first use. */
export function indicatorPhrases(): readonly Phrase<SensitivityIndicator>[] {
  all ??= [
    ...indicatorsFrom('en', english),
    ...indicatorsFrom('de', german),
    ...indicatorsFrom('fr', french),
    ...indicatorsFrom('es', spanish),
    ...indicatorsFrom('it', italian),
    ...indicatorsFrom('nl', dutch),
    ...indicatorsFrom('pt', portuguese),
  ];
  return all;
}
