// Trains the sensitivity classifier. Runs beforehand, so that no function spends time on it.

import { weighFeatures } from '../../functions/intelligence/sensitivity/classify-sensitivity.ts';
import { sensitiveKinds } from '../../functions/intelligence/sensitivity/kinds.ts';
import type { FeatureWeights, SensitivityModel } from '../../functions/intelligence/sensitivity/model.ts';
import {
  type Features,
  mergeFeatures,
  sentenceFeatures,
} from '../../functions/intelligence/sensitivity/sentence-features.ts';
import { tokenise } from '../../functions/intelligence/text/tokenise.ts';
import type { Example } from './examples.ts';

const EPOCHS = 40;
const LEARNING_RATE = 0.5;
const L2_PENALTY = 2e-4;
const INITIAL_BIAS = -1;
const INITIAL_SQUARES = 1e-6;
/** One regression per kind and one for being sensitive at all. */
const OUTPUTS = sensitiveKinds.length + 1;
/** A feature of a single example teaches nothing. */
const MIN_EXAMPLES = 2;
/** Fewer made it worse: with 7,500 a fourth more of the everyday messages were false alarms. */
const MAX_FEATURES = 12_000;

/**
 * Trains one logistic regression per output with AdaGrad (Duchi, Hazan and Singer 2011). A first round
 * chooses the features with the largest weights, a second one trains on these alone. The same examples in the
 * same order give the same model.
 */
export function trainModel(examples: readonly Example[]): SensitivityModel {
  const documents = examples.map(({ text, kinds }) => ({
    features: mergeFeatures(sentenceFeatures(tokenise(text)).map(({ features }) => features)),
    labels: [...sensitiveKinds.map((kind) => kinds.includes(kind)), kinds.length > 0],
  }));
  const all = fit(documents, idfIn(documents));
  const strength = ([, { idf, weights }]: [string, FeatureWeights]) =>
    idf * Math.max(...weights.map(Math.abs));
  const strongest = [...all.features]
    .toSorted((a, b) => strength(b) - strength(a) || (a[0] < b[0] ? -1 : 1))
    .slice(0, MAX_FEATURES);
  return fit(documents, new Map(strongest.map(([name, { idf }]) => [name, idf])));
}

interface Document {
  features: Features;
  labels: boolean[];
}

/** Computes the inverse document frequency of the features that at least two examples have. */
function idfIn(documents: readonly Document[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of documents)
    for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    [...counts]
      .filter(([, count]) => count >= MIN_EXAMPLES)
      .map(([name, count]) => [name, Math.log((documents.length + 1) / count)]),
  );
}

/**
 * The parameters of all outputs, a row of `OUTPUTS` numbers per feature and at last one for the bias: fast to
 * walk through.
 */
interface Parameters {
  weights: Float64Array;
  /** AdaGrad's sums of squared gradients. */
  squares: Float64Array;
}

/** A document as rows of the parameters and the amount of each feature. */
interface Sample {
  rows: Int32Array;
  amounts: Float64Array;
  labels: boolean[];
}

function fit(documents: readonly Document[], idfs: ReadonlyMap<string, number>): SensitivityModel {
  const rows = new Map([...idfs].map(([name, idf], place) => [name, { idf, weights: place * OUTPUTS }]));
  const samples = documents.map(({ features, labels }): Sample => {
    const known = weighFeatures(features, rows);
    return {
      rows: Int32Array.from(known, ({ weights }) => weights),
      amounts: Float64Array.from(known, ({ amount }) => amount),
      labels,
    };
  });
  const biasRow = idfs.size * OUTPUTS;
  const parameters = {
    weights: new Float64Array(biasRow + OUTPUTS).fill(INITIAL_BIAS, biasRow),
    squares: new Float64Array(biasRow + OUTPUTS).fill(INITIAL_SQUARES),
  };
  const stride = strideFor(samples.length);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let turn = 0; turn < samples.length; turn += 1) {
      const sample = samples[(turn * stride + epoch) % samples.length];
      if (sample)
        for (let output = 0; output < OUTPUTS; output += 1) step(sample, parameters, biasRow, output);
    }
  }
  const rowAt = (row: number) => [...parameters.weights.subarray(row, row + OUTPUTS)];
  return {
    bias: rowAt(biasRow),
    features: new Map([...rows].map(([name, row]) => [name, { idf: row.idf, weights: rowAt(row.weights) }])),
  };
}

function step(
  { rows, amounts, labels }: Sample,
  parameters: Parameters,
  biasRow: number,
  output: number,
): void {
  const { weights } = parameters;
  let sum = weights[biasRow + output] ?? 0;
  for (let at = 0; at < rows.length; at += 1)
    sum += (amounts[at] ?? 0) * (weights[(rows[at] ?? 0) + output] ?? 0);
  const error = 1 / (1 + Math.exp(-sum)) - (labels[output] ? 1 : 0);
  for (let at = 0; at < rows.length; at += 1) {
    const place = (rows[at] ?? 0) + output;
    descend(parameters, place, error * (amounts[at] ?? 0) + L2_PENALTY * (weights[place] ?? 0));
  }
  descend(parameters, biasRow + output, error);
}

/** Moves a weight against its gradient; one that has changed much changes less. */
function descend({ weights, squares }: Parameters, place: number, gradient: number): void {
  const sum = (squares[place] ?? 0) + gradient * gradient;
  squares[place] = sum;
  weights[place] = (weights[place] ?? 0) - (LEARNING_RATE * gradient) / Math.sqrt(sum);
}

/** Finds a stride that visits each example once, out of their order, which is by kind. */
function strideFor(length: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = 37;
  while (divisor(length, stride) !== 1) stride += 1;
  return stride;
}
