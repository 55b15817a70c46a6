// Of a mail, what its sender wrote: without the mail it answers and without the signature.
import { MAX_TEXT } from './words.ts';

const CUT_HERE =
  /^(-{2,} ?(original message|urspruengliche nachricht|ursprüngliche nachricht|message d'origine|mensaje original)\b|_{20,}$|-- $)/i;
const ATTRIBUTION = /\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu)\b.{0,200}:$/i;

/**
 * Drops quoted lines (`> …`), the line that introduces them, and everything behind `-- ` or `--- Original message`.
 * Text between and below quotes stays. A message that is nothing but quotes is given back whole.
 */
export function ownWords(input: string): string {
  const kept: string[] = [];
  for (const line of input.slice(0, MAX_TEXT).split(/\r?\n/)) {
    if (kept.length > 0 && CUT_HERE.test(line)) break;
    const start = line.slice(0, 400).trimStart();
    if (!start.startsWith('>') && !ATTRIBUTION.test(line.trimEnd().slice(-250))) kept.push(line);
  }
  const own = kept.join('\n').trim();
  return own === '' ? input.slice(0, MAX_TEXT) : own;
}
