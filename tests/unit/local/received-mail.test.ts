import { describe, expect, it } from 'vitest';
import { ruleAccepts } from '../../../local/mail/receiving/receipt-rules.ts';
import {
  envelopeOfHeaders,
  notificationOf,
  storedMail,
  verdictsOf,
} from '../../../local/mail/receiving/received-mail.ts';

const rule = (...recipients: string[]) => ({ recipients, scans: true, bucket: 'b', prefix: '' });
const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
const received = {
  messageId: 'id',
  timeMs: Date.parse('2026-11-22T10:00:00Z'),
  region: 'eu-west-1',
  from: 'ada@example.org',
  recipients: ['help@in.example'],
  verdicts,
};
const place = { topicArn: 't', bucketName: 'b', objectKeyPrefix: 'inbound/', objectKey: 'inbound/id' };

describe('a receipt rule', () => {
  it.each([
    ['in.example', 'help@in.example', true],
    ['in.example', 'HELP+1@IN.example', true],
    ['in.example', 'help@sub.in.example', false],
    ['in.example', 'help@xin.example', false],
    ['.in.example', 'help@sub.in.example', true],
    ['.in.example', 'help@in.example', false],
    ['help@in.example', 'help@in.example', true],
    ['help@in.example', 'help+label@in.example', true],
    ['help@in.example', 'other@in.example', false],
  ])('for %s and mail to %s: %j', (recipient, address, expected) => {
    expect(ruleAccepts(rule(recipient), address)).toBe(expected);
  });

  it('without recipients accepts everything', () => {
    expect(ruleAccepts(rule(), 'any@where.example')).toBe(true);
  });
});

describe('a received mail', () => {
  it('is stored with SES’s headers in front and without those that it brought itself', () => {
    const raw = Buffer.from('Return-Path: <forged@x>\nX-SES-Spam-Verdict: PASS\nSubject: Grün\n\nText\n');
    const text = storedMail(raw, { ...received, verdicts: { ...verdicts, spam: 'FAIL' } }).toString();
    expect(text.split('\r\n').slice(0, 5)).toEqual([
      'Return-Path: <ada@example.org>',
      expect.stringMatching(
        /^Received: from example\.org .* with SMTP id id for help@in\.example; Sun, 22 Nov 2026/,
      ),
      'X-SES-Spam-Verdict: FAIL',
      'X-SES-Virus-Verdict: PASS',
      'Authentication-Results: amazonses.com; spf=pass; dkim=pass; dmarc=pass',
    ]);
    expect(text.endsWith('\r\nSubject: Grün\r\n\r\nText\r\n')).toBe(true);
    expect(text).not.toContain('forged');
  });

  it('keeps bytes that are not UTF-8', () => {
    const raw = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.from([0xe4, 0xff, 0x00])]);
    expect(storedMail(raw, received).subarray(-3)).toEqual(Buffer.from([0xe4, 0xff, 0x00]));
  });

  it('passes the sender checks if its envelope has the domain of its From header, and is GRAY otherwise', () => {
    const raw = Buffer.from('From: Ada <ada@example.org>\r\n\r\nHi\r\n');
    const sender = (from?: string) => {
      const { spf, dkim, dmarc } = verdictsOf(raw, true, {}, from);
      return [spf, dkim, dmarc];
    };
    expect(sender('bounces@EXAMPLE.org')).toEqual(['PASS', 'PASS', 'PASS']);
    expect(sender()).toEqual(['PASS', 'PASS', 'PASS']);
    for (const other of ['x@evil.example', 'x@sub.example.org', ''])
      expect(sender(other)).toEqual(['GRAY', 'GRAY', 'GRAY']);
    expect(verdictsOf(raw, true, { spf: 'PASS' }, 'x@evil.example')).toMatchObject({
      spf: 'PASS',
      dmarc: 'GRAY',
    });
  });

  it('has no scanner’s verdict if the rule scans nothing', () => {
    expect(verdictsOf(Buffer.from('\r\n'), false, {})).toMatchObject({ spam: 'DISABLED', virus: 'DISABLED' });
  });

  it('is reported with all its headers up to 10 KB, and with the first of them beyond', () => {
    const notification = (bytes: number) =>
      notificationOf(Buffer.from(`X-A: ${'a'.repeat(bytes)}\r\nX-B: b\r\n\r\n`), received, place) as {
        mail: { headersTruncated: boolean; headers: { name: string }[] };
      };
    const most = 10 * 1024 - 'X-AX-Bb'.length;
    expect(notification(most).mail).toMatchObject({ headersTruncated: false });
    expect(notification(most + 1).mail).toMatchObject({ headersTruncated: true });
    expect(notification(most + 1).mail.headers.map(({ name }) => name)).toEqual(['X-A']);
  });

  it('takes the envelope from its headers if none is given', () => {
    const raw = (head: string) => Buffer.from(`${head}\r\n\r\n`);
    expect(
      envelopeOfHeaders(raw('From: A <a@x.example>\r\nTo: b@y.example, c@y.example\r\nCc: b@y.example')),
    ).toEqual({
      from: 'a@x.example',
      to: ['b@y.example', 'c@y.example'],
    });
    expect(envelopeOfHeaders(raw('Return-Path: <>\r\nFrom: mailer-daemon@x.example')).from).toBe('');
  });
});
