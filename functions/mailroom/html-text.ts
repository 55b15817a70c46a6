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

/**
 * Plain text of an HTML body, in time linear to its length. What is not shown (`display:none`, scripts, styles) is left
 * out; a link whose text is not its address is followed by the address.
 */
export function htmlToText(html: string): string {
  const page = new Page();
  const links: { href: string; from: number }[] = [];
  let hidden = 0;
  const parser = new Parser({
    onopentag(name, { style = '', href = '', alt = '' }) {
      if (hidden > 0 || unread.has(name) || /display\s*:\s*none/i.test(style)) {
        hidden += 1;
        return;
      }
      if (blocks.has(name)) page.breakLine(paragraphs.has(name));
      if (name === 'blockquote') page.quote(1);
      else if (name === 'pre') page.preformatted += 1;
      else if (name === 'br') page.newLine();
      else if (name === 'hr') page.write('---');
      else if (name === 'li') page.write('- ');
      else if (name === 'img' && alt.trim()) page.write(`[${alt.trim().slice(0, MAX_URL)}]`);
      else if (name === 'a') links.push({ href, from: page.mark() });
      else if (name === 'td' || name === 'th') page.cell();
    },
    ontext(text) {
      if (hidden === 0) page.write(text);
    },
    onclosetag(name) {
      if (hidden > 0) {
        hidden -= 1;
        return;
      }
      if (name === 'a') writeTarget(page, links.pop());
      if (name === 'pre') page.preformatted -= 1;
      if (blocks.has(name)) page.breakLine(paragraphs.has(name));
      if (name === 'blockquote') page.quote(-1);
    },
  });
  parser.end(html);
  return page.text();
}

function writeTarget(page: Page, link: { href: string; from: number } | undefined): void {
  const href = link?.href.trim() ?? '';
  if (!link || !/^(https?|mailto|tel):/i.test(href) || href.length > MAX_URL) return;
  const said = page.since(link.from);
  const bare = href.replace(/^(mailto|tel):/i, '');
  if (said.trim() && !said.includes(bare) && !bare.includes(said.trim())) page.write(` (${bare})`);
}

/** Lines as they fill up. White space runs together, as a browser shows it. */
class Page {
  preformatted = 0;
  private readonly lines: string[] = [];
  private line = '';
  private depth = 0;
  private empty = true;

  write(text: string): void {
    if (this.preformatted > 0) {
      const [first = '', ...rest] = text.split(/\r?\n/);
      this.line += first;
      for (const next of rest) {
        this.newLine();
        this.line = next;
      }
      return;
    }
    const words = text.replaceAll(/[\s\u00a0]+/g, ' ');
    this.line += this.line === '' || this.line.endsWith(' ') ? words.replace(/^ /, '') : words;
  }

  cell(): void {
    if (this.line.trim()) this.line = `${this.line.trimEnd()}  `;
  }

  newLine(): void {
    const prefix = '>'.repeat(this.depth);
    const said = this.line.trimEnd();
    this.lines.push(prefix && said ? `${prefix} ${said}` : `${prefix}${said}`);
    this.empty = said === '';
    this.line = '';
  }

  /** Ends the line; `apart` leaves one empty line behind it. */
  breakLine(apart: boolean): void {
    if (this.line.trim()) this.newLine();
    if (apart && !this.empty) this.newLine();
  }

  quote(step: 1 | -1): void {
    this.depth = Math.min(MAX_QUOTES, Math.max(0, this.depth + step));
    this.empty = false;
  }

  mark = (): number => this.line.length;
  since = (mark: number): string => this.line.slice(mark);

  text(): string {
    if (this.line.trim()) this.newLine();
    return this.lines
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }
}
