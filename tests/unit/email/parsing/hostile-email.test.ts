// Small mails that are made to cost: what they cost is counted, in lines read and bytes parsed, and grows with their size.
import PostalMime from 'postal-mime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseEmail } from '../../../../functions/email/parsing/parse-email.ts';
import {
  countStructure,
  MAX_RAW_BYTES,
  parseRefusalOf,
} from '../../../../functions/email/parsing/parse-limits.ts';
import { kindsOf } from '../../../../functions/email/parsing/split-reply.ts';

const head = 'From: ada@example.org\r\nSubject: hi\r\n';
const mail = (body: string) => Buffer.from(`${head}\r\n${body}`);
const boundaryHidden = `${head}Content-Type: multipart/mixed; boundary*0="b"; boundary*1="c"\r\n\r\n`;

afterEach(() => vi.restoreAllMocks());

describe('a mail that costs too much', () => {
  const costly: [what: string, raw: Buffer, why: string][] = [
    ['700,000 empty lines', mail('\r\n'.repeat(700_000)), 'too_many_lines'],
    ['two megabytes of signature marks', mail('--\n\n\n\n'.repeat(330_000)), 'too_many_lines'],
    ['30,000 marks that may be delimiters', mail(`--${'x'.repeat(80)}\n`.repeat(30_000)), 'too_many_parts'],
    [
      'parts whose boundary is hidden',
      Buffer.from(boundaryHidden + '--bc\r\n\r\n'.repeat(30_000)),
      'too_many_parts',
    ],
    ['6,000 headers', Buffer.from(`${head}${'X-A: 1\r\n'.repeat(6000)}\r\nhi`), 'too_many_headers'],
    ['more bytes than anybody may send', mail('x'.repeat(MAX_RAW_BYTES)), 'too_large'],
  ];
  for (const [what, raw, why] of costly)
    it(`for ${what} is not parsed: nothing but its header is`, async () => {
      const parse = vi.spyOn(PostalMime, 'parse');
      const read = await parseEmail(raw);
      expect([read.unread, read.from?.address]).toEqual([why, 'ada@example.org']);
      expect(read.attachments[0]?.bytes === raw).toBe(true);
      for (const [given] of parse.mock.calls) expect((given as string).length).toBeLessThan(300_000);
    });

  it('is none of the largest that people send: 29 MB of a file in base64', () => {
    const line = `${'A'.repeat(76)}\r\n`;
    expect(
      parseRefusalOf(mail(line.repeat(Math.floor((MAX_RAW_BYTES - 100) / line.length)))),
    ).toBeUndefined();
  });
});

describe('what is counted', () => {
  it('doubles when the mail doubles', () => {
    const shape = (times: number) =>
      Buffer.from(
        `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nhi\r\n'.repeat(times)}`,
      );
    const [one, two] = [countStructure(shape(100)), countStructure(shape(200))];
    expect([one.parts, two.parts, one.dashed, two.dashed]).toEqual([100, 200, 100, 200]);
    expect(two.lines - one.lines).toBe(300);
    expect(two.headerLines).toBe(one.headerLines);
  });
});

describe('lines of a body', () => {
  /** How often lines are looked at to say what they are. */
  function looksAt(lines: string[]): number {
    let looks = 0;
    const counted = new Proxy(lines, {
      get(target, name, receiver) {
        if (typeof name === 'string' && /^\d/.test(name)) looks += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    kindsOf(counted);
    return looks;
  }

  for (const [what, shape] of [
    ['signature marks', ['--', '', '', '']],
    ['lines of devices', ['Sent from my phone', '', '']],
    ['announcements', ['On 3 May 2026 at 10:00, Ada wrote:', '', '> x', '']],
    ['halves of announcements', ['On 3 May 2026 at 10:00 Ada']],
    ['rules', ['________________', '', '']],
    ['empty lines', ['']],
  ] as const)
    it(`that are ${what} are each looked at a bounded number of times`, () => {
      const many = (times: number) => Array.from({ length: times }, () => shape).flat();
      const [one, two] = [looksAt(many(500)), looksAt(many(1000))];
      expect(two).toBeLessThan(2.2 * one);
    });
});
