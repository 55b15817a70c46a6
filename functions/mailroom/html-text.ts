// What a person reads of an HTML mail, as plain text: quotes keep their `>`, links their target, cells their order.
import { Parser } from 'htmlparser2';

const blocks = new Set(
  (
    'address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr ' +
    'li main nav ol p pre section table tbody tfoot thead tr ul'
  ).split(' '),
);
/** Blocks that stand apart by an empty line. */
const paragraphs = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'pre',
  'ul',
  'ol',
  'table',
]);
const unread = new Set(['head', 'script', 'style', 'title', 'template', 'noscript', 'object', 'svg']);
const MAX_URL = 500;
const MAX_QUOTES = 20;
/** Beyond this, what the reader sees is no letter. */
const MAX_HTML = 5_000_000;
/** The parser takes time with the square of the depth of open elements: it is fed in pieces, and begun anew when too deep. */
const PIECE = 16_384;
const MAX_DEPTH = 500;

/**
 * Plain text of an HTML body, in time linear to its length. What is not shown (`display:none`, scripts, styles) is left
 * out; a link whose text is not its address is followed by the address.
 */
export function htmlToText(html: string): string {
  const page = new Page();
  const bounded = html.slice(0, MAX_HTML);
  let reader = readerOf(page);
  for (let at = 0; at < bounded.length; at += PIECE) {
    reader.parser.write(bounded.slice(at, at + PIECE));
    if (reader.depth() > MAX_DEPTH) reader = readerOf(page);
  }
  reader.parser.end();
  return page.text();
}

interface Link {
  href: string;
  said: string;
}

function readerOf(page: Page): { parser: Parser; depth: () => number } {
  const links: Link[] = [];
  let hidden = 0;
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (hidden > 0 || unread.has(name) || /display\s{0,9}:\s{0,9}none/i.test(attributes.style ?? ''))
        hidden += 1;
      else if (name === 'a') links.push({ href: attributes.href ?? '', said: '' });
      else open(page, name, attributes);
    },
    ontext(text) {
      if (hidden > 0) return;
      page.write(text);
      const link = links.at(-1);
      if (link && link.said.length < MAX_URL) link.said += text;
    },
    onclosetag(name) {
      depth -= 1;
      if (hidden > 0) hidden -= 1;
      else if (name === 'a') writeTarget(page, links.pop());
      else close(page, name);
    },
  });
  return { parser, depth: () => depth };
}

function open(page: Page, name: string, { alt = '' }: Record<string, string>): void {
  if (blocks.has(name)) page.breakLine(paragraphs.has(name));
  if (name === 'blockquote') page.quote(1);
  else if (name === 'pre') page.preformatted += 1;
  else if (name === 'br') page.newLine();
  else if (name === 'hr') page.write('---');
  else if (name === 'li') page.write('- ');
  else if (name === 'img' && alt.trim()) page.write(`[${alt.trim().slice(0, MAX_URL)}]`);
  else if (name === 'td' || name === 'th') page.cell();
}

function close(page: Page, name: string): void {
  if (name === 'pre') page.preformatted -= 1;
  if (blocks.has(name)) page.breakLine(paragraphs.has(name));
  if (name === 'blockquote') page.quote(-1);
}

function writeTarget(page: Page, link: Link | undefined): void {
  const href = link?.href.trim() ?? '';
  if (!link || !/^(https?|mailto|tel):/i.test(href) || href.length > MAX_URL) return;
  const said = link.said.replaceAll(/\s+/g, ' ').trim();
  const bare = href.replace(/^(mailto|tel):/i, '');
  if (said && !said.includes(bare) && !bare.includes(said)) page.write(` (${bare})`);
}

/** Lines as they fill up. White space runs together, as a browser shows it. */
class Page {
  preformatted = 0;
  private readonly lines: string[] = [];
  /** Of the line that is being filled: joined once, at its end. */
  private pieces: string[] = [];
  private spaced = true;
  private depth = 0;
  private empty = true;

  write(text: string): void {
    if (this.preformatted > 0) this.writeLines(text);
    else this.add(text.replaceAll(/[\s\u00a0]+/g, ' '));
  }

  private writeLines(text: string): void {
    text.split(/\r?\n/).forEach((line, index) => {
      if (index > 0) this.newLine();
      if (line) this.pieces.push(line);
    });
  }

  private add(words: string): void {
    const rest = this.spaced ? words.replace(/^ /, '') : words;
    if (!rest) return;
    this.pieces.push(rest);
    this.spaced = rest.endsWith(' ');
  }

  cell(): void {
    if (this.pieces.length === 0) return;
    this.pieces.push(this.spaced ? ' ' : '  ');
    this.spaced = true;
  }

  newLine(): void {
    const prefix = '>'.repeat(this.depth);
    const said = this.pieces.join('').trimEnd();
    this.lines.push(prefix && said ? `${prefix} ${said}` : `${prefix}${said}`);
    this.empty = said === '';
    this.pieces = [];
    this.spaced = true;
  }

  /** Ends the line, if anything stands in it; `apart` leaves one empty line behind it. */
  breakLine(apart: boolean): void {
    if (this.pieces.some((piece) => piece.trim() !== '')) this.newLine();
    if (apart && !this.empty) this.newLine();
  }

  quote(step: 1 | -1): void {
    this.depth = Math.min(MAX_QUOTES, Math.max(0, this.depth + step));
  }

  text(): string {
    this.breakLine(false);
    return this.lines
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }
}
