// Emails in a customer's name: which are trusted, how staff see the others, and what a confirmation changes.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import { indexOutbound } from '../../../functions/email/inbound/email-index.ts';
import { replyAddress } from '../../../functions/email/threading/reply-address.ts';
import { surveyIdOf } from '../../../functions/feedback/survey.ts';
import { loadSurvey } from '../../../functions/feedback/survey-store.ts';
import { syncSurvey } from '../../../functions/feedback/sync-survey.ts';
import type { Role } from '../../../functions/platform/contract/roles.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { parseAnyEvent, parseEvent } from '../../../functions/platform/events/parse-event.ts';
import { keys } from '../../../functions/platform/table/keys.ts';
import { cursorAfterItem } from '../../../functions/platform/table/read.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { clockFactEvents, clockFactOf } from '../../../functions/sla/clocks/clock-facts.ts';
import { recipientsOf } from '../../../functions/tickets/collaboration/notifications.ts';
import { REOPEN_WINDOW_MS } from '../../../functions/tickets/core/lifecycle.ts';
import { TicketMessageAdded, TicketSolved } from '../../../functions/tickets/events.ts';
import { loadTicket } from '../../../functions/tickets/index.ts';
import { ticketPartition } from '../../../functions/tickets/keys.ts';
import { withTicketToken } from '../../../functions/tickets/messages/ticket-token.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { type Outbox, outbox } from '../../support/email/mail.ts';
import { type Envelope, emailOf, INBOUND_DOMAIN, mailText } from '../../support/email.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { testKeys } from '../../support/keyring.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';

/** Returns the fact that the SLA clocks take from an event. */
const factOf = (event: DomainEvent | undefined) => {
  const parsed = event && parseAnyEvent(clockFactEvents, event);
  return parsed && clockFactOf(parsed);
};

let bucket: TestBucket;
let table: Table;
let apis: Apis;
let box: Outbox;
let email: ReturnType<typeof emailOf>;
let ticketId: string;
let customerId: string;
let address: string;
const clock = stoppedClock();
const as = (role: Role, id: string) => ({ role, id });
const AGENT = as('agent', 'agent-1');

/** The verdicts of the reported attack: no check passes, and the domain has no DMARC policy. */
const FORGED: Envelope = { source: 'x@evil.example', spf: 'FAIL', dkim: 'FAIL', dmarc: 'GRAY' };

beforeAll(async () => {
  bucket = await testBucket();
});
afterAll(() => bucket.stop());
beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table, clock, bucket.files);
  box = outbox();
  email = emailOf(table, bucket.files, box, clock);
  await email.receive(mailText({ id: 'first@mail.example' }, 'My number is 4711.'));
  const [event] = await eventsIn(table, 'ticket.opened');
  ticketId = String(event?.data.ticketId);
  customerId = String(event?.customerId);
  address = await replyAddress(testKeys, ticketId, INBOUND_DOMAIN);
  await commitOrFail(table, contextAt(), { writes: [indexOutbound('went@ours', ticketId, new Date(NOON))] });
  // After the time in which a second email joins the conversation of the first.
  clock.set('2026-03-10T13:00:00.000Z');
});

const added = () => eventsIn(table, 'ticket.message_added');
const openings = async () =>
  (await eventsIn(table, 'ticket.opened')).filter(({ data }) => data.ticketId !== ticketId);
const customer = () => ({ as: as('customer', customerId) });
const portal = (id: string) => apis.portal('getMyTicket', { params: { ticketId: id }, ...customer() });
const texts = ({ body }: { body: Json }) => body.thread.items.map(({ message }: Json) => message);
const confirm = (id: string, messageId: string, actor = AGENT) =>
  apis.desk('confirmSender', { params: { ticketId: id, messageId }, body: {}, as: actor });
async function timeline(): Promise<Json[]> {
  for (const event of await eventsIn(table)) await addToTimeline(table, event);
  const { body } = await apis.customers('getMe', customer());
  return body.timeline.items;
}
async function changeStatus(id: string, status: string): Promise<void> {
  const body = { status, version: (await loadTicket(table, id))?.version };
  expect((await apis.tickets('changeStatus', { params: { ticketId: id }, body, as: AGENT })).status).toBe(
    200,
  );
}
/** Adds a public reply of an agent and returns the email that is sent. */
async function answer(id: string, message: string) {
  const { body } = await apis.tickets('addMessage', {
    params: { ticketId: id },
    body: { message },
    as: AGENT,
  });
  const event = (await added()).find((one) => one.id === body.id) as DomainEvent;
  expect(await email.deliver(event)).toEqual([]);
  return box.sent.at(-1)?.mail;
}

