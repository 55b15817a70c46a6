// Emails that no person writes: each is accepted, or suspended with its reason, and none is retried forever.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '../../../functions/platform/table/table.ts';
import { stoppedClock } from '../../support/context.ts';
import { outbox } from '../../support/email/mail.ts';
import { emailOf, INBOUND_DOMAIN, mailText } from '../../support/email.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import { dueMessage } from '../../support/queue.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';

let bucket: TestBucket;
let table: Table;
let apis: Apis;
let email: ReturnType<typeof emailOf>;
const AGENT = { role: 'agent', id: 'agent-1' } as const;

beforeAll(async () => {
  bucket = await testBucket();
});
afterAll(() => bucket.stop());
beforeEach(async () => {
  table = await freshTable();
  const clock = stoppedClock();
  apis = apisOf(table, clock);
  email = emailOf(table, bucket.files, outbox(), clock);
});

const opened = () => eventsIn(table, 'ticket.opened');
const suspended = async () => (await apis.email('listSuspendedEmails', { query: {}, as: AGENT })).body.items;

const attached = (name: string, type: string) =>
  [
    'From: ada@example.org',
    'Subject: File',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'See.',
    '--b',
    `Content-Type: ${type}; name="${name}"`,
    'Content-Disposition: attachment',
    '',
    'x',
    '--b--',
    '',
  ].join('\r\n');

const odd: [what: string, raw: string][] = [
  ['a subject of 64 KB', mailText({ subject: 'x'.repeat(64 * 1024) })],
  [
    'a subject that is truncated in the middle of a surrogate pair',
    mailText({ subject: `x${'😀'.repeat(2000)}` }),
  ],
  [
    'a name that is truncated in the middle of a surrogate pair',
    mailText({ from: `"x${'😀'.repeat(400)}" <ada@example.org>` }),
  ],
  [
    '1,000 references',
    mailText({
      headers: `References: ${Array.from({ length: 1000 }, (_, at) => `<r${at}@x>`).join('\r\n ')}`,
    }),
  ],
  [
    'NUL characters in its headers and its text',
    mailText({ subject: 'a\u0000b', headers: 'X-A: \u0000' }, 'c\u0000d'),
  ],
  ['half a surrogate pair in its text', mailText({ headers: 'X-Charset: x' }, '&#xD83D; \ud83d')],
  ['a header folded 10,000 times', mailText({ headers: `X-A: 1${'\r\n x'.repeat(3000)}` })],
  ['a date in the year 275760', mailText({ headers: 'Date: Sat, 13 Sep 275760 00:00:00 +0000' })],
  [
    'a date beyond the largest JavaScript date',
    mailText({ headers: 'Date: Sat, 13 Sep 275761 00:00:00 +0000' }),
  ],
  ['a Message-ID of 40 KB', mailText({ headers: `Message-ID: <${'x'.repeat(40_000)}@x>` })],
  ['a file called constructor', attached('constructor', 'constructor')],
  ['a file called __proto__', attached('__proto__', '__proto__')],
  ['a file whose name is 100,000 dots', attached('.'.repeat(100_000), 'text/plain')],
];

describe('an odd email', () => {
  for (const [what, raw] of odd)
    it(`with ${what} is accepted`, async () => {
      expect(await email.receive(raw)).toBe(true);
      const [event] = await opened();
      expect(JSON.stringify(event).isWellFormed()).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(240_000);
    });

  for (const count of [501, 3000])
    it(`to ${count} recipients is accepted`, async () => {
      const recipients = Array.from({ length: count }, (_, at) => `r${at}@${INBOUND_DOMAIN}`);
      const long = `${'x'.repeat(2000)}@${INBOUND_DOMAIN}`;
      const raw = mailText({ to: recipients.join(',\r\n ') });
      expect(await email.receive(raw, { recipients: [long, ...recipients] })).toBe(true);
      expect(await opened()).toHaveLength(1);
    });

  it('of 700,000 empty lines is suspended with reason and size, and can be released', async () => {
    const raw = mailText({ id: 'big@x' }, '\r\n'.repeat(700_000));
    expect(await email.receive(raw)).toBe(true);
    expect(await email.receive(raw)).toBe(true);
    expect(await opened()).toEqual([]);
    const [row, ...others] = await suspended();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      reason: 'unreadable',
      why: 'too_many_lines',
      bytes: raw.length,
      from: 'ada@example.org',
      subject: 'Broken lamp',
    });
    const release = { params: { mailId: row.id }, body: {}, as: AGENT };
    expect((await apis.email('releaseSuspendedEmail', release)).status).toBe(202);
    const [due] = await itemsOfKind(table, 'due');
    expect(await email.deliver(dueMessage(due ?? {}))).toEqual([]);
    expect((await opened())[0]?.data).toMatchObject({
      message: 'This mail could not be read. It is attached as it came.',
      mail: { notes: ['unreadable'] },
    });
  });
});
