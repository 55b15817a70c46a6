import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RELEASE_KIND } from '../../../functions/email/suspended/suspended-email.ts';
import { MINUTE_MS } from '../../../functions/platform/clock.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { outbox } from '../../support/email/mail.ts';
import { emailOf, mailText } from '../../support/email.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';

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

const list = async (query = {}): Promise<Json> => (await apis.email('listSuspendedEmails', { query })).body;
const release = (mailId: string) => apis.email('releaseSuspendedEmail', { params: { mailId }, body: {} });
const opened = () => eventsIn(table, 'ticket.opened');
const spam = (id: string) =>
  email.receive(mailText({ from: 'Eve <eve@example.net>', id, subject: id }), { spam: 'FAIL' });

/** Returns the message of a release as the scheduler sends it. */
async function releaseMessage() {
  const [due] = await timedWorkIn(table, RELEASE_KIND);
  return dueMessage(due ?? {});
}

describe('the list of suspended emails', () => {
  it('shows sender, subject and reason, newest first and in pages', async () => {
    await spam('one@x');
    clock.set(later(NOON, MINUTE_MS));
    await email.receive(mailText({ from: 'news@example.net', id: 'two@x', headers: 'List-Id: <n>' }));
    const { items, next } = await list({ limit: '1' });
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^[0-9A-Z]{26}$/),
        at: later(NOON, MINUTE_MS),
        reason: 'list',
        from: 'news@example.net',
        subject: 'Broken lamp',
      },
    ]);
    const rest = await list({ limit: '1', cursor: next });
    expect(rest.items).toMatchObject([{ reason: 'spam', subject: 'one@x' }]);
  });

  it('is only for staff', async () => {
    const as = { role: 'customer', id: 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV' } as const;
    expect((await apis.email('listSuspendedEmails', { as })).status).toBe(403);
  });
});

describe('releasing a suspended email', () => {
  it('turns it into one message with its sender as the customer, and removes it from the list', async () => {
    await spam('one@x');
    const [{ id }] = (await list()).items;
    expect((await release(id)).status).toBe(202);
    const message = await releaseMessage();
    expect(await email.deliver(message, message)).toEqual([]);
    expect(await email.deliver(message)).toEqual([]);
    expect((await opened()).map(({ data }) => [data.subject, (data.mail as Json).from])).toEqual([
      ['one@x', 'Eve <eve@example.net>'],
    ]);
    expect([(await list()).items, await timedWorkIn(table)]).toEqual([[], []]);
    expect((await release(id)).status).toBe(404);
  });

  it('turns even a newsletter and a loop into messages', async () => {
    await email.receive(mailText({ id: '1@x', headers: 'List-Id: <n>' }));
    await email.receive(mailText({ id: '2@x', subject: 'b', headers: 'X-Rapport-Loop: x' }));
    for (const { id } of (await list()).items) {
      await release(id);
      await email.deliver(await releaseMessage());
    }
    expect(await opened()).toHaveLength(2);
  });

  it('does not lose the email when the worker dies at any write', async () => {
    await spam('one@x');
    await release((await list()).items[0].id);
    const message = await releaseMessage();
    for (const skip of [0, 1, 2]) {
      const fault = { command: 'TransactWriteItems', error: lostConnection, skip } as const;
      await withFault(table, fault, () => email.deliver(message));
    }
    await email.deliver(message);
    expect([(await opened()).length, await timedWorkIn(table)]).toEqual([1, []]);
  });

  for (const [title, raw] of [
    ['no sender', 'Subject: nobody\r\n\r\nBoo.\r\n'],
    ['an impossible sender address', mailText({ from: 'a b c@exa mple' })],
    ['several senders', mailText({ from: 'ada@example.org, eve@example.net' })],
  ] as const)
    it(`refuses an email with ${title} and leaves it suspended`, async () => {
      await email.receive(raw);
      const answer = await release((await list()).items[0].id);
      expect([answer.status, answer.body.code]).toEqual([409, 'suspended_email.no_sender']);
      expect([(await list()).items.length, await opened(), await timedWorkIn(table)]).toEqual([1, [], []]);
    });

  it('changes the reason to no_sender if an email suspended as spam has no sender', async () => {
    await email.receive('Subject: nobody\r\n\r\nWin.\r\n', { spam: 'FAIL' });
    const [{ id, reason }] = (await list()).items;
    expect([reason, (await release(id)).status]).toEqual(['spam', 202]);
    expect(await email.deliver(await releaseMessage())).toEqual([]);
    expect((await list()).items).toMatchObject([{ id, reason: 'no_sender' }]);
    expect((await release(id)).body.code).toBe('suspended_email.no_sender');
    expect([await opened(), await timedWorkIn(table)]).toEqual([[], []]);
  });

  it('refuses an unknown or malformed id', async () => {
    await email.receive(mailText({ id: 'good@x' }));
    const answer = await release('0'.repeat(26));
    expect([answer.status, answer.body.code]).toEqual([404, 'suspended_email.not_found']);
    expect((await release('not-an-id')).status).toBe(400);
  });

  it('replays the first answer for the same idempotency key and body', async () => {
    await spam('one@x');
    const [{ id }] = (await list()).items;
    const call = { params: { mailId: id }, body: {}, headers: { 'idempotency-key': 'k-1' } };
    const [first, second] = [
      await apis.email('releaseSuspendedEmail', call),
      await apis.email('releaseSuspendedEmail', call),
    ];
    expect([first.status, second.status, second.body]).toEqual([202, 202, first.body]);
    expect(await timedWorkIn(table, RELEASE_KIND)).toHaveLength(1);
  });
});
