import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../functions/platform/errors.ts';
import {
  applyCustomerMessage,
  applyStaffMessage,
  moveToStatus,
  needsFollowUp,
  openedTicket,
  REOPEN_WINDOW_MS,
} from '../../../../functions/tickets/core/lifecycle.ts';
import type { MessageAdded } from '../../../../functions/tickets/core/new-events.ts';
import { type Status, statuses } from '../../../../functions/tickets/core/ticket-kinds.ts';
import { as, contextAt, later } from '../../../support/context.ts';
import { CUSTOMER_ID, OPENED_AT, TICKET_ID, ticketWith } from '../../../support/tickets/tickets.ts';

const allowed: Record<Status, readonly Status[]> = {
  new: ['open', 'pending', 'on_hold', 'solved'],
  open: ['pending', 'on_hold', 'solved'],
  pending: ['open', 'on_hold', 'solved'],
  on_hold: ['open', 'pending', 'solved'],
  solved: ['open', 'closed'],
  closed: [],
};
const pairs = statuses.flatMap((from) => statuses.map((to) => ({ from, to })));

const draft = (over: Partial<MessageAdded> = {}): MessageAdded => ({
  messageId: 'evt_1',
  visibility: 'public',
  automatic: false,
  message: 'Try the switch.',
  ...over,
});
const staffAt = (at: string) => contextAt(at, { actor: as('agent') });
const at = (minutes: number) => later(OPENED_AT, minutes * 60_000);

describe('moveToStatus', () => {
  for (const { from, to } of pairs.filter((pair) => allowed[pair.from].includes(pair.to))) {
    it(`moves a ticket from ${from} to ${to} and raises its version by one`, () => {
      const { next } = moveToStatus(ticketWith({ status: from, version: 4 }), to, contextAt(at(5)));
      expect(next).toMatchObject({ status: to, version: 5, updatedAt: at(5) });
    });
  }

  for (const { from, to } of pairs.filter((pair) => !allowed[pair.from].includes(pair.to))) {
    it(`refuses to move a ticket from ${from} to ${to}`, () => {
      const move = () => moveToStatus(ticketWith({ status: from }), to, contextAt());
      expect(move).toThrow(expect.objectContaining({ code: 'ticket.transition_refused' }));
      expect(move).toThrow(DomainError);
    });
  }

  it('emits one event with both statuses when the ticket is neither solved nor reopened', () => {
    const { events } = moveToStatus(ticketWith({ status: 'open' }), 'pending', contextAt());
    expect(events).toMatchObject([{ type: 'ticket.status_changed', data: { from: 'open', to: 'pending' } }]);
    expect(events).toHaveLength(1);
  });

  it('does not change its input', () => {
    const ticket = ticketWith({ status: 'open' });
    const before = structuredClone(ticket);
    moveToStatus(ticket, 'solved', contextAt(at(1)));
    expect(ticket).toEqual(before);
  });
});

describe('the first reply', () => {
  it('is the first public message by staff, opens a new ticket and is timed from the opening', () => {
    const { next, events } = applyStaffMessage(ticketWith(), draft(), staffAt(at(30)));
    expect(next).toMatchObject({ status: 'open', firstReplyAt: at(30) });
    expect(events).toMatchObject([
      { type: 'ticket.message_added', data: { firstReplySeconds: 1800 } },
      { type: 'ticket.status_changed', data: { from: 'new', to: 'open' } },
    ]);
  });

  for (const [name, over] of [
    ['an internal note', { visibility: 'internal' }],
    ['an automatic reply', { automatic: true }],
    ['an automatic internal note', { visibility: 'internal', automatic: true }],
  ] as const) {
    it(`is never ${name}`, () => {
      const { next, events } = applyStaffMessage(ticketWith(), draft(over), staffAt(at(30)));
      expect(next).toMatchObject({ status: 'new', version: 2 });
      expect(next.firstReplyAt).toBeUndefined();
      expect(events).toHaveLength(1);
      expect(events[0]?.data).not.toHaveProperty('firstReplySeconds');
    });
  }

  it('is never an automatic message of a machine client', () => {
    const context = contextAt(at(1), { actor: as('service') });
    expect(
      applyStaffMessage(ticketWith(), draft({ automatic: true }), context).next.firstReplyAt,
    ).toBeUndefined();
  });

  it('is not replaced by a second public message', () => {
    const first = applyStaffMessage(ticketWith(), draft(), staffAt(at(30))).next;
    const { next, events } = applyStaffMessage(first, draft(), staffAt(at(60)));
    expect(next.firstReplyAt).toBe(at(30));
    expect(events[0]?.data).not.toHaveProperty('firstReplySeconds');
  });

  it('is the first public message after the opening when staff opened the ticket', () => {
    const { next, events } = applyStaffMessage(ticketWith({ openedBy: 'staff' }), draft(), staffAt(at(2)));
    expect(next.firstReplyAt).toBe(at(2));
    expect(events[0]?.data).toMatchObject({ firstReplySeconds: 120 });
  });

  it('counts on a pending ticket and leaves its status alone', () => {
    const { next, events } = applyStaffMessage(ticketWith({ status: 'pending' }), draft(), staffAt(at(2)));
    expect(next).toMatchObject({ status: 'pending', firstReplyAt: at(2) });
    expect(events).toHaveLength(1);
  });

  it('takes zero seconds, never fewer, when the clock is behind the opening', () => {
    const { events } = applyStaffMessage(ticketWith(), draft(), staffAt(at(-1)));
    expect(events[0]?.data).toMatchObject({ firstReplySeconds: 0 });
  });
});

