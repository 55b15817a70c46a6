import { DAY_MS } from '../../platform/clock.ts';
import type { LanguageFinding } from '../language/detect-language.ts';
import { languagesOf, type SentimentFinding } from '../sentiment/score-sentiment.ts';
import { isDeniedBefore, isDeniedBehind, isNegator } from '../text/negation.ts';
import { type Found, longest, phraseFinder } from '../text/phrases.ts';
import { quote, type Words } from '../text/words.ts';
import { classifyTopic } from '../topics/classify-topic.ts';
import { bagOf } from '../topics/features.ts';
import { type TopicModel, trainTopics } from '../topics/train-topics.ts';
import { sensitiveExamples } from './examples.ts';
import {
  type Driver,
  LIKELY,
  REPORTED_FROM,
  type SensitiveKind,
  type SensitiveSign,
  SURE,
  sensitiveKinds,
} from './kinds.ts';
import { sensitivePhrases } from './phrases.ts';

/** What is known of the customer's earlier contacts, newest or oldest first. */
export interface ContactHistory {
  /** Earlier contacts, this one not among them. */
  contacts: readonly { at: string; topicId?: string }[];
  /** Earlier complaints. */
  complaints: readonly { at: string }[];
}

export interface SensitiveFinding {
  kind: SensitiveKind;
  /** Of a vulnerable customer: what makes them so, as far as it was said. */
  drivers?: Driver[];
  /** 0 to 1. */
  confidence: number;
  /** Sentences for people: the phrases as they were written and the history that said so. */
  reasons: string[];
  /** Ids of the phrases, for learning from corrections. */
  phrases: string[];
}

export interface Circumstances {
  sentiment: SentimentFinding;
  /** Of the message, when known: contacts on it count. */
  topicId?: string;
  history?: ContactHistory;
  now: Date;
  /** By phrase id: how much of a phrase's weight is left after corrections (`learnWeights`). */
  weights?: Readonly<Record<string, number>>;
}

interface Evidence {
  weight: number;
  reason: string;
  phrase?: string;
  driver?: Driver;
}

const REPEATED_WITHIN_DAYS = 14;
const COMPLAINED_WITHIN_DAYS = 90;
const MOST_REASONS = 5;

/** From which confidence on a likeness to the examples counts; lower where missing one is worse. */
const ALIKE_FROM: Record<SensitiveKind, number> = {
  complaint: 0.5,
  billing_dispute: 0.4,
  service_failure: 0.5,
  vulnerable: 0.25,
};
/** From here on a likeness to vulnerable customers stands against a phrase that means no harm. */
const CLEARLY = 0.6;
/** Of fewer telling words anything may be made. */
const FEWEST_WORDS = 3;

const find = phraseFinder(sensitivePhrases);
/** Trained when first needed: 0.1 s that a function's start does not bear. The same for everybody. */
let likeness: TopicModel | undefined;

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
  const { signs, harmless } = signsIn(text, language);
  const alike = likenessOf(text.text, signs, harmless);
  return sensitiveKinds
    .map((kind) =>
      findingOf(kind, [
        ...evidenceOf(kind, signs, text, circumstances.weights ?? {}),
        ...alike.filter((one) => one.kind === kind),
        ...(kind === 'complaint' ? dissatisfaction(circumstances) : []),
      ]),
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
): { signs: Found<SensitiveSign>[]; harmless: boolean } {
  const spoken = languagesOf(language);
  const found = find(text).filter(
    ({ phrase, from, to }) => to - from > 1 || phrase.language === 'any' || spoken.includes(phrase.language),
  );
  const harmless = longest(found.filter(({ phrase }) => phrase.says.harmless));
  const signs = found.filter(
    (sign) =>
      !sign.phrase.says.harmless &&
      !harmless.some(({ from, to }) => sign.from < to && from < sign.to) &&
      !isDenied(text.words, sign),
  );
  return { signs, harmless: harmless.length > 0 };
}

