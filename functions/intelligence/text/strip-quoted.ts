import { MAX_TEXT_LENGTH } from './tokenise.ts';

const CUT_HERE =
  /^(-{2,} ?(original message|urspruengliche nachricht|ursprüngliche nachricht|message d'origine|mensaje original)\b|_{20,}$|-- $)/i;
const ATTRIBUTION = /\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu)\b.{0,200}:$/i;

/**
 * Returns what the sender wrote, without the mail that it answers and without the signature: drops quoted
 * lines (`> …`), the line that introduces them, and everything after `-- ` or `--- Original message`. Text
 * between and below quotes stays. A message of nothing but quotes is returned whole.
 */
export function stripQuoted(input: string): string {
  const kept: string[] = [];
  for (const line of input.slice(0, MAX_TEXT_LENGTH).split(/\r?\n/)) {
    if (kept.length > 0 && CUT_HERE.test(line)) break;
    const start = line.slice(0, 400).trimStart();
    if (!start.startsWith('>') && !ATTRIBUTION.test(line.trimEnd().slice(-250))) kept.push(line);
  }
  const written = kept.join('\n').trim();
  return written === '' ? input.slice(0, MAX_TEXT_LENGTH) : written;
}
