// The topic model: for each topic how much a feature speaks for it. Complement naive Bayes (Rennie, Shih, Teevan and
// Karger 2003) on TF-IDF, which bears topics with many and with few examples; confidence calibrated by leaving one out.
import { createHash } from 'node:crypto';
import { ownProperty } from '../../platform/own-property.ts';
import { bagOf, featuresOf } from './features.ts';
import type { Topic, TopicCorrection } from './topic.ts';

/** Plain JSON, at most 300 KB: the guarantee of `trainTopics`. */
export interface TopicModel {
  /** Hash of everything else. */
  version: string;
  topics: { id: string; name: string }[];
  /** By feature: its weight for each topic in the order of `topics`, one character each (`weightAt`). */
  weights: Record<string, string>;
  /** By feature that the model knows: how rare it is. */
  rarity: Record<string, number>;
  /** Divides scores so that a confidence of 0.8 is right about 8 times of 10. */
  temperature: number;
}

/** Leaves room for the names of the topics below 300 KB. */
const MOST_BYTES = 290_000;
const MOST_FEATURES = 4000;
/** A weight is kept as one of 91 steps: JSON has no shorter number. */
const STEPS = '!#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~';
const MIDDLE = 45;
const STEP = 0.12;
const STEP_OF = new Map([...STEPS].map((character, place) => [character, (place - MIDDLE) * STEP]));
/** A correction is a real message that the model got wrong: worth more than an example that somebody thought up. */
const CORRECTION_WEIGHT = 2;
const SMOOTHING = 0.3;
/** Parts of words are many and overlap: each counts less than a word. */
export const PART_SHARE = 0.35;
const TEMPERATURES = [0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.13, 0.17, 0.22, 0.3, 0.4, 0.6];

interface Document {
  topic: number;
  weight: number;
  vector: Map<string, number>;
}

/**
 * Trains on the examples of the topics and on corrections, newest state of both in, one model out: the same input gives
 * the same model, whatever its order. Corrections to a topic that is gone are left out. A feature that only one corrected
 * message has is left out too, so that no name of a customer becomes part of a model.
 */
export function trainTopics(
  topics: readonly Topic[],
  corrections: readonly TopicCorrection[] = [],
): TopicModel {
  const sorted = topics.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const documents = documentsOf(sorted, corrections);
  const rarity = rarityOf(documents, sorted.length);
  for (const { vector } of documents) toTfIdf(vector, rarity);
  const sums = sorted.map(() => new Map<string, number>());
  const totals = new Map<string, number>();
  for (const document of documents) accumulate(document, sums, totals, 1);
  const weights = Object.fromEntries(
    [...rarity.keys()].map((feature) => [feature, weightsOf(feature, sums, totals).map(stepOf).join('')]),
  );
  const rest = {
    topics: sorted.map(({ id, name }) => ({ id, name })),
    weights,
    rarity: Object.fromEntries(rarity),
    temperature: calibrate(documents, sums, totals),
  };
  return { version: createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 12), ...rest };
}

function documentsOf(topics: readonly Topic[], corrections: readonly TopicCorrection[]): Document[] {
  const places = new Map(topics.map(({ id }, place) => [id, place]));
  const known = corrections.filter(({ topicId }) => places.has(topicId));
  const seen = new Map<string, number>();
  for (const { words } of known) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  const inExamples = new Set(topics.flatMap(({ examples }) => examples.flatMap(bagOf)));
  const common = (word: string) => inExamples.has(word) || (seen.get(word) ?? 0) > 1;
  const documents = [
    ...topics.flatMap(({ examples, name }, topic) =>
      [...examples, name].map((example) => ({ topic, weight: 1, vector: vectorOf(bagOf(example)) })),
    ),
    ...known.map(({ topicId, words }) => ({
      topic: places.get(topicId) ?? 0,
      weight: CORRECTION_WEIGHT,
      vector: vectorOf(words.filter(common)),
    })),
  ];
  return documents.filter(({ vector }) => vector.size > 0);
}

/** How often each feature stands in a text; words whole, their parts at a share. */
export function vectorOf(words: readonly string[]): Map<string, number> {
  const vector = new Map<string, number>();
  for (const word of words) {
    for (const feature of featuresOf(word)) {
      const amount = feature.startsWith('=') ? 1 : PART_SHARE;
      vector.set(feature, (vector.get(feature) ?? 0) + amount);
    }
  }
  return vector;
}

/** Inverse document frequency, of the features that most documents share first; ties by the alphabet. */
function rarityOf(documents: readonly Document[], topics: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { vector } of documents)
    for (const feature of vector.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const kept = [...counts]
    .toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, MOST_FEATURES);
  let bytes = 0;
  const fitting = kept.filter(([feature]) => {
    bytes += 2 * Buffer.byteLength(feature) + topics + 20;
    return bytes <= MOST_BYTES;
  });
  return new Map(
    fitting.map(([feature, count]) => [feature, round(Math.log((documents.length + 1) / count))]),
  );
}

function toTfIdf(vector: Map<string, number>, rarity: ReadonlyMap<string, number>): void {
  for (const [feature, amount] of vector) {
    const rare = rarity.get(feature);
    if (rare === undefined) vector.delete(feature);
    else vector.set(feature, amount * rare);
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

/** How much more of a feature is inside a topic than outside of it, on a scale of logarithms. */
function weightsOf(
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

/** The temperature at which documents left out of the training are predicted best (least log loss). */
function calibrate(
  documents: readonly Document[],
  sums: Map<string, number>[],
  totals: Map<string, number>,
): number {
  // Of many documents some hundreds tell as much: every n-th.
  const step = Math.max(1, Math.floor(documents.length / 400));
  const scored = documents
    .filter((_, place) => place % step === 0)
    .map((document) => {
      accumulate(document, sums, totals, -1);
      const scores = sums.map(() => 0);
      for (const [feature, amount] of document.vector) {
        weightsOf(feature, sums, totals).forEach((weight, topic) => {
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

/** The weight of a feature for the topic at a place of `topics`; 0 of a feature that the model does not have. */
export function weightAt({ weights }: TopicModel, feature: string, topic: number): number {
  const steps = ownProperty(weights, feature);
  return STEP_OF.get(steps?.[topic] ?? '') ?? 0;
}

const round = (value: number) => Math.round(value * 100) / 100;