/** The phrases of a text by what they speak for, whether or not together they are enough: for learning from corrections. */
export function phrasesIn(text: Words, language: LanguageFinding): { id: string; kind: SensitiveKind }[] {
  const { signs } = signsIn(text, language);
  return sensitiveKinds.flatMap((kind) =>
    evidenceOf(kind, signs, text, {}).flatMap(({ phrase: id }) => (id === undefined ? [] : { id, kind })),
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
): Evidence[] {
  const own = signs.filter(({ phrase }) => phrase.says.kind === kind);
  const once = new Map(own.map((sign) => [sign.phrase.id, sign]));
  const strongest = [...once.values()].toSorted(
    (a, b) => b.phrase.says.weight - a.phrase.says.weight || b.to - b.from - (a.to - a.from),
  );
  const covered = new Set<number>();
  return strongest.flatMap(({ phrase, from, to }) => {
    // Of phrases within one another only the strongest is evidence: they say one thing.
    const places = Array.from({ length: to - from }, (_, index) => from + index);
    if (places.some((at) => covered.has(at))) return [];
    for (const at of places) covered.add(at);
    const { weight, driver } = phrase.says;
    return [
      {
        weight: weight * (weights[phrase.id] ?? 1),
        reason: `says “${quote(text, from, to)}”`,
        phrase: phrase.id,
        ...(driver ? { driver } : {}),
      },
    ];
  });
}

/**
 * What a message resembles as a whole, learned from examples: catches what is said in words that no phrase has. From a
 * kind's limit on it is reported by likeness alone.
 */
function likenessOf(
  text: string,
  signs: readonly Found<SensitiveSign>[],
  harmless: boolean,
): (Evidence & { kind: SensitiveKind })[] {
  if (bagOf(text).length < FEWEST_WORDS) return [];
  likeness ??= trainTopics(sensitiveExamples);
  const { candidates } = classifyTopic(text, likeness);
  return candidates.flatMap(({ id, confidence }, place) => {
    const kind = sensitiveKinds.find((one) => one === id);
    // Only the likeliest counts, but a vulnerable customer also behind another kind.
    if (!kind || (place > 0 && kind !== 'vulnerable') || confidence < ALIKE_FROM[kind]) return [];
    // A message that says in so many words that nothing is wrong resembles one that says that something is.
    if (harmless && (kind !== 'vulnerable' || confidence < CLEARLY)) return [];
    // A phrase explains the message better than a likeness: what it says in plain words is then not guessed to be another kind.
    const explained = kind === 'vulnerable' ? SURE : LIKELY;
    if (signs.some(({ phrase: { says } }) => says.kind !== kind && says.weight >= explained)) return [];
    const weight = Math.min(0.8, REPORTED_FROM + (confidence - ALIKE_FROM[kind]) / 2);
    return [{ kind, weight, reason: `resembles messages of this kind (${confidence})` }];
  });
}

/** What the tone and the history say of dissatisfaction. */
function dissatisfaction({ sentiment, topicId, history, now }: Circumstances): Evidence[] {
  const { score, confidence } = sentiment;
  const evidence: Evidence[] = [];
  if (score <= -0.35 && confidence >= 0.4)
    evidence.push({ weight: Math.min(0.6, -score * 0.7), reason: `unhappy tone (${score})` });
  const within = (days: number) => (entry: { at: string }) => {
    const age = now.getTime() - Date.parse(entry.at);
    return age >= 0 && age <= days * DAY_MS;
  };
  const same = (history?.contacts ?? []).filter(
    (contact) =>
      within(REPEATED_WITHIN_DAYS)(contact) && topicId !== undefined && contact.topicId === topicId,
  ).length;
  if (same >= 2)
    evidence.push({
      weight: same >= 3 ? 0.7 : 0.55,
      reason: `contact number ${same + 1} about “${topicId}” in ${REPEATED_WITHIN_DAYS} days`,
    });
  const complaints = (history?.complaints ?? []).filter(within(COMPLAINED_WITHIN_DAYS)).length;
  if (complaints > 0)
    evidence.push({
      weight: 0.35,
      reason: `${complaints} earlier complaint${complaints > 1 ? 's' : ''} in ${COMPLAINED_WITHIN_DAYS} days`,
    });
  return evidence;
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