describe('a phone call', () => {
  const call = { direction: 'outbound', durationSeconds: 60, outcome: 'reached' } as const;

  it('counts as a reply when it reached the customer', () => {
    expect(applyStaffMessage(ticketWith(), draft({ call }), staffAt(at(2))).next.firstReplyAt).toBe(at(2));
  });

  for (const outcome of ['no_answer', 'voicemail', 'dropped'] as const) {
    it(`does not count as a reply with the outcome ${outcome}`, () => {
      const { next } = applyStaffMessage(ticketWith(), draft({ call: { ...call, outcome } }), staffAt(at(2)));
      expect(next).toMatchObject({ status: 'new' });
      expect(next.firstReplyAt).toBeUndefined();
    });
  }
});

describe('a closed ticket', () => {
  const closed = ticketWith({ status: 'closed', closedAt: at(5) });

  it('refuses a public reply and accepts an internal note', () => {
    expect(() => applyStaffMessage(closed, draft(), staffAt(at(9)))).toThrow(
      expect.objectContaining({ code: 'ticket.closed' }),
    );
    const { next } = applyStaffMessage(closed, draft({ visibility: 'internal' }), staffAt(at(9)));
    expect(next.status).toBe('closed');
  });

  it('emits the previous placement and assignment and clears the assignment', () => {
    const assignment = { id: 'evt_slot', weight: 1 };
    const solved = ticketWith({ status: 'solved', assigneeId: 'agent-1', assignment, queueId: 'general' });
    const { next, events } = moveToStatus(solved, 'closed', contextAt(at(9)));
    expect(next).toMatchObject({ status: 'closed', closedAt: at(9) });
    expect(next.assignment).toBeUndefined();
    expect(events[0]).toMatchObject({
      type: 'ticket.closed',
      data: {
        from: 'solved',
        reason: 'staff',
        assignment,
        place: {
          from: { status: 'solved', priority: 'normal', queueId: 'general', assigneeId: 'agent-1' },
          to: { status: 'closed', priority: 'normal', queueId: 'general', assigneeId: 'agent-1' },
        },
      },
    });
  });
});

describe('solving and reopening', () => {
  const assignment = { id: 'evt_slot', weight: 1 };
  const assigned = ticketWith({ status: 'open', assigneeId: 'agent-1', assignment });

  it('times the first resolution from the opening and moves the capacity slot to the event', () => {
    const { next, events } = moveToStatus(assigned, 'solved', contextAt(at(60)));
    expect(next).toMatchObject({ solvedAt: at(60), firstSolvedAt: at(60), assigneeId: 'agent-1' });
    expect(next.assignment).toBeUndefined();
    expect(events).toMatchObject([
      {
        type: 'ticket.solved',
        data: {
          from: 'open',
          assigneeId: 'agent-1',
          assignment,
          resolution: { solvedAt: at(60), seconds: 3600 },
        },
      },
    ]);
    expect(events[0]?.data.previous).toBeUndefined();
  });

  it('makes a reopened ticket wait again and remembers the previous assignee', () => {
    const solved = moveToStatus(assigned, 'solved', contextAt(at(60))).next;
    const { next, events } = moveToStatus(solved, 'open', contextAt(at(90)));
    expect(next).toMatchObject({
      status: 'open',
      reopens: 1,
      previousAssigneeId: 'agent-1',
      firstSolvedAt: at(60),
    });
    expect(next.assigneeId).toBeUndefined();
    expect(events).toMatchObject([{ type: 'ticket.reopened', data: { reopens: 1 } }]);
  });

  it('names the replaced resolution when the ticket is solved again', () => {
    const first = moveToStatus(assigned, 'solved', contextAt(at(60)));
    const reopened = moveToStatus(first.next, 'open', contextAt(at(90))).next;
    const second = moveToStatus(reopened, 'solved', contextAt(at(1500)));
    expect(second.events[0]?.data).toMatchObject({
      resolution: { solvedAt: at(1500), seconds: 90_000 },
      previous: first.events[0]?.data.resolution,
    });
    expect(second.next).toMatchObject({ firstSolvedAt: at(60), solvedAt: at(1500) });
  });

  it('carries only the first and the last resolution after many reopenings', () => {
    let ticket = assigned;
    for (let cycle = 1; cycle <= 3; cycle += 1) {
      ticket = moveToStatus(ticket, 'solved', contextAt(at(cycle * 10))).next;
      ticket = moveToStatus(ticket, 'open', contextAt(at(cycle * 10 + 1))).next;
    }
    const { events } = moveToStatus(ticket, 'solved', contextAt(at(100)));
    expect(events[0]?.data).toMatchObject({ previous: { solvedAt: at(30), seconds: 1800 } });
    expect(ticket).toMatchObject({ reopens: 3, firstSolvedAt: at(10) });
  });
});

