import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { indexOutbound } from '../../../functions/email/inbound/email-index.ts';
import { replyAddress } from '../../../functions/email/threading/reply-address.ts';
import { DAY_MS, MINUTE_MS } from '../../../functions/platform/clock.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { REOPEN_WINDOW_MS } from '../../../functions/tickets/core/lifecycle.ts';
import { loadTicket } from '../../../functions/tickets/index.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { outbox } from '../../support/email/mail.ts';
import { emailOf, INBOUND_DOMAIN, mailText } from '../../support/email.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { type Apis, apisOf, newCustomer } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { testKeys } from '../../support/keyring.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { conflict, lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';

let bucket: TestBucket;
let table: Table;
let apis: Apis;
let email: ReturnType<typeof emailOf>;
const clock = stoppedClock();

beforeAll(async () => {
  bucket = await testBucket();
});
afterAll(() => bucket.stop());
beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table, clock);
  email = emailOf(table, bucket.files, outbox(), clock);
});

const opened = () => eventsIn(table, 'ticket.opened');
const openedData = async (): Promise<Json> => (await opened())[0]?.data;
const added = () => eventsIn(table, 'ticket.message_added');
const tickets = async (): Promise<Json[]> => itemsOfKind(table, 'ticket');
const reasons = async () =>
  (await itemsOfKind(table, 'mail')).flatMap(({ row }) => (row ? [(row as Json).reason] : []));

/** Opens a ticket by an email of Ada with the Message-ID `first@mail.example`. */
async function adasTicket(): Promise<{ id: string; customerId: string; address: string }> {
  await email.receive(mailText({ id: 'first@mail.example' }));
  const [event] = await opened();
  const id = String(event?.data.ticketId);
  return {
    id,
    customerId: String(event?.customerId),
    address: await replyAddress(testKeys, id, INBOUND_DOMAIN),
  };
}

async function changeStatus(ticketId: string, status: string): Promise<void> {
  const ticket = await loadTicket(table, ticketId);
  const body = { status, version: ticket?.version };
  const answer = await apis.tickets('changeStatus', { params: { ticketId }, body });
  expect(answer.status).toBe(200);
}

describe('an email from a new sender', () => {
  it('creates a customer and opens a ticket with its new text', async () => {
    const body =
      'It does not light.\r\n\r\n-- \r\nAda\r\n\r\nOn 9 Mar 2026 at 10:00, Shop wrote:\r\n> Thanks for your order.';
    expect(await email.receive(mailText({ subject: 'Re: Broken lamp', id: 'a@b' }, body))).toBe(true);
    const [event] = await opened();
    expect(event).toMatchObject({
      actor: { role: 'customer', id: event?.customerId },
      data: {
        channel: 'email',
        subject: 'Broken lamp',
        message: 'It does not light.',
        openedBy: 'customer',
        mail: {
          messageId: 'a@b',
          from: 'Ada <ada@example.org>',
          to: [`help@${INBOUND_DOMAIN}`],
          cc: [],
          subject: 'Re: Broken lamp',
          quoted: 'On 9 Mar 2026 at 10:00, Shop wrote:\n> Thanks for your order.',
          signature: '-- \nAda',
        },
      },
    });
    const { body: customer } = await apis.customers('findCustomer', { query: { email: 'ada@example.org' } });
    expect(customer).toMatchObject({ id: event?.customerId, name: 'Ada' });
  });

  it('finds an existing customer whatever the case of the address', async () => {
    const { id } = await newCustomer(apis, 'ada');
    await email.receive(mailText({ from: 'ADA@Example.ORG' }));
    expect((await opened())[0]?.customerId).toBe(id);
  });

  it('opens a ticket named after the beginning of its text if it has no subject', async () => {
    await email.receive(mailText({ subject: '' }, 'word '.repeat(40)));
    const { subject } = (await opened())[0]?.data ?? {};
    expect(subject).toMatch(/^word word .*…$/);
    expect(String(subject).length).toBe(80);
  });

  it('opens a ticket with a subject truncated to 200 characters', async () => {
    await email.receive(mailText({ subject: 'x'.repeat(300) }));
    expect(String((await opened())[0]?.data.subject)).toBe(`${'x'.repeat(199)}…`);
  });

  it('creates one customer for two concurrent emails', async () => {
    const notices = [
      await email.store(mailText({ id: '1@x', subject: 'Lamp' })),
      await email.store(mailText({ id: '2@x', subject: 'Chair' })),
    ];
    for (let rest = notices; rest.length > 0; ) {
      const failed = await email.deliver(...rest);
      rest = failed.flatMap((index) => rest[index] ?? []);
    }
    expect(await itemsOfKind(table, 'customer')).toHaveLength(2); // the profile and its email identity
    expect(await tickets()).toHaveLength(2);
    expect(new Set((await opened()).map(({ customerId }) => customerId)).size).toBe(1);
  });
});