const proofs: [title: string, envelope: Envelope, unverified: string | undefined][] = [
  ['DMARC PASS', {}, undefined],
  ['aligned SPF alone', { source: 'ada@example.org', dkim: 'FAIL', dmarc: 'GRAY' }, undefined],
  ['SPF of another domain', { source: 'x@evil.example', dkim: 'FAIL', dmarc: 'GRAY' }, 'unauthenticated'],
  ['no passed check', FORGED, 'unauthenticated'],
  ['DMARC FAIL', { dmarc: 'FAIL' }, 'dmarc_failed'],
];
const references: [title: string, headers: () => { to?: string; headers?: string }][] = [
  ['the Message-ID of the customer’s email', () => ({ headers: 'References: <first@mail.example>' })],
  ['the Message-ID of our email', () => ({ headers: 'In-Reply-To: <went@ours>' })],
  ['the reply address', () => ({ to: address })],
];

describe('an email in the customer’s name', () => {
  for (const [proof, envelope, unverified] of proofs)
    for (const [reference, headers] of references)
      it(`with ${proof} and ${reference} is ${unverified ? 'unverified' : 'verified'}`, async () => {
        await email.receive(mailText({ id: 'm@x', subject: 'other', ...headers() }, 'Pay me.'), envelope);
        const [message] = await added();
        const [opening] = await openings();
        expect([message?.data.ticketId, opening?.data.unverified]).toEqual(
          unverified && reference !== 'the reply address' ? [undefined, unverified] : [ticketId, undefined],
        );
        expect([message?.actor.role, message?.data.visibility]).toEqual(
          message === undefined
            ? [undefined, undefined]
            : unverified
              ? ['system', 'internal']
              : ['customer', 'public'],
        );
        expect(message?.data.unverified ?? opening?.data.unverified).toBe(unverified);
        expect(texts(await portal(ticketId)).includes('Pay me.')).toBe(unverified === undefined);
      });

  it('shares no ticket with the customer’s own email on the subject if it is forged', async () => {
    await email.receive(mailText({ id: 'f@x', subject: 'A lamp' }, 'forged'), FORGED);
    await email.receive(mailText({ id: 'a@x', subject: 'A lamp' }, 'true'));
    await email.receive(mailText({ id: 'g@x', subject: 'A lamp' }, 'forged again'), FORGED);
    expect((await openings()).map(({ data }) => data.message).sort()).toEqual([
      'forged',
      'forged again',
      'true',
    ]);
    expect(await added()).toEqual([]);
  });

  it('is not indexed by its Message-ID if it is forged, so that answers find the genuine email', async () => {
    await email.receive(mailText({ id: 'known@x', subject: 'A' }, 'forged'), FORGED);
    await email.receive(mailText({ id: 'known@x', subject: 'B' }, 'true'));
    const headers = 'In-Reply-To: <known@x>';
    await email.receive(mailText({ id: 'answer@x', subject: 'C', headers }, 'and more'));
    const genuine = (await openings()).find(({ data }) => data.message === 'true');
    expect((await added()).map(({ data }) => data.ticketId)).toEqual([genuine?.data.ticketId]);
  });

  it('is accepted if it is genuine, even if a forged copy was accepted or suspended before it', async () => {
    for (const [id, spam] of [
      ['copy@x', 'PASS'],
      ['held@x', 'FAIL'],
    ] as const) {
      const raw = mailText({ id, subject: id }, 'I cancel.');
      await email.receive(raw, { ...FORGED, spam });
      await email.receive(raw);
      await email.receive(raw, { ...FORGED, spam });
      await email.receive(raw);
    }
    const opened = (await openings()).map(({ data }) => [data.subject, data.unverified]);
    expect(opened.toSorted()).toEqual(
      [
        ['copy@x', 'unauthenticated'],
        ['copy@x', undefined],
        ['held@x', undefined],
      ].toSorted(),
    );
    expect(await added()).toEqual([]);
  });

  it('does not change the customer if it is forged', async () => {
    const before = await apis.customers('findCustomer', { query: { email: 'ada@example.org' } });
    await email.receive(mailText({ from: 'Eve <ada@example.org>', id: 'f@x', to: address }), FORGED);
    await email.receive(mailText({ from: 'Eve <ada@example.org>', id: 'g@x' }), FORGED);
    expect((await apis.customers('findCustomer', { query: { email: 'ada@example.org' } })).body).toEqual(
      before.body,
    );
  });

  for (const from of [
    'Ada <ada@example.org>, <eve@evil.example>',
    '<ada@example.org> <eve@evil.example>',
    'undisclosed: ada@example.org;',
    'eve@evil.example <ada@example.org>',
    'ada@example.org\r\nFrom: eve@evil.example',
  ])
    it(`is suspended with ${JSON.stringify(from)} as its sender although all checks passed`, async () => {
      await email.receive(mailText({ from, id: 'm@x', to: address }, 'Pay me.'));
      expect([await added(), await openings()]).toEqual([[], []]);
      const { body } = await apis.email('listSuspendedEmails', { query: {}, as: AGENT });
      expect(body.items).toMatchObject([{ reason: 'unclear_sender' }]);
    });

  it('has no sender if only the Sender header names one', async () => {
    const raw = mailText({ id: 'm@x', headers: 'Sender: ada@example.org' }).replace(/^From: .*\r\n/, '');
    await email.receive(raw);
    const { body } = await apis.email('listSuspendedEmails', { query: {}, as: AGENT });
    expect(body.items).toMatchObject([{ reason: 'no_sender' }]);
  });

  it('stays unverified when staff release it', async () => {
    await email.receive(mailText({ id: 's@x', subject: 'Win' }, 'forged'), { ...FORGED, spam: 'FAIL' });
    const { body } = await apis.email('listSuspendedEmails', { query: {}, as: AGENT });
    const params = { mailId: body.items[0].id };
    await apis.email('releaseSuspendedEmail', { params, body: {}, as: AGENT });
    const [due] = await itemsOfKind(table, 'due');
    expect(due?.queue).toBe('inboundEmail');
    expect(await email.deliver({ due: [due] })).toEqual([]);
    expect((await openings())[0]?.data.unverified).toBe('unauthenticated');
  });
});

