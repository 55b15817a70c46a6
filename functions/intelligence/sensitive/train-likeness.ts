// Trains the likeness. Runs where its model is checked and renewed (tests/unit/intelligence/likeness.test.ts), never in a function.
import { wordsOf } from '../text/words.ts';
import type { Example } from './examples.ts';
import { sensitiveKinds } from './kinds.ts';
import { type FeatureWeights, knownIn, type LikenessModel } from './likeness.ts';
import { type Features, sentenceFeatures, together } from './likeness-features.ts';

const EPOCHS = 40;
const RATE = 0.5;
const SHRINK = 2e-4;
/** Whether it is of each kind, and whether it is of any. */
const QUESTIONS = [...sensitiveKinds, 'any'];
/** Of what only one example has nothing is learned. */
const LEAST_EXAMPLES = 2;
/** Fewer made it worse: with 7,500 a fourth more of the everyday messages were false alarms. These take 145 KB. */
const MOST_FEATURES = 12_000;

/**
 * One logistic regression for each question, by AdaGrad (Duchi, Hazan and Singer 2011): the features of most weight are chosen in a
 * first round and learned again alone in a second one. The same examples in the same order give the same model.
 */
export function trainLikeness(examples: readonly Example[]): LikenessModel {
  const documents = examples.map(({ text, kinds }) => ({
    features: together(sentenceFeatures(wordsOf(text)).map(({ features }) => features)),
    wanted: [...sensitiveKinds.map((kind) => kinds.includes(kind)), kinds.length > 0],
  }));
  const rarity = rarityIn(documents);
  const all = learn(documents, rarity);
  const strength = ([, { rarity: rare, weights }]: [string, FeatureWeights]) =>
    rare * Math.max(...weights.map(Math.abs));
  const strongest = [...all.features]
    .toSorted((a, b) => strength(b) - strength(a) || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_FEATURES);
  return learn(documents, new Map(strongest.map(([name, { rarity: rare }]) => [name, rare])));
}

interface Document {
  features: Features;
  wanted: boolean[];
}

function rarityIn(documents: readonly Document[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of documents)
    for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    [...counts]
      .filter(([, count]) => count >= LEAST_EXAMPLES)
      .map(([name, count]) => [name, Math.log((documents.length + 1) / count)]),
  );
}

interface Learning {
  weight: number;
  /** Sum of the squares of what it was changed by: what changed much changes less. */
  squares: number;
}
const fresh = (weight = 0): Learning => ({ weight, squares: 1e-6 });

function learn(documents: readonly Document[], rarity: ReadonlyMap<string, number>): LikenessModel {
  const learning = new Map(
    [...rarity].map(([name, rare]) => [name, { rarity: rare, weights: QUESTIONS.map(() => fresh()) }]),
  );
  const known = documents.map(({ features, wanted }) => ({ wanted, parts: knownIn(features, learning) }));
  const bias = QUESTIONS.map(() => fresh(-1));
  const stride = strideFor(known.length);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let turn = 0; turn < known.length; turn += 1) {
      const document = known[(turn * stride + epoch) % known.length];
      if (document) bias.forEach((start, place) => step(document, start, place));
    }
  }
  return {
    bias: bias.map(({ weight }) => weight),
    features: new Map(
      [...learning].map(([name, { rarity: rare, weights }]) => [
        name,
        { rarity: rare, weights: weights.map(({ weight }) => weight) },
      ]),
    ),
  };
}

function step(
  { parts, wanted }: { parts: { amount: number; weights: Learning[] }[]; wanted: boolean[] },
  bias: Learning,
  place: number,
): void {
  let sum = bias.weight;
  for (const { amount, weights } of parts) sum += amount * (weights[place]?.weight ?? 0);
  const error = 1 / (1 + Math.exp(-sum)) - (wanted[place] ? 1 : 0);
  for (const { amount, weights } of parts) {
    const own = weights[place];
    if (own) change(own, error * amount + SHRINK * own.weight);
  }
  change(bias, error);
}

function change(learning: Learning, gradient: number): void {
  learning.squares += gradient * gradient;
  learning.weight -= (RATE * gradient) / Math.sqrt(learning.squares);
}

/** Steps through the examples out of their order, which is by kind, and meets each once. */
function strideFor(length: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = 37;
  while (divisor(length, stride) !== 1) stride += 1;
  return stride;
}
