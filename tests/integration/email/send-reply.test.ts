import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queues } from '../../../functions/capabilities.ts';
import { parseEmail } from '../../../functions/email/parsing/parse-email.ts';
import { REPLY_KIND } from '../../../functions/email/replies/send-reply.ts';
import { replyAddress, ticketOfAddresses } from '../../../functions/email/threading/reply-address.ts';
import { UNANSWERED_KIND } from '../../../functions/outreach/sending/claim-send.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { composeMail, type Mail } from '../../../functions/platform/mail/compose-mail.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { addMessage } from '../../../functions/tickets/index.ts';
import { as, contextAt, NOON, stoppedClock } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { type Outbox, outbox } from '../../support/email/mail.ts';
import { emailOf, INBOUND_DOMAIN, mailText } from '../../support/email.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { testKeys } from '../../support/keyring.ts';
import { outreachQueue } from '../../support/outreach/outreach.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { metered } from '../../support/table/meter.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';

let bucket: TestBucket;
let table: Table;
let apis: Apis;
let box: Outbox;
let email: ReturnType<typeof emailOf>;
let ticketId: string;
let customerId: string;
const clock = stoppedClock();
const AGENT = as('agent', 'agent-1');

beforeAll(async () => {
  bucket = await testBucket();
});
afterAll(() => bucket.stop());
beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table, clock);
  box = outbox();
  email = emailOf(table, bucket.files, box, clock);
  await email.receive(
    mailText({ id: 'first@mail.example', subject: 'Re: Broken <lamp>' }, 'Line one.\r\n\r\nLine <two>.'),
  );
  const [event] = await eventsIn(table, 'ticket.opened');
  ticketId = String(event?.data.ticketId);
  customerId = String(event?.customerId);
});

const events = () => eventsIn(table, 'ticket.message_added');

/** Adds a public reply by an agent and returns its event. */
async function reply(message = 'Press the button.', over: object = {}, actor = AGENT): Promise<DomainEvent> {
  const context = contextAt(clock.now().toISOString(), { actor });
  const input = { ticketId, message, visibility: 'public' as const, automatic: false, ...over };
  const { id } = await addMessage(table, input, context);
  return (await events()).find((event) => event.id === id) as DomainEvent;
}

const sends = () => itemsOfKind(table, 'send');
const notes = async () =>
  (await events())
    .filter(({ data }) => data.visibility === 'internal')
    .map(({ data }) => String(data.message));
const sent = (): Mail => {
  const { mail } = box.sent.at(-1) ?? {};
  if (!mail) throw new Error('nothing was sent');
  return mail;
};

