import { beforeEach, describe, expect, it } from 'vitest';
import { SURVEY_OPEN_MS, SURVEY_PURPOSE, surveyIdOf } from '../../../functions/feedback/survey.ts';
import { feedbackWorkerHandlers } from '../../../functions/feedback/worker-handlers.ts';
import { HOUR_MS } from '../../../functions/platform/clock.ts';
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import { signToken } from '../../../functions/platform/signing/signed-token.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { type Outbox, outbox } from '../../support/email/mail.ts';
import { type Apis, apisOf, newCustomer } from '../../support/http/apis.ts';
import { testKeys } from '../../support/keyring.ts';
import { dueMessage, queueOf } from '../../support/queue.ts';
import { lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';
import { TICKET_ID } from '../../support/tickets/tickets.ts';

let table: Table;
let apis: Apis;
let box: Outbox;
let deliver: ReturnType<typeof queueOf>;
let customerId: string;
const clock = stoppedClock();

beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table, clock);
  box = outbox();
  const deps = {
    table,
    sendMail: box.sendMail,
    mailFrom: 'care@example.org',
    publicBaseUrl: 'https://api.example.org/',
    signingKeys: testKeys,
  };
  deliver = queueOf(createWorker('feedback', feedbackWorkerHandlers(deps), clock));
  customerId = (await newCustomer(apis, 'ada')).id;
});

const event = (type: string, minute: number) =>
  domainEvent(
    `ticket.${type}`,
    { ticketId: TICKET_ID, channel: 'chat', subject: 'Lamp & <table>', assigneeId: 'agent-1' },
    { at: later(NOON, minute * 60_000), customerId },
  );
const survey = async () =>
  (await itemsOfKind(table, 'survey'))[0] as (Item & { survey: Record<string, unknown> }) | undefined;
/** Returns all items except the quota counters, which also count refused requests. */
const storedItems = async () => (await snapshot(table)).filter(({ t }) => t !== 'quota');
const dueTimes = async () => (await timedWorkIn(table)).map(({ at }) => at);

async function due(): Promise<{ due: Item[] }> {
  const [item] = await timedWorkIn(table);
  if (!item) throw new Error('nothing is due');
  clock.set(String(item.at));
  return dueMessage(item);
}
/** Solves a ticket, sends its survey and returns the token of the links in the email. */
async function sentSurveyToken(): Promise<string> {
  await deliver(event('solved', 0));
  await deliver(await due());
  return /surveys\/([^?]+)\?/.exec(box.sent.at(-1)?.mail.text ?? '')?.[1] ?? '';
}
const answer = (token: string, body: object = { score: 5 }) =>
  apis.feedback('answerSurvey', { params: { token }, body });
const show = (token: string, query = {}) => apis.feedback('showSurvey', { params: { token }, query });

describe('a ticket event', () => {
  it('schedules a survey one hour after the ticket is solved', async () => {
    await deliver(event('solved', 0));
    expect(await dueTimes()).toEqual([later(NOON, HOUR_MS)]);
    expect(await survey()).toMatchObject({
      state: 'scheduled',
      survey: { ticketId: TICKET_ID, agentId: 'agent-1' },
    });
  });

  it('cancels the survey on reopening, and schedules it again on the next solving', async () => {
    await deliver(event('solved', 0));
    await deliver(event('reopened', 10));
    expect([await dueTimes(), (await survey())?.state]).toEqual([[], 'cancelled']);
    await deliver(event('solved', 20));
    expect(await dueTimes()).toEqual([later(NOON, 20 * 60_000 + HOUR_MS)]);
  });

  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
    [1, 0, 2, 1, 0, 2],
  ]) {
    it(`leads to one survey for the last solving in the order ${order.join(', ')}`, async () => {
      const history = [event('solved', 0), event('reopened', 10), event('solved', 20)];
      for (const index of order) expect(await deliver(history[index])).toEqual([]);
      expect(await dueTimes()).toEqual([later(NOON, 20 * 60_000 + HOUR_MS)]);
      expect(await itemsOfKind(table, 'survey')).toHaveLength(1);
    });
  }

  it('schedules a survey once when the worker dies after its write', async () => {
    const solved = event('solved', 0);
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect(await withFault(table, fault, () => deliver(solved))).toEqual([0]);
    const before = await snapshot(table);
    expect(await deliver(solved)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });
});

