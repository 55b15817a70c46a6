// The model of the sensitivity classifier and the compact encoding of data/sensitivity/model.json.
import { sensitiveKinds } from './kinds.ts';

/**
 * Weights by output: the kinds in the order of `sensitiveKinds`, then whether a message is sensitive at all.
 */
export interface SensitivityModel {
  bias: readonly number[];
  features: ReadonlyMap<string, FeatureWeights>;
}
export interface FeatureWeights {
  /** Inverse document frequency. */
  idf: number;
  weights: readonly number[];
}

export const outputs = [...sensitiveKinds, 'any'] as const;

export interface EncodedModel {
  bias: Record<(typeof outputs)[number], number>;
  /** Lines of ten encoded features. */
  features: string[];
}

/** Digits for 0 to 61; a weight of 0 is the digit at `MIDDLE`. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MIDDLE = 30;
const WEIGHT_STEP = 0.25;
const IDF_STEP = 0.12;
const FEATURES_PER_LINE = 10;

/**
 * Encodes a model: features in the order of their names, separated by spaces. Each begins with the number of
 * letters that its name shares with the one before, then the rest of the name, one digit for its IDF and one
 * per weight.
 */
export function encodeModel({ bias, features }: SensitivityModel): EncodedModel {
  const digit = (steps: number) => DIGITS[Math.max(0, Math.min(2 * MIDDLE, Math.round(steps)))] ?? '';
  let last = '';
  const encoded = [...features]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { idf, weights }]) => {
      const shared = Math.min(2 * MIDDLE, sharedBy(last, name));
      last = name;
      const steps = weights.map((weight) => digit(weight / WEIGHT_STEP + MIDDLE));
      return `${digit(shared)}${name.slice(shared)}${digit(idf / IDF_STEP)}${steps.join('')}`;
    });
  const lines = Array.from({ length: Math.ceil(encoded.length / FEATURES_PER_LINE) }, (_, line) =>
    encoded.slice(line * FEATURES_PER_LINE, (line + 1) * FEATURES_PER_LINE).join(' '),
  );
  const rounded = outputs.map((output, place) => [output, Math.round((bias[place] ?? 0) * 100) / 100]);
  return { bias: Object.fromEntries(rounded) as EncodedModel['bias'], features: lines };
}

function sharedBy(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** Decodes a model. Weights are multiples of 0.25, as `encodeModel` rounds them. */
export function decodeModel({ bias, features }: EncodedModel): SensitivityModel {
  const stepsOf = (digit: string | undefined) => DIGITS.indexOf(digit ?? 'A');
  let last = '';
  const decoded = features
    .flatMap((line) => line.split(' '))
    .map((feature): [string, FeatureWeights] => {
      const nameEnds = feature.length - 1 - outputs.length;
      last = last.slice(0, stepsOf(feature[0])) + feature.slice(1, nameEnds);
      const [idf, ...weights] = feature.slice(nameEnds);
      return [
        last,
        {
          idf: stepsOf(idf) * IDF_STEP,
          weights: weights.map((digit) => (stepsOf(digit) - MIDDLE) * WEIGHT_STEP),
        },
      ];
    });
  return { bias: outputs.map((output) => bias[output]), features: new Map(decoded) };
}