describe('an email to the reply address of a ticket after its reopen window', () => {
  it('opens a follow-up if it is the customer’s own, and otherwise an unrelated ticket', async () => {
    await changeStatus(ticketId, 'solved');
    clock.set(later('2026-03-10T13:00:00.000Z', 2 * REOPEN_WINDOW_MS));
    const eve = 'Eve <eve@evil.example>';
    await email.receive(mailText({ from: eve, id: 'e@x', to: address, subject: 'third party' }));
    await email.receive(mailText({ from: eve, id: 'f@x', to: address, subject: 'forged' }), FORGED);
    await email.receive(mailText({ id: 'a@x', to: address, subject: 'own' }));
    const refers = (await openings()).map(({ data }) => [data.subject, data.followUpOf]);
    expect(Object.fromEntries(refers)).toEqual({
      'third party': undefined,
      forged: undefined,
      own: ticketId,
    });
  });
});

describe('an automatic reply that mentions people', () => {
  it('notifies none of them', async () => {
    const headers = 'Auto-Submitted: auto-replied';
    await email.receive(mailText({ to: address, id: 'away@x', headers }, 'Hello @agent-2, @lead-1.'));
    const [note] = await added();
    expect(String(note?.data.message)).toContain('@agent-2');
    expect([...recipientsOf(parseEvent(TicketMessageAdded, note as DomainEvent), ['agent-3'])]).toEqual([
      ['agent-3', 'followed'],
    ]);
  });
});

describe('spam in the customer’s name', () => {
  it('is suspended even if it was sent to the reply address', async () => {
    await email.receive(mailText({ id: 's@x', to: address }, 'Win.'), { ...FORGED, spam: 'FAIL' });
    const { body } = await apis.email('listSuspendedEmails', { query: {}, as: AGENT });
    expect([await added(), body.items]).toMatchObject([[], [{ reason: 'spam' }]]);
  });
});

