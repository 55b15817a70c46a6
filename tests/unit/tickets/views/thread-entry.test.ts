import { describe, expect, it } from 'vitest';
import {
  listIndexKeys,
  ticketFromItem,
  ticketToItem,
  viewIndexKeys,
} from '../../../../functions/tickets/core/ticket-store.ts';
import { customerEntries } from '../../../../functions/tickets/views/thread-entry.ts';
import { OPENED_AT, TICKET_ID, ticketWith } from '../../../support/tickets/tickets.ts';

const entry = (type: string, role: string, data: object) => ({
  id: 'evt_1',
  type,
  at: OPENED_AT,
  actor: { role, id: `${role}-secret` },
  data,
});

describe('the thread that a customer sees', () => {
  it('holds the public messages of both sides, without the names of staff', () => {
    const entries = customerEntries([
      entry('ticket.opened', 'customer', { message: 'Help' }),
      entry('ticket.message_added', 'agent', { visibility: 'public', message: 'Here' }),
    ]);
    expect(entries.map(({ from, message }) => [from, message])).toEqual([
      ['you', 'Help'],
      ['us', 'Here'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it('holds no internal note and no change of the ticket', () => {
    const entries = customerEntries([
      entry('ticket.message_added', 'agent', { visibility: 'internal', message: 'difficult person' }),
      entry('ticket.assigned', 'system', { explanation: 'x' }),
      entry('ticket.solved', 'agent', { from: 'open' }),
    ]);
    expect(entries).toEqual([]);
  });
});

describe('the place of a ticket in the lists', () => {
  const place = (over = {}) => listIndexKeys(ticketWith(over));

  it('sorts what an agent has by priority, then by the time since when it waits', () => {
    const places = [
      place({ assigneeId: 'ann', priority: 'urgent', waitingSince: '2026-03-10T10:00:00.000Z' }),
      place({ assigneeId: 'ann', priority: 'high', waitingSince: '2026-03-09T10:00:00.000Z' }),
      place({ assigneeId: 'ann', priority: 'normal', waitingSince: '2026-03-01T10:00:00.000Z' }),
      place({ assigneeId: 'ann', priority: 'normal', waitingSince: '2026-03-02T10:00:00.000Z' }),
      place({ assigneeId: 'ann', priority: 'low', waitingSince: '2026-01-01T10:00:00.000Z' }),
    ].map(({ listSk }) => listSk);
    expect(places.toSorted()).toEqual(places);
  });

  it('is with the assignee while somebody has it, and with nobody once it is solved', () => {
    expect(place({ assigneeId: 'agent-1' }).listPk).toBe('Q#agent#agent-1');
    expect(place({ status: 'solved', assigneeId: 'agent-1', solvedAt: OPENED_AT })).toEqual({});
    expect(viewIndexKeys(ticketWith({ status: 'solved', solvedAt: OPENED_AT })).viewSk).toBe(
      `${OPENED_AT}#${TICKET_ID}`,
    );
  });

  it('is in a queue once it has one, and among those that may break a promise while it is unsolved', () => {
    const breachAt = '2026-03-11T10:00:00.000Z';
    expect(viewIndexKeys(ticketWith())).not.toHaveProperty('queuePk');
    expect(viewIndexKeys(ticketWith({ queueId: 'billing' })).queuePk).toMatch(/^Q#billing#new#[01]$/);
    expect(viewIndexKeys(ticketWith({ breachAt })).breachSk).toBe(`${breachAt}#${TICKET_ID}`);
    expect(viewIndexKeys(ticketWith({ breachAt, status: 'solved' }))).not.toHaveProperty('breachPk');
  });

  it('is stored beside the ticket, which comes back as it was', () => {
    const ticket = ticketWith({
      queueId: 'billing',
      breachAt: OPENED_AT,
      sensitive: { kinds: ['complaint'], reasons: ['“complaint”'], by: 'model', at: OPENED_AT },
      closesAt: undefined,
    });
    expect(ticketFromItem(JSON.parse(JSON.stringify(ticketToItem(ticket))))).toEqual(
      JSON.parse(JSON.stringify(ticket)),
    );
  });

  it('stores nothing of what a ticket is without anybody saying so, and reads it back', () => {
    const bare = ticketWith();
    const item = ticketToItem(bare);
    for (const name of [
      'kind',
      'tags',
      'fields',
      'followers',
      'requiredSkills',
      'preferredSkills',
      'reopens',
    ])
      expect(item).not.toHaveProperty(name);
    expect(ticketFromItem(item)).toEqual(bare);
    const said = ticketWith({
      kind: 'return',
      openedBy: 'staff',
      reopens: 2,
      tags: ['a'],
      fields: { size: 0 },
      followers: ['ann'],
      requiredSkills: [{ name: 'law', level: 1 }],
      preferredSkills: [{ name: 'law', level: 1, group: 1 }],
    });
    expect(ticketFromItem(ticketToItem(said))).toEqual(said);
  });

  it('gives no two tickets the same list to change', () => {
    const [one, other] = [
      ticketFromItem(ticketToItem(ticketWith())),
      ticketFromItem(ticketToItem(ticketWith())),
    ];
    one.tags.push('mine');
    expect(other.tags).toEqual([]);
  });

  it('does not move with a message, so that a reply leaves the index alone', () => {
    const before = ticketToItem(ticketWith({ version: 3, firstReplyAt: OPENED_AT }));
    const after = ticketToItem(
      ticketWith({ version: 4, firstReplyAt: OPENED_AT, updatedAt: '2026-03-11T00:00:00.000Z' }),
    );
    const indexed = ({ version: _version, updatedAt: _at, ...rest }: Record<string, unknown>) => rest;
    expect(indexed(after)).toEqual(indexed(before));
  });
});
