import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { splitReply } from '../../../../functions/email/parsing/split-reply.ts';

const linesOf = (text = '') =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .sort();

/** Counts the characters that are matched against regular expressions. */
function charactersMatched(work: () => unknown): number {
  const exec = vi.spyOn(RegExp.prototype, 'test');
  work();
  const sum = exec.mock.calls.reduce((characters, [text]) => characters + text.length, 0);
  exec.mockRestore();
  return sum;
}

const lines = fc.constantFrom(
  'Hello,',
  'yes',
  '',
  '-- ',
  '--',
  '> quoted',
  '>> deeper',
  '>',
  'On 9 Mar 2026 at 16:05, Care <care@example.org> wrote:',
  'Am 09.03.26 um 16:05 schrieb Care:',
  '-----Original Message-----',
  'From: Care <care@example.org>',
  'Sent: Monday, March 9, 2026 4:05 PM',
  'To: Ada',
  'Subject: lamp',
  '---------- Forwarded message ---------',
  'Sent from my iPhone',
  '________________________________',
);

describe('splitReply', () => {
  it('neither loses nor adds a line', () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 30 }), fc.boolean(), (body, forwards) => {
        const { text, quoted, signature } = splitReply(body.join('\n'), forwards);
        expect([...linesOf(text), ...linesOf(quoted), ...linesOf(signature)].sort()).toEqual(
          linesOf(body.join('\n')),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('loses no character of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (body) => {
        const { text, quoted, signature } = splitReply(body);
        const all = (part = '') => [...part.replaceAll(/\s/g, '')].sort().join('');
        expect(all([text, quoted, signature].join(''))).toBe(all(body));
      }),
    );
  });

  it('returns the whole body as text if it has no new text', () => {
    expect(splitReply('> only this\n')).toEqual({ text: '> only this' });
    expect(splitReply('-- \nAda\n')).toEqual({ text: '-- \nAda' });
    expect(splitReply('\n\n')).toEqual({ text: '' });
  });

  it('treats a line with a colon as an announcement only if it names a time or an address', () => {
    expect(splitReply('On Monday you wrote:\nwe shall call.').quoted).toBeUndefined();
    expect(splitReply('yes\nOn Monday, 10:15, Care wrote:\nwe shall call.')).toEqual({
      text: 'yes',
      quoted: 'On Monday, 10:15, Care wrote:\nwe shall call.',
    });
  });

  it('recognises an announcement that is wrapped over four lines, but not over five', () => {
    const wrapped = (count: number) =>
      `ok\n\nOn Mon, 9 Mar 2026 16:05,\n${'a name that goes on\n'.repeat(count - 2)}Care wrote:\n> q\n`;
    expect(splitReply(wrapped(4)).text).toBe('ok');
    expect(splitReply(wrapped(5)).text).toContain('Care wrote:');
  });

  it('ends a signature where a quote begins, and treats `--` above more than twenty lines as text', () => {
    const below = '\nOn 9 Mar 2026 at 16:05, Care wrote:\n> q';
    expect(splitReply(`hi\n-- \nAda${below}`)).toEqual({
      text: 'hi',
      signature: '-- \nAda',
      quoted: 'On 9 Mar 2026 at 16:05, Care wrote:\n> q',
    });
    const long = `hi\n--\n${'a line\n'.repeat(21)}`;
    expect(splitReply(long)).toEqual({ text: long.trim() });
    expect(splitReply(`hi\n--\n${'a line\n'.repeat(20)}`).text).toBe('hi');
  });

  it('keeps a forwarded email whole, recognised by its separator line or by its subject', () => {
    const block =
      'From: Shop <shop@example.net>\nSent: Monday, March 9, 2026\nTo: Ada\nSubject: Offer\n\nBuy.';
    expect(splitReply(`see\n\n${block}`)).toEqual({ text: 'see', quoted: block });
    expect(splitReply(`see\n\n${block}`, true)).toEqual({ text: `see\n\n${block}` });
    const marked = `see\n\nBegin forwarded message:\n\n> ${block}`;
    expect(splitReply(marked)).toEqual({ text: marked });
  });

  it('recognises announcements in many languages', () => {
    for (const line of [
      'El lun, 9 mar 2026 a las 16:05, Care (<care@example.org>) escribió:',
      'Il giorno lun 9 mar 2026 alle ore 16:05 Care <care@example.org> ha scritto:',
      'Em seg., 9 de mar. de 2026 às 16:05, Care <care@example.org> escreveu:',
      'Op ma 9 mrt 2026 om 16:05 schreef Care <care@example.org>:',
      'Den mån 9 mars 2026 kl 16:05 skrev Care <care@example.org>:',
      'W dniu 09.03.2026 o 16:05, Care napisał(a):',
      'Dnia 9 marca 2026 16:05 Care <care@example.org> napisał:',
      'пн, 9 мар. 2026 г. в 16:05, Care <care@example.org>:\u0020пишет:',
      '在 2026年3月9日，16:05，Care <care@example.org> 写道：',
      'Care <care@example.org> schrieb am Mo., 9. März 2026, 16:05:',
    ])
      expect(splitReply(`new\n\n${line}\n> old`)).toEqual({ text: 'new', quoted: `${line}\n> old` });
  });

  it('takes linear time for 64 KB of text that looks like the beginning of a quote', () => {
    const size = 64 * 1024;
    const hostile = [
      'On ',
      'On a\n',
      'From: ',
      'From: x\n',
      '-- \n',
      '--\n\n',
      '>',
      '> \n',
      'a@b ',
      'Am schrieb ',
      '\n',
      '_',
      '-',
      'On 2026 wrote',
      '1:1 wrote@ ',
      'Sent from my\n',
    ];
    for (const piece of hostile) {
      const body = piece.repeat(Math.ceil(size / piece.length));
      expect(splitReply(body).text.length).toBeLessThanOrEqual(body.length);
      expect(splitReply(`${body}\nwrote:`).text.length).toBeLessThanOrEqual(body.length + 7);
      // No pattern takes more than linear time (linear-patterns.test.ts), so the cost is the number of
      // characters.
      const matched = (times: number) => charactersMatched(() => splitReply(piece.repeat(times)));
      const once = matched(Math.ceil(size / 4 / piece.length));
      expect(once).toBeGreaterThan(0);
      expect(matched(Math.ceil(size / 2 / piece.length))).toBeLessThanOrEqual(2.2 * once);
    }
  });
});
