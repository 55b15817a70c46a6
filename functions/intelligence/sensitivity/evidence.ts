import type { SentimentFinding } from '../message/score-sentiment.ts';
import type { SensitivityPrediction } from './classify-sensitivity.ts';
import type { VulnerabilityDriver } from './kinds.ts';

/** The customer's earlier contacts, in any order. */
export interface ContactHistory {
  /** Earlier contacts, without this one. */
  contacts: readonly { at: string; topicId?: string }[];
  /** Earlier complaints. */
  complaints: readonly { at: string }[];
}

/** Everything that the detection considers beside the words of the message. */
export interface DetectionContext {
  sentiment: SentimentFinding;
  /** Topic of the message if known: repeated contacts about it count. */
  topicId?: string;
  history?: ContactHistory;
  now: Date;
  /** Output of `classifySensitivity`; without it only phrases count. */
  predictions?: readonly SensitivityPrediction[];
  /** Where the body starts after the subject line; 0 without one. */
  bodyStart?: number;
  /** Share of each phrase's weight that corrections have left, by phrase id (`learnPhraseWeights`). */
  phraseWeights?: Readonly<Record<string, number>>;
}

/** One reason for a kind, independent of the others. */
export interface Evidence {
  weight: number;
  reason: string;
  phrase?: string;
  driver?: VulnerabilityDriver;
}
