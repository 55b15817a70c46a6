// How far what a message says is told: less in a question, hardly in "what if", half in a subject above a text of its own.
import type { Words } from '../text/words.ts';
import type { SensitiveKind } from './kinds.ts';

const ASKED = 0.4;
const SUPPOSED = 0.3;
const ABOVE = 0.5;
const SUPPOSING = new Set('if whether unless wenn falls ob sofern solange si indien'.split(' '));
/** A text of fewer words leaves it to its subject to say what it is about. */
const SAYS_ENOUGH = 5;

/** Words and sentences of a subject that counts less, because the text below it speaks for itself. */
export interface Above {
  words: number;
  sentences: number;
}

/** The subject of a text that begins at `begins`; nothing when too little stands below it. */
export function subjectOf({ words }: Words, begins: number): Above {
  const above = words.filter(({ from }) => from < begins);
  if (words.length - above.length < SAYS_ENOUGH) return { words: 0, sentences: 0 };
  return { words: above.length, sentences: new Set(above.map(({ sentence }) => sentence)).size };
}

/**
 * What is left of a sign that begins at the word `from`, 0 to 1. A reproach is often asked ("is this a joke?"), and what makes
 * somebody vulnerable counts however it is said.
 */
export function assertion(kind: SensitiveKind, text: Words, from: number, above: number): number {
  if (kind === 'vulnerable') return 1;
  const sentence = text.words[from]?.sentence ?? 0;
  const asked = kind !== 'complaint' && isAsked(text, sentence) ? ASKED : 1;
  return (from < above ? ABOVE : 1) * Math.min(asked, supposition(kind, text, sentence));
}

/**
 * What is left of a sentence that asks what would be: "if I cancel, will I be charged?". Not of one that tells with the same
 * words what is ("wenn ich auf Bezahlen drücke, passiert nichts").
 */
export function supposition(kind: SensitiveKind, text: Words, sentence: number): number {
  if (kind === 'vulnerable' || !isAsked(text, sentence)) return 1;
  return text.words.some((word) => word.sentence === sentence && SUPPOSING.has(word.word)) ? SUPPOSED : 1;
}

const isAsked = ({ ends }: Words, sentence: number): boolean => (ends[sentence] ?? '').includes('?');
