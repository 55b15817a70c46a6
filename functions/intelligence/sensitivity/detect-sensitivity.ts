import type { LanguageFinding } from '../text/detect-language.ts';
import type { TokenisedText } from '../text/tokenise.ts';
import type { SensitivityPrediction } from './classify-sensitivity.ts';
import { contextEvidence } from './context-evidence.ts';
import type { DetectionContext, Evidence } from './evidence.ts';
import { correctedShare, findIndicators, phraseEvidence } from './find-indicators.ts';
import { REPORT_THRESHOLD, type SensitiveKind, sensitiveKinds, type VulnerabilityDriver } from './kinds.ts';
import { hypotheticalFactor, subjectExtent } from './modality.ts';

export interface SensitiveFinding {
  kind: SensitiveKind;
  /** Reasons for the vulnerability, as far as the message says. */
  drivers?: VulnerabilityDriver[];
  /** 0 to 1. */
  confidence: number;
  /** Sentences for people: phrases as they were written, and what the history shows. */
  reasons: string[];
  /** Ids of the phrases, to learn from corrections. */
  phrases: string[];
}

const MAX_REASONS = 5;

/** The classifier alone reports a kind from this probability on; lower where a miss is worse. */
const PROBABILITY_THRESHOLDS: Record<SensitiveKind, number> = {
  complaint: 0.1,
  billing_dispute: 0.07,
  service_failure: 0.13,
  vulnerable: 0.075,
};
/** Raises the threshold where a single word decides: "called" and "still" occur in any message. */
const SINGLE_WORD_FACTOR = 2;
/** A prediction counts as a hint from this share of the threshold on. */
const HINT_SHARE = 0.5;
const MAX_CLASSIFIER_WEIGHT = 0.9;
/** A prediction outweighs a harmless phrase from this probability on. */
const OVERRIDES_HARMLESS = 0.6;
/** The classifier does not judge shorter texts. */
const MIN_WORDS = 3;

/**
 * Detects the sensitive kinds of a message, the most confident first. A complaint is any expression of
 * dissatisfaction, justified or not, so an unhappy tone and repeated contact count towards it. Pieces of
 * evidence add up as independent ones (1 − Π(1 − weight)); a kind is reported from 0.5 on.
 */
export function detectSensitivity(
  text: TokenisedText,
  language: LanguageFinding,
  context: DetectionContext,
): SensitiveFinding[] {
  const { indicators, harmless, negated } = findIndicators(text, language);
  const subject = subjectExtent(text, context.bodyStart ?? 0);
  const predictions = text.tokens.length < MIN_WORDS ? [] : (context.predictions ?? []);
  const phraseWeights = context.phraseWeights ?? {};
  const byKind = sensitiveKinds.map((kind) => {
    const phrases = phraseEvidence(kind, indicators, text, phraseWeights, subject.tokens);
    const prediction = predictions.find((one) => one.kind === kind);
    if (!prediction) return { kind, evidence: phrases };
    const doubts = {
      harmless: harmless || negated.has(kind),
      corrected: kind === 'vulnerable' ? 1 : correctedShare(kind, indicators, phraseWeights),
      hypothetical: hypotheticalFactor(kind, text, prediction.sentence),
    };
    return { kind, evidence: [...phrases, ...classifierEvidence(prediction, doubts)] };
  });
  const toneExplained = byKind.some(
    ({ kind, evidence }) =>
      kind !== 'complaint' && combineEvidence(kind, evidence).confidence >= REPORT_THRESHOLD,
  );
  return byKind
    .map(({ kind, evidence }) =>
      combineEvidence(
        kind,
        kind === 'complaint' ? [...evidence, ...contextEvidence(context, toneExplained)] : evidence,
      ),
    )
    .filter(({ confidence }) => confidence >= REPORT_THRESHOLD)
    .toSorted((a, b) => b.confidence - a.confidence);
}

/**
 * Turns a prediction into evidence: enough from the threshold of its kind on, a hint a little below. What
 * corrections have taken from the phrases of a message counts twice here, so that the classifier does not
 * outweigh what staff decided.
 */
function classifierEvidence(
  { kind, probability, words }: SensitivityPrediction,
  doubts: { harmless: boolean; corrected: number; hypothetical: number },
): Evidence[] {
  const threshold = PROBABILITY_THRESHOLDS[kind] * (words.length === 1 ? SINGLE_WORD_FACTOR : 1);
  // Without a word to show ("No. 3") the reason would convince nobody.
  if (probability < threshold * HINT_SHARE || words.length === 0) return [];
  // "Nothing is broken" resembles "something is broken".
  if (doubts.harmless && probability < OVERRIDES_HARMLESS) return [];
  const range = MAX_CLASSIFIER_WEIGHT - REPORT_THRESHOLD;
  const weight =
    probability < threshold
      ? REPORT_THRESHOLD * (probability / threshold)
      : REPORT_THRESHOLD + range * ((probability - threshold) / (1 - threshold));
  const shown = words.map((word) => `“${word}”`).join(', ');
  const reason = `resembles messages of this kind (${Math.round(weight * 100) / 100}): ${shown}`;
  return [{ weight: weight * doubts.corrected ** 2 * doubts.hypothetical, reason }];
}

function combineEvidence(kind: SensitiveKind, evidence: readonly Evidence[]): SensitiveFinding {
  const strongest = evidence.toSorted((a, b) => b.weight - a.weight);
  const doubt = strongest.reduce((product, { weight }) => product * (1 - weight), 1);
  const drivers = [...new Set(strongest.flatMap(({ driver }) => driver ?? []))];
  return {
    kind,
    ...(drivers.length > 0 ? { drivers } : {}),
    confidence: Math.min(0.99, Math.round((1 - doubt) * 100) / 100),
    reasons: strongest.slice(0, MAX_REASONS).map(({ reason }) => reason),
    phrases: strongest.flatMap(({ phrase }) => phrase ?? []),
  };
}
