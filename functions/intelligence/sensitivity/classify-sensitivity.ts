// The sensitivity classifier: one logistic regression per kind, trained beforehand by
// scripts/train-sensitivity.ts.
import shippedFile from '../../../data/sensitivity/model.json' with { type: 'json' };
import { synonymGroupsOf } from '../text/synonym-groups.ts';
import { originalText, type TokenisedText } from '../text/tokenise.ts';
import { type SensitiveKind, sensitiveKinds } from './kinds.ts';
import { decodeModel, type SensitivityModel } from './model.ts';
import { type Features, isGroupFeature, mergeFeatures, sentenceFeatures } from './sentence-features.ts';

export interface SensitivityPrediction {
  kind: SensitiveKind;
  /** 0 to 1. */
  probability: number;
  /** Number of the sentence that contributes most. */
  sentence: number;
  /**
   * The words that contribute most, as written and in their order; at most three, none if no word stands out.
   */
  words: string[];
}

/** Doubt that the message is sensitive at all counts against each kind with this weight. */
const ANY_OUTPUT_WEIGHT = 0.3;
/** The strongest sentence counts with this weight, the whole message with the rest. */
const SENTENCE_WEIGHT = 0.6;
/** Keeps a sentence of two known words from being as certain as one of ten. */
const MIN_SQUARED_NORM = 60;
const MAX_REASON_WORDS = 3;
/** Words of this length say something by themselves. */
const MIN_TELLING_LENGTH = 5;

let shipped: SensitivityModel | undefined;
function shippedModel(): SensitivityModel {
  shipped ??= decodeModel(shippedFile);
  return shipped;
}

/** Changes with the model. */
export const sensitivityModelVersion = (): string => shippedFile.version;

/**
 * Predicts the probability of each kind. The sentences before `from` are the subject line: they influence the
 * score of the whole text, but are never the strongest sentence, as "outage" stands above questions too.
 */
export function classifySensitivity(
  text: TokenisedText,
  from = 0,
  model: SensitivityModel = shippedModel(),
): SensitivityPrediction[] {
  const sentences = sentenceFeatures(text);
  const whole = scoreFeatures(mergeFeatures(sentences.map(({ features }) => features)), model);
  const scored = sentences
    .slice(from)
    .map(({ sentence, features }) => ({ sentence, ...scoreFeatures(features, model) }));
  if (scored.length === 0) return [];
  const strongest = (output: number) =>
    scored.reduce((best, one) => ((one.sums[output] ?? 0) > (best.sums[output] ?? 0) ? one : best));
  const scoreFor = (output: number) =>
    SENTENCE_WEIGHT * (strongest(output).sums[output] ?? 0) +
    (1 - SENTENCE_WEIGHT) * (whole.sums[output] ?? 0);
  const doubt = ANY_OUTPUT_WEIGHT * Math.min(0, scoreFor(sensitiveKinds.length));
  return sensitiveKinds.map((kind, output) => ({
    kind,
    probability: 1 / (1 + Math.exp(-scoreFor(output) - doubt)),
    sentence: strongest(output).sentence,
    words: reasonWords(strongest(output), output, text),
  }));
}

interface ScoredFeatures {
  /** Score by output. */
  sums: number[];
  /** Contribution of each feature to each output. */
  contributions: { tokens: readonly number[]; weights: number[] }[];
}

function scoreFeatures(sentence: Features, { bias, features }: SensitivityModel): ScoredFeatures {
  const contributions = weighFeatures(sentence, features).map(({ tokens, amount, weights }) => ({
    tokens,
    weights: weights.map((weight) => weight * amount),
  }));
  const sums = bias.map((start, output) =>
    contributions.reduce((sum, { weights }) => sum + (weights[output] ?? 0), start),
  );
  return { sums, contributions };
}

/**
 * Returns the features that the model knows with their TF-IDF; word and group features are each scaled to
 * unit length.
 */
export function weighFeatures<W>(
  sentence: Features,
  features: ReadonlyMap<string, { idf: number; weights: W }>,
): { tokens: readonly number[]; amount: number; weights: W }[] {
  const squares = [MIN_SQUARED_NORM, MIN_SQUARED_NORM];
  const known = [...sentence].flatMap(([name, { amount, tokens }]) => {
    const feature = features.get(name);
    if (!feature) return [];
    const block = isGroupFeature(name) ? 1 : 0;
    const tfIdf = amount * feature.idf;
    squares[block] = (squares[block] ?? 0) + tfIdf * tfIdf;
    return [{ tokens, tfIdf, weights: feature.weights, block }];
  });
  const lengths = squares.map(Math.sqrt);
  return known.map(({ tokens, tfIdf, weights, block }) => ({
    tokens,
    amount: tfIdf / (lengths[block] ?? 1),
    weights,
  }));
}

/** Excludes numbers and words of up to two letters. */
const isWord = (word: string) => /^\p{L}{3,}/u.test(word);
/** Excludes words like "for", which say nothing to the reader of a reason. */
const isTelling = (word: string) => word.length >= MIN_TELLING_LENGTH || synonymGroupsOf(word).length > 0;

function reasonWords({ contributions }: ScoredFeatures, output: number, text: TokenisedText): string[] {
  const byToken = new Map<number, number>();
  for (const { tokens, weights } of contributions)
    for (const at of tokens) byToken.set(at, (byToken.get(at) ?? 0) + (weights[output] ?? 0) / tokens.length);
  const wordAt = (at: number) => text.tokens[at]?.word ?? '';
  const positive = [...byToken].filter(([at, weight]) => weight > 0 && isWord(wordAt(at)));
  const telling = positive.filter(([at]) => isTelling(wordAt(at)));
  return (telling.length > 0 ? telling : positive)
    .toSorted(([a, weightA], [b, weightB]) => weightB - weightA || a - b)
    .slice(0, MAX_REASON_WORDS)
    .map(([at]) => at)
    .toSorted((a, b) => a - b)
    .map((at) => originalText(text, at, at + 1));
}
