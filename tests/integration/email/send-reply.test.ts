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
let mailroom: ReturnType<typeof emailOf>;
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
  mailroom = emailOf(table, bucket.files, box, clock);
  await mailroom.receive(
    mailText({ id: 'first@mail.example', subject: 'Re: Broken <lamp>' }, 'Line one.\r\n\r\nLine <two>.'),
  );
  const [event] = await eventsIn(table, 'ticket.opened');
  ticketId = String(event?.data.ticketId);
  customerId = String(event?.customerId);
});

const events = () => eventsIn(table, 'ticket.message_added');

/** The event of a public answer by an agent. */
async function answer(message = 'Press the button.', over: object = {}, actor = AGENT): Promise<DomainEvent> {
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

describe('a public answer', () => {
  it('goes to the customer in the thread of their mail, with their words below', async () => {
    expect(await mailroom.deliver(await answer('Press <it>.\n\nTwice.'))).toEqual([]);
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

  it('as bytes carries no mark of a machine, and the threading headers', async () => {
    await mailroom.deliver(await answer());
    const mail = await parseEmail(await composeMail(sent()));
    expect(mail.header('auto-submitted')).toEqual([]);
    expect(mail.header('x-auto-response-suppress')).toEqual([]);
    expect(mail.header('reply-to')).toEqual([await replyAddress(testKeys, ticketId, INBOUND_DOMAIN)]);
    expect(mail.repliesTo).toEqual(['first@mail.example']);
    expect(mail.messageId).toBe(sent().messageId);
  });

  it('of a rule is marked as an automatic reply', async () => {
    await mailroom.deliver(await answer('We got it.', { automatic: true }, as('service')));
    const mail = await parseEmail(await composeMail(sent()));
    expect(mail.header('auto-submitted')).toEqual(['auto-replied']);
    expect(mail.header('x-auto-response-suppress')).toEqual(['All']);
  });

  it('is answered by the customer onto the ticket, by the address and by each Message-ID alone', async () => {
    await mailroom.deliver(await answer());
    const { messageId = '', replyTo = '' } = sent();
    const subject = 'something new';
    await mailroom.receive(mailText({ to: replyTo, id: '1@x', subject }, 'by address'));
    await mailroom.receive(
      mailText({ id: '2@x', subject, headers: `In-Reply-To: <${messageId}>` }, 'by our id'),
    );
    const providers = `In-Reply-To: <m-0@eu-central-1.amazonses.com>`;
    await mailroom.receive(mailText({ id: '3@x', subject, headers: providers }, 'by the provider’s id'));
    const answers = (await events()).filter(({ actor }) => actor.role === 'customer');
    expect(answers.map(({ data }) => [data.ticketId, data.message]).sort()).toEqual([
      [ticketId, 'by address'],
      [ticketId, 'by our id'],
      [ticketId, 'by the provider’s id'],
    ]);
  });

  it('references the whole talk, oldest first, and answers the customer’s newest mail', async () => {
    const first = await answer('one');
    await mailroom.deliver(first);
    clock.set('2026-03-10T12:01:00.000Z');
    await mailroom.receive(mailText({ to: sent().replyTo ?? '', id: 'second@mail.example' }, 'Still dark.'));
    clock.set('2026-03-10T12:02:00.000Z');
    const ours = sent().messageId;
    await mailroom.deliver(await answer('two'));
    expect(sent()).toMatchObject({
      inReplyTo: 'second@mail.example',
      references: ['first@mail.example', ours, 'second@mail.example'],
    });
    expect(sent().text).toContain('> Still dark.');
  });

  it('that comes back to us is a loop, and no message', async () => {
    await mailroom.deliver(await answer());
    await mailroom.receive(await composeMail(sent()));
    expect((await itemsOfKind(table, 'mail')).map(({ row }) => (row as Json)?.reason)).toContain('loop');
  });

  it('is mailed once, however often and at whatever same moment its event comes', async () => {
    const event = await answer();
    for (let failed = [0, 1, 2]; failed.length > 0; )
      failed = await mailroom.deliver(...failed.map(() => event));
    await mailroom.deliver(event);
    expect([box.sent.length, await sends()]).toMatchObject([
      1,
      [{ state: 'sent', purpose: 'conversation', step: `reply#${event.id}` }],
    ]);
    expect(await eventsIn(table, 'outreach.sent')).toMatchObject([{ customerId, data: { ticketId } }]);
  });

  it('whose worker dies while it is sent is settled by the provider’s report, and nobody is bothered', async () => {
    const event = await answer();
    box.next.push(lostConnection());
    expect(await mailroom.deliver(event)).toEqual([0]);
    expect(await mailroom.deliver(event)).toEqual([]);
    expect([box.sent.length, (await sends())[0]?.state]).toEqual([1, 'claimed']);
    await outreachQueue(table, box, clock)(report('Delivery'));
    await limitPasses();
    expect([(await sends())[0]?.state, await notes(), await timedWorkIn(table)]).toEqual([
      'delivered',
      [],
      [],
    ]);
  });

  it('is sent by the retry when the worker died before it had claimed anything', async () => {
    const event = await answer();
    const fault = { command: 'TransactWriteItems', error: lostConnection } as const;
    expect(await withFault(table, fault, () => mailroom.deliver(event))).toEqual([0]);
    expect(await mailroom.deliver(event)).toEqual([]);
    expect(box.sent).toHaveLength(1);
  });

  it('comes again a minute later when the provider is busy, under the same Message-ID, and is sent once', async () => {
    const event = await answer();
    box.next.push({ outcome: 'postponed' });
    expect(await mailroom.deliver(event)).toEqual([]);
    expect(await mailroom.deliver(event)).toEqual([]);
    const [due] = await timedWorkIn(table, REPLY_KIND);
    expect(due).toMatchObject({ queue: 'email', at: '2026-03-10T12:01:00.000Z' });
    clock.set('2026-03-10T12:01:00.000Z');
    const message = dueMessage(due ?? {});
    expect(await mailroom.deliver(message, message)).toEqual([]);
    expect(box.sent).toHaveLength(2);
    expect(new Set(box.sent.map(({ mail }) => mail.messageId)).size).toBe(1);
    expect([(await sends())[0]?.state, await timedWorkIn(table)]).toEqual(['sent', []]);
  });

  it('is not sent to an address that bounced: staff are told, once', async () => {
    const event = await answer();
    await outreachSuppress();
    await mailroom.deliver(event);
    await mailroom.deliver(event);
    expect(box.sent).toEqual([]);
    expect(await sends()).toMatchObject([{ state: 'withheld', reason: 'suppressed_bounce' }]);
    expect(await notes()).toEqual([
      'The last answer was not mailed: mail to the customer’s address came back.',
    ]);
    expect(await eventsIn(table, 'outreach.withheld')).toMatchObject([{ data: { ticketId } }]);
  });

  it('goes out although the customer wants no service mail: they wrote to us', async () => {
    const body = { version: 1, consents: { service: false, feedback: false, marketing: false } };
    await apis.customers('updateCustomer', { params: { customerId }, body });
    await mailroom.deliver(await answer());
    expect(box.sent).toHaveLength(1);
  });

  it('that the provider refuses for good is told to staff, once', async () => {
    box.next.push({ outcome: 'failed', reason: 'MessageRejected' });
    await mailroom.deliver(await answer());
    const [failed] = await eventsIn(table, 'outreach.failed');
    await mailroom.deliver(failed, failed);
    await mailroom.deliver(failed);
    expect(await notes()).toEqual(['The last answer could not be mailed (MessageRejected).']);
  });

  it('that comes back is told to staff and stops further mail', async () => {
    await mailroom.deliver(await answer());
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General' };
    await outreachQueue(table, box, clock)({ ...report('Bounce'), bounce });
    await mailroom.deliver(...(await eventsIn(table, 'outreach.bounced')));
    expect(await notes()).toEqual([expect.stringContaining('came back')]);
    await mailroom.deliver(await answer('again'));
    expect(box.sent).toHaveLength(1);
  });

  it('without an inbound domain has no reply address, and a Message-ID of the sender’s domain', async () => {
    const closed = emailOf(table, bucket.files, box, clock, { inboundDomain: undefined });
    await closed.deliver(await answer());
    expect(sent().replyTo).toBeUndefined();
    expect(sent().messageId).toMatch(/@example\.org$/);
  });
});

/** What SES reports of the last mail. */
function report(eventType: string) {
  const tags = Object.entries(box.sent.at(-1)?.tags ?? {}).map(([name, value]) => [name, [value]]);
  const mail = { messageId: 'm', destination: ['ada@example.org'], tags: Object.fromEntries(tags) };
  return { eventType, mail };
}

/** The customer's address bounces on another mail. */
async function outreachSuppress(): Promise<void> {
  const { suppressAddress } = await import('../../../functions/customers/index.ts');
  await suppressAddress(table, customerId, 'ada@example.org', 'bounce', contextAt());
}

describe('what is not mailed', () => {
  it('is a note, a customer’s message, and a reminder’s fate', async () => {
    await mailroom.deliver(await answer('psst', { visibility: 'internal' }));
    const call = { direction: 'outbound', durationSeconds: 60, outcome: 'reached' };
    await mailroom.deliver(await answer('We spoke.', { call }));
    await mailroom.deliver(await answer('hello', {}, as('customer', customerId)));
    await mailroom.deliver(domainEvent('outreach.failed', { sendId: 'snd_1' }, { customerId }));
    expect([box.sent, await sends(), await notes()]).toEqual([[], [], ['psst']]);
  });

  for (const channel of ['chat', 'phone', 'social', 'in_person'])
    it(`is an answer by ${channel}`, async () => {
      ticketId = (await newTicket(apis, customerId, { channel })).id;
      await mailroom.deliver(await answer());
      expect(box.sent).toEqual([]);
    });

  for (const channel of ['web', 'app'])
    it(`is no answer by ${channel}: it is mailed, if there is an address`, async () => {
      ticketId = (await newTicket(apis, customerId, { channel })).id;
      await mailroom.deliver(await answer());
      expect(sent()).toMatchObject({ to: 'ada@example.org', subject: 'Re: Broken lamp', references: [] });
      const { id } = await newCustomer(apis, 'bob', { identities: { externalId: 'b' } });
      ticketId = (await newTicket(apis, id, { channel })).id;
      await mailroom.deliver(await answer());
      expect([box.sent.length, await notes()]).toEqual([1, []]);
    });

  it('by e-mail for want of an address is told to staff', async () => {
    const { id } = await newCustomer(apis, 'bob', { identities: { externalId: 'b' } });
    ticketId = (await newTicket(apis, id)).id;
    await mailroom.deliver(await answer());
    expect(await notes()).toEqual(['The last answer was not mailed: the customer has no e-mail address.']);
  });
});

describe('the files of an answer', () => {
  const file = (name: string, over: object = {}) => ({
    id: `att_${name}`,
    filename: name,
    contentType: 'application/pdf',
    bytes: 9,
    key: `attachments/${customerId}/att_${name}/${name}`,
    ...over,
  });

  it('go along', async () => {
    const attachment = file('offer.pdf');
    await bucket.files.put(attachment.key, Buffer.from('%PDF-1.4\n'), 'application/pdf');
    await mailroom.deliver(await answer('See file.', { attachments: [attachment] }));
    const mail = await parseEmail(await composeMail(sent()));
    expect(mail.attachments).toMatchObject([{ name: 'offer.pdf', contentType: 'application/pdf' }]);
    expect(mail.attachments[0]?.bytes.toString()).toBe('%PDF-1.4\n');
  });

  it('go along as many as fit, in their order; what is too large for a mail is named as elsewhere', async () => {
    const large = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(4_000_000)]);
    const files = ['one.pdf', 'two.pdf'].map((name) => file(name, { bytes: large.length }));
    const small = file('small.pdf');
    for (const { key, bytes } of [...files, small])
      await bucket.files.put(key, large.subarray(0, bytes), 'application/pdf');
    await mailroom.deliver(await answer('See files.', { attachments: [...files, small] }));
    expect(sent().attachments?.map(({ name }) => name)).toEqual(['one.pdf', 'small.pdf']);
    expect(sent().text).toContain(
      '[two.pdf is too large for e-mail. You find it with this conversation in your account.]',
    );
    expect((await composeMail(sent())).length).toBeLessThan(10_000_000);
  });

  it('at their most, with the longest text and quote, stay below what the provider takes', async () => {
    const content = Buffer.alloc(7_000_000, 0xff);
    const attachment = file('most.txt', { bytes: content.length, contentType: 'text/plain' });
    await bucket.files.put(attachment.key, content, 'text/plain');
    await mailroom.deliver(await answer('漢'.repeat(32_000), { attachments: [attachment] }));
    expect(sent().attachments).toHaveLength(1);
    expect((await composeMail(sent())).length).toBeLessThan(10_000_000);
  });

  it('that are too large, missing or another customer’s stay behind: staff are told once, the customer what is elsewhere', async () => {
    const foreign = `attachments/cus_other/att_1/secret.pdf`;
    await bucket.files.put(foreign, Buffer.from('secret'), 'application/pdf');
    const attachments = [
      file('huge.pdf', { bytes: 7_000_001 }),
      file('missing.pdf'),
      file('secret.pdf', { key: foreign }),
    ];
    const event = await answer('See files.', { attachments });
    await mailroom.deliver(event);
    await mailroom.deliver(event);
    expect(box.sent).toHaveLength(1);
    expect(sent().attachments).toEqual([]);
    expect(sent().text).toContain('[huge.pdf is too large for e-mail.');
    expect(sent().text).not.toContain('secret.pdf');
    expect(await notes()).toEqual([expect.stringContaining('huge.pdf, missing.pdf, secret.pdf')]);
  });
});

/** The time limit of the newest claim passes; answers what became of its message. */
async function limitPasses(): Promise<number[]> {
  const [due] = await timedWorkIn(table, UNANSWERED_KIND);
  if (!due) return [];
  clock.set(String(due.at));
  return outreachQueue(table, box, clock)(dueMessage(due));
}
/** What the mailroom makes of all that was told of sends. */
async function followSends(): Promise<void> {
  const told = (await eventsIn(table)).filter(({ type }) =>
    queues.email.subscribes.types.some((it) => it === type),
  );
  for (const event of told.filter(({ type }) => type.startsWith('outreach.')))
    expect(await mailroom.deliver(event, event)).toEqual([]);
}
const notified = async () =>
  (await itemsOfKind(table, 'notification')).map(({ pk, notification }) => [
    String(pk),
    (notification as Json).type,
    (notification as Json).ticketId,
  ]);

describe('an answer of which nobody knows whether it was mailed', () => {
  const dies = {
    'before it is handed over': (event: DomainEvent) =>
      emailOf(
        table,
        bucket.files,
        { ...box, sendMail: () => Promise.reject(lostConnection()) },
        clock,
      ).deliver(event),
    'after it was handed over': (event: DomainEvent) => {
      box.next.push(lostConnection());
      return mailroom.deliver(event);
    },
    'before its outcome is written': (event: DomainEvent) =>
      withFault(table, { command: 'TransactWriteItems', error: lostConnection, skip: 1 }, () =>
        mailroom.deliver(event),
      ),
  };

  for (const [when, die] of Object.entries(dies)) {
    it(`because the worker died ${when} is told to staff once, and never mailed again`, async () => {
      const event = await answer();
      expect(await die(event)).toEqual([0]);
      const mailed = box.sent.length;
      expect(await mailroom.deliver(event)).toEqual([]);
      expect(await limitPasses()).toEqual([]);
      await followSends();
      await followSends();
      expect(await sends()).toMatchObject([{ state: 'unknown' }]);
      expect(await eventsIn(table, 'outreach.unknown')).toMatchObject([{ customerId, data: { ticketId } }]);
      expect(await notes()).toEqual([
        'It is not known whether the answer of 2026-03-10 12:00 UTC was mailed: the mail service gave no word of it. ' +
          'Nothing is sent a second time by itself: answer again if the customer must have it.',
      ]);
      expect(await notified()).toEqual([['INBOX#agent-1', 'outreach.unknown', ticketId]]);
      expect([box.sent.length, await timedWorkIn(table)]).toEqual([mailed, []]);
    });
  }

  it('because the provider did not answer in time is told as well', async () => {
    box.next.push({ outcome: 'unknown' });
    expect(await mailroom.deliver(await answer())).toEqual([]);
    await limitPasses();
    await followSends();
    expect(await notes()).toEqual([expect.stringContaining('not known')]);
    expect(await notified()).toEqual([['INBOX#agent-1', 'outreach.unknown', ticketId]]);
  });

  it('is told to leads when a rule wrote it and nobody has the ticket', async () => {
    box.next.push({ outcome: 'unknown' });
    await mailroom.deliver(await answer('We got it.', { automatic: true }, as('service')));
    await limitPasses();
    await followSends();
    expect(await notified()).toEqual([['INBOX#leads', 'outreach.unknown', ticketId]]);
  });

  it('is told to whom the ticket belongs and to who wrote it', async () => {
    box.next.push({ outcome: 'unknown' });
    const event = await answer();
    await table.doc.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: `T#${ticketId}`, sk: 'E' },
        UpdateExpression: 'SET #row.assigneeId = :to',
        ExpressionAttributeNames: { '#row': 'row' },
        ExpressionAttributeValues: { ':to': 'agent-2' },
      }),
    );
    await mailroom.deliver(event);
    await limitPasses();
    await followSends();
    expect((await notified()).map(([pk]) => pk).sort()).toEqual(['INBOX#agent-1', 'INBOX#agent-2']);
  });

  for (const [type, note] of [
    ['Delivery', 'The answer of 2026-03-10 12:00 UTC was mailed after all: the mail service took it.'],
    ['Bounce', expect.stringContaining('came back')],
  ] as const) {
    it(`is settled by a ${type} that comes late and twice, and staff are told once`, async () => {
      box.next.push({ outcome: 'unknown' });
      await mailroom.deliver(await answer());
      await limitPasses();
      await followSends();
      const late = outreachQueue(table, box, clock);
      const said = { ...report(type), ...(type === 'Bounce' ? { bounce: { bounceType: 'Permanent' } } : {}) };
      expect(await late(said, said)).toEqual([]);
      expect(await late(said)).toEqual([]);
      await followSends();
      await followSends();
      expect((await sends())[0]?.state).toBe(type === 'Bounce' ? 'bounced' : 'delivered');
      const told = await notes();
      expect(told).toHaveLength(2);
      // Of one and the same moment here: in whatever order.
      expect(told).toEqual(expect.arrayContaining([expect.stringContaining('not known'), note]));
    });
  }

  it('is not told of when the report comes before the outcome, however late the time limit fires', async () => {
    box.next.push(lostConnection());
    expect(await mailroom.deliver(await answer())).toEqual([0]);
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

  it('that the worker hands over after its time limit all the same is known again', async () => {
    const event = await answer();
    const slow = emailOf(
      table,
      bucket.files,
      {
        ...box,
        sendMail: async (mail, tags) => {
          await limitPasses();
          await followSends();
          return box.sendMail(mail, tags);
        },
      },
      clock,
    );
    expect(await slow.deliver(event)).toEqual([]);
    await followSends();
    expect((await sends())[0]?.state).toBe('sent');
    expect((await notes()).sort()).toEqual([
      expect.stringContaining('not known'),
      expect.stringContaining('after all'),
    ]);
  });

  it('is not told of when it is heard of after what settled it', async () => {
    box.next.push({ outcome: 'unknown' });
    await mailroom.deliver(await answer());
    await limitPasses();
    await outreachQueue(table, box, clock)(report('Delivery'));
    const [unknown] = await eventsIn(table, 'outreach.unknown');
    const [confirmed] = await eventsIn(table, 'outreach.confirmed');
    for (const event of [confirmed, unknown, confirmed]) await mailroom.deliver(event);
    expect([await notes(), await notified()]).toEqual([[], []]);
  });

  it('and that the provider puts off after its time limit stays unknown: nothing is sent by itself', async () => {
    const event = await answer();
    const slow = emailOf(
      table,
      bucket.files,
      {
        ...box,
        sendMail: async () => {
          await limitPasses();
          return { outcome: 'postponed' };
        },
      },
      clock,
    );
    expect(await slow.deliver(event)).toEqual([]);
    expect([(await sends())[0]?.state, await timedWorkIn(table)]).toEqual(['unknown', []]);
  });

  it('has a time limit in the claim’s transaction and none after its outcome, at eight write units a mail', async () => {
    const event = await answer();
    const { table: counted, measure } = metered(table);
    const limits: number[] = [];
    const sendMail: Outbox['sendMail'] = async (mail, tags) => {
      limits.push((await timedWorkIn(table, UNANSWERED_KIND)).length);
      return box.sendMail(mail, tags);
    };
    const worker = emailOf(counted, bucket.files, { ...box, sendMail }, clock);
    const { cost } = await measure(() => worker.deliver(event));
    expect([limits, await timedWorkIn(table)]).toEqual([[1], []]);
    // Mark, send and Message-ID; outcome, event and the provider's Message-ID: 12 without the limit.
    expect(cost.writeUnits).toBe(20);
  });
});

describe('an answer to a ticket that is gone', () => {
  it('is done without a mail', async () => {
    const event = await answer();
    const before = await snapshot(table);
    const gone = {
      ...event,
      id: 'evt_gone',
      data: { ...event.data, ticketId: 'tkt_00000000000000000000000000' },
    };
    expect(await mailroom.deliver(gone)).toEqual([]);
    expect(box.sent).toEqual([]);
    expect((await snapshot(table)).length).toBe(before.length + 1);
  });
});
