import { ownProperty } from '../../platform/own-property.ts';
import { bagOfWords, wordFeatures } from './features.ts';
import { NGRAM_WEIGHT, softmax, type TopicModel, toVector, weightAt } from './train-topics.ts';

export interface TopicFinding {
  /** Absent if the confidence is below the threshold: a person decides. */
  topic?: { id: string; confidence: number };
  /** A person must decide the topic. */
  triage: boolean;
  /** The best three, the most confident first. */
  candidates: { id: string; confidence: number }[];
  reason: string;
  version: string;
}

const TOPIC_THRESHOLD = 0.6;

/**
 * Classifies the topic of a text, or asks for triage by a person if the confidence is below `threshold`.
 * Words that the model does not know lower the confidence by their share.
 */
export function classifyTopic(
  text: string,
  model: TopicModel,
  threshold: number = TOPIC_THRESHOLD,
): TopicFinding {
  const words = bagOfWords(text);
  const vector = toVector(words);
  const squares = [...vector].reduce(
    (sum, [feature, amount]) => sum + (amount * idfOf(model, feature)) ** 2,
    0,
  );
  const length = Math.sqrt(squares);
  if (length === 0 || model.topics.length === 0) return unknown(model, 'no word that the topics know');
  const scores = model.topics.map((_, topic) => rawScore(vector, model, topic) / length);
  const coverage = vocabularyCoverage(words, model);
  const confidences = softmax(scores, model.temperature);
  const candidates = model.topics
    .map(({ id }, topic) => ({
      id,
      topic,
      confidence: round((confidences[topic] ?? 0) * (0.5 + 0.5 * coverage)),
    }))
    .toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
    .slice(0, 3);
  const [best] = candidates;
  if (!best) return unknown(model, 'no topics');
  const isConfident = best.confidence >= threshold;
  const shown = topWords(words, model, best.topic).map((word) => `“${word}”`);
  const because = shown.length > 0 ? `: ${shown.join(', ')}` : '';
  return {
    ...(isConfident ? { topic: { id: best.id, confidence: best.confidence } } : {}),
    triage: !isConfident,
    candidates: candidates.map(({ id, confidence }) => ({ id, confidence })),
    reason: `${isConfident ? best.id : `perhaps ${best.id}`} (${best.confidence})${because}`,
    version: model.version,
  };
}

const unknown = ({ version }: TopicModel, reason: string): TopicFinding => ({
  triage: true,
  candidates: [],
  reason,
  version,
});

const idfOf = ({ idf }: TopicModel, feature: string) => ownProperty(idf, feature) ?? 0;

function rawScore(vector: ReadonlyMap<string, number>, model: TopicModel, topic: number): number {
  let sum = 0;
  for (const [feature, amount] of vector) {
    sum += amount * idfOf(model, feature) * weightAt(model, feature, topic);
  }
  return sum;
}

/** Computes the share of words that the model knows, whole or by most of their n-grams. */
function vocabularyCoverage(words: readonly string[], model: TopicModel): number {
  const known = words.filter((word) => {
    const features = wordFeatures(word);
    const seen = features.filter((feature) => idfOf(model, feature) > 0).length;
    return idfOf(model, `=${word}`) > 0 || seen / features.length > 0.5;
  });
  return words.length === 0 ? 0 : known.length / words.length;
}

/** Returns the words that contribute most to a topic, at most three. */
function topWords(words: readonly string[], model: TopicModel, topic: number): string[] {
  return words
    .map((word) => ({
      word,
      weight: wordFeatures(word).reduce(
        (sum, feature) =>
          sum +
          (feature.startsWith('=') ? 1 : NGRAM_WEIGHT) *
            idfOf(model, feature) *
            weightAt(model, feature, topic),
        0,
      ),
    }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, 3)
    .map(({ word }) => word);
}

const round = (value: number) => Math.round(value * 100) / 100;
