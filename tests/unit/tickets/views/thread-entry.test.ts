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

describe('customerEntries', () => {
  it('returns the public messages of both sides without the names of staff', () => {
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

  it('returns no internal notes and no changes of the ticket', () => {
    const entries = customerEntries([
      entry('ticket.message_added', 'agent', { visibility: 'internal', message: 'difficult person' }),
      entry('ticket.assigned', 'system', { explanation: 'x' }),
      entry('ticket.solved', 'agent', { from: 'open' }),
    ]);
    expect(entries).toEqual([]);
  });
});

describe('the index keys of a ticket', () => {
  const place = (over = {}) => listIndexKeys(ticketWith(over));

  it('sort the tickets of an agent by priority, then by waiting time', () => {
    const places = [
      place({ assigneeId: 'ann', priority: 'urgent', waitingSince: '2026-03-10T10:00:00.000Z' }),
      place({ assigneeId: 'ann', priority: 'high', waitingSince: '2026-03-09T10:00:00.000Z' }),
      place({ assigneeId: 'ann', priority: 'normal', waitingSince: '2026-03-01T10:00:00.000Z' }),
      place({ assigneeId: 'ann', priority: 'normal', waitingSince: '2026-03-02T10:00:00.000Z' }),
      place({ assigneeId: 'ann', priority: 'low', waitingSince: '2026-01-01T10:00:00.000Z' }),
    ].map(({ listSk }) => listSk);
    expect(places.toSorted()).toEqual(places);
  });

  it('list the ticket under its assignee until it is solved', () => {
    expect(place({ assigneeId: 'agent-1' }).listPk).toBe('Q#agent#agent-1');
    expect(place({ status: 'solved', assigneeId: 'agent-1', solvedAt: OPENED_AT })).toEqual({});
    expect(viewIndexKeys(ticketWith({ status: 'solved', solvedAt: OPENED_AT })).viewSk).toBe(
      `${OPENED_AT}#${TICKET_ID}`,
    );
  });

  it('list the ticket in its queue, and by its next breach while it is unsolved', () => {
    const breachAt = '2026-03-11T10:00:00.000Z';
    expect(viewIndexKeys(ticketWith())).not.toHaveProperty('queuePk');
    expect(viewIndexKeys(ticketWith({ queueId: 'billing' })).queuePk).toMatch(/^Q#billing#new#[01]$/);
    expect(viewIndexKeys(ticketWith({ breachAt })).breachSk).toBe(`${breachAt}#${TICKET_ID}`);
    expect(viewIndexKeys(ticketWith({ breachAt, status: 'solved' }))).not.toHaveProperty('breachPk');
  });

  it('are stored beside the ticket, which is read back unchanged', () => {
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

  it('are stored without the default values, which are read back', () => {
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
    const customised = ticketWith({
      kind: 'return',
      openedBy: 'staff',
      reopens: 2,
      tags: ['a'],
      fields: { size: 0 },
      followers: ['ann'],
      requiredSkills: [{ name: 'law', level: 1 }],
      preferredSkills: [{ name: 'law', level: 1, group: 1 }],
    });
    expect(ticketFromItem(ticketToItem(customised))).toEqual(customised);
  });

  it('come with default lists that no two tickets share', () => {
    const [one, other] = [
      ticketFromItem(ticketToItem(ticketWith())),
      ticketFromItem(ticketToItem(ticketWith())),
    ];
    one.tags.push('mine');
    expect(other.tags).toEqual([]);
  });

  it('do not change with a message, so that a reply does not write the index', () => {
    const before = ticketToItem(ticketWith({ version: 3, firstReplyAt: OPENED_AT }));
    const after = ticketToItem(
      ticketWith({ version: 4, firstReplyAt: OPENED_AT, updatedAt: '2026-03-11T00:00:00.000Z' }),
    );
    const indexed = ({ version: _version, updatedAt: _at, ...rest }: Record<string, unknown>) => rest;
    expect(indexed(after)).toEqual(indexed(before));
  });
});
