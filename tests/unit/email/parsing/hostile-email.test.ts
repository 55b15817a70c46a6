// Small emails that are made to be costly. The cost is counted in lines read and bytes parsed, and grows
// linearly.
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

describe('a costly email', () => {
  const costly: [what: string, raw: Buffer, why: string][] = [
    ['700,000 empty lines', mail('\r\n'.repeat(700_000)), 'too_many_lines'],
    ['two megabytes of signature delimiters', mail('--\n\n\n\n'.repeat(330_000)), 'too_many_lines'],
    [
      '30,000 lines that may be part delimiters',
      mail(`--${'x'.repeat(80)}\n`.repeat(30_000)),
      'too_many_parts',
    ],
    [
      'parts with a hidden boundary',
      Buffer.from(boundaryHidden + '--bc\r\n\r\n'.repeat(30_000)),
      'too_many_parts',
    ],
    ['6,000 headers', Buffer.from(`${head}${'X-A: 1\r\n'.repeat(6000)}\r\nhi`), 'too_many_headers'],
    ['more bytes than SES accepts', mail('x'.repeat(MAX_RAW_BYTES)), 'too_large'],
  ];
  for (const [what, raw, why] of costly)
    it(`with ${what} is parsed no further than its header`, async () => {
      const parse = vi.spyOn(PostalMime, 'parse');
      const read = await parseEmail(raw);
      expect([read.unread, read.from?.address]).toEqual([why, 'ada@example.org']);
      expect(read.attachments[0]?.bytes === raw).toBe(true);
      for (const [given] of parse.mock.calls) expect((given as string).length).toBeLessThan(300_000);
    });

  it('is not refused at the largest size that people send: a file of 29 MB in base64', () => {
    const line = `${'A'.repeat(76)}\r\n`;
    expect(
      parseRefusalOf(mail(line.repeat(Math.floor((MAX_RAW_BYTES - 100) / line.length)))),
    ).toBeUndefined();
  });
});

describe('countStructure', () => {
  it('counts twice as much in an email of twice the length', () => {
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

describe('kindsOf', () => {
  /** Counts how often lines are read to classify them. */
  function readsOf(lines: string[]): number {
    let reads = 0;
    const counted = new Proxy(lines, {
      get(target, name, receiver) {
        if (typeof name === 'string' && /^\d/.test(name)) reads += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    kindsOf(counted);
    return reads;
  }

  for (const [what, shape] of [
    ['signature delimiters', ['--', '', '', '']],
    ['device lines', ['Sent from my phone', '', '']],
    ['announcements', ['On 3 May 2026 at 10:00, Ada wrote:', '', '> x', '']],
    ['unfinished announcements', ['On 3 May 2026 at 10:00 Ada']],
    ['rules', ['________________', '', '']],
    ['empty lines', ['']],
  ] as const)
    it(`reads each line a bounded number of times in a body of ${what}`, () => {
      const many = (times: number) => Array.from({ length: times }, () => shape).flat();
      const [one, two] = [readsOf(many(500)), readsOf(many(1000))];
      expect(two).toBeLessThan(2.2 * one);
    });
});