describe('a message of the customer', () => {
  const me = contextAt(at(10), { actor: as('customer', CUSTOMER_ID) });

  for (const status of ['new', 'open'] as const) {
    it(`leaves the status of a ticket that is ${status} alone`, () => {
      const { next, events } = applyCustomerMessage(ticketWith({ status }), draft(), me);
      expect(next).toMatchObject({ status, version: 2 });
      expect(events.map(({ type }) => type)).toEqual(['ticket.message_added']);
    });
  }

  for (const status of ['pending', 'on_hold'] as const) {
    it(`opens a ticket that is ${status}`, () => {
      const { next, events } = applyCustomerMessage(ticketWith({ status }), draft(), me);
      expect(next).toMatchObject({ status: 'open', version: 2, reopens: 0 });
      expect(events.map(({ type }) => type)).toEqual(['ticket.message_added', 'ticket.status_changed']);
    });
  }

  it('reopens a solved ticket and raises its version by one', () => {
    const solved = ticketWith({
      status: 'solved',
      assigneeId: 'agent-1',
      solvedAt: at(5),
      firstSolvedAt: at(5),
    });
    const { next, events } = applyCustomerMessage(solved, draft(), me);
    expect(next).toMatchObject({ status: 'open', version: 2, reopens: 1, previousAssigneeId: 'agent-1' });
    expect(events.map(({ type }) => type)).toEqual(['ticket.message_added', 'ticket.reopened']);
  });

  it('leaves a solved ticket solved when it only says thanks, and keeps the reason', () => {
    const solved = ticketWith({ status: 'solved', solvedAt: at(5), closesAt: at(500) });
    const { next, events } = applyCustomerMessage(solved, draft({ thanks: 'thanks and no question' }), me);
    expect(next).toMatchObject({ status: 'solved', closesAt: at(500), version: 2, reopens: 0 });
    expect(events.map(({ type, data }) => [type, data.thanks])).toEqual([
      ['ticket.message_added', 'thanks and no question'],
    ]);
  });

  it('opens a pending ticket even when it only says thanks', () => {
    const { next } = applyCustomerMessage(ticketWith({ status: 'pending' }), draft({ thanks: 'x' }), me);
    expect(next.status).toBe('open');
  });

  it('needs a follow-up from the end of the window on, and on a closed ticket', () => {
    const solved = moveToStatus(ticketWith({ status: 'open' }), 'solved', contextAt(at(0))).next;
    const end = Date.parse(at(0)) + REOPEN_WINDOW_MS;
    expect(solved.closesAt).toBe(new Date(end).toISOString());
    expect(needsFollowUp(solved, new Date(end - 1))).toBe(false);
    expect(needsFollowUp(solved, new Date(end))).toBe(true);
    expect(needsFollowUp(ticketWith({ status: 'closed' }), new Date(at(0)))).toBe(true);
    expect(needsFollowUp(ticketWith({ status: 'pending' }), new Date(at(0)))).toBe(false);
  });

  it('never counts as the first reply', () => {
    const { next, events } = applyCustomerMessage(ticketWith(), draft(), me);
    expect(next.firstReplyAt).toBeUndefined();
    expect(events[0]?.data).not.toHaveProperty('firstReplySeconds');
  });
});

describe('an opened ticket', () => {
  it('depends on the request and the time alone', () => {
    const request = {
      ...ticketWith(),
      message: 'x',
      language: 'de',
      requiredSkills: [{ name: 'lamps', level: 2 }],
    };
    const open = () => openedTicket(TICKET_ID, request, 'staff', OPENED_AT);
    expect(open()).toEqual(open());
    expect(open()).toMatchObject({
      version: 1,
      status: 'new',
      reopens: 0,
      openedBy: 'staff',
      language: 'de',
    });
  });

  it('sends its events to the urgent lane when it is urgent, otherwise to the standard lane', () => {
    const laneAt = (priority: 'urgent' | 'high') =>
      moveToStatus(ticketWith({ priority }), 'open', contextAt()).events[0]?.lane;
    expect([laneAt('urgent'), laneAt('high')]).toEqual(['urgent', 'standard']);
  });
});
