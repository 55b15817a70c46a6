// Tests what one caller can use of the platform in a short time, and what is left for the next.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { indexOutbound } from '../../../functions/email/inbound/email-index.ts';
import { replyAddress } from '../../../functions/email/threading/reply-address.ts';
import { HOUR_MS, MINUTE_MS } from '../../../functions/platform/clock.ts';
import { openQuotas } from '../../../functions/platform/quota/open-quotas.ts';
import { builtInQuotas, QUOTA_SETTINGS_AGE_MS } from '../../../functions/platform/quota/quota-settings.ts';
import { signToken } from '../../../functions/platform/signing/signed-token.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { as, contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { outbox } from '../../support/email/mail.ts';
import { emailOf, INBOUND_DOMAIN, mailText } from '../../support/email.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Answer, Call } from '../../support/http/call-api.ts';
import { testKeys } from '../../support/keyring.ts';
import { logLinesOf } from '../../support/quiet-logs.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';
import { askAs, pdf } from '../../support/tickets/attachments.ts';

let bucket: TestBucket;
let table: Table;
let apis: Apis;
let ada: NonNullable<Call['as']>;
const clock = stoppedClock();

beforeAll(async () => {
  bucket = await testBucket();
});
afterAll(() => bucket.stop());
beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table, clock, bucket.files);
  ada = as('customer', (await newCustomer(apis, 'ada')).id) as NonNullable<Call['as']>;
});

const lamp = { channel: 'web', subject: 'Lamp', message: 'It is dark.' };
const open = (over: Partial<Call> = {}) => apis.portal('openMyTicket', { body: lamp, as: ada, ...over });
const write = (ticketId: string, over: Partial<Call> = {}) =>
  apis.portal('addMyMessage', { params: { ticketId }, body: { message: 'Hello?' }, as: ada, ...over });
const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const statuses = (answers: readonly Answer[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, group]) => [status, group.length]),
  );
/**
 * Calls until it is settled: two transactions of one customer may conflict on the counter, and
 * a client then retries.
 */
async function settled(call: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await call();
    if (answer.body.code !== 'write.contended') return answer;
  }
}
/** Sets quotas and lets the time pass in which the old ones are cached. */
async function setQuotas(change: Partial<typeof builtInQuotas>): Promise<void> {
  const { version } = (await apis.compensation('getQuotaSettings')).body;
  const body = { version, ...builtInQuotas, ...change };
  const answer = await apis.compensation('putQuotaSettings', { body });
  expect(answer).toMatchObject({ status: 200, body: { version: version + 1, ...change } });
  clock.set(later(clock.now().toISOString(), QUOTA_SETTINGS_AGE_MS));
}
const customersMay = (over: Partial<(typeof builtInQuotas)['customer']>) =>
  setQuotas({ customer: { ...builtInQuotas.customer, ...over } });

