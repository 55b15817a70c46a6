// The interfaces through which Rapport has text read. `local-analyser.ts` and `local-readers.ts` are behind them: rules and small
// models, offline and deterministic. A model provider can take their place, so every answer is a promise. Three, because each is
// wanted by another function, and none shall load at its start what the others read by.
import type { LanguageFinding } from './language/detect-language.ts';
import type { ProposedPromise } from './promises/propose-promises.ts';
import type { Candidate, Suggestion } from './replies/suggest-replies.ts';
import type { SensitiveFinding } from './sensitive/detect-sensitive.ts';
import type { ContactHistory } from './sensitive/evidence.ts';
import type { SentimentFinding } from './sentiment/score-sentiment.ts';
import type { Summary, ThreadMessage } from './summary/summarise.ts';
import type { ThanksFinding } from './thanks.ts';
import type { TopicFinding } from './topics/classify-topic.ts';
import type { UrgencyFinding } from './urgency.ts';

export interface MessageToAnalyse {
  text: string;
  subject?: string;
  /** The customer's language as their profile has it: used when the text is too short to tell. */
  language?: string;
  /** The same customer's earlier contacts. */
  history?: ContactHistory;
  now: Date;
}

/** What a message is, each part with its reason for people. */
export interface Analysis {
  /** Of the analyser, models and learned weights included: the same version gives the same analysis. */
  version: string;
  language: LanguageFinding;
  sentiment: SentimentFinding;
  urgency: UrgencyFinding;
  topic: TopicFinding;
  /** Surest first; empty when nothing is sensitive. */
  sensitive: SensitiveFinding[];
  thanks: ThanksFinding;
}

export interface ReplyToRead {
  text: string;
  now: Date;
  /** IANA zone in which the agent's "tomorrow at nine" is meant. */
  timeZone: string;
}

export interface Analyser {
  readonly version: string;
  analyse(message: MessageToAnalyse): Promise<Analysis>;
}

export interface PromiseReader {
  /** What an agent's reply promises and by when; a person confirms it. */
  proposePromises(reply: ReplyToRead): Promise<ProposedPromise[]>;
}

export interface ThreadReader {
  /** The same version gives the same summary and suggestions. */
  readonly version: string;
  /** A thread in at most eight sentences of its own, with the messages that they stand in. */
  summarise(thread: readonly ThreadMessage[]): Promise<Summary>;
  /** Which of the candidates (solved tickets, articles) resemble the message, best first; a person sends. */
  suggestReplies(message: string, candidates: readonly Candidate[]): Promise<Suggestion[]>;
}