describe('the same email', () => {
  it('is one message if it arrives twice, concurrently, or is stored under two keys', async () => {
    const raw = mailText({ id: 'same@x' });
    const notice = await email.store(raw);
    for (let failed = [0, 1]; failed.length > 0; ) failed = await email.deliver(...failed.map(() => notice));
    const before = await snapshot(table);
    expect(await email.receive(raw)).toBe(true);
    expect(await email.receive(`Received: from elsewhere\r\n${raw}`)).toBe(true);
    expect(await snapshot(table)).toEqual(before);
    expect(await opened()).toHaveLength(1);
  });

  it('is one message even without a Message-ID', async () => {
    const raw = mailText({});
    await email.receive(raw);
    await email.receive(raw);
    expect([(await opened()).length, (await added()).length]).toEqual([1, 0]);
  });

  for (const when of ['before', 'after'] as const)
    it(`is one message when the worker dies ${when} its write`, async () => {
      const notice = await email.store(mailText({ id: 'dies@x' }));
      for (let skip = 0; skip < 2; skip += 1) {
        const fault = { command: 'TransactWriteItems', error: lostConnection, skip, when } as const;
        await withFault(table, fault, () => email.deliver(notice));
      }
      expect(await email.deliver(notice)).toEqual([]);
      expect([(await opened()).length, (await tickets()).length]).toEqual([1, 1]);
    });

  it('is accepted although its writes conflict with others', async () => {
    const fault = { command: 'TransactWriteItems', error: conflict, times: 3 } as const;
    expect(await withFault(table, fault, () => email.receive(mailText({ id: 'c@x' })))).toBe(true);
    expect(await opened()).toHaveLength(1);
  });

  it('is another message of the same ticket if its text differs under the same Message-ID', async () => {
    await email.receive(mailText({ id: 'fixed@x' }, 'one'));
    clock.set(later(NOON, DAY_MS));
    await email.receive(mailText({ id: 'fixed@x' }, 'two'));
    expect((await added()).map(({ data }) => data.message)).toEqual(['two']);
  });

  it('is retried if it is not in the bucket yet', async () => {
    const notice = await email.store(mailText({}));
    const missing = structuredClone(notice);
    missing.receipt.action.objectKey = 'inbound/nothing-here';
    expect(await email.deliver(missing)).toEqual([0]);
    expect(await snapshot(table)).toEqual([]);
  });
});