describe('an unverified message', () => {
  const forged = (over: object = {}) =>
    email.receive(mailText({ id: 'f@x', to: address, ...over }, 'Pay me @agent-2.'), FORGED);

  it('wakes and reopens its ticket as a verified one does', async () => {
    await changeStatus(ticketId, 'solved');
    await forged();
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'open', reopens: 1 });
    await changeStatus(ticketId, 'pending');
    await forged({ id: 'g@x' });
    expect((await loadTicket(table, ticketId))?.status).toBe('open');
  });

  it('is shown to staff with the reason, and counts for the clocks as a customer’s message', async () => {
    await forged();
    const { body } = await apis.tickets('getTicket', { params: { ticketId }, query: {}, as: AGENT });
    expect(body.thread.items.at(-1).data).toMatchObject({
      unverified: 'unauthenticated',
      message: 'Pay me @agent-2.',
    });
    const [event] = await added();
    expect(factOf(event)).toMatchObject({ kind: 'customer_wrote' });
  });

  it('is answered to the customer’s own address without quoting any message', async () => {
    await forged({ from: 'Eve <eve@evil.example>' });
    const mail = await answer(ticketId, 'We look into it.');
    expect(mail?.to).toBe('ada@example.org');
    expect(`${mail?.text}${mail?.html}`).not.toMatch(/4711|Pay me|wrote/);
  });

  it('that opens a ticket is hidden from the customer, even after the ticket is solved', async () => {
    await email.receive(mailText({ id: 'o@x', subject: 'Dirty words' }, 'Pay me.'), FORGED);
    const [opening] = await openings();
    const id = String(opening?.data.ticketId);
    expect(opening?.actor.role).toBe('system');
    expect(
      (await apis.tickets('getTicket', { params: { ticketId: id }, query: {}, as: AGENT })).body.ticket,
    ).toMatchObject({ unverified: true, customerId });
    await changeStatus(id, 'solved');
    expect((await portal(id)).status).toBe(404);
    expect(JSON.stringify(await timeline())).not.toMatch(/Dirty words|Pay me/);
    const reply = await answer(id, 'Who are you?').catch(() => undefined);
    expect(reply?.text ?? '').not.toContain('Pay me');
  });
});

