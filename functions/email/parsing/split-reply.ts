// Splits an email into new text, quoted text and signature. Nothing is lost: every line goes into one of the
// three. Each line is classified on its own, so the time is linear whatever the email contains.

export interface SplitReply {
  /** The text that the sender wrote now. */
  text: string;
  quoted?: string;
  signature?: string;
}

type Kind = 'new' | 'quote' | 'signature';

/**
 * Splits a plain text body.
 * - Quoted text is lines with `>`, the line that announces them ("On … wrote:"), and everything after an
 *   announcement or an Outlook header block that is not followed by `>`.
 * - Answers between quotes are new text, and so are the quotes that they answer, because "yes" alone says
 *   nothing.
 * - A forwarded email is new text as a whole, because the sender wants us to read it.
 * - If no new text is left, the whole body is new text, so that an email with content is never shown as
 *   empty.
 */
export function splitReply(body: string, forwards = false): SplitReply {
  const lines = body.replaceAll(/\r\n?/g, '\n').split('\n');
  const kinds = kindsOf(lines, forwards);
  const of = (kind: Kind) => trimmed(lines.filter((_, index) => kinds[index] === kind));
  const [text, quoted, signature] = [of('new'), of('quote'), of('signature')];
  if (text === '') return { text: trimmed(lines) };
  return { text, ...(quoted ? { quoted } : {}), ...(signature ? { signature } : {}) };
}

const isBlank = (line: string | undefined) => line === undefined || line.trim() === '';
const isQuoteLine = (line: string) => /^\s{0,3}>/.test(line);

function trimmed(lines: readonly string[]): string {
  let [from, to] = [0, lines.length];
  while (from < to && isBlank(lines[from])) from += 1;
  while (to > from && isBlank(lines[to - 1])) to -= 1;
  return lines.slice(from, to).join('\n').trim();
}

/** Classifies each line. Reads each line a bounded number of times, whatever it contains. */
export function kindsOf(lines: readonly string[], forwards = false): Kind[] {
  const kinds = firstKindsOf(lines, forwards);
  keepAnsweredQuotes(lines, kinds);
  return kinds;
}

function firstKindsOf(lines: readonly string[], forwards: boolean): Kind[] {
  const kinds: Kind[] = [];
  const signatures = signatureStarts(lines);
  let state: Kind = 'new';
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (state !== 'quote' && isForwardLine(line)) return fill(kinds, lines.length, 'new');
    if (state === 'quote') return fill(kinds, lines.length, 'quote');
    if (!isQuoteLine(line)) {
      if (!forwards && isHeaderBlock(lines, at)) return fill(kinds, lines.length, 'quote');
      const announced = announcement(lines, at);
      if (announced > 0) {
        fill(kinds, at + announced, 'quote');
        at += announced;
        const next = nextText(lines, at);
        if (next !== undefined && !isQuoteLine(next)) state = 'quote';
        continue;
      }
      if (signatures(at)) state = 'signature';
    } else if (state === 'signature') {
      state = 'new';
    }
    kinds.push(isQuoteLine(line) ? 'quote' : state);
    at += 1;
  }
  return kinds;
}

function fill(kinds: Kind[], to: number, kind: Kind): Kind[] {
  while (kinds.length < to) kinds.push(kind);
  return kinds;
}

function nextText(lines: readonly string[], from: number): string | undefined {
  for (let at = from; at < lines.length; at += 1) if (!isBlank(lines[at])) return lines[at];
  return undefined;
}

/**
 * Keeps the quotes that are answered inline. If two or more blocks of new text each follow a quote, the
 * quotes up to the last block become new text; a single block below one quote is understood without it.
 */
function keepAnsweredQuotes(lines: readonly string[], kinds: Kind[]): void {
  let blocks = 0;
  let quotesBefore = 0;
  let last: Kind | undefined;
  let lastNew = -1;
  kinds.forEach((kind, at) => {
    if (isBlank(lines[at])) return;
    if (kind === 'new') {
      lastNew = at;
      if (last !== 'new' && quotesBefore > 0) blocks += 1;
    }
    if (kind === 'quote' && last !== 'quote') quotesBefore += 1;
    last = kind;
  });
  if (blocks < 2) return;
  for (let at = 0; at < lastNew; at += 1) if (kinds[at] === 'quote') kinds[at] = 'new';
}

/** The most lines over which an announcement may be wrapped. */
const WRAPPED = 4;
const LONGEST_LINE = 400;

/** Returns how many lines from `at` announce a quote ("On 3 May 2026 at 10:00, Ada wrote:"), or 0. */
function announcement(lines: readonly string[], at: number): number {
  const first = (lines[at] ?? '').trim();
  if (!first || first.length > LONGEST_LINE || !mayAnnounce(first)) return 0;
  let whole = '';
  for (let count = 1; count <= WRAPPED; count += 1) {
    const line = (lines[at + count - 1] ?? '').trim();
    if (!line || line.length > LONGEST_LINE || isQuoteLine(line)) return 0;
    whole = `${whole} ${line}`.trim();
    if (/[:：]\*{0,2}$/.test(line)) return announces(whole) ? count : 0;
  }
  return 0;
}

