// Trains the topic model: complement naive Bayes (Rennie, Shih, Teevan and Karger 2003) on TF-IDF, which
// suits topics with many and with few examples. Leave-one-out predictions calibrate the confidence.
import { createHash } from 'node:crypto';
import { ownProperty } from '../../platform/own-property.ts';
import { bagOfWords, wordFeatures } from './features.ts';
import type { Topic, TopicCorrection } from './topic.ts';

/** Plain JSON of at most 300 KB. */
export interface TopicModel {
  /** Hash of everything else. */
  version: string;
  topics: { id: string; name: string }[];
  /** Weights by feature: one character per topic, in the order of `topics` (`weightAt`). */
  weights: Record<string, string>;
  /** Inverse document frequency by feature. */
  idf: Record<string, number>;
  /** Divides scores, so that a confidence of 0.8 is right about 8 times out of 10. */
  temperature: number;
}

/** Leaves room for the topic names within 300 KB. */
const MAX_BYTES = 290_000;
const MAX_FEATURES = 4000;
/** A weight is encoded as one of 91 characters, as JSON has no shorter number. */
const STEPS = '!#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~';
const MIDDLE = 45;
const STEP = 0.12;
const STEP_OF = new Map([...STEPS].map((character, place) => [character, (place - MIDDLE) * STEP]));
/** A correction is a real message that the model got wrong, so it counts more than an invented example. */
const CORRECTION_WEIGHT = 2;
const SMOOTHING = 0.3;
/** N-grams are many and overlap, so each counts less than a word. */
export const NGRAM_WEIGHT = 0.35;
const TEMPERATURES = [0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.13, 0.17, 0.22, 0.3, 0.4, 0.6];

interface Document {
  topic: number;
  weight: number;
  vector: Map<string, number>;
}

/**
 * Trains a model on the examples of the topics and on corrections. The same input gives the same model,
 * whatever its order. It ignores corrections to deleted topics and words that only one correction has, so
 * that no customer's name becomes part of a model.
 */
export function trainTopics(
  topics: readonly Topic[],
  corrections: readonly TopicCorrection[] = [],
): TopicModel {
  const sorted = topics.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const documents = documentsOf(sorted, corrections);
  const idf = idfOf(documents, sorted.length);
  for (const { vector } of documents) toTfIdf(vector, idf);
  const sums = sorted.map(() => new Map<string, number>());
  const totals = new Map<string, number>();
  for (const document of documents) accumulate(document, sums, totals, 1);
  const weights = Object.fromEntries(
    [...idf.keys()].map((feature) => [feature, logRatios(feature, sums, totals).map(stepOf).join('')]),
  );
  const rest = {
    topics: sorted.map(({ id, name }) => ({ id, name })),
    weights,
    idf: Object.fromEntries(idf),
    temperature: calibrate(documents, sums, totals),
  };
  return { version: createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 12), ...rest };
}

function documentsOf(topics: readonly Topic[], corrections: readonly TopicCorrection[]): Document[] {
  const places = new Map(topics.map(({ id }, place) => [id, place]));
  const known = corrections.filter(({ topicId }) => places.has(topicId));
  const seen = new Map<string, number>();
  for (const { words } of known) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  const inExamples = new Set(topics.flatMap(({ examples }) => examples.flatMap(bagOfWords)));
  const common = (word: string) => inExamples.has(word) || (seen.get(word) ?? 0) > 1;
  const documents = [
    ...topics.flatMap(({ examples, name }, topic) =>
      [...examples, name].map((example) => ({ topic, weight: 1, vector: toVector(bagOfWords(example)) })),
    ),
    ...known.map(({ topicId, words }) => ({
      topic: places.get(topicId) ?? 0,
      weight: CORRECTION_WEIGHT,
      vector: toVector(words.filter(common)),
    })),
  ];
  return documents.filter(({ vector }) => vector.size > 0);
}

