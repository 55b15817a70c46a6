// How far a message resembles those of each sensitive kind, whatever its words: a logistic regression a kind, trained from
// examples.ts beforehand (train-likeness.ts), so that no function spends time on it.
import { createHash } from 'node:crypto';
import { familiesOf } from '../text/families.ts';
import { quote, type Words } from '../text/words.ts';
import { type SensitiveKind, sensitiveKinds } from './kinds.ts';
import { type Features, isOfFamilies, sentenceFeatures, together } from './likeness-features.ts';
import { likenessModel } from './likeness-model.ts';

/** Weights by kind, in the order of `sensitiveKinds`, and at last for being sensitive at all. */
export interface LikenessModel {
  bias: readonly number[];
  features: ReadonlyMap<string, FeatureWeights>;
}
export interface FeatureWeights {
  rarity: number;
  weights: readonly number[];
}

export interface Likeness {
  kind: SensitiveKind;
  /** 0 to 1. */
  probability: number;
  /** The sentence that says so most, by its number in the text. */
  sentence: number;
  /** The words that say so most, as they were written, in their order; at most three. None: it rests on nothing. */
  words: string[];
}

/** Doubt whether a message is sensitive at all is doubt of each kind. */
const BY_ANY = 0.3;
/** One sentence decides most; the rest of the message has its say. */
const BY_SENTENCE = 0.6;
/** Keeps a sentence of two known words from being as sure as one of ten. */
const LEAST_LENGTH = 60;
const MOST_WORDS = 3;
/** From so many letters on a word is telling. */
const LONG = 5;

/** Letters for weights: from −30 steps to 30. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MIDDLE = 30;
const WEIGHT_STEP = 0.25;
const RARITY_STEP = 0.12;

/**
 * A line a feature, in the order of their names: how many letters its name shares with the one before, the rest of the name, how
 * rare it is and its weights. The first line is the bias, in hundredths.
 */
export function writeModel({ bias, features }: LikenessModel): string {
  const letter = (steps: number) => LETTERS[Math.max(0, Math.min(2 * MIDDLE, Math.round(steps)))] ?? '';
  let last = '';
  const lines = [...features]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { rarity, weights }]) => {
      const shared = Math.min(2 * MIDDLE, sharedBy(last, name));
      last = name;
      const steps = weights.map((weight) => letter(weight / WEIGHT_STEP + MIDDLE));
      return `${letter(shared)}${name.slice(shared)} ${letter(rarity / RARITY_STEP)}${steps.join('')}`;
    });
  return [bias.map((value) => Math.round(value * 100)).join(' '), ...lines].join('\n');
}

function sharedBy(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

export function readModel(written: string): LikenessModel {
  const [bias = '', ...lines] = written.split('\n');
  const stepsOf = (letter: string | undefined) => LETTERS.indexOf(letter ?? 'A');
  let last = '';
  const features = lines.map((line): [string, FeatureWeights] => {
    const [name = '', letters = ''] = line.split(' ');
    last = last.slice(0, stepsOf(name[0])) + name.slice(1);
    const [rarity, ...weights] = letters;
    return [
      last,
      {
        rarity: stepsOf(rarity) * RARITY_STEP,
        weights: weights.map((letter) => (stepsOf(letter) - MIDDLE) * WEIGHT_STEP),
      },
    ];
  });
  return { bias: bias.split(' ').map((value) => Number(value) / 100), features: new Map(features) };
}

/** Changes with the model. */
export const likenessVersion = (): string =>
  createHash('sha256').update(likenessModel).digest('hex').slice(0, 6);

let shipped: LikenessModel | undefined;
function shippedModel(): LikenessModel {
  shipped ??= readModel(likenessModel);
  return shipped;
}

/**
 * The likeness of a text to each kind. A subject (the sentences before `from`) colours the whole, but never decides:
 * "outage" stands above questions too.
 */
export function likenessOf(text: Words, from = 0, model: LikenessModel = shippedModel()): Likeness[] {
  const sentences = sentenceFeatures(text);
  const whole = scoreOf(together(sentences.map(({ features }) => features)), model);
  const scored = sentences
    .slice(from)
    .map(({ sentence, features }) => ({ sentence, ...scoreOf(features, model) }));
  if (scored.length === 0) return [];
  const most = (place: number) =>
    scored.reduce((best, one) => ((one.sums[place] ?? 0) > (best.sums[place] ?? 0) ? one : best));
  const scoreFor = (place: number) =>
    BY_SENTENCE * (most(place).sums[place] ?? 0) + (1 - BY_SENTENCE) * (whole.sums[place] ?? 0);
  const doubt = BY_ANY * Math.min(0, scoreFor(sensitiveKinds.length));
  return sensitiveKinds.map((kind, place) => ({
    kind,
    probability: 1 / (1 + Math.exp(-scoreFor(place) - doubt)),
    sentence: most(place).sentence,
    words: wordsFor(most(place), place, text),
  }));
}

interface Scored {
  sums: number[];
  parts: { words: readonly number[]; weights: number[] }[];
}

function scoreOf(sentence: Features, { bias, features }: LikenessModel): Scored {
  const known = knownIn(sentence, features);
  const parts = known.map(({ words, amount, weights }) => ({
    words,
    weights: weights.map((weight) => weight * amount),
  }));
  const sums = bias.map((start, place) =>
    parts.reduce((sum, { weights }) => sum + (weights[place] ?? 0), start),
  );
  return { sums, parts };
}

/** Known features with their amounts, words and families each scaled to a length of one. */
export function knownIn<W>(
  sentence: Features,
  features: ReadonlyMap<string, { rarity: number; weights: W }>,
): { name: string; words: readonly number[]; amount: number; weights: W }[] {
  const squares = [LEAST_LENGTH, LEAST_LENGTH];
  const known = [...sentence].flatMap(([name, { amount, words }]) => {
    const feature = features.get(name);
    if (!feature) return [];
    const block = isOfFamilies(name) ? 1 : 0;
    const rare = amount * feature.rarity;
    squares[block] = (squares[block] ?? 0) + rare * rare;
    return [{ name, words, amount: rare, weights: feature.weights, block }];
  });
  const lengths = squares.map(Math.sqrt);
  return known.map(({ name, words, amount, weights, block }) => ({
    name,
    words,
    amount: amount / (lengths[block] ?? 1),
    weights,
  }));
}

/** No number, and more than "no" and "it". */
const isWord = (word: string) => /^\p{L}{3,}/u.test(word);
/** Says something by itself to whoever reads the reason: not "it" and "for". */
const isTelling = (word: string) => word.length >= LONG || familiesOf(word).length > 0;

function wordsFor({ parts }: Scored, place: number, text: Words): string[] {
  const said = new Map<number, number>();
  for (const { words, weights } of parts)
    for (const at of words) said.set(at, (said.get(at) ?? 0) + (weights[place] ?? 0) / words.length);
  const wordAt = (at: number) => text.words[at]?.word ?? '';
  const speaking = [...said].filter(([at, weight]) => weight > 0 && isWord(wordAt(at)));
  const telling = speaking.filter(([at]) => isTelling(wordAt(at)));
  return (telling.length > 0 ? telling : speaking)
    .toSorted(([a, weightA], [b, weightB]) => weightB - weightA || a - b)
    .slice(0, MOST_WORDS)
    .map(([at]) => at)
    .toSorted((a, b) => a - b)
    .map((at) => quote(text, at, at + 1));
}