describe('a due survey', () => {
  it('is sent with a link for each score and an escaped subject', async () => {
    const token = await sentSurveyToken();
    const { mail } = box.sent[0] ?? {};
    expect(mail).toMatchObject({ to: 'ada@example.org', subject: 'How did we do?' });
    for (const score of [1, 2, 3, 4, 5])
      expect(mail?.text).toContain(`https://api.example.org/v1/surveys/${token}?score=${score}`);
    expect(mail?.html).toContain('Lamp &amp; &lt;table&gt;');
    expect((await survey())?.state).toBe('sent');
    expect(await eventsIn(table, 'survey.sent')).toMatchObject([
      { customerId, data: { ticketId: TICKET_ID, channel: 'chat', agentId: 'agent-1' } },
    ]);
  });

  it('is sent once, even if it is delivered repeatedly and concurrently', async () => {
    await deliver(event('solved', 0));
    const message = await due();
    await deliver(message, message);
    await deliver(message);
    expect(box.sent).toHaveLength(1);
    expect(await eventsIn(table, 'survey.sent')).toHaveLength(1);
  });

  it('is postponed by a minute when the provider is busy, and is then sent once', async () => {
    await deliver(event('solved', 0));
    box.next.push({ outcome: 'postponed' });
    await deliver(await due());
    expect(await dueTimes()).toEqual([later(NOON, HOUR_MS + 60_000)]);
    expect(await deliver(await due())).toEqual([]);
    expect(box.sent).toHaveLength(2);
    expect(await itemsOfKind(table, 'send')).toMatchObject([{ state: 'sent' }]);
    expect(await eventsIn(table, 'survey.sent')).toHaveLength(1);
    expect(await dueTimes()).toEqual([]);
  });

  it('is not sent if the ticket was reopened in the meantime', async () => {
    await deliver(event('solved', 0));
    const message = await due();
    await deliver(event('reopened', 10));
    expect(await deliver(message)).toEqual([]);
    expect(box.sent).toEqual([]);
  });

  it('is withheld, with the reason, if the customer said no to surveys', async () => {
    await apis.customers('updateCustomer', {
      params: { customerId },
      body: { version: 1, consents: { feedback: false } },
    });
    await deliver(event('solved', 0));
    await deliver(await due());
    expect([box.sent, (await survey())?.state]).toEqual([[], 'withheld']);
    expect(await itemsOfKind(table, 'send')).toMatchObject([
      { state: 'withheld', reason: 'no_consent', purpose: 'feedback' },
    ]);
    expect(await eventsIn(table, 'survey.sent')).toEqual([]);
  });

  it('stays claimed and is not sent again when the worker dies while sending', async () => {
    await deliver(event('solved', 0));
    const message = await due();
    box.next.push(lostConnection());
    expect(await deliver(message)).toEqual([0]);
    expect(await deliver(message)).toEqual([]);
    expect(box.sent).toHaveLength(1);
    expect(await itemsOfKind(table, 'send')).toMatchObject([{ state: 'claimed' }]);
  });

  it('is sent once per ticket, however often the ticket is solved', async () => {
    await sentSurveyToken();
    await deliver(event('reopened', 90), event('solved', 100));
    expect(await dueTimes()).toEqual([]);
  });
});