describe('a second email with the same subject', () => {
  const second = () =>
    email.receive(mailText({ id: 'second@x', subject: 'RE: broken  LAMP' }, 'And a picture.'));

  it('is a message of the same ticket within ten minutes', async () => {
    const { id } = await adasTicket();
    clock.set(later(NOON, 10 * MINUTE_MS));
    await second();
    expect((await added()).map(({ data }) => [data.ticketId, data.message])).toEqual([
      [id, 'And a picture.'],
    ]);
  });

  it('opens its own ticket a millisecond later', async () => {
    await adasTicket();
    clock.set(later(NOON, 10 * MINUTE_MS + 1));
    await second();
    expect(await tickets()).toHaveLength(2);
    clock.set(later(NOON, 15 * MINUTE_MS));
    await email.receive(mailText({ id: 'third@x' }, 'To the second.'));
    expect(await added()).toHaveLength(1);
  });

  it('opens its own ticket if the first was solved in the meantime', async () => {
    const { id } = await adasTicket();
    await changeStatus(id, 'solved');
    await second();
    expect(await tickets()).toHaveLength(2);
  });

  it('opens its own ticket if it has another sender', async () => {
    await adasTicket();
    await email.receive(mailText({ from: 'bob@example.org', id: 'bob@x' }));
    expect(await tickets()).toHaveLength(2);
  });

  it('joins the ticket of the first if all arrive at the same moment', async () => {
    const notices = await Promise.all(
      ['1@x', '2@x', '3@x'].map((id) => email.store(mailText({ id }, `I am ${id}`))),
    );
    for (let rest = notices; rest.length > 0; ) {
      const failed = await email.deliver(...rest);
      rest = failed.flatMap((index) => rest[index] ?? []);
    }
    expect([(await opened()).length, (await added()).length]).toEqual([1, 2]);
  });

  it('joins a conversation that another email starts at the same moment', async () => {
    await newCustomer(apis, 'ada');
    const rival = async () => {
      await email.receive(mailText({ id: 'rival@x' }, 'I was faster.'));
    };
    await withConcurrentChange(table, rival, async () => expect(await second()).toBe(true));
    expect([(await opened()).length, (await added()).length]).toEqual([1, 1]);
  });
});

describe('an answer', () => {
  it('to the reply address wakes a pending ticket and reopens a solved one', async () => {
    const { id, address } = await adasTicket();
    await changeStatus(id, 'pending');
    await email.receive(mailText({ to: address, id: '2@x', subject: 'anything' }, 'one'));
    expect((await loadTicket(table, id))?.status).toBe('open');
    await changeStatus(id, 'solved');
    await email.receive(mailText({ to: address.toUpperCase(), id: '3@x', subject: '' }, 'two'));
    expect(await loadTicket(table, id)).toMatchObject({ status: 'open', reopens: 1 });
    expect(await tickets()).toHaveLength(1);
  });

  it('finds the reply address among the recipients of the envelope', async () => {
    const { id, address } = await adasTicket();
    await email.receive(mailText({ to: 'list@example.net', subject: 'x', id: '2@x' }), {
      recipients: [address],
    });
    expect((await added())[0]?.data.ticketId).toBe(id);
  });

  it('of the customer joins the ticket by references to inbound and outbound emails', async () => {
    const { id } = await adasTicket();
    await commitOrFail(table, contextAt(), { writes: [indexOutbound('went@ours', id, new Date(NOON))] });
    const answer = (reference: string, own: string) =>
      mailText({ id: own, subject: 'new words', headers: `References: <unknown@x> <${reference}>` }, own);
    clock.set(later(NOON, DAY_MS));
    await email.receive(answer('first@mail.example', '2@x'));
    await email.receive(answer('went@ours', '3@x'));
    await email.receive(answer('3@x', '4@x'));
    expect((await added()).map(({ data }) => data.ticketId)).toEqual([id, id, id]);
  });

  it('reopens a solved ticket within the reopen window and opens a follow-up after it', async () => {
    const { id, address } = await adasTicket();
    await changeStatus(id, 'solved');
    clock.set(later(NOON, REOPEN_WINDOW_MS - 1));
    await email.receive(mailText({ to: address, id: '2@x' }, 'still here'));
    expect((await loadTicket(table, id))?.reopens).toBe(1);
    await changeStatus(id, 'solved');
    clock.set(later(NOON, 2 * REOPEN_WINDOW_MS - 1));
    await email.receive(mailText({ to: address, id: '3@x' }, 'again'));
    expect((await loadTicket(table, id))?.status).toBe('solved');
    const followUp = (await opened()).find(({ data }) => data.followUpOf !== undefined);
    expect(followUp?.data).toMatchObject({ followUpOf: id, message: 'again' });
  });

  it('of a third party to the reply address is a message with their name and a remark', async () => {
    const { id, address, customerId } = await adasTicket();
    await email.receive(mailText({ from: 'Bob <bob@example.net>', to: address, id: 'b@x' }, 'I saw it too.'));
    expect((await added())[0]).toMatchObject({
      customerId,
      data: { ticketId: id, mail: { from: 'Bob <bob@example.net>', notes: ['third_party'] } },
    });
    const found = await apis.customers('findCustomer', { query: { email: 'bob@example.net' } });
    expect(found.status).toBe(404);
  });

  it('of a stranger who only knows a Message-ID opens a ticket of their own', async () => {
    const { id } = await adasTicket();
    const before = await loadTicket(table, id);
    const headers = 'In-Reply-To: <first@mail.example>';
    await email.receive(mailText({ from: 'eve@example.net', id: 'e@x', headers }, 'Let me in.'));
    expect(await loadTicket(table, id)).toEqual(before);
    expect(await tickets()).toHaveLength(2);
  });

  it('with the Message-ID of another email neither joins its ticket nor attracts its answers', async () => {
    const { id } = await adasTicket();
    await email.receive(mailText({ from: 'eve@example.net', id: 'first@mail.example' }, 'Mine now.'));
    await email.receive(
      mailText(
        { id: 'ada-2@x', subject: 'other', headers: 'References: <first@mail.example>' },
        'To my ticket.',
      ),
    );
    expect((await added()).map(({ data }) => [data.ticketId, data.message])).toEqual([[id, 'To my ticket.']]);
  });

  it('to a forged reply address opens a ticket', async () => {
    const { address } = await adasTicket();
    const forged = address.replace(/\.[^.@]{16}@/, '.0000000000000000@');
    await email.receive(mailText({ from: 'eve@example.net', to: forged, id: 'e@x' }));
    expect([(await tickets()).length, (await added()).length]).toEqual([2, 0]);
  });

  it('that fails DMARC joins no ticket by its references and is marked for staff', async () => {
    const { id } = await adasTicket();
    const headers = 'In-Reply-To: <first@mail.example>';
    await email.receive(mailText({ id: '2@x', headers }, 'Pay me.'), { dmarc: 'FAIL' });
    expect(await added()).toEqual([]);
    const other = (await opened()).find(({ data }) => data.ticketId !== id);
    expect(other?.data.mail).toMatchObject({ notes: ['dmarc_failed'] });
  });
});

