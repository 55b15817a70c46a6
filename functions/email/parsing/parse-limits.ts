// Estimates the cost of parsing an email before it is parsed. Each line and part costs the parser a few
// kilobytes whatever it contains, so a small email could take all memory (docs/adr/0053).

/** The largest email that SES accepts. */
export const MAX_RAW_BYTES = 40 * 1024 * 1024;
/** The size limit of a stored email, which includes the headers that SES adds. */
export const MAX_STORED_BYTES = MAX_RAW_BYTES + 1024 * 1024;
/** An email of the maximum size in base64 has 540,000 lines. */
const MAX_LINES = 600_000;
/**
 * An email with this many lines is read however short they are; further lines need `LINE_BYTES` on average.
 */
const FREE_LINES = 100_000;
const LINE_BYTES = 64;
/** The most lines of the header of the email itself, continuations included. */
const MAX_HEADER_LINES = 5_000;
const MAX_PARTS = 500;
/**
 * The most lines that may be the delimiter of a part; an encoded header can hide how the boundary is spelled.
 */
const MAX_DASHED = 20_000;
const MAX_BOUNDARIES = 1_000;
const MAX_BOUNDARY = 200;

export type ParseRefusal = 'too_large' | 'too_many_lines' | 'too_many_headers' | 'too_many_parts';

/** The counts that decide if an email is parsed. */
export interface EmailStructure {
  lines: number;
  headerLines: number;
  parts: number;
  dashed: number;
}

/** Returns why an email must not be parsed, or undefined. */
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

/** Counts lines and parts in one pass over the bytes, which keeps only the boundaries declared so far. */
export function countStructure(raw: Buffer): EmailStructure {
  const structure: EmailStructure = { lines: 0, headerLines: 0, parts: 0, dashed: 0 };
  const boundaries = new Set<string>();
  let inHeader = true;
  for (let start = 0; start < raw.length && structure.lines <= MAX_LINES; ) {
    const found = raw.indexOf(LF, start);
    const end = found < 0 ? raw.length : found;
    structure.lines += 1;
    if (end === start || (end === start + 1 && raw[start] === CR)) inHeader = false;
    if (inHeader) structure.headerLines += 1;
    if (raw[start] === DASH && raw[start + 1] === DASH) {
      structure.dashed += 1;
      const delimiter = raw
        .toString('latin1', start + 2, Math.min(end, start + 2 + MAX_BOUNDARY + 4))
        .trimEnd();
      if (boundaries.has(delimiter)) structure.parts += 1;
    } else if (boundaries.size < MAX_BOUNDARIES) addBoundaries(raw, start, end, boundaries);
    start = end + 1;
  }
  return structure;
}

/** Only the beginning of a line is searched for a boundary; real programs write no longer headers. */
const MAX_SEARCHED = 1_000;
const DECLARED = /boundary\s{0,9}=\s{0,9}(?:"([^"\r\n]{1,200})"|([^\s";]{1,200}))/gi;

function addBoundaries(raw: Buffer, start: number, end: number, boundaries: Set<string>): void {
  const line = raw.toString('latin1', start, Math.min(end, start + MAX_SEARCHED));
  if (!line.includes('=')) return;
  for (const [, quoted, token] of line.matchAll(DECLARED)) boundaries.add((quoted ?? token ?? '').trimEnd());
}
