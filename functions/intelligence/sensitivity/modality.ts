// Weighs how firmly a message asserts something: less in a question, hardly in "what if", half in a subject
// line above a text that speaks for itself.
import type { TokenisedText } from '../text/tokenise.ts';
import type { SensitiveKind } from './kinds.ts';

const QUESTION_FACTOR = 0.4;
const HYPOTHETICAL_FACTOR = 0.3;
const SUBJECT_FACTOR = 0.5;
const CONDITIONALS = new Set('if whether unless wenn falls ob sofern solange si indien'.split(' '));
/** Below this the subject line counts in full, as the body hardly says what the message is about. */
const MIN_BODY_WORDS = 5;

/** The number of tokens and sentences of the subject line at the start of a text. */
export interface SubjectExtent {
  tokens: number;
  sentences: number;
}

/**
 * Measures the subject line of a text whose body starts at `bodyStart`; zero if the body is shorter than five
 * words.
 */
export function subjectExtent({ tokens }: TokenisedText, bodyStart: number): SubjectExtent {
  const subject = tokens.filter(({ from }) => from < bodyStart);
  if (tokens.length - subject.length < MIN_BODY_WORDS) return { tokens: 0, sentences: 0 };
  return { tokens: subject.length, sentences: new Set(subject.map(({ sentence }) => sentence)).size };
}

/**
 * Returns the share, 0 to 1, that is left of an indicator that begins at the token `from`. A complaint is
 * often put as a question ("is this a joke?"), and what makes somebody vulnerable counts however it is said.
 */
export function modalityFactor(
  kind: SensitiveKind,
  text: TokenisedText,
  from: number,
  subjectTokens: number,
): number {
  if (kind === 'vulnerable') return 1;
  const sentence = text.tokens[from]?.sentence ?? 0;
  const question = kind !== 'complaint' && isQuestion(text, sentence) ? QUESTION_FACTOR : 1;
  return (
    (from < subjectTokens ? SUBJECT_FACTOR : 1) * Math.min(question, hypotheticalFactor(kind, text, sentence))
  );
}

/**
 * Returns the share that is left of a sentence that asks what would be: "if I cancel, will I be charged?". A
 * statement with the same words counts in full: "wenn ich auf Bezahlen drücke, passiert nichts".
 */
export function hypotheticalFactor(kind: SensitiveKind, text: TokenisedText, sentence: number): number {
  if (kind === 'vulnerable' || !isQuestion(text, sentence)) return 1;
  const isConditional = text.tokens.some(
    (token) => token.sentence === sentence && CONDITIONALS.has(token.word),
  );
  return isConditional ? HYPOTHETICAL_FACTOR : 1;
}

const isQuestion = ({ terminators }: TokenisedText, sentence: number): boolean =>
  (terminators[sentence] ?? '').includes('?');