const PDF = Buffer.from('%PDF-1.4\n').toString('base64');
const withFiles = (id: string, ...files: [name: string, base64: string][]) =>
  [
    'From: ada@example.org',
    'Subject: Files',
    `Message-ID: <${id}>`,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'See.',
    ...files.flatMap(([name, base64]) => [
      '--b',
      `Content-Type: application/octet-stream; name="${name}"`,
      'Content-Disposition: attachment',
      'Content-Transfer-Encoding: base64',
      '',
      base64,
    ]),
    '--b--',
    '',
  ].join('\r\n');

describe('an attachment', () => {
  it('is stored in the customer’s folder with the type of its extension', async () => {
    await email.receive(withFiles('f@x', ['offer.pdf', PDF], ['tool.exe', PDF]));
    const { attachments, mail } = await openedData();
    const [{ customerId } = {}] = await opened();
    expect(attachments).toEqual([
      {
        id: expect.stringMatching(/^att_/),
        filename: 'offer.pdf',
        contentType: 'application/pdf',
        bytes: 9,
        key: `attachments/${customerId}/${attachments[0].id}/offer.pdf`,
      },
    ]);
    expect((await bucket.files.get(attachments[0].key, 100))?.toString()).toBe('%PDF-1.4\n');
    expect((await bucket.files.stat(attachments[0].key))?.contentType).toBe('application/pdf');
    expect(mail.refused).toEqual([{ name: 'tool.exe', reason: 'type_not_allowed' }]);
  });

  it('is not kept if a virus was found, and staff are notified once', async () => {
    const notice = await email.store(withFiles('v@x', ['offer.pdf', PDF]), { virus: 'FAIL' });
    await email.deliver(notice);
    await email.deliver(notice);
    expect((await opened())[0]?.data).toMatchObject({
      mail: { notes: ['virus'], refused: [{ name: 'offer.pdf', reason: 'virus' }] },
    });
    expect((await opened())[0]?.data.attachments).toBeUndefined();
    expect((await added()).map(({ data }) => [data.visibility, data.automatic])).toEqual([
      ['internal', true],
    ]);
  });

  it('with a virus is reported to staff by the retry if the worker died before the note', async () => {
    const notice = await email.store(withFiles('v2@x', ['offer.pdf', PDF]), { virus: 'FAIL' });
    const fault = { command: 'TransactWriteItems', error: lostConnection, skip: 2 } as const;
    expect(await withFault(table, fault, () => email.deliver(notice))).toEqual([0]);
    expect(await email.deliver(notice)).toEqual([]);
    expect(await added()).toHaveLength(1);
  });

  it('contains the whole text if the text is longer than a message', async () => {
    const text = 'wörd '.repeat(7000).trim();
    await email.receive(mailText({ id: 'long@x' }, text));
    const { message, attachments, mail } = await openedData();
    expect(message.length).toBeLessThanOrEqual(32_000);
    expect(message).toMatch(/attached as message\.txt\.\]$/);
    expect(mail.notes).toEqual(['cut']);
    expect((await bucket.files.get(attachments[0].key, 100_000))?.toString()).toBe(text);
  });

  it('at its maximum, with the longest text and quote, still fits into an event', async () => {
    const quote = `> ${'漢'.repeat(80)}\r\n`;
    const names = Array.from(
      { length: 20 },
      (_, index) => [`${'漢'.repeat(200)}${index}.pdf`, PDF] as [string, string],
    );
    const raw = withFiles('max@x', ...names)
      .replace('See.', `${'漢'.repeat(40_000)}\r\n${quote.repeat(1000)}`)
      .replace('text/plain', 'text/plain; charset=utf-8')
      .replace(
        'Subject:',
        `Cc: ${Array.from({ length: 200 }, (_, at) => `"${'漢'.repeat(150)}" <a${at}@x.example>`).join(', ')}\r\nSubject:`,
      );
    await email.receive(raw);
    const [event] = await opened();
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(250_000);
    // 20 files and the whole text.
    expect(event?.data.attachments).toHaveLength(21);
  });
});

