// The topic accepts 256 KB per message. A larger event would be refused in the middle of somebody's work or,
// before events were bounded, stall the relay for everybody: so the largest possible requests are compared
// with what events can carry.
import { describe, expect, it } from 'vitest';
import { routeTable } from '../../../../functions/capabilities.ts';
import { messageOfEmail } from '../../../../functions/email/inbound/message-of-email.ts';
import type { ParsedEmail } from '../../../../functions/email/parsing/parse-email.ts';
import {
  assertPublishable,
  MAX_EVENT_BYTES,
  messageOf,
  publishedBytes,
} from '../../../../functions/platform/events/event-size.ts';
import { eventOf, type NewEvent } from '../../../../functions/platform/table/new-event.ts';
import type { ClockEvent, ClockEventChange } from '../../../../functions/sla/clocks/clock-events.ts';
import { targets } from '../../../../functions/sla/configuration/policy.ts';
import { clocksChanged } from '../../../../functions/sla/new-events.ts';
import { changesOf } from '../../../../functions/tickets/changes/update-ticket.ts';
import {
  messageAdded,
  ticketCorrected,
  ticketOpened,
  ticketUpdated,
} from '../../../../functions/tickets/core/new-events.ts';
import { UpdateTicketRequestSchema } from '../../../../functions/tickets/core/requests.ts';
import { OpenTicketRequestSchema, type Ticket } from '../../../../functions/tickets/core/ticket.ts';
import type { Attachment } from '../../../../functions/tickets/events.ts';
import { contextAt, NOON } from '../../../support/context.ts';
import { domainEvent } from '../../../support/domain-event.ts';
import { bytesOf, largestOf } from '../../../support/http/largest-input.ts';
import { ticketWith } from '../../../support/tickets/tickets.ts';

const KB = 1024;
const wide = (length: number) => '中'.repeat(length);
const bytes = (draft: NewEvent) => publishedBytes(messageOf(eventOf(draft, contextAt())));

/** Returns a ticket with the most content that a ticket may have; `sign` makes it differ from others. */
function largestTicket(sign: string): Ticket {
  const {
    fields,
    version: _version,
    sensitive,
    topicId: _topic,
    ...facts
  } = largestOf(UpdateTicketRequestSchema);
  const values = Object.keys(fields).map((key) => [key, `${sign}${wide(999)}`]);
  const signed = (list: string[]) => list.map((_, index) => `${sign}${index}${'𠮷'.repeat(45)}`);
  return ticketWith({
    ...facts,
    subject: `${sign}${wide(199)}`,
    tags: signed(facts.tags.slice(0, 30)),
    followers: Array.from({ length: 50 }, (_, index) => `${sign}${index}`.padEnd(64, 'x')),
    sensitive: {
      ...sensitive,
      kinds: sensitive.kinds.slice(0, 4),
      reasons: [wide(500)],
      by: 'staff',
      at: NOON,
    },
    topic: { id: wide(60), confidence: 1, by: 'staff' },
    fields: Object.fromEntries(values),
  });
}

const attachments: Attachment[] = Array.from({ length: 20 }, (_, index) => ({
  id: `att_${index}`.padEnd(30, '0'),
  filename: wide(100),
  contentType: 'a'.repeat(100),
  bytes: 25_000_000,
  key: wide(200),
  etag: 'e'.repeat(40),
}));

const mailbox = { name: wide(200), address: `${'a'.repeat(240)}@example.org` };
const largestMail: ParsedEmail = {
  messageId: 'm'.repeat(998),
  from: mailbox,
  to: Array.from({ length: 100 }, () => mailbox),
  cc: Array.from({ length: 100 }, () => mailbox),
  subject: wide(1000),
  repliesTo: [],
  body: `${wide(40_000)}\n\n${'> '.repeat(1)}${wide(40_000)}`,
  attachments: Array.from({ length: 100 }, () => ({
    name: `${wide(200)}.exe`,
    contentType: 'application/x-msdownload',
    bytes: Buffer.from('MZ'),
    inline: false,
  })),
  report: [],
  header: () => [],
};
const incoming = messageOfEmail(largestMail, 'cus_1', 'seed', {
  notes: ['spam', 'third_party'],
  dropAttachments: false,
}).incoming;
const byMail = { message: incoming.message, mail: incoming.mail, attachments };

