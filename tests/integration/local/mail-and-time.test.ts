import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from '../../support/local-fixture/start-fixture.ts';

let fixture: Fixture;
let sqs: SQSClient;
beforeAll(async () => {
  fixture = await startFixture();
  sqs = new SQSClient({
    endpoint: fixture.rapport.sqsEndpoint,
    region: fixture.rapport.region,
    credentials: { accessKeyId: 'TEST', secretAccessKey: 'test' },
    useQueueUrlAsEndpoint: false,
  });
});
afterAll(() => fixture?.rapport.stop());
beforeEach(() => fixture.rapport.clearMails());

const send = (mail: { from?: string; to: string; set?: string }) =>
  fixture.json('/mails', { method: 'POST', body: JSON.stringify({ from: 'hello@shop.example', ...mail }) });

const mailEvents = async (): Promise<{ eventType: string; [key: string]: unknown }[]> => {
  const name = Object.values(fixture.rapport.queues).find((queue) => queue.includes('MailEvents')) ?? '';
  const QueueUrl = `${fixture.rapport.sqsEndpoint}/000000000000/${name}`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  return Messages.map(({ Body = '{}' }) => JSON.parse(Body) as { eventType: string });
};

const advance = (body: unknown) =>
  fixture.fetch('/_local/clock', { method: 'POST', body: JSON.stringify(body) });

describe('a mail', () => {
  it('is kept with every header, its tags and its configuration set, and visible over HTTP', async () => {
    expect(await send({ to: 'ada@example.com' })).toEqual({ error: null });
    const { messages } = (await (await fetch(`${fixture.rapport.inboxUrl}/messages`)).json()) as {
      messages: { id: string }[];
    };
    const id = messages[0]?.id ?? '';
    const mail = await (await fetch(`${fixture.rapport.inboxUrl}/messages/${id}`)).json();
    expect(mail).toMatchObject({
      from: 'hello@shop.example',
      recipients: ['ada@example.com'],
      subject: 'Renewal',
      text: 'Your plan renews soon.',
      tags: { purpose: 'renewal' },
      configurationSet: expect.stringContaining('Mail') as string,
    });
    expect(fixture.rapport.mails()[0]?.headers).toContainEqual({
      name: 'List-Unsubscribe-Post',
      value: 'List-Unsubscribe=One-Click',
    });
    const raw = await (await fetch(`${fixture.rapport.inboxUrl}/messages/${id}/raw`)).text();
    expect(raw).toContain(`Message-ID: <${id}@eu-west-1.amazonses.com>`);
    expect(raw).not.toContain('own@shop.example');
    await fetch(`${fixture.rapport.inboxUrl}/messages`, { method: 'DELETE' });
    expect(fixture.rapport.mails()).toEqual([]);
    expect((await mailEvents()).map(({ eventType }) => eventType).sort()).toEqual(['Delivery', 'Send']);
  });

  it('to the simulator sends bounces and complaints to the queue behind the topic', async () => {
    await send({ to: 'bounce+1@simulator.amazonses.com, complaint@simulator.amazonses.com' });
    await fixture.rapport.idle();
    const events = await mailEvents();
    expect(events.map(({ eventType }) => eventType).sort()).toEqual([
      'Bounce',
      'Complaint',
      'Delivery',
      'Send',
    ]);
    const bounce = events.find(({ eventType }) => eventType === 'Bounce');
    expect(bounce).toMatchObject({
      bounce: {
        bounceType: 'Permanent',
        bouncedRecipients: [{ emailAddress: 'bounce+1@simulator.amazonses.com' }],
      },
      mail: { tags: { purpose: ['renewal'] } },
    });
  });

  it('is refused for an unknown configuration set, a bad address and a sender that the role may not use', async () => {
    expect(await send({ to: 'ada@example.com', set: 'nope' })).toMatchObject({
      error: 'ConfigurationSetDoesNotExistException',
    });
    expect(await send({ to: 'nobody' })).toMatchObject({ error: 'InvalidParameterValue' });
    expect(await send({ to: 'ada@example.com', from: 'boss@shop.example' })).toMatchObject({
      error: 'AccessDenied',
      message: expect.stringContaining('ses:SendRawEmail') as string,
    });
    expect(fixture.rapport.mails()).toEqual([]);
  });
});

describe('time', () => {
  it('advances for functions, tokens and schedules, and runs passed occurrences once before it answers', async () => {
    const before = fixture.rapport.now();
    const token = await fixture.rapport.token({ role: 'customer', sub: 'cus_1', expiresIn: 3600 });
    const headers = { authorization: `Bearer ${token}` };
    expect((await fixture.fetch('/echo/1', { headers })).status).toBe(200);
    const response = await advance({ advance: 'P3D' });
    const { now } = (await response.json()) as { now: string };
    expect(Date.parse(now) - before.getTime()).toBeGreaterThanOrEqual(3 * 86_400_000);
    const ticks = fixture.rapport
      .logs('ticker')
      .map(({ line }) => JSON.parse(line) as { tick: string; event: unknown });
    expect(ticks).toHaveLength(1);
    expect(ticks[0]?.event).toEqual({ what: 'nightly' });
    const tick = Date.parse(ticks[0]?.tick ?? '');
    expect(tick).toBeGreaterThanOrEqual(before.getTime() + 3 * 86_400_000);
    expect(tick).toBeLessThanOrEqual(Date.parse(now));
    expect((await fixture.fetch('/echo/1', { headers })).status).toBe(401);
    const fresh = await fixture.rapport.token({ role: 'customer', sub: 'cus_1' });
    const echo = await fixture.json('/echo/1', { headers: { authorization: `Bearer ${fresh}` } });
    expect(Date.parse(String(echo.now))).toBeGreaterThanOrEqual(Date.parse(now) - 1);
    expect(Date.parse(String(echo.now))).toBeLessThanOrEqual(fixture.rapport.now().getTime() + 1);
  });

  it('deletes expired items as the service would', async () => {
    const ttl = String(Math.floor(fixture.rapport.now().getTime() / 1000) + 3600);
    await fixture.client.send(
      new PutItemCommand({
        TableName: fixture.rapport.tableName,
        Item: { pk: { S: 'brief' }, sk: { S: 'x' }, ttl: { N: ttl } },
      }),
    );
    await fixture.rapport.advance('PT30M');
    expect(await fixture.items('brief')).toHaveLength(1);
    await fixture.rapport.advance('PT31M');
    await expect.poll(() => fixture.items('brief')).toEqual([]);
  });

  it.each([{ advance: '-P1D' }, { advance: 'tomorrow' }, { advance: 5 }, {}])(
    'does not change for %j',
    async (body) => {
      const response = await advance(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'local.invalid', errors: [{ path: 'advance' }] });
    },
  );
});
