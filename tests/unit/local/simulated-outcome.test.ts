import { describe, expect, it } from 'vitest';
import { editHeaders, isAddress, plainAddresses, splitMessage } from '../../../local/mail/mime.ts';
import { eventsOf, type SentMail } from '../../../local/mail/sending/simulated-outcome.ts';

const mail = (recipients: string[], infected = false): SentMail => ({
  id: 'id-1',
  timeMs: Date.parse('2026-11-22T10:00:00Z'),
  from: 'hello@shop.example',
  recipients,
  headers: [{ name: 'Subject', value: 'Hi' }],
  tags: { purpose: 'renewal' },
  configurationSet: 'set',
  account: '000000000000',
  region: 'eu-west-1',
  infected,
});

describe('the outcome of a mail', () => {
  it.each([
    ['ada@example.com', ['Send', 'Delivery']],
    ['success@simulator.amazonses.com', ['Send', 'Delivery']],
    ['ooto@simulator.amazonses.com', ['Send', 'Delivery']],
    ['bounce@simulator.amazonses.com', ['Send', 'Bounce']],
    ['bounce+label1@simulator.amazonses.com', ['Send', 'Bounce']],
    ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce']],
    ['complaint@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
  ])('to %s is %j', (recipient, types) => {
    expect(eventsOf(mail([recipient])).map(({ type }) => type)).toEqual(types);
  });

  it('is decided for each recipient separately', () => {
    const events = eventsOf(mail(['ada@example.com', 'bounce@simulator.amazonses.com']));
    expect(events.map(({ type }) => type)).toEqual(['Send', 'Delivery', 'Bounce']);
    expect(events[2]?.body).toMatchObject({
      eventType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }],
      },
      mail: {
        messageId: 'id-1',
        destination: ['ada@example.com', 'bounce@simulator.amazonses.com'],
        tags: { purpose: ['renewal'], 'ses:configuration-set': ['set'] },
      },
    });
  });

  it('is a rejection if the mail contains the test virus', () => {
    expect(eventsOf(mail(['ada@example.com'], true)).map(({ type }) => type)).toEqual(['Send', 'Reject']);
  });
});

describe('the header block', () => {
  const raw = Buffer.from(
    'From: a@b.example\r\nSubject: one\r\n two\r\nMessage-ID: <own>\r\n\r\nbody\r\n\r\nmore',
  );

  it('is read with folded lines joined', () => {
    expect(splitMessage(raw).headers).toEqual([
      { name: 'From', value: 'a@b.example' },
      { name: 'Subject', value: 'one two' },
      { name: 'Message-ID', value: '<own>' },
    ]);
  });

  it('is edited without touching anything else', () => {
    const edited = editHeaders(raw, ['message-id'], [{ name: 'Message-ID', value: '<ses>' }]).toString();
    expect(edited).toBe(
      'Message-ID: <ses>\r\nFrom: a@b.example\r\nSubject: one\r\n two\r\n\r\nbody\r\n\r\nmore',
    );
  });

  it('gives plain addresses, even behind names with commas', () => {
    expect(plainAddresses('"Lovelace, Ada" <ada@example.com>, bob@example.com')).toEqual([
      'ada@example.com',
      'bob@example.com',
    ]);
  });

  it.each([
    ['ada@example.com', true],
    ['ada+tag@mail.example.co', true],
    ['ada@localhost', false],
    ['ada example.com', false],
    ['ada@exa mple.com', false],
    ['@example.com', false],
  ])('%s as an address is %j', (value, expected) => {
    expect(isAddress(value)).toBe(expected);
  });
});
