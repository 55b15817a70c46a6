// Mail in somebody's name: what is believed, what staff see of the rest, and what their confirmation changes.
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

/** What an event says to the clocks. */
const factOf = (event: DomainEvent | undefined) => {
  const parsed = event && parseAnyEvent(clockFactEvents, event);
  return parsed && clockFactOf(parsed);
};

let bucket: TestBucket;
let table: Table;
let apis: Apis;
let box: Outbox;
let mailroom: ReturnType<typeof emailOf>;
let ticketId: string;
let customerId: string;
let address: string;
const clock = stoppedClock();
const as = (role: Role, id: string) => ({ role, id });
const AGENT = as('agent', 'agent-1');

/** As the attack was: nothing passed, and the domain has no policy that would say so. */
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
  mailroom = emailOf(table, bucket.files, box, clock);
  await mailroom.receive(mailText({ id: 'first@mail.example' }, 'My number is 4711.'));
  const [event] = await eventsIn(table, 'ticket.opened');
  ticketId = String(event?.data.ticketId);
  customerId = String(event?.customerId);
  address = await replyAddress(testKeys, ticketId, INBOUND_DOMAIN);
  await commitOrFail(table, contextAt(), { writes: [indexOutbound('went@ours', ticketId, new Date(NOON))] });
  // Later than the talk that the first mail began.
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
async function move(id: string, status: string): Promise<void> {
  const body = { status, version: (await loadTicket(table, id))?.version };
  expect((await apis.tickets('changeStatus', { params: { ticketId: id }, body, as: AGENT })).status).toBe(
    200,
  );
}
/** An answer of staff, and the mail that leaves with it. */
async function answer(id: string, message: string) {
  const { body } = await apis.tickets('addMessage', {
    params: { ticketId: id },
    body: { message },
    as: AGENT,
  });
  const event = (await added()).find((one) => one.id === body.id) as DomainEvent;
  expect(await mailroom.deliver(event)).toEqual([]);
  return box.sent.at(-1)?.mail;
}

const proofs: [title: string, envelope: Envelope, unverified: string | undefined][] = [
  ['DMARC PASS', {}, undefined],
  ['aligned SPF alone', { source: 'ada@example.org', dkim: 'FAIL', dmarc: 'GRAY' }, undefined],
  ['SPF of another domain', { source: 'x@evil.example', dkim: 'FAIL', dmarc: 'GRAY' }, 'unauthenticated'],
  ['nothing passed', FORGED, 'unauthenticated'],
  ['DMARC FAIL', { dmarc: 'FAIL' }, 'dmarc_failed'],
];
const ways: [title: string, headers: () => { to?: string; headers?: string }][] = [
  ['the Message-ID of the customer’s mail', () => ({ headers: 'References: <first@mail.example>' })],
  ['the Message-ID of our mail', () => ({ headers: 'In-Reply-To: <went@ours>' })],
  ['the reply address', () => ({ to: address })],
];