describe('a ticket that an unverified sender opened', () => {
  let id: string;
  let openingId: string;
  beforeEach(async () => {
    await email.receive(mailText({ id: 'o@x', subject: 'Dirty words' }, 'Pay me.'), FORGED);
    const [opening] = await openings();
    id = String(opening?.data.ticketId);
    openingId = String(opening?.id);
  });
  const reply = async (as = AGENT, withToken = false) => {
    const { body } = await apis.tickets('getTicket', { params: { ticketId: id }, query: {}, as });
    const ticketToken = withToken ? { ticketToken: body.ticket.ticketToken } : {};
    const request = { message: 'Who are you?', ...ticketToken };
    return apis.tickets('addMessage', { params: { ticketId: id }, body: request, as });
  };
  const promise = () =>
    apis.promises('makePromise', {
      params: { ticketId: id },
      body: { text: 'We call.', dueAt: '2026-03-11T12:00:00.000Z' },
      as: AGENT,
    });
  const grant = () =>
    apis.compensation('makeGrant', {
      params: { ticketId: id },
      body: { kind: 'refund', amount: { amountMinor: 100, currency: 'EUR' }, reason: 'x' },
      as: as('admin', 'admin-1'),
    });
  const own = () => timeline().then((items) => items.filter(({ summary }: Json) => summary.ticketId === id));

  it('hides everything from its customer: replies, promises, grants and reopenings', async () => {
    expect((await reply()).status).toBe(201);
    expect((await reply(AGENT, true)).status).toBe(201);
    const { body } = await promise();
    const act = { params: { promiseId: body.id }, as: AGENT };
    await apis.promises('changePromise', { ...act, body: { text: 'We write.', version: 1 } });
    await apis.promises('keepPromise', { ...act, body: {} });
    expect((await grant()).status).toBeLessThan(300);
    await changeStatus(id, 'solved');
    await changeStatus(id, 'open');
    const types = new Set((await eventsIn(table)).map(({ type }) => type));
    for (const type of ['promise.made', 'promise.reworded', 'promise.kept', 'ticket.reopened', 'grant.made'])
      expect(types).toContain(type);
    expect(await own()).toEqual([]);
    const list = await apis.promises('listMyPromises', { query: { state: 'all' }, ...customer() });
    expect(list.body.items).toEqual([]);
  });

  it('sends no survey to its customer when it is solved', async () => {
    await changeStatus(id, 'solved');
    const [solved] = await eventsIn(table, 'ticket.solved');
    await syncSurvey(table, parseEvent(TicketSolved, solved as DomainEvent), contextAt());
    expect(await loadSurvey(table, surveyIdOf(id))).toMatchObject({ state: 'cancelled' });
    expect((await itemsOfKind(table, 'due')).filter(({ kind }) => kind === 'feedback.survey')).toEqual([]);
  });

  it('is shown after its sender is confirmed, with its later events, and gets a survey', async () => {
    const { body } = await promise();
    expect((await confirm(id, openingId)).status).toBe(200);
    await reply();
    await apis.promises('keepPromise', { params: { promiseId: body.id }, body: {}, as: AGENT });
    await changeStatus(id, 'solved');
    expect((await own()).map(({ type }: Json) => type).sort()).toEqual([
      'promise.kept',
      'ticket.message_added',
      'ticket.sender_confirmed',
      'ticket.solved',
    ]);
    const [solved] = await eventsIn(table, 'ticket.solved');
    await syncSurvey(table, parseEvent(TicketSolved, solved as DomainEvent), contextAt());
    expect(await loadSurvey(table, surveyIdOf(id))).toMatchObject({ state: 'scheduled' });
  });

  it('is not found by its customer in any portal operation: pages, messages and attachments', async () => {
    for (let count = 0; count < 3; count += 1) await reply();
    const { pk, sk } = keys.event(ticketPartition(id), '2026-03-10T13:00:00.000Z', '');
    const missing = (answer: { status: number; body: Json }) =>
      expect([answer.status, answer.body.code]).toEqual([404, 'ticket.not_found']);
    missing(await portal(id));
    const query = { limit: '1', cursor: cursorAfterItem({ pk, sk }) };
    missing(await apis.portal('getMyTicket', { params: { ticketId: id }, query, ...customer() }));
    const before = await snapshot(table);
    const params = { ticketId: id };
    missing(await apis.portal('addMyMessage', { params, body: { message: 'Hello' }, ...customer() }));
    const attachmentId = 'att_01J0000000000000000000000Z';
    missing(
      await apis.portal('downloadMyAttachment', { params: { ...params, attachmentId }, ...customer() }),
    );
    // The customer never gets such a ticket token; if they had one, the write would refuse it.
    const { ticketToken } = (await withTicketToken(testKeys)(
      { id, customerId, channel: 'email', priority: 'normal', version: 1 },
      contextAt(NOON, { actor: as('customer', customerId) }),
    )) as { ticketToken: string };
    missing(
      await apis.portal('addMyMessage', { params, body: { message: 'Hello', ticketToken }, ...customer() }),
    );
    expect(await snapshot(table)).toEqual(before);
  });

  it('accepts the customer’s answer to our email at the reply address', async () => {
    const to = await replyAddress(testKeys, id, INBOUND_DOMAIN);
    await email.receive(mailText({ id: 'a@x', to }, 'I never wrote that.'));
    expect((await added()).map(({ actor, data }) => [actor.role, data.ticketId])).toEqual([['customer', id]]);
  });
});

