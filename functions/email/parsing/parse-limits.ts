// Estimates the cost of parsing a mail before it is parsed. Each line and part costs the parser a few kilobytes whatever
// stands in it, so a small mail could take all memory (docs/adr/0026).

/** The largest mail that SES accepts. */
export const MAX_RAW_BYTES = 40 * 1024 * 1024;
/** As it lies in the store: with what SES writes above its header. */
export const MAX_STORED_BYTES = MAX_RAW_BYTES + 1024 * 1024;
/** A mail of that size in base64 has 540,000 lines. */
const MAX_LINES = 600_000;
/** A mail of this many lines is read however short they are; beyond, they have so many bytes on average. */
const FREE_LINES = 100_000;
const LINE_BYTES = 64;
/** Header fields with their continuations, of the mail itself. */
const MAX_HEADER_LINES = 5_000;
const MAX_PARTS = 500;
/** Lines that may be the delimiter of a part: how a boundary is spelled may be hidden. */
const MAX_DASHED = 20_000;
const MAX_BOUNDARIES = 1_000;
const MAX_BOUNDARY = 200;

export type ParseRefusal = 'too_large' | 'too_many_lines' | 'too_many_headers' | 'too_many_parts';

/** The counts that decide whether a mail is parsed. */
export interface EmailStructure {
  lines: number;
  headerLines: number;
  parts: number;
  dashed: number;
}

/** Why a mail is not read; undefined when it may be. */
export function parseRefusalOf(raw: Buffer): ParseRefusal | undefined {
  if (raw.length > MAX_RAW_BYTES) return 'too_large';
  const { lines, headerLines, parts, dashed } = countStructure(raw);
  if (lines > Math.min(MAX_LINES, FREE_LINES + raw.length / LINE_BYTES)) return 'too_many_lines';
  if (headerLines > MAX_HEADER_LINES) return 'too_many_headers';
  return parts > MAX_PARTS || dashed > MAX_DASHED ? 'too_many_parts' : undefined;
}

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

/** Counts in one pass over the bytes, which keeps nothing but the boundaries that were declared so far. */
export function countStructure(raw: Buffer): EmailStructure {
  const weight: EmailStructure = { lines: 0, headerLines: 0, parts: 0, dashed: 0 };
  const boundaries = new Set<string>();
  let inHeader = true;
  for (let start = 0; start < raw.length && weight.lines <= MAX_LINES; ) {
    const found = raw.indexOf(LF, start);
    const end = found < 0 ? raw.length : found;
    weight.lines += 1;
    if (end === start || (end === start + 1 && raw[start] === CR)) inHeader = false;
    if (inHeader) weight.headerLines += 1;
    if (raw[start] === DASH && raw[start + 1] === DASH) {
      weight.dashed += 1;
      const delimiter = raw
        .toString('latin1', start + 2, Math.min(end, start + 2 + MAX_BOUNDARY + 4))
        .trimEnd();
      if (boundaries.has(delimiter)) weight.parts += 1;
    } else if (boundaries.size < MAX_BOUNDARIES) declared(raw, start, end, boundaries);
    start = end + 1;
  }
  return weight;
}

/** A line is looked at as far as a header of people's programs goes. */
const MAX_LOOKED_AT = 1_000;
const DECLARED = /boundary\s{0,9}=\s{0,9}(?:"([^"\r\n]{1,200})"|([^\s";]{1,200}))/gi;

function declared(raw: Buffer, start: number, end: number, boundaries: Set<string>): void {
  const line = raw.toString('latin1', start, Math.min(end, start + MAX_LOOKED_AT));
  if (!line.includes('=')) return;
  for (const [, quoted, token] of line.matchAll(DECLARED)) boundaries.add((quoted ?? token ?? '').trimEnd());
}
