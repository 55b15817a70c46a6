import { detectUrgency } from '../message/detect-urgency.ts';
import { scoreSentiment } from '../message/score-sentiment.ts';
import { classifySensitivity, sensitivityModelVersion } from '../sensitivity/classify-sensitivity.ts';
import { detectSensitivity } from '../sensitivity/detect-sensitivity.ts';
import { subjectExtent } from '../sensitivity/modality.ts';
import { baseLanguage, detectLanguage, type LanguageFinding } from '../text/detect-language.ts';
import { stripQuoted } from '../text/strip-quoted.ts';
import { type TokenisedText, tokenise } from '../text/tokenise.ts';
import { classifyTopic } from '../topics/classify-topic.ts';
import { defaultTopics } from '../topics/default-topics.ts';
import { type TopicModel, trainTopics } from '../topics/train-topics.ts';
import type { Analyser, Analysis, MessageToAnalyse } from './analyser.ts';
import { detectThanks } from './detect-thanks.ts';

/** Increment it when a rule or a phrase changes what an analysis says. */
export const RULES_VERSION = 'local-3';

export interface AnalyserOptions {
  /** Default: a model trained from the default topics. */
  topics?: TopicModel;
  /** Below this confidence a person decides the topic; default 0.6. */
  topicThreshold?: number;
  /** Weights of indicator phrases after corrections (`learnPhraseWeights`). */
  phrases?: { version: string; weights: Readonly<Record<string, number>> };
}

/**
 * Creates the analyser that runs inside the function: no text leaves it, and the same input gives the same
 * result.
 */
export function createAnalyser(options: AnalyserOptions = {}): Analyser {
  const topics = options.topics ?? trainTopics(defaultTopics);
  const version = [RULES_VERSION, sensitivityModelVersion(), topics.version, options.phrases?.version]
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
  const { text: input, bodyStart } = textToAnalyse(message);
  const text = tokenise(input);
  const language = await languageFor(text, message.language);
  const sentiment = scoreSentiment(text, language);
  const topic = classifyTopic(input, model, topicThreshold);
  const topicId = topic.topic?.id;
  const sensitive = detectSensitivity(text, language, {
    sentiment,
    now: message.now,
    bodyStart,
    predictions: classifySensitivity(text, subjectExtent(text, bodyStart).sentences),
    ...(topicId ? { topicId } : {}),
    ...(message.history ? { history: message.history } : {}),
    ...(phrases ? { phraseWeights: phrases.weights } : {}),
  });
  return {
    version,
    language,
    sentiment,
    urgency: detectUrgency(text, language),
    topic,
    sensitive,
    thanks: detectThanks(message.text),
  };
}

const MAX_SUBJECT_LENGTH = 400;
const REPLY_PREFIX = /^\s{0,8}(re|aw|fw|fwd|wg|antw|rif|tr|sv)\s{0,4}:/i;

/** Puts the subject line, unless it is that of a reply, above what the sender wrote. */
function textToAnalyse({ subject, text }: MessageToAnalyse): { text: string; bodyStart: number } {
  const body = stripQuoted(text);
  if (!subject || REPLY_PREFIX.test(subject)) return { text: body, bodyStart: 0 };
  const head = `${subject.slice(0, MAX_SUBJECT_LENGTH)}\n`;
  return { text: head + body, bodyStart: head.length };
}

/** Falls back to the customer's language if the text is too short to tell. */
async function languageFor(text: TokenisedText, known: string | undefined): Promise<LanguageFinding> {
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
