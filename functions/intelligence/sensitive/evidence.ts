// What a message is judged by, and what speaks for a kind.
import type { SentimentFinding } from '../sentiment/score-sentiment.ts';
import type { VulnerabilityDriver } from './kinds.ts';
import type { Likeness } from './likeness.ts';

/** What is known of the customer's earlier contacts, newest or oldest first. */
export interface ContactHistory {
  /** Earlier contacts, this one not among them. */
  contacts: readonly { at: string; topicId?: string }[];
  /** Earlier complaints. */
  complaints: readonly { at: string }[];
}

export interface Circumstances {
  sentiment: SentimentFinding;
  /** Of the message, when known: contacts on it count. */
  topicId?: string;
  history?: ContactHistory;
  now: Date;
  /** How far the text resembles each kind (`likenessOf`); without it phrases alone are read. */
  alike?: readonly Likeness[];
  /** Where in the text the message begins, behind its subject; 0 without one. */
  begins?: number;
  /** By phrase id: how much of a phrase's weight is left after corrections (`learnWeights`). */
  weights?: Readonly<Record<string, number>>;
}

/** One reason for a kind, independent of others. */
export interface Evidence {
  weight: number;
  reason: string;
  phrase?: string;
  driver?: VulnerabilityDriver;
}
