import { ownProperty } from '../../platform/own-property.ts';
import type { LanguageFinding } from '../language/detect-language.ts';
import { languagesOf } from '../sentiment/score-sentiment.ts';
import { isDeniedBefore, isDeniedBehind, isNegator } from '../text/negation.ts';
import { type Found, longest, phraseFinder } from '../text/phrases.ts';
import { quote, type Words } from '../text/words.ts';
import { assertion, subjectOf, supposition } from './assertion.ts';
import { dissatisfaction } from './dissatisfaction.ts';
import type { Circumstances, Evidence } from './evidence.ts';
import {
  REPORTED_FROM,
  type SensitiveKind,
  type SensitiveSign,
  sensitiveKinds,
  type VulnerabilityDriver,
} from './kinds.ts';
import type { Likeness } from './likeness.ts';
import { sensitivePhrases } from './phrases.ts';

export interface SensitiveFinding {
  kind: SensitiveKind;
  /** Of a vulnerable customer: what makes them so, as far as it was said. */
  drivers?: VulnerabilityDriver[];
  /** 0 to 1. */
  confidence: number;
  /** Sentences for people: the phrases as they were written and the history that said so. */
  reasons: string[];
  /** Ids of the phrases, for learning from corrections. */
  phrases: string[];
}

const MOST_REASONS = 5;

/** From which likeness on a kind is reported by it alone; lower where missing one is worse. */
const ALIKE_FROM: Record<SensitiveKind, number> = {
  complaint: 0.1,
  billing_dispute: 0.07,
  service_failure: 0.13,
  vulnerable: 0.075,
};
/** One word alone must be so many times as sure: "Called" and "still" stand in anything. */
const BY_ONE_WORD = 2;
/** From this share of the limit on a likeness adds to other signs. */
const ADDS_FROM = 0.5;
const MOST_BY_LIKENESS = 0.9;
/** From here on a likeness stands against a phrase that means no harm. */
const CLEARLY = 0.6;
/** Of fewer words anything may be made. */
const FEWEST_WORDS = 3;

const find = phraseFinder(sensitivePhrases);

/**
 * The sensitive kinds of a message, surest first. A complaint is any expression of dissatisfaction, justified or not, so
 * an unhappy tone and repeated contact count towards one. Signs of a kind add up as independent evidence
 * (1 − Π(1 − weight)); reported from one half. Signs of vulnerability are never taken back by a negation ("I cannot hear"
 * and "not deaf" are told apart too badly by words to risk it): a missed one is worse than a false alarm.
 */
export function detectSensitive(
  text: Words,
  language: LanguageFinding,
  circumstances: Circumstances,
): SensitiveFinding[] {
  const { signs, harmless, denied } = signsIn(text, language);
  const above = subjectOf(text, circumstances.begins ?? 0);
  const alike = text.words.length < FEWEST_WORDS ? [] : (circumstances.alike ?? []);
  const weights = circumstances.weights ?? {};
  const matter = sensitiveKinds.map((kind) => {
    const said = evidenceOf(kind, signs, text, weights, above.words);
    const likeness = alike.find((one) => one.kind === kind);
    const context = {
      harmless: harmless || denied.has(kind),
      corrected: kind === 'vulnerable' ? 1 : leftOf(kind, signs, weights),
      supposed: likeness === undefined ? 1 : supposition(kind, text, likeness.sentence),
    };
    return { kind, evidence: [...said, ...(likeness ? resemblance(likeness, context) : [])] };
  });
  // Whoever writes of a broken glass or of an illness has no happy words for it: that alone is no reproach.
  const explained = matter.some(
    ({ kind, evidence }) => kind !== 'complaint' && findingOf(kind, evidence).confidence >= REPORTED_FROM,
  );
  return matter
    .map(({ kind, evidence }) =>
      findingOf(
        kind,
        kind === 'complaint' ? [...evidence, ...dissatisfaction(circumstances, explained)] : evidence,
      ),
    )
    .filter(({ confidence }) => confidence >= REPORTED_FROM)
    .toSorted((a, b) => b.confidence - a.confidence);
}

/**
 * Signs that hold. Several words in a row mean the same thing in whatever language a message is thought to be; a single
 * word counts in the languages of the message only ("die", "Not").
 */
function signsIn(
  text: Words,
  language: LanguageFinding,
): { signs: Found<SensitiveSign>[]; harmless: boolean; denied: Set<SensitiveKind> } {
  const spoken = languagesOf(language);
  const found = find(text).filter(
    ({ phrase, from, to }) => to - from > 1 || phrase.language === 'any' || spoken.includes(phrase.language),
  );
  const harmless = longest(found.filter(({ phrase }) => phrase.says.harmless));
  const saysNothing = new Set(harmless.flatMap(placesOf));
  const around = Map.groupBy(
    found.filter(isWhole).flatMap((other) => placesOf(other).map((at) => ({ at, other }))),
    ({ at }) => at,
  );
  const said = found.filter(
    (sign) =>
      !sign.phrase.says.harmless &&
      !placesOf(sign).some((at) => saysNothing.has(at)) &&
      !around.get(sign.from)?.some(({ other }) => saysMore(other, sign)),
  );
  const signs = said.filter((sign) => !isDenied(text.words, sign));
  const holds = new Set(signs.map(({ phrase }) => phrase.says.kind));
  const denied = new Set(said.map(({ phrase }) => phrase.says.kind).filter((kind) => !holds.has(kind)));
  return { signs, harmless: harmless.length > 0, denied };
}

