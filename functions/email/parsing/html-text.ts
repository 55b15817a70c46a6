// Converts an HTML email to the plain text that a person would read. Quotes get a `>`, links keep their
// target, and cells keep their order.
import { attributeOf, htmlTokens } from './html-tokens.ts';

const blocks = new Set(
  (
    'address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr ' +
    'li main nav ol p pre section table tbody tfoot thead tr ul'
  ).split(' '),
);
/** Blocks that are separated by an empty line. */
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
/** Elements whose content is never shown. */
const unseen = new Set(['script', 'style', 'title', 'template', 'noscript', 'object', 'svg']);
/** Elements that `display:none` can hide, because they have an end tag. */
const hideable = new Set(['div', 'span', 'td', 'tr', 'table', 'section']);
const MAX_URL = 500;
const MAX_QUOTES = 20;
/** More characters than this nobody reads as a letter. */
const MAX_HTML = 5_000_000;

/**
 * Converts an HTML body to plain text in linear time. Hidden content (`display:none`, scripts, styles) is
 * left out. A link whose text is not its address is followed by the address. If everything is hidden, the
 * hidden content is shown, so that a tag that was not closed does not make the email empty.
 */
export function htmlToText(html: string): string {
  const bounded = html.slice(0, MAX_HTML);
  return textOf(bounded, true) || textOf(bounded, false);
}

interface Link {
  href: string;
  text: string;
}

function textOf(html: string, dropHidden: boolean): string {
  const page = new Page();
  const links: Link[] = [];
  let hidden: { name: string; depth: number } | undefined;
  for (const token of htmlTokens(html)) {
    if (hidden) {
      if (token.kind !== 'text' && token.name === hidden.name) hidden.depth += token.kind === 'open' ? 1 : -1;
      if (hidden.depth === 0) hidden = undefined;
    } else if (token.kind === 'text') {
      page.write(token.text);
      const link = links.at(-1);
      if (link && link.text.length < MAX_URL) link.text += token.text;
    } else if (token.kind === 'close') {
      if (token.name === 'a') writeTarget(page, links.pop());
      else close(page, token.name);
    } else if (dropHidden && isHidden(token.name, token.source)) hidden = { name: token.name, depth: 1 };
    else if (token.name === 'a') links.push({ href: attributeOf(token.source, 'href'), text: '' });
    else open(page, token.name, token.source);
  }
  return page.text();
}

const isHidden = (name: string, source: string): boolean =>
  unseen.has(name) ||
  (hideable.has(name) && /display\s{0,9}:\s{0,9}none/i.test(attributeOf(source, 'style')));

function open(page: Page, name: string, source: string): void {
  if (blocks.has(name)) page.breakLine(paragraphs.has(name));
  if (name === 'blockquote') page.quote(1);
  else if (name === 'pre') page.preformatted += 1;
  else if (name === 'br') page.newLine();
  else if (name === 'hr') page.rule();
  else if (name === 'li') page.write('- ');
  else if (name === 'img') writePicture(page, attributeOf(source, 'alt').trim());
  else if (name === 'td' || name === 'th') page.cell();
}

function close(page: Page, name: string): void {
  if (name === 'pre') page.preformatted = Math.max(0, page.preformatted - 1);
  if (blocks.has(name)) page.breakLine(paragraphs.has(name));
  if (name === 'blockquote') page.quote(-1);
}

function writePicture(page: Page, alt: string): void {
  if (alt) page.write(`[${alt.slice(0, MAX_URL)}]`);
}

function writeTarget(page: Page, link: Link | undefined): void {
  const href = link?.href.trim() ?? '';
  if (!link || !/^(https?|mailto|tel):/i.test(href) || href.length > MAX_URL) return;
  const text = link.text.replaceAll(/\s+/g, ' ').trim();
  const bare = href.replace(/^(mailto|tel):/i, '');
  if (text && !text.includes(bare) && !bare.includes(text)) page.write(` (${bare})`);
}

/** Collects the lines of the text. White space is collapsed as a browser does it. */
class Page {
  preformatted = 0;
  private readonly lines: string[] = [];
  /** The pieces of the current line, which are joined once at its end. */
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

  rule(): void {
    this.pieces.push('---');
    this.newLine();
  }

  cell(): void {
    if (this.pieces.length === 0) return;
    this.pieces.push(this.spaced ? ' ' : '  ');
    this.spaced = true;
  }

  newLine(): void {
    const prefix = '>'.repeat(this.depth);
    const text = this.pieces.join('').trimEnd();
    this.lines.push(prefix && text ? `${prefix} ${text}` : `${prefix}${text}`);
    this.empty = text === '';
    this.pieces = [];
    this.spaced = true;
  }

  /** Ends the line if it has any text; `apart` adds one empty line after it. */
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
