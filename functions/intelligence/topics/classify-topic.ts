import { ownProperty } from '../../platform/own-property.ts';
import { bagOf, featuresOf } from './features.ts';
import { PART_SHARE, softmax, type TopicModel, vectorOf, weightAt } from './train-topics.ts';

export interface TopicFinding {
  /** Absent when the model is not sure enough: a person decides. */
  topic?: { id: string; confidence: number };
  /** Whether a person must say the topic. */
  triage: boolean;
  /** The best three, surest first. */
  candidates: { id: string; confidence: number }[];
  reason: string;
  version: string;
}

const TOPIC_THRESHOLD = 0.6;

/**
 * The topic of a text by a trained model, or triage by a person when the model is less sure than `threshold`. What the
 * model has never seen makes it unsure: confidence is scaled down by the share of the text's words that it does not know.
 */
export function classifyTopic(
  text: string,
  model: TopicModel,
  threshold: number = TOPIC_THRESHOLD,
): TopicFinding {
  const words = bagOf(text);
  const vector = vectorOf(words);
  const squares = [...vector].reduce(
    (sum, [feature, amount]) => sum + (amount * rarityOf(model, feature)) ** 2,
    0,
  );
  const length = Math.sqrt(squares);
  if (length === 0 || model.topics.length === 0) return unknown(model, 'no word that the topics know');
  const scores = model.topics.map((_, topic) => sumFor(vector, model, topic) / length);
  const share = knownShare(words, model);
  const confidences = softmax(scores, model.temperature);
  const candidates = model.topics
    .map(({ id }, topic) => ({
      id,
      topic,
      confidence: round((confidences[topic] ?? 0) * (0.5 + 0.5 * share)),
    }))
    .toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
    .slice(0, 3);
  const [best] = candidates;
  if (!best) return unknown(model, 'no topics');
  const because = telling(words, model, best.topic);
  const sure = best.confidence >= threshold;
  const named = { id: best.id, confidence: best.confidence };
  return {
    ...(sure ? { topic: named } : {}),
    triage: !sure,
    candidates: candidates.map(({ id, confidence }) => ({ id, confidence })),
    reason: `${sure ? best.id : `perhaps ${best.id}`} (${best.confidence})${because.length > 0 ? `: ${because.map((word) => `“${word}”`).join(', ')}` : ''}`,
    version: model.version,
  };
}

const unknown = ({ version }: TopicModel, reason: string): TopicFinding => ({
  triage: true,
  candidates: [],
  reason,
  version,
});

const rarityOf = ({ rarity }: TopicModel, feature: string) => ownProperty(rarity, feature) ?? 0;

function sumFor(vector: ReadonlyMap<string, number>, model: TopicModel, topic: number): number {
  let sum = 0;
  for (const [feature, amount] of vector) {
    sum += amount * rarityOf(model, feature) * weightAt(model, feature, topic);
  }
  return sum;
}

/** Share of words that the model knows, whole or by most of their parts. */
function knownShare(words: readonly string[], model: TopicModel): number {
  const known = words.filter((word) => {
    const features = featuresOf(word);
    const seen = features.filter((feature) => rarityOf(model, feature) > 0).length;
    return rarityOf(model, `=${word}`) > 0 || seen / features.length > 0.5;
  });
  return words.length === 0 ? 0 : known.length / words.length;
}

/** The words that speak most for a topic, at most three. */
function telling(words: readonly string[], model: TopicModel, topic: number): string[] {
  return words
    .map((word) => ({
      word,
      weight: featuresOf(word).reduce(
        (sum, feature) =>
          sum +
          (feature.startsWith('=') ? 1 : PART_SHARE) *
            rarityOf(model, feature) *
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