/** The places of the words that a sign covers. */
const placesOf = ({ from, to }: Found<SensitiveSign>): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** Whether a phrase has no gap, in which anything may stand. */
const isWhole = ({ phrase }: Found<SensitiveSign>): boolean => !phrase.pattern.includes('_');

/** Whether a longer phrase about something else has a sign inside it: "I am sick" of "I am sick of". */
function saysMore(other: Found<SensitiveSign>, sign: Found<SensitiveSign>): boolean {
  return (
    other.phrase.says.kind !== sign.phrase.says.kind &&
    other.from <= sign.from &&
    sign.to <= other.to &&
    other.to - other.from > sign.to - sign.from
  );
}

/** The phrases of a text by what they speak for, whether or not together they are enough: for learning from corrections. */
export function phrasesIn(text: Words, language: LanguageFinding): { id: string; kind: SensitiveKind }[] {
  const { signs } = signsIn(text, language);
  return sensitiveKinds.flatMap((kind) =>
    evidenceOf(kind, signs, text, {}, 0).flatMap(({ phrase: id }) => (id === undefined ? [] : { id, kind })),
  );
}

function isDenied(words: Words['words'], { phrase, from, to }: Found<SensitiveSign>): boolean {
  if (phrase.says.kind === 'vulnerable') return false;
  if (words.slice(from, to).some(({ word }) => isNegator(word))) return false;
  return (
    isDeniedBefore(words, from) || (phrase.language === 'de' && to - from === 1 && isDeniedBehind(words, to))
  );
}

function evidenceOf(
  kind: SensitiveKind,
  signs: readonly Found<SensitiveSign>[],
  text: Words,
  weights: Readonly<Record<string, number>>,
  above: number,
): Evidence[] {
  const ofKind = signs.filter(({ phrase }) => phrase.says.kind === kind);
  const once = new Map(ofKind.map((sign) => [sign.phrase.id, sign]));
  const strongest = [...once.values()].toSorted(
    (a, b) => b.phrase.says.weight - a.phrase.says.weight || b.to - b.from - (a.to - a.from),
  );
  const covered = new Set<number>();
  return strongest.flatMap((sign) => {
    // Of phrases within one another only the strongest is evidence: they say one thing.
    const places = placesOf(sign);
    if (places.some((at) => covered.has(at))) return [];
    for (const at of places) covered.add(at);
    const { phrase, from, to } = sign;
    const { weight, driver } = phrase.says;
    return [
      {
        weight: weight * (ownProperty(weights, phrase.id) ?? 1) * assertion(kind, text, from, above),
        reason: `says “${quote(text, from, to)}”`,
        phrase: phrase.id,
        ...(driver ? { driver } : {}),
      },
    ];
  });
}

/** What corrections have left of the signs of a kind, at the least: what staff do not call so is not reported by resemblance. */
function leftOf(
  kind: SensitiveKind,
  signs: readonly Found<SensitiveSign>[],
  weights: Readonly<Record<string, number>>,
): number {
  const ofKind = signs.filter(({ phrase }) => phrase.says.kind === kind);
  return Math.min(1, ...ofKind.map(({ phrase }) => ownProperty(weights, phrase.id) ?? 1));
}

/**
 * A likeness as evidence: enough from the limit of its kind on, a hint a little below it. What corrections took from the
 * phrases of a message they take from its likeness twice: it stands beside them and must not outweigh what staff said.
 */
function resemblance(
  { kind, probability, words }: Likeness,
  { harmless, corrected, supposed }: { harmless: boolean; corrected: number; supposed: number },
): Evidence[] {
  const limit = ALIKE_FROM[kind] * (words.length === 1 ? BY_ONE_WORD : 1);
  // What no word speaks for ("No. 3") no reader of the reason would believe.
  if (probability < limit * ADDS_FROM || words.length === 0) return [];
  // A message that says in so many words that nothing is wrong resembles one that says that something is.
  if (harmless && probability < CLEARLY) return [];
  const weight =
    probability < limit
      ? REPORTED_FROM * (probability / limit)
      : REPORTED_FROM + (MOST_BY_LIKENESS - REPORTED_FROM) * ((probability - limit) / (1 - limit));
  const said = words.map((word) => `“${word}”`).join(', ');
  const reason = `resembles messages of this kind (${Math.round(weight * 100) / 100}): ${said}`;
  return [{ weight: weight * corrected ** 2 * supposed, reason }];
}

function findingOf(kind: SensitiveKind, evidence: readonly Evidence[]): SensitiveFinding {
  const strongest = evidence.toSorted((a, b) => b.weight - a.weight);
  const doubt = strongest.reduce((product, { weight }) => product * (1 - weight), 1);
  const drivers = [...new Set(strongest.flatMap(({ driver }) => driver ?? []))];
  return {
    kind,
    ...(drivers.length > 0 ? { drivers } : {}),
    confidence: Math.min(0.99, Math.round((1 - doubt) * 100) / 100),
    reasons: strongest.slice(0, MOST_REASONS).map(({ reason }) => reason),
    phrases: strongest.flatMap(({ phrase }) => phrase ?? []),
  };
}