describe('the largest possible request', () => {
  it('is below 200 KB, which fits into one event, except for documents that no event contains', () => {
    const large = Object.values(routeTable).flatMap((routes) =>
      Object.entries(routes).flatMap(([operation, route]) =>
        'body' in route && bytesOf(largestOf(route.body)) > 200 * KB ? [operation] : [],
      ),
    );
    // Their events contain only the document's id and version.
    expect(large.toSorted()).toEqual(['putMacro', 'putPolicies', 'putSchedule', 'putShifts']);
  });

  it.each<[string, () => NewEvent[]]>([
    [
      'a ticket opened',
      () => {
        const request = largestOf(OpenTicketRequestSchema);
        const ticket = ticketWith({ ...request, attachments: undefined });
        return [ticketOpened(ticket, { message: request.message, call: request.call, attachments })];
      },
    ],
    [
      'every fact of a ticket changed at once, each from the most to the most',
      () => {
        const [before, after] = [largestTicket('a'), largestTicket('b')];
        return [ticketUpdated(before, after, changesOf(before, after))];
      },
    ],
    [
      'a correction with the words that it is about',
      () => [
        ticketCorrected(
          largestTicket('a'),
          { what: 'topic', from: wide(60), to: wide(60) },
          `${wide(200)}\n${wide(32_000)}`,
        ),
      ],
    ],
    [
      'a mail as a message, and as one that was split off',
      () => {
        const ticket = largestTicket('a');
        const message = { messageId: 'evt_1', visibility: 'public', automatic: false, ...byMail } as const;
        const origin = { ticketId: 'tkt_1', eventId: 'evt_1', at: NOON };
        return [messageAdded(ticket, message), ticketOpened(ticket, { ...byMail, origin })];
      },
    ],
    [
      'clocks that moved',
      () => {
        const applied: ClockEvent = {
          kind: 'policy_applied',
          instance: 1,
          at: NOON,
          policyId: 'p'.repeat(40),
          policyName: wide(100),
          scheduleId: 's'.repeat(40),
          slaConfigVersion: 1,
          targets: Object.fromEntries(
            targets.map((name) => [name, { seconds: 31_622_400, hours: 'business' }]),
          ),
        };
        const changes: ClockEventChange[] = Array.from({ length: 45 }, () => ({
          added: applied,
          withdrawn: applied,
        }));
        return clocksChanged(ticketWith(), 1, changes);
      },
    ],
  ])('%s fits into events', (_what, drafts) => {
    for (const draft of drafts()) expect(bytes(draft)).toBeLessThan(MAX_EVENT_BYTES);
  });
});

describe('an event', () => {
  const ofBytes = (wanted: number) => {
    const base = publishedBytes(messageOf(domainEvent('ticket.updated', { text: '' })));
    return domainEvent('ticket.updated', { text: 'x'.repeat(wanted - base) });
  };

  it('may have 240 KB with its attributes, and no byte more', () => {
    expect(() => assertPublishable(ofBytes(MAX_EVENT_BYTES))).not.toThrow();
    expect(() => assertPublishable(ofBytes(MAX_EVENT_BYTES + 1))).toThrow(
      expect.objectContaining({ code: 'event.too_large', status: 413 }),
    );
  });

  it('is measured in bytes, as it is published', () => {
    expect(() => assertPublishable(domainEvent('x.y', { text: wide(90_000) }))).toThrow('x.y would have 27');
  });

  it('that would be too large is never created', () => {
    const draft = { type: 'x.y', v: 1, owner: 'X', data: { text: 'x'.repeat(250_000) } };
    expect(() => eventOf(draft, contextAt())).toThrow(expect.objectContaining({ code: 'event.too_large' }));
  });
});

describe('changed custom fields', () => {
  const change = (before: object, after: object) => {
    const [from, to] = [before, after].map((fields) => ticketWith({ fields: fields as Ticket['fields'] }));
    if (!from || !to) throw new Error('there are two');
    return (ticketUpdated(from, to, changesOf(from, to)).data.changes as { fields?: unknown }).fields;
  };

  it('are the only fields in the event, with their previous values', () => {
    const before = { kept: 'x', changed: 1, gone: true };
    expect(change(before, { kept: 'x', changed: 2, come: 'new' })).toEqual({
      from: { changed: 1, gone: true },
      to: { changed: 2, come: 'new' },
    });
  });

  it('with large values are cut, never inside a character', () => {
    const { to } = change({}, { long: `${'x'.repeat(298)}😀${'y'.repeat(100)}` }) as { to: { long: string } };
    expect(to.long).toBe(`${'x'.repeat(298)}…`);
    expect(change({}, { short: 'y'.repeat(300) })).toMatchObject({ to: { short: 'y'.repeat(300) } });
  });
});
