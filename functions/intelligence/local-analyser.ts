import type { Analyser, Analysis, MessageToAnalyse } from './analyser.ts';
import { baseLanguage, detectLanguage, type LanguageFinding } from './language/detect-language.ts';
import { subjectOf } from './sensitive/assertion.ts';
import { detectSensitive } from './sensitive/detect-sensitive.ts';
import { likenessOf, likenessVersion } from './sensitive/likeness.ts';
import { scoreSentiment } from './sentiment/score-sentiment.ts';
import { ownWords } from './text/own-words.ts';
import { type Words, wordsOf } from './text/words.ts';
import { isThanks } from './thanks.ts';
import { classifyTopic } from './topics/classify-topic.ts';
import { defaultTopics } from './topics/default-topics.ts';
import { type TopicModel, trainTopics } from './topics/train-topics.ts';
import { findUrgency } from './urgency.ts';

/** Raised when a rule or a table of phrases changes what an analysis says. */
export const RULES = 'local-3';

export interface AnalyserOptions {
  /** Default: trained from the topics that come with Rapport. */
  topics?: TopicModel;
  /** Below this confidence a person says the topic; default 0.6. */
  topicThreshold?: number;
  /** What corrections have left of the weights of sensitive phrases, with a version. */
  phrases?: { version: string; weights: Readonly<Record<string, number>> };
}

/** The analyser that runs in the function itself: nothing leaves the house, the same input gives the same answer. */
export function createAnalyser(options: AnalyserOptions = {}): Analyser {
  const topics = options.topics ?? trainTopics(defaultTopics);
  const version = [RULES, likenessVersion(), topics.version, options.phrases?.version]
    .filter(Boolean)
    .join('.');
  return { version, analyse: (message) => analyse(message, topics, version, options) };
}

async function analyse(
  message: MessageToAnalyse,
  model: TopicModel,
  version: string,
  { topicThreshold, phrases }: AnalyserOptions,
): Promise<Analysis> {
  const { said, begins } = saidIn(message);
  const text = wordsOf(said);
  const language = await spokenIn(text, message.language);
  const sentiment = scoreSentiment(text, language);
  const topic = classifyTopic(said, model, topicThreshold);
  const topicId = topic.topic?.id;
  const sensitive = detectSensitive(text, language, {
    sentiment,
    now: message.now,
    begins,
    alike: likenessOf(text, subjectOf(text, begins).sentences),
    ...(topicId ? { topicId } : {}),
    ...(message.history ? { history: message.history } : {}),
    ...(phrases ? { weights: phrases.weights } : {}),
  });
  return {
    version,
    language,
    sentiment,
    urgency: findUrgency(text, language),
    topic,
    sensitive,
    thanks: isThanks(message.text),
  };
}

const ANSWER_MARK = /^\s{0,8}(re|aw|fw|fwd|wg|antw|rif|tr|sv)\s{0,4}:/i;

/** The subject, unless it is that of the mail that is answered, and what the sender wrote. */
function saidIn({ subject, text }: MessageToAnalyse): { said: string; begins: number } {
  const own = ownWords(text);
  if (!subject || ANSWER_MARK.test(subject)) return { said: own, begins: 0 };
  const above = `${subject.slice(0, 400)}\n`;
  return { said: above + own, begins: above.length };
}

/** Of a text too short to tell, the language that the customer is known to speak. */
async function spokenIn(text: Words, known: string | undefined): Promise<LanguageFinding> {
  const found = await detectLanguage(text);
  if (found.reliable || known === undefined) return found;
  const tag = baseLanguage(known);
  return {
    tag,
    confidence: 0.5,
    reliable: false,
    reason: `too little text (${found.reason}); the customer’s language`,
  };
}