describe('a public reply', () => {
  it('is sent to the customer in the thread of their email, with their message quoted', async () => {
    expect(await email.deliver(await reply('Press <it>.\n\nTwice.'))).toEqual([]);
    expect(box.sent).toHaveLength(1);
    const mail = sent();
    expect(mail).toMatchObject({
      from: 'Care <care@example.org>',
      to: 'ada@example.org',
      subject: 'Re: Broken <lamp>',
      inReplyTo: 'first@mail.example',
      references: ['first@mail.example'],
      byPerson: true,
      headers: { 'X-Rapport-Loop': INBOUND_DOMAIN },
      messageId: expect.stringMatching(/^[0-9a-z]{26}@inbound\.example\.org$/),
    });
    expect(mail.text).toBe(
      'Press <it>.\n\nTwice.\n\nOn 10 Mar 2026, 12:00 UTC, Ada wrote:\n> Line one.\n>\n> Line <two>.\n',
    );
    expect(mail.html).toContain('<p>Press &lt;it&gt;.</p>\n<p>Twice.</p>');
    expect(mail.html).toContain('<p>Line &lt;two&gt;.</p></blockquote>');
    expect(await ticketOfAddresses(testKeys, [mail.replyTo ?? ''], INBOUND_DOMAIN)).toBe(ticketId);
  });

  it('has threading headers and is not marked as automatic', async () => {
    await email.deliver(await reply());
    const mail = await parseEmail(await composeMail(sent()));
    expect(mail.header('auto-submitted')).toEqual([]);
    expect(mail.header('x-auto-response-suppress')).toEqual([]);
    expect(mail.header('reply-to')).toEqual([await replyAddress(testKeys, ticketId, INBOUND_DOMAIN)]);
    expect(mail.repliesTo).toEqual(['first@mail.example']);
    expect(mail.messageId).toBe(sent().messageId);
  });

  it('is marked as automatic if a rule wrote it', async () => {
    await email.deliver(await reply('We got it.', { automatic: true }, as('service')));
    const mail = await parseEmail(await composeMail(sent()));
    expect(mail.header('auto-submitted')).toEqual(['auto-replied']);
    expect(mail.header('x-auto-response-suppress')).toEqual(['All']);
  });

  it('gets the customer’s answer on its ticket, by the address or by either Message-ID alone', async () => {
    await email.deliver(await reply());
    const { messageId = '', replyTo = '' } = sent();
    const subject = 'something new';
    await email.receive(mailText({ to: replyTo, id: '1@x', subject }, 'by address'));
    await email.receive(
      mailText({ id: '2@x', subject, headers: `In-Reply-To: <${messageId}>` }, 'by our id'),
    );
    const providers = `In-Reply-To: <m-0@eu-central-1.amazonses.com>`;
    await email.receive(mailText({ id: '3@x', subject, headers: providers }, 'by the provider’s id'));
    const answers = (await events()).filter(({ actor }) => actor.role === 'customer');
    expect(answers.map(({ data }) => [data.ticketId, data.message]).sort()).toEqual([
      [ticketId, 'by address'],
      [ticketId, 'by our id'],
      [ticketId, 'by the provider’s id'],
    ]);
  });

  it('references the whole thread, oldest first, and answers the customer’s newest email', async () => {
    const first = await reply('one');
    await email.deliver(first);
    clock.set('2026-03-10T12:01:00.000Z');
    await email.receive(mailText({ to: sent().replyTo ?? '', id: 'second@mail.example' }, 'Still dark.'));
    clock.set('2026-03-10T12:02:00.000Z');
    const ours = sent().messageId;
    await email.deliver(await reply('two'));
    expect(sent()).toMatchObject({
      inReplyTo: 'second@mail.example',
      references: ['first@mail.example', ours, 'second@mail.example'],
    });
    expect(sent().text).toContain('> Still dark.');
  });

  it('is suspended as a loop if it comes back to us', async () => {
    await email.deliver(await reply());
    await email.receive(await composeMail(sent()));
    expect((await itemsOfKind(table, 'mail')).map(({ row }) => (row as Json)?.reason)).toContain('loop');
  });

  it('is sent once, even if its event is delivered repeatedly and concurrently', async () => {
    const event = await reply();
    for (let failed = [0, 1, 2]; failed.length > 0; )
      failed = await email.deliver(...failed.map(() => event));
    await email.deliver(event);
    expect([box.sent.length, await sends()]).toMatchObject([
      1,
      [{ state: 'sent', purpose: 'conversation', step: `reply#${event.id}` }],
    ]);
    expect(await eventsIn(table, 'outreach.sent')).toMatchObject([{ customerId, data: { ticketId } }]);
  });

  it('is settled by the provider report without a note if the worker dies while sending', async () => {
    const event = await reply();
    box.next.push(lostConnection());
    expect(await email.deliver(event)).toEqual([0]);
    expect(await email.deliver(event)).toEqual([]);
    expect([box.sent.length, (await sends())[0]?.state]).toEqual([1, 'claimed']);
    await outreachQueue(table, box, clock)(report('Delivery'));
    await passDeadline();
    expect([(await sends())[0]?.state, await notes(), await timedWorkIn(table)]).toEqual([
      'delivered',
      [],
      [],
    ]);
  });

  it('is sent by the retry if the worker dies before the claim', async () => {
    const event = await reply();
    const fault = { command: 'TransactWriteItems', error: lostConnection } as const;
    expect(await withFault(table, fault, () => email.deliver(event))).toEqual([0]);
    expect(await email.deliver(event)).toEqual([]);
    expect(box.sent).toHaveLength(1);
  });

  it('is postponed by a minute when the provider is busy, then sent once with the same Message-ID', async () => {
    const event = await reply();
    box.next.push({ outcome: 'postponed' });
    expect(await email.deliver(event)).toEqual([]);
    expect(await email.deliver(event)).toEqual([]);
    const [due] = await timedWorkIn(table, REPLY_KIND);
    expect(due).toMatchObject({ queue: 'email', at: '2026-03-10T12:01:00.000Z' });
    clock.set('2026-03-10T12:01:00.000Z');
    const message = dueMessage(due ?? {});
    expect(await email.deliver(message, message)).toEqual([]);
    expect(box.sent).toHaveLength(2);
    expect(new Set(box.sent.map(({ mail }) => mail.messageId)).size).toBe(1);
    expect([(await sends())[0]?.state, await timedWorkIn(table)]).toEqual(['sent', []]);
  });

  it('is withheld from an address that bounced, with one note for staff', async () => {
    const event = await reply();
    await suppressCustomer();
    await email.deliver(event);
    await email.deliver(event);
    expect(box.sent).toEqual([]);
    expect(await sends()).toMatchObject([{ state: 'withheld', reason: 'suppressed_bounce' }]);
    expect(await notes()).toEqual([
      'The last answer was not mailed: mail to the customer’s address came back.',
    ]);
    expect(await eventsIn(table, 'outreach.withheld')).toMatchObject([{ data: { ticketId } }]);
  });

  it('is sent even if the customer refuses service email', async () => {
    const body = { version: 1, consents: { service: false, feedback: false, marketing: false } };
    await apis.customers('updateCustomer', { params: { customerId }, body });
    await email.deliver(await reply());
    expect(box.sent).toHaveLength(1);
  });

  it('gets one note for staff if the provider refuses it permanently', async () => {
    box.next.push({ outcome: 'failed', reason: 'MessageRejected' });
    await email.deliver(await reply());
    const [failed] = await eventsIn(table, 'outreach.failed');
    await email.deliver(failed, failed);
    await email.deliver(failed);
    expect(await notes()).toEqual(['The last answer could not be mailed (MessageRejected).']);
  });

  it('gets a note for staff if it bounces, and later replies are withheld', async () => {
    await email.deliver(await reply());
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General' };
    await outreachQueue(table, box, clock)({ ...report('Bounce'), bounce });
    await email.deliver(...(await eventsIn(table, 'outreach.bounced')));
    expect(await notes()).toEqual([expect.stringContaining('came back')]);
    await email.deliver(await reply('again'));
    expect(box.sent).toHaveLength(1);
  });

  it('has no reply address, and a Message-ID of the sender’s domain, without an inbound domain', async () => {
    const closed = emailOf(table, bucket.files, box, clock, { inboundDomain: undefined });
    await closed.deliver(await reply());
    expect(sent().replyTo).toBeUndefined();
    expect(sent().messageId).toMatch(/@example\.org$/);
  });
});

