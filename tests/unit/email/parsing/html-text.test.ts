import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { htmlToText } from '../../../../functions/email/parsing/html-text.ts';

const openings = [
  '<div>',
  '<blockquote>',
  '<a href="',
  '<!--',
  '<',
  '&',
  '<b style="display:none">',
  '<table><td>x',
  '<i>x',
  '<a href=https://x>y</a>',
  '<div style=display:none>',
];

/** Counts the characters that are passed over by `indexOf` or given to regular expressions. */
function charactersSearched(work: () => unknown): number {
  const search = vi.spyOn(String.prototype, 'indexOf');
  const matches = [vi.spyOn(RegExp.prototype, 'test'), vi.spyOn(RegExp.prototype, 'exec')];
  work();
  const passed = search.mock.calls.reduce((sum, [, from = 0], call) => {
    const found = Number(search.mock.results[call]?.value);
    const end = found < 0 ? String(search.mock.contexts[call]).length : found;
    return sum + Math.max(0, end - from);
  }, 0);
  const matched = matches.flatMap(({ mock }) => mock.calls).reduce((sum, [text]) => sum + text.length, 0);
  for (const spy of [search, ...matches]) spy.mockRestore();
  return passed + matched;
}

describe('htmlToText', () => {
  for (const [html, text] of [
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['<div>one</div><div>two</div>', 'one\ntwo'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['  much \n  white\t space ', 'much white space'],
    ['a&nbsp;&amp;&nbsp;b &lt;c&gt; &#128512; &eacute;', 'a & b <c> 😀 é'],
    ['<blockquote>q<blockquote>deeper</blockquote></blockquote>after', '> q\n>\n>> deeper\n>>\nafter'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['<a href="https://x.example/">https://x.example/</a>', 'https://x.example/'],
    ['<a href="https://x.example/p">here</a>', 'here (https://x.example/p)'],
    ['<a href="javascript:alert(1)">here</a>', 'here'],
    ['<a href="mailto:a@b.example">write</a>', 'write (a@b.example)'],
    ['x<style>p{}</style><script>bad()</script><title>t</title>y', 'xy'],
    ['<!-- hidden -->seen<!--[if mso]>office<![endif]-->', 'seen'],
    ['<div style="display: none">no</div>yes', 'yes'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a  b\nc'],
    ['<img src="cid:x" alt="the dent">', '[the dent]'],
    ['unclosed <b>bold <p>para', 'unclosed bold\n\npara'],
  ] as const)
    it(`converts ${html}`, () => {
      expect(htmlToText(html)).toBe(text);
    });

  it('converts any text without an error', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (html) => {
        expect(htmlToText(html)).toBeTypeOf('string');
      }),
    );
  });

  it('converts a megabyte of tags that are never closed', () => {
    for (const piece of openings)
      expect(htmlToText(piece.repeat(1_000_000 / piece.length))).toBeTypeOf('string');
  });

  it('searches at most twice as many characters in an email of twice the length', () => {
    for (const piece of openings) {
      const times = Math.ceil(10_000 / piece.length);
      const once = charactersSearched(() => htmlToText(piece.repeat(times)));
      expect(once).toBeGreaterThan(0);
      expect(charactersSearched(() => htmlToText(piece.repeat(2 * times)))).toBeLessThanOrEqual(2.2 * once);
    }
  });
});

describe('an HTML email', () => {
  it('is read to its end even if a quote, a comment or a hidden part is never closed', () => {
    expect(htmlToText('<p title="open>one</p><p>two</p>')).toContain('two');
    expect(htmlToText('one<!-- never closed')).toBe('one');
    expect(htmlToText('<div style="display:none">all that there is')).toBe('all that there is');
    expect(htmlToText('a < b and 1 <2 & c')).toBe('a < b and 1 <2 & c');
  });

  it('keeps unknown character references and replaces impossible ones', () => {
    expect(htmlToText('&bogus; &copy &#0; &#xD800; &#x1F98A;')).toBe('&bogus; © \ufffd \ufffd 🦊');
  });

  it('does not end a tag at a `>` in quotes', () => {
    expect(htmlToText('<a href="https://x.example/?a>b">here</a>')).toBe('here (https://x.example/?a>b)');
  });
});