/** Counts the features of words; an n-gram counts less than a word. */
export function toVector(words: readonly string[]): Map<string, number> {
  const vector = new Map<string, number>();
  for (const word of words) {
    for (const feature of wordFeatures(word)) {
      const amount = feature.startsWith('=') ? 1 : NGRAM_WEIGHT;
      vector.set(feature, (vector.get(feature) ?? 0) + amount);
    }
  }
  return vector;
}

/** Computes the inverse document frequency of the most frequent features that fit into the model. */
function idfOf(documents: readonly Document[], topics: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { vector } of documents)
    for (const feature of vector.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const kept = [...counts]
    .toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, MAX_FEATURES);
  let bytes = 0;
  const fitting = kept.filter(([feature]) => {
    bytes += 2 * Buffer.byteLength(feature) + topics + 20;
    return bytes <= MAX_BYTES;
  });
  return new Map(
    fitting.map(([feature, count]) => [feature, round(Math.log((documents.length + 1) / count))]),
  );
}

function toTfIdf(vector: Map<string, number>, idf: ReadonlyMap<string, number>): void {
  for (const [feature, amount] of vector) {
    const weight = idf.get(feature);
    if (weight === undefined) vector.delete(feature);
    else vector.set(feature, amount * weight);
  }
  const length = Math.hypot(...vector.values()) || 1;
  for (const [feature, amount] of vector) vector.set(feature, amount / length);
}

function accumulate(
  { topic, weight, vector }: Document,
  sums: Map<string, number>[],
  totals: Map<string, number>,
  sign: 1 | -1,
): void {
  const sum = sums[topic];
  for (const [feature, amount] of vector) {
    const change = sign * weight * amount;
    sum?.set(feature, (sum.get(feature) ?? 0) + change);
    totals.set(feature, (totals.get(feature) ?? 0) + change);
  }
}

/** Computes by topic the logarithm of how much more frequent a feature is inside the topic than outside. */
function logRatios(
  feature: string,
  sums: readonly Map<string, number>[],
  totals: ReadonlyMap<string, number>,
): number[] {
  const total = totals.get(feature) ?? 0;
  return sums.map((sum) => {
    const inside = Math.max(0, sum.get(feature) ?? 0);
    const outside = Math.max(0, total - inside) / Math.max(1, sums.length - 1);
    return Math.log((inside + SMOOTHING) / (outside + SMOOTHING));
  });
}

/**
 * Finds the temperature with the least log loss in predicting documents that are left out of the training.
 */
function calibrate(
  documents: readonly Document[],
  sums: Map<string, number>[],
  totals: Map<string, number>,
): number {
  // A sample of some hundreds is enough: every n-th document.
  const step = Math.max(1, Math.floor(documents.length / 400));
  const scored = documents
    .filter((_, place) => place % step === 0)
    .map((document) => {
      accumulate(document, sums, totals, -1);
      const scores = sums.map(() => 0);
      for (const [feature, amount] of document.vector) {
        logRatios(feature, sums, totals).forEach((weight, topic) => {
          scores[topic] = (scores[topic] ?? 0) + amount * weight;
        });
      }
      accumulate(document, sums, totals, 1);
      return { topic: document.topic, scores };
    });
  const loss = (temperature: number) =>
    scored.reduce(
      (sum, { topic, scores }) => sum - Math.log(Math.max(1e-6, softmax(scores, temperature)[topic] ?? 0)),
      0,
    );
  return TEMPERATURES.reduce((best, temperature) => (loss(temperature) < loss(best) ? temperature : best), 1);
}

export function softmax(scores: readonly number[], temperature: number): number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - highest) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

const stepOf = (weight: number): string =>
  STEPS[Math.max(0, Math.min(STEPS.length - 1, Math.round(weight / STEP) + MIDDLE))] ?? '';

/**
 * Returns the weight of a feature for the topic at an index of `topics`; 0 if the model does not know the
 * feature.
 */
export function weightAt({ weights }: TopicModel, feature: string, topic: number): number {
  const steps = ownProperty(weights, feature);
  return STEP_OF.get(steps?.[topic] ?? '') ?? 0;
}

const round = (value: number) => Math.round(value * 100) / 100;
