import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseMail } from '../../../functions/mailroom/parse-mail.ts';
import { replyAddress, ticketOfAddresses } from '../../../functions/mailroom/reply-address.ts';
import { REPLY_KIND } from '../../../functions/mailroom/send-reply.ts';
import type { DomainEvent } from '../../../functions/platform/events/envelope.ts';
import { composeMail, type Mail } from '../../../functions/platform/mail/compose-mail.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { addMessage } from '../../../functions/tickets/index.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/apis.ts';
import type { Json } from '../../support/call-api.ts';
import { as, contextAt, NOON, stoppedClock } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { lostConnection, withFault } from '../../support/faults.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { freshTable, snapshot } from '../../support/fresh-table.ts';
import { testKeys } from '../../support/keyring.ts';
import { type Outbox, outbox } from '../../support/mail.ts';
import { INBOUND_DOMAIN, mailroomOf, mailText } from '../../support/mailroom.ts';
import { outreachQueue } from '../../support/outreach.ts';
import { dueMessage } from '../../support/queue.ts';
import { dueIn, eventsIn, kindIn } from '../../support/stored.ts';

let bucket: TestBucket;
let table: Table;
let apis: Apis;
let box: Outbox;
let mailroom: ReturnType<typeof mailroomOf>;
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
  mailroom = mailroomOf(table, bucket.files, box, clock);
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

const sends = () => kindIn(table, 'send');
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
    const mail = await parseMail(await composeMail(sent()));
    expect(mail.header('auto-submitted')).toEqual([]);
    expect(mail.header('x-auto-response-suppress')).toEqual([]);
    expect(mail.header('reply-to')).toEqual([await replyAddress(testKeys, ticketId, INBOUND_DOMAIN)]);
    expect(mail.answers).toEqual(['first@mail.example']);
    expect(mail.messageId).toBe(sent().messageId);
  });

  it('of a rule is marked as an automatic reply', async () => {
    await mailroom.deliver(await answer('We got it.', { automatic: true }, as('service')));
    const mail = await parseMail(await composeMail(sent()));
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
    expect((await kindIn(table, 'mail')).map(({ row }) => (row as Json)?.reason)).toContain('loop');
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

  it('is an honest unknown when the worker dies while it is sent, and is settled by the provider’s report', async () => {
    const event = await answer();
    box.next.push(lostConnection());
    expect(await mailroom.deliver(event)).toEqual([0]);
    expect(await mailroom.deliver(event)).toEqual([]);
    expect([box.sent.length, (await sends())[0]?.state]).toEqual([1, 'claimed']);
    await outreachQueue(table, box, clock)(report('Delivery'));
    expect((await sends())[0]?.state).toBe('delivered');
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
    const [due] = await dueIn(table, REPLY_KIND);
    expect(due).toMatchObject({ queue: 'mailroom', at: '2026-03-10T12:01:00.000Z' });
    clock.set('2026-03-10T12:01:00.000Z');
    const message = dueMessage(due ?? {});
    expect(await mailroom.deliver(message, message)).toEqual([]);
    expect(box.sent).toHaveLength(2);
    expect(new Set(box.sent.map(({ mail }) => mail.messageId)).size).toBe(1);
    expect([(await sends())[0]?.state, await dueIn(table)]).toEqual(['sent', []]);
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
    const closed = mailroomOf(table, bucket.files, box, clock, { inboundDomain: undefined });
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
    const mail = await parseMail(await composeMail(sent()));
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
