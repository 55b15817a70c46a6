// Splits HTML into texts and tags in linear time and without a tree. Emails contain HTML that no grammar
// allows, and its text needs no tree. A parser that keeps a stack takes time with the square of the depth.
import { decodeEntities } from './html-entities.ts';

export type HtmlToken =
  | { kind: 'text'; text: string }
  /** `source` is the whole tag, for its attributes. */
  | { kind: 'open' | 'close'; name: string; source: string };

const MAX_TAG = 20_000;
/** Elements whose content is not HTML. */
const RAW = /^(script|style|title|textarea|xmp)$/;

export function* htmlTokens(html: string): Generator<HtmlToken> {
  const lower = html.toLowerCase();
  let at = 0;
  while (at < html.length) {
    const start = tagStart(html, at);
    if (start > at) yield { kind: 'text', text: decodeEntities(html.slice(at, start)) };
    if (start >= html.length) return;
    const end = tagEnd(html, start);
    if (end < 0) return;
    const [, slash, name] = /^<(\/?)([a-z][a-z0-9:-]{0,40})/.exec(lower.slice(start, start + 50)) ?? [];
    at = end;
    if (!name) continue;
    yield { kind: slash ? 'close' : 'open', name, source: html.slice(start, Math.min(end, start + MAX_TAG)) };
    if (slash || !RAW.test(name)) continue;
    const close = lower.indexOf(`</${name}`, end);
    if (close < 0) return;
    at = close;
  }
}

/** Finds the next `<` that begins a tag, a comment or a declaration; any other `<` is text. */
function tagStart(html: string, from: number): number {
  for (let at = html.indexOf('<', from); at >= 0; at = html.indexOf('<', at + 1))
    if (/[a-z/!?]/i.test(html[at + 1] ?? '')) return at;
  return html.length;
}

/**
 * Returns the position after the tag, or -1 if it never ends. A `>` in quotes counts only if the quote never
 * closes.
 */
function tagEnd(html: string, start: number): number {
  if (html.startsWith('<!--', start)) return positionAfter(html, '-->', start + 4);
  let quote = '';
  for (let at = start + 1; at < Math.min(html.length, start + MAX_TAG); at += 1) {
    const character = html[at] ?? '';
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '>') return at + 1;
    else if ((character === '"' || character === "'") && html[at - 1] === '=') quote = character;
  }
  return positionAfter(html, '>', start);
}

function positionAfter(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

/** Returns the decoded value of an attribute of a tag, or an empty text. */
export function attributeOf(source: string, name: 'href' | 'style' | 'alt'): string {
  const match = new RegExp(`[\\s"'/]${name}\\s{0,9}=\\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(
    source,
  );
  return decodeEntities(match?.[1] ?? match?.[2] ?? match?.[3] ?? '');
}