describe('a mail in the customer’s name', () => {
  for (const [proof, envelope, unverified] of proofs)
    for (const [way, headers] of ways)
      it(`with ${proof} and ${way} is ${unverified ? 'not their word' : 'theirs'}`, async () => {
        await mailroom.receive(mailText({ id: 'm@x', subject: 'other', ...headers() }, 'Pay me.'), envelope);
        const [message] = await added();
        const [opening] = await openings();
        expect([message?.data.ticketId, opening?.data.unverified]).toEqual(
          unverified && way !== 'the reply address' ? [undefined, unverified] : [ticketId, undefined],
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

  it('joins no talk that they have just begun, and theirs joins none of it', async () => {
    await mailroom.receive(mailText({ id: 'f@x', subject: 'A lamp' }, 'forged'), FORGED);
    await mailroom.receive(mailText({ id: 'a@x', subject: 'A lamp' }, 'true'));
    await mailroom.receive(mailText({ id: 'g@x', subject: 'A lamp' }, 'forged again'), FORGED);
    expect((await openings()).map(({ data }) => data.message).sort()).toEqual([
      'forged',
      'forged again',
      'true',
    ]);
    expect(await added()).toEqual([]);
  });

  it('takes no Message-ID for itself, so that later answers find the true mail', async () => {
    await mailroom.receive(mailText({ id: 'known@x', subject: 'A' }, 'forged'), FORGED);
    await mailroom.receive(mailText({ id: 'known@x', subject: 'B' }, 'true'));
    const headers = 'In-Reply-To: <known@x>';
    await mailroom.receive(mailText({ id: 'answer@x', subject: 'C', headers }, 'and more'));
    const theirs = (await openings()).find(({ data }) => data.message === 'true');
    expect((await added()).map(({ data }) => data.ticketId)).toEqual([theirs?.data.ticketId]);
  });

  it('that comes as a copy before the true mail does not swallow it, whatever became of the copy', async () => {
    for (const [id, spam] of [
      ['copy@x', 'PASS'],
      ['held@x', 'FAIL'],
    ] as const) {
      const raw = mailText({ id, subject: id }, 'I cancel.');
      await mailroom.receive(raw, { ...FORGED, spam });
      await mailroom.receive(raw);
      await mailroom.receive(raw, { ...FORGED, spam });
      await mailroom.receive(raw);
    }
    const became = (await openings()).map(({ data }) => [data.subject, data.unverified]);
    expect(became.toSorted()).toEqual(
      [
        ['copy@x', 'unauthenticated'],
        ['copy@x', undefined],
        ['held@x', undefined],
      ].toSorted(),
    );
    expect(await added()).toEqual([]);
  });

  it('changes nothing of the customer', async () => {
    const before = await apis.customers('findCustomer', { query: { email: 'ada@example.org' } });
    await mailroom.receive(mailText({ from: 'Eve <ada@example.org>', id: 'f@x', to: address }), FORGED);
    await mailroom.receive(mailText({ from: 'Eve <ada@example.org>', id: 'g@x' }), FORGED);
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
    it(`with ${JSON.stringify(from)} as its sender is suspended, though all passed`, async () => {
      await mailroom.receive(mailText({ from, id: 'm@x', to: address }, 'Pay me.'));
      expect([await added(), await openings()]).toEqual([[], []]);
      const { body } = await apis.email('listSuspendedEmails', { query: {}, as: AGENT });
      expect(body.items).toMatchObject([{ reason: 'unclear_sender' }]);
    });

  it('does not stand in the Sender header', async () => {
    const raw = mailText({ id: 'm@x', headers: 'Sender: ada@example.org' }).replace(/^From: .*\r\n/, '');
    await mailroom.receive(raw);
    const { body } = await apis.email('listSuspendedEmails', { query: {}, as: AGENT });
    expect(body.items).toMatchObject([{ reason: 'no_sender' }]);
  });

  it('that was suspended stays unverified when staff release it', async () => {
    await mailroom.receive(mailText({ id: 's@x', subject: 'Win' }, 'forged'), { ...FORGED, spam: 'FAIL' });
    const { body } = await apis.email('listSuspendedEmails', { query: {}, as: AGENT });
    const params = { mailId: body.items[0].id };
    await apis.email('releaseSuspendedEmail', { params, body: {}, as: AGENT });
    const [due] = await itemsOfKind(table, 'due');
    expect(due?.queue).toBe('inboundEmail');
    expect(await mailroom.deliver({ due: [due] })).toEqual([]);
    expect((await openings())[0]?.data.unverified).toBe('unauthenticated');
  });
});

describe('a mail to the reply address of a ticket that is over', () => {
  it('opens a ticket that refers to it if it is the customer’s own, and to nothing if it is not', async () => {
    await move(ticketId, 'solved');
    clock.set(later('2026-03-10T13:00:00.000Z', 2 * REOPEN_WINDOW_MS));
    const eve = 'Eve <eve@evil.example>';
    await mailroom.receive(mailText({ from: eve, id: 'e@x', to: address, subject: 'third party' }));
    await mailroom.receive(mailText({ from: eve, id: 'f@x', to: address, subject: 'forged' }), FORGED);
    await mailroom.receive(mailText({ id: 'a@x', to: address, subject: 'own' }));
    const refers = (await openings()).map(({ data }) => [data.subject, data.followUpOf]);
    expect(Object.fromEntries(refers)).toEqual({
      'third party': undefined,
      forged: undefined,
      own: ticketId,
    });
  });
});

describe('machine text that names people with an @', () => {
  it('rings nobody', async () => {
    const headers = 'Auto-Submitted: auto-replied';
    await mailroom.receive(mailText({ to: address, id: 'away@x', headers }, 'Hello @agent-2, @lead-1.'));
    const [note] = await added();
    expect(String(note?.data.message)).toContain('@agent-2');
    expect([...recipientsOf(parseEvent(TicketMessageAdded, note as DomainEvent), ['agent-3'])]).toEqual([
      ['agent-3', 'followed'],
    ]);
  });
});

describe('spam in the customer’s name', () => {
  it('is suspended, though it has the reply address', async () => {
    await mailroom.receive(mailText({ id: 's@x', to: address }, 'Win.'), { ...FORGED, spam: 'FAIL' });
    const { body } = await apis.email('listSuspendedEmails', { query: {}, as: AGENT });
    expect([await added(), body.items]).toMatchObject([[], [{ reason: 'spam' }]]);
  });
});

describe('an unverified message', () => {
  const forged = (over: object = {}) =>
    mailroom.receive(mailText({ id: 'f@x', to: address, ...over }, 'Pay me @agent-2.'), FORGED);

  it('wakes and reopens its ticket as theirs would, so that somebody looks at it', async () => {
    await move(ticketId, 'solved');
    await forged();
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'open', reopens: 1 });
    await move(ticketId, 'pending');
    await forged({ id: 'g@x' });
    expect((await loadTicket(table, ticketId))?.status).toBe('open');
  });

  it('is shown to staff with what speaks against it, and moves the clocks as a message that waits', async () => {
    await forged();
    const { body } = await apis.tickets('getTicket', { params: { ticketId }, query: {}, as: AGENT });
    expect(body.thread.items.at(-1).data).toMatchObject({
      unverified: 'unauthenticated',
      message: 'Pay me @agent-2.',
    });
    const [event] = await added();
    expect(factOf(event)).toMatchObject({ kind: 'customer_wrote' });
  });

  it('is answered to the customer’s own address, without a word of theirs or its own', async () => {
    await forged({ from: 'Eve <eve@evil.example>' });
    const mail = await answer(ticketId, 'We look into it.');
    expect(mail?.to).toBe('ada@example.org');
    expect(`${mail?.text}${mail?.html}`).not.toMatch(/4711|Pay me|wrote/);
  });

  it('of a ticket of its own shows the customer nothing of it, not even when it is solved', async () => {
    await mailroom.receive(mailText({ id: 'o@x', subject: 'Dirty words' }, 'Pay me.'), FORGED);
    const [opening] = await openings();
    const id = String(opening?.data.ticketId);
    expect(opening?.actor.role).toBe('system');
    expect(
      (await apis.tickets('getTicket', { params: { ticketId: id }, query: {}, as: AGENT })).body.ticket,
    ).toMatchObject({ unverified: true, customerId });
    await move(id, 'solved');
    expect((await portal(id)).status).toBe(404);
    expect(JSON.stringify(await timeline())).not.toMatch(/Dirty words|Pay me/);
    const reply = await answer(id, 'Who are you?').catch(() => undefined);
    expect(reply?.text ?? '').not.toContain('Pay me');
  });
});

describe('a ticket that somebody opened in the customer’s name', () => {
  let id: string;
  let openingId: string;
  beforeEach(async () => {
    await mailroom.receive(mailText({ id: 'o@x', subject: 'Dirty words' }, 'Pay me.'), FORGED);
    const [opening] = await openings();
    id = String(opening?.data.ticketId);
    openingId = String(opening?.id);
  });
  const reply = async (as = AGENT, state = false) => {
    const { body } = await apis.tickets('getTicket', { params: { ticketId: id }, query: {}, as });
    const said = { message: 'Who are you?', ...(state ? { ticketToken: body.ticket.ticketToken } : {}) };
    return apis.tickets('addMessage', { params: { ticketId: id }, body: said, as });
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

  it('shows its customer nothing of what becomes of it: no answer, no promise, no grant, no reopening', async () => {
    expect((await reply()).status).toBe(201);
    expect((await reply(AGENT, true)).status).toBe(201);
    const { body } = await promise();
    const act = { params: { promiseId: body.id }, as: AGENT };
    await apis.promises('changePromise', { ...act, body: { text: 'We write.', version: 1 } });
    await apis.promises('keepPromise', { ...act, body: {} });
    expect((await grant()).status).toBeLessThan(300);
    await move(id, 'solved');
    await move(id, 'open');
    const types = new Set((await eventsIn(table)).map(({ type }) => type));
    for (const type of ['promise.made', 'promise.reworded', 'promise.kept', 'ticket.reopened', 'grant.made'])
      expect(types).toContain(type);
    expect(await own()).toEqual([]);
    const list = await apis.promises('listMyPromises', { query: { state: 'all' }, ...customer() });
    expect(list.body.items).toEqual([]);
  });

  it('asks its customer nothing when it is solved: the subject is not theirs', async () => {
    await move(id, 'solved');
    const [solved] = await eventsIn(table, 'ticket.solved');
    await syncSurvey(table, parseEvent(TicketSolved, solved as DomainEvent), contextAt());
    expect(await loadSurvey(table, surveyIdOf(id))).toMatchObject({ state: 'cancelled' });
    expect((await itemsOfKind(table, 'due')).filter(({ kind }) => kind === 'feedback.survey')).toEqual([]);
  });

  it('is shown, with what comes then, once its sender is confirmed; and its survey goes out', async () => {
    const { body } = await promise();
    expect((await confirm(id, openingId)).status).toBe(200);
    await reply();
    await apis.promises('keepPromise', { params: { promiseId: body.id }, body: {}, as: AGENT });
    await move(id, 'solved');
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

  it('is no ticket of theirs at any door: neither page by page, nor to write to, nor for its files', async () => {
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
    // Such a state is given to nobody; were it, the write would refuse it.
    const { ticketToken } = (await withTicketToken(testKeys)(
      { id, customerId, channel: 'email', priority: 'normal', version: 1 },
      contextAt(NOON, { actor: as('customer', customerId) }),
    )) as { ticketToken: string };
    missing(
      await apis.portal('addMyMessage', { params, body: { message: 'Hello', ticketToken }, ...customer() }),
    );
    expect(await snapshot(table)).toEqual(before);
  });

  it('takes what its customer answers to our mail, by the reply address', async () => {
    const to = await replyAddress(testKeys, id, INBOUND_DOMAIN);
    await mailroom.receive(mailText({ id: 'a@x', to }, 'I never wrote that.'));
    expect((await added()).map(({ actor, data }) => [actor.role, data.ticketId])).toEqual([['customer', id]]);
  });
});

describe('the confirmation of a sender', () => {
  it('makes an opening the customer’s own: they see it, and answers quote it', async () => {
    await mailroom.receive(mailText({ id: 'o@x', subject: 'Chair' }, 'A leg is loose.'), FORGED);
    const [opening] = await openings();
    const id = String(opening?.data.ticketId);
    const answered = await confirm(id, String(opening?.id));
    expect(answered).toMatchObject({
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

  it('makes a message the customer’s own, wakes nothing and moves no clock', async () => {
    await mailroom.receive(mailText({ id: 'm@x', to: address }, 'A leg is loose.'), FORGED);
    const [message] = await added();
    await move(ticketId, 'pending');
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
    // Recomputed from the thread the clocks say what they said before.
    const [now] = await added();
    expect(factOf(now)).toEqual(factOf(message));
  });

  it('happens once, whoever else does it, at the same moment or later', async () => {
    await mailroom.receive(mailText({ id: 'm@x', to: address }, 'A leg is loose.'), FORGED);
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

  it('is refused of what is no message, or was never doubted, and to customers and machines', async () => {
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

describe('a report that our mail came back', () => {
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

  it('stops no mail unless it is proven to come from the recipient’s domain, and says so', async () => {
    await mailroom.receive(report('MAILER-DAEMON@mx.example.org'), { ...FORGED, source: '' });
    await mailroom.receive(report('MAILER-DAEMON@mx.evil.example', 'other@x'), { source: '' });
    expect(await suppressed()).toBeUndefined();
    const notes = (await added()).map(({ data }) => String(data.message));
    expect(notes.filter((note) => note.includes('not verified'))).toHaveLength(1);
    expect(notes).toHaveLength(2);
    await mailroom.receive(report('MAILER-DAEMON@mx.example.org', 'true@x'), { source: '' });
    expect(await suppressed()).toBe('bounce');
  });

  it('stops no mail when somebody else with a mailbox at the recipient’s provider writes it', async () => {
    await mailroom.receive(report('Eve <eve@example.org>'), { source: '' });
    await mailroom.receive(report('MAILER-DAEMON <eve@example.org>', 's@x'), { source: '' });
    await mailroom.receive(report('mailer-daemon.eve@example.org', 't@x'), { source: '' });
    expect([await suppressed(), (await added()).length]).toEqual([undefined, 3]);
    await mailroom.receive(report('Postmaster@example.org', 'u@x'), { source: '' });
    expect(await suppressed()).toBe('bounce');
  });

  it('as an automatic reply by the reply address says that nobody knows whose it is', async () => {
    const headers = 'Auto-Submitted: auto-replied';
    await mailroom.receive(mailText({ to: address, id: 'away@x', headers }, 'Away.'), FORGED);
    expect((await added())[0]?.data.message).toBe(
      'Automatic reply from Ada <ada@example.org> (not verified):\n\nAway.',
    );
  });
});