/** Returns a report of SES about the last email. */
function report(eventType: string) {
  const tags = Object.entries(box.sent.at(-1)?.tags ?? {}).map(([name, value]) => [name, [value]]);
  const mail = { messageId: 'm', destination: ['ada@example.org'], tags: Object.fromEntries(tags) };
  return { eventType, mail };
}

/** Suppresses the customer's address, as a bounce of another email does. */
async function suppressCustomer(): Promise<void> {
  const { suppressAddress } = await import('../../../functions/customers/index.ts');
  await suppressAddress(table, customerId, 'ada@example.org', 'bounce', contextAt());
}

describe('the reply worker', () => {
  it('sends no email for a note, a call, a customer’s message or a send without a ticket', async () => {
    await email.deliver(await reply('psst', { visibility: 'internal' }));
    const call = { direction: 'outbound', durationSeconds: 60, outcome: 'reached' };
    await email.deliver(await reply('We spoke.', { call }));
    await email.deliver(await reply('hello', {}, as('customer', customerId)));
    await email.deliver(domainEvent('outreach.failed', { sendId: 'snd_1' }, { customerId }));
    expect([box.sent, await sends(), await notes()]).toEqual([[], [], ['psst']]);
  });

  for (const channel of ['chat', 'phone', 'social', 'in_person'])
    it(`sends no email for a reply on channel ${channel}`, async () => {
      ticketId = (await newTicket(apis, customerId, { channel })).id;
      await email.deliver(await reply());
      expect(box.sent).toEqual([]);
    });

  for (const channel of ['web', 'app'])
    it(`sends a reply on channel ${channel} if the customer has an address`, async () => {
      ticketId = (await newTicket(apis, customerId, { channel })).id;
      await email.deliver(await reply());
      expect(sent()).toMatchObject({ to: 'ada@example.org', subject: 'Re: Broken lamp', references: [] });
      const { id } = await newCustomer(apis, 'bob', { identities: { externalId: 'b' } });
      ticketId = (await newTicket(apis, id, { channel })).id;
      await email.deliver(await reply());
      expect([box.sent.length, await notes()]).toEqual([1, []]);
    });

  it('adds a note if a customer of channel email has no address', async () => {
    const { id } = await newCustomer(apis, 'bob', { identities: { externalId: 'b' } });
    ticketId = (await newTicket(apis, id)).id;
    await email.deliver(await reply());
    expect(await notes()).toEqual(['The last answer was not mailed: the customer has no email address.']);
  });
});