describe('an automated or unwanted email', () => {
  it('is suspended if it is spam, unless its verified sender uses the reply address', async () => {
    const { id, address } = await adasTicket();
    await email.receive(mailText({ from: 'spam@example.net', id: 's@x' }), { spam: 'FAIL' });
    expect([await reasons(), (await tickets()).length]).toEqual([['spam'], 1]);
    await email.receive(mailText({ to: address, id: '2@x' }, 'really me'), { spam: 'FAIL' });
    expect((await added())[0]?.data).toMatchObject({ ticketId: id, mail: { notes: ['spam'] } });
  });

  it('becomes a note if it is an automatic reply, and neither wakes nor reopens the ticket', async () => {
    const { id, address } = await adasTicket();
    await changeStatus(id, 'solved');
    const before = await loadTicket(table, id);
    const raw = mailText({ to: address, id: 'away@x', headers: 'Auto-Submitted: auto-replied' }, 'Away.');
    await email.receive(raw);
    await email.receive(raw);
    expect((await loadTicket(table, id))?.status).toBe('solved');
    expect((await loadTicket(table, id))?.reopens).toBe(before?.reopens);
    expect((await added()).map(({ data }) => [data.visibility, data.automatic, data.message])).toEqual([
      ['internal', true, 'Automatic reply from Ada <ada@example.org>:\n\nAway.'],
    ]);
  });

  it('is suspended if it is an automatic reply of a stranger, whatever it refers to', async () => {
    await adasTicket();
    const headers = 'Auto-Submitted: auto-replied\r\nIn-Reply-To: <first@mail.example>';
    await email.receive(mailText({ from: 'eve@example.net', id: 'away@x', headers }));
    expect([await reasons(), await added()]).toEqual([['auto_reply'], []]);
  });

  it('is suspended if it has no sender or an impossible one', async () => {
    await email.receive('Subject: nobody\r\n\r\nBoo.\r\n');
    await email.receive(mailText({ from: 'a b c@exa mple' }));
    expect(await reasons()).toEqual(['no_sender', 'no_sender']);
    expect(await itemsOfKind(table, 'customer')).toEqual([]);
  });

  it('is logged without name, address or subject', async () => {
    const lines: string[] = [];
    const write = process.stdout.write;
    process.stdout.write = (line: string) => lines.push(line) > 0;
    try {
      await email.receive(mailText({ id: 'l@x' }));
      await email.receive(mailText({ from: 'eve@example.net', id: 's@x' }), { spam: 'FAIL' });
    } finally {
      process.stdout.write = write;
    }
    expect(lines.join('')).toContain('"mailSuspended":1');
    expect(lines.join('')).toContain('"mailTaken":1');
    expect(lines.join('')).not.toMatch(/example\.(org|net)|Broken|Ada/);
  });
});