describe('confirming a sender', () => {
  it('makes a ticket the customer’s own: they see it, and replies quote it', async () => {
    await email.receive(mailText({ id: 'o@x', subject: 'Chair' }, 'A leg is loose.'), FORGED);
    const [opening] = await openings();
    const id = String(opening?.data.ticketId);
    const confirmation = await confirm(id, String(opening?.id));
    expect(confirmation).toMatchObject({
      status: 200,
      body: { ticketId: id, confirmed: { by: 'agent-1', doubt: 'unauthenticated' } },
    });
    expect(texts(await portal(id))).toEqual(['A leg is loose.']);
    expect((await loadTicket(table, id))?.unverified).toBeUndefined();
    expect((await answer(id, 'Turn the screw.'))?.text).toContain('> A leg is loose.');
    expect(await timeline()).toContainEqual(
      expect.objectContaining({ type: 'ticket.sender_confirmed', from: 'you' }),
    );
  });

  it('makes a message the customer’s own without waking the ticket or changing a clock', async () => {
    await email.receive(mailText({ id: 'm@x', to: address }, 'A leg is loose.'), FORGED);
    const [message] = await added();
    await changeStatus(ticketId, 'pending');
    expect((await confirm(ticketId, String(message?.id))).status).toBe(200);
    expect((await loadTicket(table, ticketId))?.status).toBe('pending');
    expect(texts(await portal(ticketId))).toEqual(['My number is 4711.', 'A leg is loose.']);
    const [event] = await eventsIn(table, 'ticket.sender_confirmed');
    expect(event).toMatchObject({
      actor: { role: 'agent', id: 'agent-1' },
      customerId,
      data: { messageId: message?.id, message: 'A leg is loose.', doubt: 'unauthenticated', opening: false },
    });
    expect(factOf(event)).toBeUndefined();
    // A recalculation from the thread gives the same clock fact as before.
    const [now] = await added();
    expect(factOf(now)).toEqual(factOf(message));
  });

  it('happens once if several people do it, concurrently or later', async () => {
    await email.receive(mailText({ id: 'm@x', to: address }, 'A leg is loose.'), FORGED);
    const [message] = await added();
    const id = String(message?.id);
    const both = await Promise.all([
      confirm(ticketId, id),
      confirm(ticketId, id, as('lead', 'lead-1')),
      confirm(ticketId, id, as('admin', 'admin-1')),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
    const before = await snapshot(table);
    const later = await confirm(ticketId, id, as('lead', 'lead-2'));
    expect(later.body).toEqual(both[0]?.body);
    expect(new Set(both.map(({ body }) => body.confirmed.by)).size).toBe(1);
    expect(await snapshot(table)).toEqual(before);
    expect(await eventsIn(table, 'ticket.sender_confirmed')).toHaveLength(1);
  });

  it('is refused for an unknown or a verified message, and to customers and machines', async () => {
    const before = await snapshot(table);
    const [opening] = await eventsIn(table, 'ticket.opened');
    const id = String(opening?.id);
    const unknown = 'evt_01J0000000000000000000000Z';
    expect((await confirm(ticketId, id)).body.code).toBe('message.not_unverified');
    expect((await confirm(ticketId, unknown)).body.code).toBe('message.not_found');
    expect((await confirm('tkt_01J0000000000000000000000Z', id)).body.code).toBe('ticket.not_found');
    expect((await confirm(ticketId, id, as('service', 'bot'))).status).toBe(403);
    expect((await confirm(ticketId, id, as('customer', customerId))).status).toBe(403);
    expect(await snapshot(table)).toEqual(before);
  });
});

describe('a delivery report about our email', () => {
  const report = (from: string, id = 'r@x') =>
    [
      `From: ${from}`,
      'Subject: Undelivered',
      `Message-ID: <${id}>`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Final-Recipient: rfc822; ada@example.org',
      'Action: failed',
      'Status: 5.1.1',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      'Message-ID: <went@ours>',
      '--b--',
      '',
    ].join('\r\n');
  const suppressed = async () =>
    (await apis.customers('findCustomer', { query: { email: 'ada@example.org' } })).body.suppressed;

  it('suppresses the address only if it verifiably comes from the recipient’s domain', async () => {
    await email.receive(report('MAILER-DAEMON@mx.example.org'), { ...FORGED, source: '' });
    await email.receive(report('MAILER-DAEMON@mx.evil.example', 'other@x'), { source: '' });
    expect(await suppressed()).toBeUndefined();
    const notes = (await added()).map(({ data }) => String(data.message));
    expect(notes.filter((note) => note.includes('not verified'))).toHaveLength(1);
    expect(notes).toHaveLength(2);
    await email.receive(report('MAILER-DAEMON@mx.example.org', 'true@x'), { source: '' });
    expect(await suppressed()).toBe('bounce');
  });

  it('suppresses nothing if it comes from another mailbox of the recipient’s domain', async () => {
    await email.receive(report('Eve <eve@example.org>'), { source: '' });
    await email.receive(report('MAILER-DAEMON <eve@example.org>', 's@x'), { source: '' });
    await email.receive(report('mailer-daemon.eve@example.org', 't@x'), { source: '' });
    expect([await suppressed(), (await added()).length]).toEqual([undefined, 3]);
    await email.receive(report('Postmaster@example.org', 'u@x'), { source: '' });
    expect(await suppressed()).toBe('bounce');
  });

  it('is marked as not verified if it is a forged automatic reply to the reply address', async () => {
    const headers = 'Auto-Submitted: auto-replied';
    await email.receive(mailText({ to: address, id: 'away@x', headers }, 'Away.'), FORGED);
    expect((await added())[0]?.data.message).toBe(
      'Automatic reply from Ada <ada@example.org> (not verified):\n\nAway.',
    );
  });
});