describe('the attachments of a reply', () => {
  const file = (name: string, over: object = {}) => ({
    id: `att_${name}`,
    filename: name,
    contentType: 'application/pdf',
    bytes: 9,
    key: `attachments/${customerId}/att_${name}/${name}`,
    ...over,
  });

  it('are sent with it', async () => {
    const attachment = file('offer.pdf');
    await bucket.files.put(attachment.key, Buffer.from('%PDF-1.4\n'), 'application/pdf');
    await email.deliver(await reply('See file.', { attachments: [attachment] }));
    const mail = await parseEmail(await composeMail(sent()));
    expect(mail.attachments).toMatchObject([{ name: 'offer.pdf', contentType: 'application/pdf' }]);
    expect(mail.attachments[0]?.bytes.toString()).toBe('%PDF-1.4\n');
  });

  it('are sent in their order as long as they fit; the text names the others', async () => {
    const large = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(4_000_000)]);
    const files = ['one.pdf', 'two.pdf'].map((name) => file(name, { bytes: large.length }));
    const small = file('small.pdf');
    for (const { key, bytes } of [...files, small])
      await bucket.files.put(key, large.subarray(0, bytes), 'application/pdf');
    await email.deliver(await reply('See files.', { attachments: [...files, small] }));
    expect(sent().attachments?.map(({ name }) => name)).toEqual(['one.pdf', 'small.pdf']);
    expect(sent().text).toContain(
      '[two.pdf is too large for email. You find it with this conversation in your account.]',
    );
    expect((await composeMail(sent())).length).toBeLessThan(10_000_000);
  });

  it('of the maximum size, with the longest text and quote, stay below the provider’s limit', async () => {
    const content = Buffer.alloc(7_000_000, 0xff);
    const attachment = file('most.txt', { bytes: content.length, contentType: 'text/plain' });
    await bucket.files.put(attachment.key, content, 'text/plain');
    await email.deliver(await reply('漢'.repeat(32_000), { attachments: [attachment] }));
    expect(sent().attachments).toHaveLength(1);
    expect((await composeMail(sent())).length).toBeLessThan(10_000_000);
  });

  it('are left out with one note if they are too large, missing or another customer’s', async () => {
    const foreign = `attachments/cus_other/att_1/secret.pdf`;
    await bucket.files.put(foreign, Buffer.from('secret'), 'application/pdf');
    const attachments = [
      file('huge.pdf', { bytes: 7_000_001 }),
      file('missing.pdf'),
      file('secret.pdf', { key: foreign }),
    ];
    const event = await reply('See files.', { attachments });
    await email.deliver(event);
    await email.deliver(event);
    expect(box.sent).toHaveLength(1);
    expect(sent().attachments).toEqual([]);
    expect(sent().text).toContain('[huge.pdf is too large for email.');
    expect(sent().text).not.toContain('secret.pdf');
    expect(await notes()).toEqual([expect.stringContaining('huge.pdf, missing.pdf, secret.pdf')]);
  });
});

/**
 * Passes the answer deadline of the newest claim and delivers its due message; returns the failed indexes.
 */