/** The beginnings and verbs of announcements, by language. */
const announcements: readonly (readonly [start: RegExp, verb: RegExp])[] = [
  [/^-{0,5}\s?on\s/i, /\swrote\s?:/i],
  [/^am\s/i, /\s(schrieb|geschrieben)\b/i],
  [/^le\s/i, /\sa écrit\b/i],
  [/^el\s/i, /\sescribió(?!\p{L})/iu],
  [/^il\s/i, /\sha scritto\b/i],
  [/^(em|a)\s/i, /\sescreveu\b/i],
  [/^op\s/i, /\sschreef\b/i],
  [/^den\s/i, /\sskrev\b/i],
  [/^(w dniu|dnia)\s/i, /\s(napisał|napisała|napisał\(a\)|pisze)/i],
  [/^в\s|^\p{L}{2},\s/iu, /(пишет|написал)/i],
];
/** "Ada Lovelace <ada@example.org> wrote:", "ada@example.org schrieb am 3. Mai 2026:". */
const namesAuthor =
  /\s(wrote|schrieb|schrieb am|geschrieben|a écrit|escribió|ha scritto|escreveu|schreef|skrev)(?!\p{L}).{0,80}[:：]\*{0,2}$/iu;

const mayAnnounce = (line: string): boolean =>
  announcements.some(([start]) => start.test(line)) || line.includes('@') || line.endsWith('写道：');

/**
 * Returns true for an announcement. It names a time or an address: "On Monday you wrote:" is the sender's
 * sentence.
 */
function announces(line: string): boolean {
  if (!/\d{1,2}[:.h]\d{2}|\b\d{4}\b|@/.test(line)) return false;
  return (
    announcements.some(([start, verb]) => start.test(line) && verb.test(line)) ||
    (line.includes('@') && namesAuthor.test(line)) ||
    line.endsWith('写道：')
  );
}

const field = (names: string) => new RegExp(`^\\s{0,3}\\*{0,2}(?:${names})\\s?:\\*{0,2}\\s`, 'i');
const FROM = field('from|von|de|da|van|från|fra|od|от|发件人');
const WHEN = field(
  'sent|date|gesendet|datum|envoyé|date|enviado|fecha|inviato|data|verzonden|skickat|sendt|wysłano|дата',
);
const WHOM = field(
  'to|an|à|para|a|aan|till|til|do|кому|subject|betreff|objet|asunto|oggetto|onderwerp|assunto|ämne|emne|temat|тема',
);
const HEADER_LINES = 7;

/** Returns true if an Outlook header block starts at this line, with or without the rule above it. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (isOriginalMessageLine(line)) return true;
  const start = /^\s*_{10,}\s*$/.test(line) || /^-{3,}$/.test(line.trim()) ? at + 1 : at;
  const from = start === at ? at : firstText(lines, start, 3);
  if (from === undefined || !FROM.test(`${lines[from]} `)) return false;
  const following = lines.slice(from + 1, from + HEADER_LINES).map((next) => `${next} `);
  return following.some((next) => WHEN.test(next)) && following.some((next) => WHOM.test(next));
}

function firstText(lines: readonly string[], from: number, within: number): number | undefined {
  for (let at = from; at < from + within; at += 1) if (!isBlank(lines[at])) return at;
  return undefined;
}

const isOriginalMessageLine = (line: string) =>
  line.length < 100 &&
  /^\s*-{2,90}\s?(original message|original appointment|ursprüngliche nachricht|originalnachricht|message d['’]origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse)\s?-{2,90}\s*$/i.test(
    line,
  );

const isForwardLine = (line: string) =>
  line.length < 100 &&
  (/^\s*-{2,90}\s?(forwarded message|forwarded by .{1,60}|weitergeleitete nachricht|message transféré|message transmis|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht)\s?-{2,90}\s*$/i.test(
    line,
  ) ||
    /^\s*(begin forwarded message|anfang der weitergeleiteten nachricht|début du message (réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato)\s?:\s*$/i.test(
      line,
    ));

/** A signature is short; `--` with more lines below it may mean anything. */
const LONGEST_SIGNATURE = 20;

/**
 * Returns a predicate that is true for a line with which a signature starts: `-- `, or else `--` or a device
 * line with few lines between it and the next quote. Those lines are counted once, from the end, when they
 * are first needed.
 */
function signatureStarts(lines: readonly string[]): (at: number) => boolean {
  let below: number[] | undefined;
  return (at) => {
    const line = lines[at] ?? '';
    if (line === '-- ') return true;
    const device = isDeviceLine(line);
    if (!device && !/^--\s*$/.test(line)) return false;
    below ??= textLinesBelow(lines);
    return (below[at] ?? 0) <= (device ? 2 : LONGEST_SIGNATURE);
  };
}

/** Counts for each line how many lines with text follow before a quote or the end. */
function textLinesBelow(lines: readonly string[]): number[] {
  const below = Array.from(lines, () => 0);
  for (let at = lines.length - 2; at >= 0; at -= 1) {
    const next = lines[at + 1] ?? '';
    const quotes = isQuoteLine(next) || announcement(lines, at + 1) > 0 || isHeaderBlock(lines, at + 1);
    below[at] = quotes ? 0 : (below[at + 1] ?? 0) + (isBlank(next) ? 0 : 1);
  }
  return below;
}

const DEVICE =
  /^(sent (from|via|with) (my |the )?|get outlook for |von meine[mr] .{1,40} gesendet|gesendet (von|mit|aus) |diese nachricht wurde von .{1,60} gesendet|outlook für .{1,20} (herunterladen|beziehen)|holen sie sich outlook für |envoyé (de|depuis|à partir d)|télécharger outlook pour |obtenir outlook pour |obtenez outlook pour |enviado (desde|do) |obtener outlook para |inviato d(a|al|alla) |scarica outlook per |verzonden (vanaf|met) |verstuurd vanaf |skickat från |sendt fra |wysłane z |отправлено (с|из) )/i;

const isDeviceLine = (line: string) => line.length < 140 && DEVICE.test(line.trim());
