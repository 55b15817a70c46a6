// Runs all email fixtures through the worker: in order, repeated, in reverse order and concurrently.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { indexOutbound } from '../../../functions/email/inbound/email-index.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { createTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { contextAt, NOON, stoppedClock } from '../../support/context.ts';
import { outbox } from '../../support/email/mail.ts';
import { KNOWN_MESSAGE_ID, type MailFixture, mailFixtures } from '../../support/email/mail-fixtures.ts';
import { emailOf } from '../../support/email.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import { apisOf, newCustomer } from '../../support/http/apis.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';
import { TICKET_ID, ticketWith } from '../../support/tickets/tickets.ts';

const fixtures = mailFixtures();
let bucket: TestBucket;
let table: Table;
let email: ReturnType<typeof emailOf>;

beforeAll(async () => {
  bucket = await testBucket();
});
afterAll(() => bucket.stop());

beforeEach(async () => {
  table = await freshTable();
  const clock = stoppedClock();
  email = emailOf(table, bucket.files, outbox(), clock);
  const { id } = await newCustomer(apisOf(table), 'ada');
  const context = contextAt();
  await commitOrFail(table, context, {
    writes: [
      createTicket(ticketWith({ customerId: id })),
      indexOutbound(KNOWN_MESSAGE_ID, TICKET_ID, new Date(NOON)),
    ],
  });
});

const envelopeOf = ({ name }: MailFixture) => ({
  source: name.startsWith('bounce') ? '' : 'sender@example.org',
});

/** Returns by name where each fixture that became a customer's message was placed. */
async function messagesByName(): Promise<Record<string, string>> {
  const messages = (await eventsIn(table)).filter(({ actor }) => actor.role === 'customer');
  const named = messages.map(({ data, type }) => {
    const { messageId, subject } = data.mail as { messageId?: string; subject: string };
    const fixture = fixtures.find(({ expected }) =>
      messageId === undefined || messageId.startsWith('fixed@')
        ? expected.subject === subject
        : expected.messageId === messageId,
    );
    const place = data.ticketId === TICKET_ID ? 'message on the known ticket' : 'ticket';
    return [fixture?.name, type === 'ticket.opened' || place !== 'ticket' ? place : 'added'] as const;
  });
  return Object.fromEntries(named.toSorted());
}

const expectedMessages = () =>
  Object.fromEntries(
    fixtures
      .filter(({ expected }) => /^(ticket|message)/.test(expected.becomes))
      .map(({ name, expected }) => [name, expected.becomes.replace(' of two mails', '')]),
  );

async function figures() {
  const events = await eventsIn(table);
  const notes = events.filter(({ data }) => data.visibility === 'internal').length;
  const answers = events.filter(
    ({ data, type }) => type === 'ticket.message_added' && data.visibility === 'public',
  );
  const mails: Item[] = await itemsOfKind(table, 'mail');
  return {
    tickets: (await itemsOfKind(table, 'ticket')).length - 1,
    onKnownTicket: answers.filter(({ data }) => data.ticketId === TICKET_ID).length,
    onOthers: answers.filter(({ data }) => data.ticketId !== TICKET_ID).length,
    notes,
    suspended: mails
      .filter(({ outcome }) => outcome === 'suspended')
      .map(({ row }) => (row as { reason: string }).reason)
      .sort(),
    mails: mails.length,
  };
}

function expectedFigures() {
  const becoming = (start: string) => fixtures.filter(({ expected }) => expected.becomes.startsWith(start));
  return {
    // The two emails with one Message-ID share a ticket.
    tickets: becoming('ticket').length - 1,
    onKnownTicket: becoming('message').length,
    onOthers: 1,
    notes: becoming('note').length,
    suspended: becoming('suspended')
      .map(({ expected }) => expected.becomes.slice('suspended: '.length))
      .sort(),
    mails: fixtures.length,
  };
}

async function receiveAll(mails: readonly MailFixture[]): Promise<void> {
  for (const mail of mails)
    expect([mail.name, await email.receive(mail.raw, envelopeOf(mail))]).toEqual([mail.name, true]);
}

describe('the email fixtures', () => {
  it('have the expected outcome, each once, even if they arrive twice', async () => {
    await receiveAll(fixtures);
    expect(await figures()).toEqual(expectedFigures());
    expect(await messagesByName()).toEqual({
      ...expectedMessages(),
      'duplicate-message-id-second': 'added',
    });
    await receiveAll(fixtures);
    expect(await figures()).toEqual(expectedFigures());
  });

  it('have the same outcome in reverse order with duplicates', async () => {
    const backwards = fixtures.toReversed();
    await receiveAll([...backwards, ...backwards.filter((_, index) => index % 3 === 0)]);
    expect(await figures()).toEqual(expectedFigures());
  });

  it('have the same outcome if each arrives three times at the same moment', async () => {
    for (const mail of fixtures) {
      const notification = await email.store(mail.raw, envelopeOf(mail));
      for (let failed = [0, 1, 2]; failed.length > 0; )
        failed = await email.deliver(...failed.map(() => notification));
    }
    expect(await figures()).toEqual(expectedFigures());
  });
});