async function passDeadline(): Promise<number[]> {
  const [due] = await timedWorkIn(table, UNANSWERED_KIND);
  if (!due) return [];
  clock.set(String(due.at));
  return outreachQueue(table, box, clock)(dueMessage(due));
}
/** Delivers all events of sends to the email worker, each of them twice. */
async function deliverSendEvents(): Promise<void> {
  const subscribed = (await eventsIn(table)).filter(({ type }) =>
    queues.email.subscribes.types.some((subscribedType) => subscribedType === type),
  );
  for (const event of subscribed.filter(({ type }) => type.startsWith('outreach.')))
    expect(await email.deliver(event, event)).toEqual([]);
}
const notifications = async () =>
  (await itemsOfKind(table, 'notification')).map(({ pk, notification }) => [
    String(pk),
    (notification as Json).type,
    (notification as Json).ticketId,
  ]);

describe('a reply of unknown outcome', () => {
  const crashes = {
    'before the submission': (event: DomainEvent) =>
      emailOf(
        table,
        bucket.files,
        { ...box, sendMail: () => Promise.reject(lostConnection()) },
        clock,
      ).deliver(event),
    'after the submission': (event: DomainEvent) => {
      box.next.push(lostConnection());
      return email.deliver(event);
    },
    'before the outcome is recorded': (event: DomainEvent) =>
      withFault(table, { command: 'TransactWriteItems', error: lostConnection, skip: 1 }, () =>
        email.deliver(event),
      ),
  };

  for (const [when, crash] of Object.entries(crashes)) {
    it(`is reported to staff once and never sent again if the worker died ${when}`, async () => {
      const event = await reply();
      expect(await crash(event)).toEqual([0]);
      const sentBefore = box.sent.length;
      expect(await email.deliver(event)).toEqual([]);
      expect(await passDeadline()).toEqual([]);
      await deliverSendEvents();
      await deliverSendEvents();
      expect(await sends()).toMatchObject([{ state: 'unknown' }]);
      expect(await eventsIn(table, 'outreach.unknown')).toMatchObject([{ customerId, data: { ticketId } }]);
      expect(await notes()).toEqual([
        'It is not known whether the answer of 2026-03-10 12:00 UTC was mailed: the email provider did not confirm it. ' +
          'Nothing is sent again automatically: answer again if the customer needs it.',
      ]);
      expect(await notifications()).toEqual([['INBOX#agent-1', 'outreach.unknown', ticketId]]);
      expect([box.sent.length, await timedWorkIn(table)]).toEqual([sentBefore, []]);
    });
  }

  it('is reported to staff if the provider did not answer in time', async () => {
    box.next.push({ outcome: 'unknown' });
    expect(await email.deliver(await reply())).toEqual([]);
    await passDeadline();
    await deliverSendEvents();
    expect(await notes()).toEqual([expect.stringContaining('not known')]);
    expect(await notifications()).toEqual([['INBOX#agent-1', 'outreach.unknown', ticketId]]);
  });

  it('is reported to leads if a rule wrote it and the ticket is unassigned', async () => {
    box.next.push({ outcome: 'unknown' });
    await email.deliver(await reply('We got it.', { automatic: true }, as('service')));
    await passDeadline();
    await deliverSendEvents();
    expect(await notifications()).toEqual([['INBOX#leads', 'outreach.unknown', ticketId]]);
  });

  it('is reported to the assignee and the author', async () => {
    box.next.push({ outcome: 'unknown' });
    const event = await reply();
    await table.doc.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: `T#${ticketId}`, sk: 'E' },
        UpdateExpression: 'SET #row.assigneeId = :to',
        ExpressionAttributeNames: { '#row': 'row' },
        ExpressionAttributeValues: { ':to': 'agent-2' },
      }),
    );
    await email.deliver(event);
    await passDeadline();
    await deliverSendEvents();
    expect((await notifications()).map(([pk]) => pk).sort()).toEqual(['INBOX#agent-1', 'INBOX#agent-2']);
  });

  for (const [type, note] of [
    ['Delivery', 'The answer of 2026-03-10 12:00 UTC was mailed after all: the mail service took it.'],
    ['Bounce', expect.stringContaining('came back')],
  ] as const) {
    it(`is settled by a ${type} that arrives late and twice, with one note for staff`, async () => {
      box.next.push({ outcome: 'unknown' });
      await email.deliver(await reply());
      await passDeadline();
      await deliverSendEvents();
      const deliverReport = outreachQueue(table, box, clock);
      const settling = {
        ...report(type),
        ...(type === 'Bounce' ? { bounce: { bounceType: 'Permanent' } } : {}),
      };
      expect(await deliverReport(settling, settling)).toEqual([]);
      expect(await deliverReport(settling)).toEqual([]);
      await deliverSendEvents();
      await deliverSendEvents();
      expect((await sends())[0]?.state).toBe(type === 'Bounce' ? 'bounced' : 'delivered');
      const written = await notes();
      expect(written).toHaveLength(2);
      // Both have the same time here, so their order is not defined.
      expect(written).toEqual(expect.arrayContaining([expect.stringContaining('not known'), note]));
    });
  }

  it('is not reported if the provider report arrives before the answer deadline fires', async () => {
    box.next.push(lostConnection());
    expect(await email.deliver(await reply())).toEqual([0]);
    const [due] = await timedWorkIn(table, UNANSWERED_KIND);
    const worker = outreachQueue(table, box, clock);
    await worker(report('Delivery'), { ...report('Bounce'), bounce: { bounceType: 'Permanent' } });
    clock.set('2026-03-12T12:00:00.000Z');
    for (const _time of [1, 2]) expect(await worker(dueMessage(due ?? {}))).toEqual([]);
    expect([
      (await sends())[0]?.state,
      await eventsIn(table, 'outreach.unknown'),
      await timedWorkIn(table),
    ]).toEqual(['bounced', [], []]);
  });

  it('is corrected by a second note if the worker submits it after the answer deadline', async () => {
    const event = await reply();
    const slow = emailOf(
      table,
      bucket.files,
      {
        ...box,
        sendMail: async (mail, tags) => {
          await passDeadline();
          await deliverSendEvents();
          return box.sendMail(mail, tags);
        },
      },
      clock,
    );
    expect(await slow.deliver(event)).toEqual([]);
    await deliverSendEvents();
    expect((await sends())[0]?.state).toBe('sent');
    expect((await notes()).sort()).toEqual([
      expect.stringContaining('not known'),
      expect.stringContaining('after all'),
    ]);
  });

  it('is not reported if its event arrives after the event that settles it', async () => {
    box.next.push({ outcome: 'unknown' });
    await email.deliver(await reply());
    await passDeadline();
    await outreachQueue(table, box, clock)(report('Delivery'));
    const [unknown] = await eventsIn(table, 'outreach.unknown');
    const [confirmed] = await eventsIn(table, 'outreach.confirmed');
    for (const event of [confirmed, unknown, confirmed]) await email.deliver(event);
    expect([await notes(), await notifications()]).toEqual([[], []]);
  });

  it('stays unknown and is not retried if the provider postpones it after the answer deadline', async () => {
    const event = await reply();
    const slow = emailOf(
      table,
      bucket.files,
      {
        ...box,
        sendMail: async () => {
          await passDeadline();
          return { outcome: 'postponed' };
        },
      },
      clock,
    );
    expect(await slow.deliver(event)).toEqual([]);
    expect([(await sends())[0]?.state, await timedWorkIn(table)]).toEqual(['unknown', []]);
  });

  it('has an answer deadline only between claim and outcome, at a cost of eight write units', async () => {
    const event = await reply();
    const { table: counted, measure } = metered(table);
    const deadlines: number[] = [];
    const sendMail: Outbox['sendMail'] = async (mail, tags) => {
      deadlines.push((await timedWorkIn(table, UNANSWERED_KIND)).length);
      return box.sendMail(mail, tags);
    };
    const worker = emailOf(counted, bucket.files, { ...box, sendMail }, clock);
    const { cost } = await measure(() => worker.deliver(event));
    expect([deadlines, await timedWorkIn(table)]).toEqual([[1], []]);
    // Marker, send and Message-ID; outcome, event and the provider's Message-ID: 12 without the deadline.
    expect(cost.writeUnits).toBe(20);
  });
});

describe('a reply to a ticket that does not exist', () => {
  it('is consumed without sending an email', async () => {
    const event = await reply();
    const before = await snapshot(table);
    const gone = {
      ...event,
      id: 'evt_gone',
      data: { ...event.data, ticketId: 'tkt_00000000000000000000000000' },
    };
    expect(await email.deliver(gone)).toEqual([]);
    expect(box.sent).toEqual([]);
    expect((await snapshot(table)).length).toBe(before.length + 1);
  });
});
