import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it } from 'vitest';
import { composeMail, escapeHtml } from '../../../../functions/platform/mail/compose-mail.ts';
import { sesSender } from '../../../../functions/platform/mail/ses.ts';

const mail = {
  from: 'Care <care@example.org>',
  to: 'ada@example.org',
  subject: 'Your Gold',
  text: 'Hello',
  html: '<p>Hello</p>',
};
const ses = mockClient(SESClient);
const send = (tags: Record<string, string> = {}) =>
  sesSender('set', new SESClient({ region: 'eu-central-1', maxAttempts: 1 }))(mail, tags);
const fault = (name: string, over: object) => Object.assign(new Error('x'), { name, ...over });

beforeEach(() => ses.reset());

describe('a mail', () => {
  it('has a plain and an HTML part and says that it was generated automatically', async () => {
    const parsed = await simpleParser(await composeMail(mail));
    expect(parsed).toMatchObject({
      subject: 'Your Gold',
      text: expect.stringContaining('Hello'),
      html: expect.stringContaining('<p>Hello</p>'),
    });
    const lines = parsed.headerLines.map(({ line }) => line);
    expect(lines).toContain('Auto-Submitted: auto-generated');
    expect(lines).toContainEqual(expect.stringMatching(/^Message-ID: <.+@example\.org>$/));
  });

  it('gains no header and no recipient from a subject with line breaks', async () => {
    const parsed = await simpleParser(
      await composeMail({ ...mail, subject: 'Gold\r\nBcc: eve@example.org\nX-Evil: 1' }),
    );
    const keys = parsed.headerLines.map(({ key }) => key);
    expect(keys).toContain('subject');
    expect(keys.filter((key) => ['bcc', 'x-evil'].includes(key))).toEqual([]);
  });

  it('reads no file and no URL that a text names', async () => {
    const raw = (await composeMail({ ...mail, html: '<img src="/etc/passwd">' })).toString();
    expect(raw).not.toContain('root:');
  });

  it('contains the text of others as text', () => {
    expect(escapeHtml(`<script>"&'`)).toBe('&lt;script&gt;&quot;&amp;&#39;');
  });
});

describe('the mail provider', () => {
  it('receives the mail for one recipient with the configuration set and the tags', async () => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: 'm-1' });
    expect(await send({ customer: 'cus_1', due: '17' })).toEqual({ outcome: 'sent', messageId: 'm-1' });
    expect(ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input).toMatchObject({
      Source: mail.from,
      Destinations: ['ada@example.org'],
      ConfigurationSetName: 'set',
      Tags: [
        { Name: 'customer', Value: 'cus_1' },
        { Name: 'due', Value: '17' },
      ],
    });
  });

  it('has certainly not sent the mail after a permanent refusal', async () => {
    ses
      .on(SendRawEmailCommand)
      .rejects(fault('MessageRejected', { $fault: 'client', $metadata: { httpStatusCode: 400 } }));
    expect(await send()).toEqual({ outcome: 'failed', reason: 'MessageRejected' });
  });

  for (const [name, over] of [
    ['Throttling', { $fault: 'client', $metadata: { httpStatusCode: 400 } }],
    ['TooManyRequestsException', { $fault: 'client', $metadata: { httpStatusCode: 429 } }],
    ['LimitExceededException', { $fault: 'client', $metadata: { httpStatusCode: 400 } }],
    ['Anything', { $retryable: { throttling: true }, $metadata: { httpStatusCode: 400 } }],
  ] as const) {
    it(`is tried again later after ${name}`, async () => {
      ses.on(SendRawEmailCommand).rejects(fault(name, over));
      expect(await send()).toEqual({ outcome: 'postponed' });
    });
  }

  for (const [name, over] of [
    ['TimeoutError', {}],
    ['ECONNRESET', {}],
    ['InternalFailure', { $fault: 'server', $metadata: { httpStatusCode: 500 } }],
    ['ServiceUnavailable', { $metadata: { httpStatusCode: 503 } }],
  ] as const) {
    it(`may have sent the mail after ${name}: the outcome is unknown, and it is asked only once`, async () => {
      ses.on(SendRawEmailCommand).rejects(fault(name, over));
      expect(await send()).toEqual({ outcome: 'unknown' });
      expect(ses.commandCalls(SendRawEmailCommand)).toHaveLength(1);
    });
  }

  it('may have sent the mail if it answers without an id', async () => {
    ses.on(SendRawEmailCommand).resolves({});
    expect(await send()).toEqual({ outcome: 'unknown' });
  });
});

describe('a mail that a person wrote', () => {
  const mail = {
    from: 'Care <care@example.org>',
    to: 'ada@example.org',
    subject: 'Re: Lamp',
    text: 'Hello',
    html: '<p>Hello</p>',
    byPerson: true,
    replyTo: 'reply+x@inbound.example.org',
    messageId: 'own@inbound.example.org',
    inReplyTo: 'b@x',
    references: ['a@x', 'b@x'],
  };

  it('has the given threading headers and no automatic mark', async () => {
    const raw = (await composeMail(mail)).toString();
    expect(raw).toMatch(/^Message-ID: <own@inbound\.example\.org>\r$/m);
    expect(raw).toMatch(/^In-Reply-To: <b@x>\r$/m);
    expect(raw).toMatch(/^References: <a@x> <b@x>\r$/m);
    expect(raw).toMatch(/^Reply-To: reply\+x@inbound\.example\.org\r$/m);
    expect(raw).not.toMatch(/^(Auto-Submitted|X-Auto-Response-Suppress):/m);
  });

  it('is marked as automatic unless a person is said to have written it', async () => {
    const { byPerson: _byPerson, ...automatic } = mail;
    expect((await composeMail(automatic)).toString()).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });

  it('lets no subject or name add a header', async () => {
    const attachments = [
      { name: 'a"\r\nBcc: e@x.pdf', contentType: 'application/pdf', content: Buffer.from('x') },
    ];
    const forged = { ...mail, subject: 'x\r\nBcc: eve@example.net', attachments };
    expect((await composeMail(forged)).toString()).not.toMatch(/^Bcc:/m);
  });
});