describe('a bounce', () => {
  const bounce = (
    status: string,
    { recipient = 'ada@example.org', original = 'went@ours', action = 'failed' } = {},
  ) =>
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example.org',
      'Subject: Undelivered',
      `Message-ID: <${status}.${recipient}.${original}@mx>`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Sorry.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.org',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${original}>`,
      '--b--',
      '',
    ].join('\r\n');
  const suppressed = async () =>
    (await apis.customers('findCustomer', { query: { email: 'ada@example.org' } })).body.suppressed;

  let ticketId: string;
  beforeEach(async () => {
    ticketId = (await adasTicket()).id;
    await commitOrFail(table, contextAt(), {
      writes: [indexOutbound('went@ours', ticketId, new Date(NOON))],
    });
  });

  it('of an address that does not exist suppresses the address and adds one note', async () => {
    await email.receive(bounce('5.1.1'), { source: '' });
    await email.receive(bounce('5.1.1'), { source: '' });
    expect(await suppressed()).toBe('bounce');
    expect((await added()).map(({ data }) => [data.ticketId, data.visibility, data.message])).toEqual([
      [ticketId, 'internal', expect.stringContaining('could not be delivered (5.1.1). Nothing more')],
    ]);
    expect(await eventsIn(table, 'customer.updated')).toHaveLength(1);
  });

  for (const [status, action] of [
    ['4.4.1', 'delayed'],
    ['5.2.2', 'failed'],
    ['5.7.1', 'failed'],
  ] as const)
    it(`with ${status} adds a note and suppresses nothing`, async () => {
      await email.receive(bounce(status, { action }), { source: '' });
      expect([await suppressed(), (await added()).length]).toEqual([undefined, 1]);
    });

  it('for a recipient other than the customer suppresses nothing', async () => {
    await email.receive(bounce('5.1.1', { recipient: 'bob@example.org' }), { source: '' });
    expect([await suppressed(), (await added()).length]).toEqual([undefined, 1]);
  });

  it('that names no email of ours is suspended, even if it names one of the customer', async () => {
    await email.receive(bounce('5.1.1', { original: 'invented@ours' }), { source: '' });
    await email.receive(bounce('5.1.1', { original: 'first@mail.example' }), { source: '' });
    expect([await suppressed(), await added(), await reasons()]).toEqual([
      undefined,
      [],
      ['bounce', 'bounce'],
    ]);
  });

  it('adds the note on the retry if the worker died after the suppression', async () => {
    const notice = await email.store(bounce('5.1.1'), { source: '' });
    const fault = { command: 'TransactWriteItems', error: lostConnection, skip: 1 } as const;
    expect(await withFault(table, fault, () => email.deliver(notice))).toEqual([0]);
    expect([await suppressed(), await added()]).toEqual(['bounce', []]);
    expect(await email.deliver(notice)).toEqual([]);
    expect(await added()).toHaveLength(1);
    expect(await eventsIn(table, 'customer.updated')).toHaveLength(1);
  });
});

describe('a stage without an inbound domain', () => {
  it('fails to process an inbound email', async () => {
    const closed = emailOf(table, bucket.files, outbox(), clock, { inboundDomain: undefined });
    expect(await closed.receive(mailText({}))).toBe(false);
  });
});