describe('answering a survey', () => {
  it('records score and comment with the event for reporting', async () => {
    const token = await sentSurveyToken();
    const given = await answer(token, { score: 4, comment: ' Fine. ' });
    expect(given).toMatchObject({
      status: 201,
      body: { surveyId: surveyIdOf(TICKET_ID), score: 4, answeredAt: clock.now().toISOString() },
    });
    expect(await survey()).toMatchObject({ state: 'answered', answer: { score: 4, comment: 'Fine.' } });
    expect(await eventsIn(table, 'survey.answered')).toMatchObject([
      { customerId, data: { score: 4, channel: 'chat', ticketId: TICKET_ID } },
    ]);
  });

  it('keeps the first answer and refuses the second', async () => {
    const token = await sentSurveyToken();
    await answer(token, { score: 1 });
    const before = await storedItems();
    expect(await answer(token, { score: 5 })).toMatchObject({
      status: 409,
      body: { code: 'survey.already_answered' },
    });
    expect(await storedItems()).toEqual(before);
  });

  it('records one of ten concurrent answers', async () => {
    const token = await sentSurveyToken();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => answer(token, { score: (index % 5) + 1 })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      201,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    const events = await eventsIn(table, 'survey.answered');
    expect(events.map(({ data }) => data.score)).toEqual([
      answers.find(({ status }) => status === 201)?.body.score,
    ]);
  });

  it('refuses a token with any one changed character and changes nothing', async () => {
    const token = await sentSurveyToken();
    const before = await storedItems();
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(await answer(changed)).toMatchObject({ status: 404, body: { code: 'survey.token_invalid' } });
    }
    expect(await storedItems()).toEqual(before);
  });

  it('is possible for exactly thirty days; then answer and page are refused', async () => {
    const token = await sentSurveyToken();
    const closes = later(clock.now().toISOString(), SURVEY_OPEN_MS);
    clock.set(closes);
    for (const late of [await answer(token), await show(token)])
      expect(late).toMatchObject({ status: 410, body: { code: 'survey.expired' } });
    clock.set(later(closes, -1));
    expect((await show(token)).status).toBe(200);
    expect((await answer(token)).status).toBe(201);
  });

  it('is refused if the survey was never sent or does not exist', async () => {
    await deliver(event('solved', 0));
    const inAMonth = new Date(Date.parse(NOON) + SURVEY_OPEN_MS);
    const early = await signToken(testKeys, SURVEY_PURPOSE, surveyIdOf(TICKET_ID), inAMonth);
    const unknown = await signToken(testKeys, SURVEY_PURPOSE, 'srv_01ARZ3NDEKTSV4RRFFQ69G5FAV', inAMonth);
    const before = await storedItems();
    expect((await answer(early)).status).toBe(409);
    expect(await answer(unknown)).toMatchObject({ status: 404, body: { code: 'survey.token_invalid' } });
    expect(await storedItems()).toEqual(before);
  });

  for (const [name, body, path] of [
    ['no score', {}, 'body.score'],
    ['a score of 0', { score: 0 }, 'body.score'],
    ['a score of 6', { score: 6 }, 'body.score'],
    ['half a score', { score: 4.5 }, 'body.score'],
    ['a score in quotes', { score: '5' }, 'body.score'],
    ['a comment that is one character too long', { score: 5, comment: 'x'.repeat(2001) }, 'body.comment'],
    ['an unknown field', { score: 5, name: 'Ada' }, 'body.name'],
  ] as const) {
    it(`refuses ${name}, names its path and changes nothing`, async () => {
      const token = await sentSurveyToken();
      const before = await storedItems();
      expect(await answer(token, body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
      expect(await storedItems()).toEqual(before);
      expect((await answer(token, { score: 5, comment: 'x'.repeat(2000) })).status).toBe(201);
    });
  }
});

describe('the survey page', () => {
  it('records nothing when it is opened, and preselects the score of the link', async () => {
    const token = await sentSurveyToken();
    const before = await storedItems();
    const page = await show(token, { score: '4' });
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/value="4" required checked/);
    expect(page.text.match(/checked/g)).toHaveLength(2);
    expect(await storedItems()).toEqual(before);
  });

  it('allows only its own script and sends no referrer', async () => {
    const { headers, text } = await show(await sentSurveyToken());
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none'.*script-src 'sha256-[A-Za-z0-9+/]{43}='.*frame-ancestors 'none'/,
    );
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(text).not.toContain('Lamp');
  });

  it('refuses an invalid score and does not repeat it in the page', async () => {
    const token = await sentSurveyToken();
    for (const score of ['6', '"><script>', '0', 'x']) {
      const page = await show(token, { score });
      expect(page.status).toBe(400);
      expect(page.text).not.toContain('<script>');
    }
  });

  it('is not found for a forged token', async () => {
    expect(await show('srv_01ARZ3NDEKTSV4RRFFQ69G5FAV.zzzzzz.AAAA')).toMatchObject({
      status: 404,
      body: { code: 'survey.token_invalid' },
    });
    expect(await show('short')).toMatchObject({ status: 400 });
  });
});