describe('one customer', () => {
  it('gets what a person needs and no more for 100 tickets and 200 upload forms of 25 MB at once', async () => {
    const tickets = await times(100, () => settled(() => open()));
    const big = pdf({ bytes: 25 * 1024 * 1024 });
    const forms = await times(200, () => settled(() => askAs(apis, ada, ada.id, big)));
    expect(statuses(tickets)).toEqual({ 201: 20, 429: 80 });
    expect(await eventsIn(table, 'ticket.opened')).toHaveLength(20);
    // 500 MB are 20 files of 25 MB, fewer than the 50 files of a day.
    expect(statuses(forms)).toEqual({ 201: 20, 429: 180 });
    expect(await itemsOfKind(table, 'due')).toHaveLength(20);
    expect(forms.find(({ status }) => status === 429)?.body.detail).toContain('500 MB a day');
  });

  it('gets exactly the quota out of fifty concurrent requests, and the rest learn when to retry', async () => {
    await customersMay({ ticketsPerHour: 7 });
    clock.set('2026-03-10T12:34:56.500Z');
    const answers = await times(50, () => settled(() => open()));
    expect(statuses(answers)).toEqual({ 201: 7, 429: 43 });
    expect(await itemsOfKind(table, 'ticket')).toHaveLength(7);
    expect(answers.find(({ status }) => status === 429)).toMatchObject({
      headers: { 'retry-after': '1504', 'content-type': 'application/problem+json' },
      body: {
        code: 'quota.exceeded',
        detail:
          'The quota customer.tickets allows 7 tickets an hour; try again after 2026-03-10T13:00:00.000Z.',
      },
    });
  });

  it('is admitted after the seconds of Retry-After, and not one second before', async () => {
    await customersMay({ ticketsPerHour: 1 });
    clock.set('2026-03-10T12:34:56.500Z');
    await open();
    const seconds = Number((await open()).headers['retry-after']);
    clock.set(later('2026-03-10T12:34:56.500Z', (seconds - 1) * 1000));
    expect((await open()).status).toBe(429);
    clock.set(later('2026-03-10T12:34:56.500Z', seconds * 1000));
    expect((await open()).status).toBe(201);
  });

  it('gets the first answer again on a replay without charge or refusal', async () => {
    await customersMay({ ticketsPerHour: 2, messagesPerHour: 1, uploadsPerDay: 1 });
    const again = { headers: { 'idempotency-key': 'k1' } };
    const first = await open(again);
    expect((await open(again)).body).toEqual(first.body);
    expect((await open()).status).toBe(201);
    expect((await open()).status).toBe(429);
    expect(await open(again)).toMatchObject({ status: 201, body: first.body });
    const written = await write(first.body.id, again);
    expect((await write(first.body.id)).status).toBe(429);
    expect(await write(first.body.id, again)).toMatchObject({ status: 201, body: written.body });
    const form = await askAs(apis, ada, ada.id, pdf(), again.headers);
    expect((await askAs(apis, ada, ada.id)).status).toBe(429);
    const formAgain = await askAs(apis, ada, ada.id, pdf(), again.headers);
    expect(formAgain.body.attachmentId).toBe(form.body.attachmentId);
  });

  it('changes nothing with a refused request, its idempotency key included', async () => {
    await customersMay({ ticketsPerHour: 1, messagesPerHour: 1, uploadsPerDay: 1 });
    const ticketId = (await open()).body.id;
    await write(ticketId);
    await askAs(apis, ada, ada.id);
    const before = await snapshot(table);
    const headers = { 'idempotency-key': 'late' };
    for (const refused of [await open({ headers }), await write(ticketId, { headers })])
      expect(refused).toMatchObject({ status: 429, body: { code: 'quota.exceeded' } });
    expect((await askAs(apis, ada, ada.id, pdf(), headers)).status).toBe(429);
    expect(await snapshot(table)).toEqual(before);
    clock.set(later(NOON, HOUR_MS));
    expect((await open({ headers })).status).toBe(201);
  });

  it('cannot open more tickets by writing to closed ones or by returning goods', async () => {
    const tickets = await times(2, () => newTicket(apis, ada.id));
    for (const { id: ticketId } of tickets) {
      const { version } = (await apis.tickets('getTicket', { params: { ticketId } })).body.ticket;
      const closing = { params: { ticketId }, body: { status: 'solved', version } };
      expect((await apis.tickets('changeStatus', closing)).status).toBe(200);
    }
    await customersMay({ ticketsPerHour: 1 });
    clock.set(later(NOON, 24 * HOUR_MS * 60));
    expect((await write(String(tickets[0]?.id))).status).toBe(201);
    expect((await write(String(tickets[1]?.id))).body.code).toBe('quota.exceeded');
    const unitPrice = { amountMinor: 100, currency: 'EUR' };
    const line = { sku: 's1', name: 'Lamp', quantity: 1, reason: 'damaged', unitPrice };
    const goods = { channel: 'web', orderRef: 'o1', lines: [line], preferredResolution: 'refund' };
    const answer = await apis.returns('openMyReturn', { body: goods, as: ada });
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
      429,
      'quota.exceeded',
      expect.stringContaining('customer.tickets'),
    ]);
  });

  it('uses nothing of another customer’s quota', async () => {
    await customersMay({ ticketsPerHour: 1 });
    await open();
    const bob = (await newCustomer(apis, 'bob')).id;
    expect((await open({ as: { role: 'customer', id: bob } })).status).toBe(201);
  });
});

