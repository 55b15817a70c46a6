import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from '../../support/local-fixture/start-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture?.rapport.stop());

const mailOf = (...lines: string[]) =>
  [
    'From: Ada <ada@example.org>',
    'To: Shop <help@in.shop.example>',
    'Subject: Broken lamp',
    'Message-ID: <m-1@example.org>',
    ...lines,
    '',
    'It does not light.',
    '',
  ].join('\r\n');

interface Notification {
  notificationType: string;
  receipt: Record<string, { status?: string; objectKey?: string }> & { recipients: string[] };
  mail: {
    source: string;
    messageId: string;
    destination: string[];
    headers: object[];
    commonHeaders: object;
  };
}

/** Returns the notification of a mail that the worker behind the topic received. */
const notificationOf = async (messageId: string): Promise<Notification | undefined> => {
  await fixture.rapport.idle();
  const bodies = (await fixture.items('seen')).map(({ body }) => JSON.parse(body?.S ?? '{}') as Notification);
  return bodies.find(({ mail }) => mail?.messageId === messageId);
};
const stored = async (key: string): Promise<string> => {
  const body = JSON.stringify({ action: 'get', key });
  return String((await fixture.json('/files', { method: 'POST', body })).result);
};

describe('mail from outside', () => {
  it('is stored unchanged below SES’s headers and reported as SES does', async () => {
    const { messageId, recipients, objects } = await fixture.rapport.receiveMail(mailOf());
    expect(recipients).toEqual(['help@in.shop.example']);
    const notification = await notificationOf(messageId);
    expect(notification).toMatchObject({
      notificationType: 'Received',
      receipt: {
        recipients: ['help@in.shop.example'],
        spamVerdict: { status: 'PASS' },
        virusVerdict: { status: 'PASS' },
        spfVerdict: { status: 'PASS' },
        dkimVerdict: { status: 'PASS' },
        dmarcVerdict: { status: 'PASS' },
        action: { type: 'S3', objectKey: `inbound/${messageId}`, objectKeyPrefix: 'inbound/' },
      },
      mail: {
        source: 'ada@example.org',
        messageId,
        destination: ['help@in.shop.example'],
        headersTruncated: false,
        commonHeaders: {
          from: ['Ada <ada@example.org>'],
          to: ['Shop <help@in.shop.example>'],
          messageId: '<m-1@example.org>',
          subject: 'Broken lamp',
        },
      },
    });
    expect(objects).toEqual([{ bucket: expect.any(String) as string, key: `inbound/${messageId}` }]);
    const raw = await stored(`inbound/${messageId}`);
    expect(raw.startsWith('Return-Path: <ada@example.org>\r\nReceived: from example.org')).toBe(true);
    expect(raw.endsWith(mailOf())).toBe(true);
  });

  it('is refused as by a mail server if no rule accepts it, and leaves nothing', async () => {
    for (const to of ['help@shop.example', 'help@sub.in.shop.example', 'help@asleep.example'])
      await expect(fixture.rapport.receiveMail(mailOf(), { to: [to] })).rejects.toThrow(/^550 5\.1\.1/);
  });

  it('is delivered to those recipients that a rule accepts', async () => {
    const to = ['boss@elsewhere.example', 'reply+tkt_1.mac@IN.shop.example'];
    const receipt = await fixture.rapport.receiveMail(mailOf(), { from: '', to });
    expect(receipt).toMatchObject({ recipients: [to[1]], refused: [to[0]] });
    expect((await notificationOf(receipt.messageId))?.mail).toMatchObject({
      source: '',
      destination: [to[1]],
    });
  });

  it.each([
    ['XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X', 'spamVerdict'],
    ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*', 'virusVerdict'],
  ])('with the scanners’ test texts gets a bad verdict', async (text, verdict) => {
    const { messageId } = await fixture.rapport.receiveMail(`${mailOf()}${text}`);
    expect((await notificationOf(messageId))?.receipt[verdict]).toEqual({ status: 'FAIL' });
  });

  it('has the verdicts that a test asks for, by header or by option', async () => {
    const byHeader = await fixture.rapport.receiveMail(mailOf('X-SES-Spam-Verdict: GRAY'));
    expect((await notificationOf(byHeader.messageId))?.receipt.spamVerdict).toEqual({ status: 'GRAY' });
    const byOption = await fixture.rapport.receiveMail(mailOf(), { verdicts: { dmarc: 'FAIL' } });
    expect((await notificationOf(byOption.messageId))?.receipt).toMatchObject({
      dmarcVerdict: { status: 'FAIL' },
      dmarcPolicy: 'none',
    });
  });

  it('has its list of headers cut where SES cuts it', async () => {
    const long = Array.from({ length: 20 }, (_, index) => `X-Long-${index}: ${'x'.repeat(900)}`);
    const { messageId } = await fixture.rapport.receiveMail(mailOf(...long));
    const notification = await notificationOf(messageId);
    expect(notification?.mail).toMatchObject({ headersTruncated: true });
    expect(JSON.stringify(notification?.mail.headers).length).toBeLessThan(13_000);
  });

  it('arrives by curl, with Unix line ends and an envelope in the query', async () => {
    const post = (query: string, body = mailOf().replaceAll('\r\n', '\n')) =>
      fixture.fetch(`/_local/mail${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
    const answer = await post('?from=bob%40example.org&to=a%40in.shop.example,b%40in.shop.example&spam=fail');
    expect(answer.status).toBe(202);
    const { messageId } = (await answer.json()) as { messageId: string };
    expect(await notificationOf(messageId)).toMatchObject({
      receipt: { spamVerdict: { status: 'FAIL' }, recipients: ['a@in.shop.example', 'b@in.shop.example'] },
      mail: { source: 'bob@example.org' },
    });
    expect((await stored(`inbound/${messageId}`)).endsWith('\r\n\r\nIt does not light.\r\n')).toBe(true);
    const refused = await post('?to=a%40elsewhere.example');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      code: 'local.mail_refused',
      detail: expect.stringContaining('550 5.1.1') as string,
    });
    for (const query of ['?from=nobody', '?to=nobody', '?spam=perhaps'])
      expect((await post(query)).status).toBe(400);
    expect((await post('', '')).status).toBe(400);
  });
});

describe('mail that the application sends', () => {
  const send = (mail: object) =>
    fixture.json('/mails', { method: 'POST', body: JSON.stringify({ from: 'hello@shop.example', ...mail }) });

  it('comes back in if it goes to an address of its own domain', async () => {
    expect(await send({ to: 'loop@in.shop.example, ada@example.org' })).toEqual({ error: null });
    await fixture.rapport.idle();
    const bodies = (await fixture.items('seen')).map(
      ({ body }) => JSON.parse(body?.S ?? '{}') as Notification,
    );
    const looped = bodies.filter(({ mail }) => mail?.destination?.includes('loop@in.shop.example'));
    expect(looped).toHaveLength(1);
    expect(looped[0]?.mail).toMatchObject({
      source: 'hello@shop.example',
      destination: ['loop@in.shop.example'],
    });
  });

  it('can be answered on the inbox’s page: the reply arrives in its thread', async () => {
    fixture.rapport.clearMails();
    await send({ to: 'ada@example.org', replyTo: 'reply+1@in.shop.example' });
    const [mail] = fixture.rapport.mails();
    const answer = (body: unknown) =>
      fetch(`${fixture.rapport.inboxUrl}/messages/${mail?.id}/reply`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    expect((await answer({ subject: 'Re: Renewal\r\nBcc: x@example.org', text: 'Ja, grün.' })).status).toBe(
      202,
    );
    await fixture.rapport.idle();
    const bodies = (await fixture.items('seen')).map(
      ({ body }) => JSON.parse(body?.S ?? '{}') as Notification,
    );
    const came = bodies.find(({ mail: one }) => one?.destination?.includes('reply+1@in.shop.example'));
    const sent = mail?.headers.find(({ name }) => name === 'Message-ID')?.value ?? 'none';
    expect(came?.mail.source).toBe('ada@example.org');
    const headers = Object.fromEntries(
      ((came?.mail.headers ?? []) as { name: string; value: string }[]).map(({ name, value }) => [
        name,
        value,
      ]),
    );
    expect(headers).toMatchObject({ 'In-Reply-To': sent, References: sent });
    expect(headers).not.toHaveProperty('Bcc');
    expect((await answer({ subject: 'Re:', text: ' ' })).status).toBe(400);
    expect((await answer([])).status).toBe(400);
  });

  it('cannot be answered if nobody accepts the reply', async () => {
    fixture.rapport.clearMails();
    await send({ to: 'ada@example.org' });
    const url = `${fixture.rapport.inboxUrl}/messages/${fixture.rapport.mails()[0]?.id}/reply`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ subject: 's', text: 't' }) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('550') as string });
  });
});

describe('a data folder', () => {
  it('keeps files and raw mail between runs', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rapport-files-'));
    const key = 'attachments/ä b.txt';
    const ask = async (one: Fixture, input: object) =>
      one.json('/files', { method: 'POST', body: JSON.stringify(input) });
    try {
      const first = await startFixture({ dataDir });
      await ask(first, { action: 'put', key, text: 'kept', contentType: 'text/plain' });
      const { messageId } = await first.rapport.receiveMail(mailOf());
      await first.rapport.stop();
      const second = await startFixture({ dataDir });
      try {
        expect(await ask(second, { action: 'get', key })).toEqual({ result: 'kept' });
        expect(await ask(second, { action: 'stat', key })).toMatchObject({
          result: { contentType: 'text/plain' },
        });
        const mail = await ask(second, { action: 'get', key: `inbound/${messageId}` });
        expect(String(mail.result)).toContain('It does not light.');
      } finally {
        await second.rapport.stop();
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
