// The interfaces for reading text. `local-analyser.ts` and `local-readers.ts` implement them with rules and
// small models, offline and deterministic. All methods are asynchronous, so that a model provider can take
// their place. There are three interfaces because each is used by other functions, which should not load what
// the others need.

import type { UrgencyFinding } from '../message/detect-urgency.ts';
import type { SentimentFinding } from '../message/score-sentiment.ts';
import type { ProposedPromise } from '../promises/propose-promises.ts';
import type { SensitiveFinding } from '../sensitivity/detect-sensitivity.ts';
import type { ContactHistory } from '../sensitivity/evidence.ts';
import type { LanguageFinding } from '../text/detect-language.ts';
import type { Candidate, Suggestion } from '../thread/suggest-replies.ts';
import type { Summary, ThreadMessage } from '../thread/summarise.ts';
import type { TopicFinding } from '../topics/classify-topic.ts';
import type { ThanksFinding } from './detect-thanks.ts';

export interface MessageToAnalyse {
  text: string;
  subject?: string;
  /** Language in the customer's profile: used if the text is too short to tell. */
  language?: string;
  /** The same customer's earlier contacts. */
  history?: ContactHistory;
  now: Date;
}

/** The result of an analysis; each part has a reason for people. */
export interface Analysis {
  /**
   * Version of the analyser with its models and learned weights. The same version gives the same analysis.
   */
  version: string;
  language: LanguageFinding;
  sentiment: SentimentFinding;
  urgency: UrgencyFinding;
  topic: TopicFinding;
  /** The most confident first; empty if nothing is sensitive. */
  sensitive: SensitiveFinding[];
  thanks: ThanksFinding;
}

export interface ReplyToRead {
  text: string;
  now: Date;
  /** IANA time zone for times in the text, such as "tomorrow at nine". */
  timeZone: string;
}

export interface Analyser {
  readonly version: string;
  analyse(message: MessageToAnalyse): Promise<Analysis>;
}

export interface PromiseReader {
  /** Proposes what an agent's reply promises and by when; a person confirms it. */
  proposePromises(reply: ReplyToRead): Promise<ProposedPromise[]>;
}

export interface ThreadReader {
  /** The same version gives the same summary and suggestions. */
  readonly version: string;
  /** Summarises a thread in at most eight of its own sentences, with the messages that they are from. */
  summarise(thread: readonly ThreadMessage[]): Promise<Summary>;
  /**
   * Returns the candidates (solved tickets, articles) that resemble the message, best first; a person sends
   * one.
   */
  suggestReplies(message: string, candidates: readonly Candidate[]): Promise<Suggestion[]>;
}