describe('staff and machine clients', () => {
  const ofStaff = (body: object, who: Call['as']) =>
    apis.tickets('openTicket', { body: { ...lamp, customerId: ada.id, ...body }, as: who });

  it('cost no counter writes in normal use, and a runaway client is stopped within 19 of its limit', async () => {
    await setQuotas({ staff: { ...builtInQuotas.staff, ticketsPerHour: 400 } });
    const ann = as('agent', 'ann') as NonNullable<Call['as']>;
    await times(19, () => ofStaff({}, ann));
    expect(await itemsOfKind(table, 'quota')).toEqual([]);
    await ofStaff({}, ann);
    expect(await itemsOfKind(table, 'quota')).toMatchObject([{ pk: 'QUO#staff.tickets#ann', tickets: 20 }]);
  });

  it('are refused every request once the limit is reached, until the window ends', async () => {
    await setQuotas({ client: { ...builtInQuotas.client, ticketsPerMinute: 100 } });
    clock.set(later(NOON, MINUTE_MS));
    const bot = as('service', 'bot') as NonNullable<Call['as']>;
    const answers: Answer[] = [];
    for (let index = 0; index < 130; index += 1) answers.push(await ofStaff({}, bot));
    // Nineteen are in the batch when the twentieth finds the counter full.
    expect(statuses(answers)).toEqual({ 201: 119, 429: 11 });
    expect(answers.slice(119).every(({ status }) => status === 429)).toBe(true);
    expect((await ofStaff({}, as('service', 'other') as NonNullable<Call['as']>)).status).toBe(201);
    clock.set(later(NOON, 2 * MINUTE_MS));
    expect((await ofStaff({}, bot)).status).toBe(201);
  });

  for (const [title, failing] of [
    ['is a replay', { headers: { 'idempotency-key': 'k' } }],
    [
      'is refused by its transaction',
      { body: { ...lamp, customerId: 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV' }, headers: {} },
    ],
  ] as const)
    it(`are also stopped when every 20th request ${title}`, async () => {
      await setQuotas({ client: { ...builtInQuotas.client, ticketsPerMinute: 40 } });
      const call = { body: { ...lamp, customerId: ada.id }, as: as('service', 'bot') };
      const ask = (over: Partial<Call>) => apis.tickets('openTicket', { ...call, ...over } as Call);
      await ask({ headers: { 'idempotency-key': 'k' } });
      for (let index = 2; index <= 160; index += 1) await ask(index % 20 === 0 ? failing : {});
      expect((await eventsIn(table, 'ticket.opened')).length).toBeLessThanOrEqual(40 + 19);
    });

  it('keep in the batch what a refusal before any transaction leaves uncounted', async () => {
    await setQuotas({ staff: { ...builtInQuotas.staff, uploadsPerDay: 40 } });
    const quotas = openQuotas(table);
    const context = { ...contextAt(clock.now().toISOString()), actor: { role: 'agent', id: 'ann' } } as const;
    await times(19, () => quotas.chargeUpload(context, 1));
    // Its write is never committed.
    expect(await quotas.chargeUpload(context, 1)).toHaveLength(1);
    await commitOrFail(table, context, { writes: await quotas.chargeUpload(context, 1) });
    expect(await itemsOfKind(table, 'quota')).toMatchObject([{ files: 20, bytes: 20 }]);
  });

  it('get a replay beyond the limit', async () => {
    await setQuotas({ client: { ...builtInQuotas.client, ticketsPerMinute: 1 } });
    const bot = as('service', 'bot') as NonNullable<Call['as']>;
    const once = { ...lamp, customerId: ada.id };
    const keyed = { body: once, as: bot, headers: { 'idempotency-key': 'k' } };
    const first = await apis.tickets('openTicket', keyed);
    await times(18, () => ofStaff({}, bot));
    expect((await ofStaff({}, bot)).status).toBe(429);
    expect((await ofStaff({}, bot)).status).toBe(201);
    expect((await ofStaff({}, bot)).status).toBe(429);
    expect(await apis.tickets('openTicket', keyed)).toMatchObject({ status: 201, body: first.body });
  });
});

describe('public routes', () => {
  const from = (sourceIp: string) => ({ sourceIp });
  const show = (sourceIp: string) =>
    apis.feedback('showSurvey', { params: { token: 'x'.repeat(40) }, ...from(sourceIp) });

  it('are limited for each network, whatever the host in it', async () => {
    await setQuotas({ network: { publicRequestsPerHour: 20 } });
    const answers = [];
    for (let host = 1; host <= 60; host += 1) answers.push(await show(`203.0.113.${host}`));
    expect(statuses(answers)).toEqual({ 404: 39, 429: 21 });
    expect(answers.slice(39).every(({ status }) => status === 429)).toBe(true);
    expect((await show('198.51.100.1')).status).toBe(404);
  });

  it('count each attempt on a valid link, even a refused one, and store nothing for invalid links', async () => {
    await setQuotas({ surveyLink: { answersPerHour: 3 } });
    const token = await signToken(testKeys, 'survey', 'srv_1', new Date(later(NOON, 24 * HOUR_MS)));
    const answer = (value: string) =>
      apis.feedback('answerSurvey', { params: { token: value }, body: { score: 5 } });
    const answers = await times(5, () => settled(() => answer(token)));
    expect(statuses(answers)).toEqual({ 404: 3, 429: 2 });
    await answer(`${token.slice(0, -2)}xx`);
    expect(await itemsOfKind(table, 'quota')).toHaveLength(1);
  });
});

describe('mail', () => {
  it('beyond its sender’s quota is suspended with its reason, costs nobody else, and staff can release it', async () => {
    await setQuotas({ sender: { mailsPerHour: 2 } });
    const email = emailOf(table, bucket.files, outbox(), clock);
    const mail = (index: number, from: string) =>
      email.receive(mailText({ id: `${index}@mail.example`, from, subject: `Number ${index}` }));
    for (let index = 1; index <= 4; index += 1) await mail(index, 'Mallory <mallory@example.org>');
    await mail(5, 'Carol <carol@example.org>');
    expect(await eventsIn(table, 'ticket.opened')).toHaveLength(3);
    const { items } = (await apis.email('listSuspendedEmails')).body;
    expect(items).toMatchObject([{ reason: 'too_many' }, { reason: 'too_many' }]);
    // No counter contains an address.
    expect(JSON.stringify(await itemsOfKind(table, 'quota'))).not.toContain('mallory');
  });

  it('under a forged address does not use up the quota of the address’s owner', async () => {
    await setQuotas({ sender: { mailsPerHour: 1 } });
    const email = emailOf(table, bucket.files, outbox(), clock);
    await email.receive(mailText({ id: '1@mail.example', subject: 'One' }), { dmarc: 'FAIL' });
    await email.receive(mailText({ id: '2@mail.example', subject: 'Two' }));
    expect(await eventsIn(table, 'ticket.opened')).toHaveLength(2);
  });
});

describe('mail to one ticket', () => {
  const forged = { source: 'x@evil.example', spf: 'FAIL', dkim: 'FAIL', dmarc: 'GRAY' };
  const report = (from: string, id: string) =>
    [
      `From: ${from}`,
      'Subject: Undelivered',
      `Message-ID: <${id}>`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Action: failed',
      'Status: 5.2.2',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      'Message-ID: <went@ours>',
      '--b--',
      '',
    ].join('\r\n');
  const kinds: [title: string, mail: (from: string, id: string, to: string) => string][] = [
    ['messages', (from, id, to) => mailText({ from, id, to })],
    [
      'automatic replies',
      (from, id, to) => mailText({ from, id, to, headers: 'Auto-Submitted: auto-replied' }),
    ],
    ['bounces', report],
  ];
  for (const [title, mail] of kinds)
    it(`is bounded whatever addresses its ${title} claim as sender; the rest is suspended`, async () => {
      await setQuotas({ sender: { mailsPerHour: 2 } });
      const email = emailOf(table, bucket.files, outbox(), clock);
      const { id } = await newTicket(apis, ada.id);
      await commitOrFail(table, contextAt(), { writes: [indexOutbound('went@ours', id, clock.now())] });
      const to = await replyAddress(testKeys, id, INBOUND_DOMAIN);
      for (let index = 1; index <= 5; index += 1)
        await email.receive(mail(`mallory-${index}@example.net`, `${index}@x`, to), forged);
      expect(await eventsIn(table, 'ticket.message_added')).toHaveLength(2);
      const { items } = (await apis.email('listSuspendedEmails')).body;
      expect(items.map(({ reason }: { reason: string }) => reason)).toEqual(Array(3).fill('too_many'));
    });

  it('counts for its sender if it is an automatic reply of a proven sender', async () => {
    await setQuotas({ sender: { mailsPerHour: 2 } });
    const email = emailOf(table, bucket.files, outbox(), clock);
    const { id } = await newTicket(apis, ada.id);
    const to = await replyAddress(testKeys, id, INBOUND_DOMAIN);
    const headers = 'Auto-Submitted: auto-replied';
    for (let index = 1; index <= 4; index += 1)
      await email.receive(mailText({ id: `${index}@x`, to, headers }));
    expect(await eventsIn(table, 'ticket.message_added')).toHaveLength(2);
  });

  it('costs its sender once if it is suspended, and is never lost for exceeding a quota', async () => {
    await setQuotas({ sender: { mailsPerHour: 2 } });
    const email = emailOf(table, bucket.files, outbox(), clock);
    for (let index = 1; index <= 4; index += 1)
      await email.receive(mailText({ id: `${index}@x` }), { spam: 'FAIL' });
    const { items } = (await apis.email('listSuspendedEmails')).body;
    expect(items.map(({ reason }: { reason: string }) => reason).toSorted()).toEqual([
      'spam',
      'spam',
      'too_many',
      'too_many',
    ]);
    expect(await itemsOfKind(table, 'quota')).toMatchObject([{ mails: 2 }]);
  });
});

describe('the settings of quotas', () => {
  it('are built in until an admin changes them, and a change names the version that was read', async () => {
    const read = await apis.compensation('getQuotaSettings', { as: { role: 'lead', id: 'lee' } });
    expect(read.body).toEqual({ version: 0, ...builtInQuotas });
    await customersMay({ ticketsPerHour: 3 });
    const stale = await apis.compensation('putQuotaSettings', { body: { version: 0, ...builtInQuotas } });
    expect(stale).toMatchObject({ status: 409, body: { code: 'version.stale' } });
  });

  it('are changed by admins only, as a whole, and never below what one request may ask for', async () => {
    const body = { version: 0, ...builtInQuotas };
    for (const role of ['agent', 'lead', 'service'] as const) {
      const refused = await apis.compensation('putQuotaSettings', { body, as: { role, id: 'x' } });
      expect(refused.status).toBe(403);
    }
    const small = { ...body, customer: { ...body.customer, uploadMegabytesPerDay: 24 } };
    expect((await apis.compensation('putQuotaSettings', { body: small })).body.errors).toEqual([
      { path: 'body.customer.uploadMegabytesPerDay', message: 'must be at least 25' },
    ]);
    const { sender: _sender, ...lacking } = body;
    expect((await apis.compensation('putQuotaSettings', { body: lacking })).body.errors).toEqual([
      { path: 'body.sender', message: 'is missing' },
    ]);
  });
});

it('a refusal is counted by quota and stage, so that an alarm rings on a spike', async () => {
  process.env.STAGE = 'test';
  await customersMay({ ticketsPerHour: 1 });
  await open();
  const [line = ''] = await logLinesOf(() => open());
  expect(JSON.parse(line)).toMatchObject({
    op: 'openMyTicket',
    status: 429,
    code: 'quota.exceeded',
    quota: 'customer.tickets',
    stage: 'test',
    quotaRefused: 1,
    ms: expect.any(Number),
    _aws: {
      CloudWatchMetrics: [
        { Dimensions: [['stage', 'quota'], ['stage']], Metrics: [{ Name: 'quotaRefused', Unit: 'Count' }] },
      ],
    },
  });
});
