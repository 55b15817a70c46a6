import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../../functions/tickets/core/ticket.ts';
import type { Macro, MacroAction, MacroRun } from '../../../../functions/tickets/macros/macro.ts';
import { runMacro, undoRun } from '../../../../functions/tickets/macros/run-macro.ts';
import { contextAt } from '../../../support/context.ts';
import { ticketWith } from '../../../support/tickets/tickets.ts';

const macro = (...actions: MacroAction[]): Macro => ({ id: 'm', version: 1, name: 'M', actions });
const fields = [{ key: 'colour', version: 1, name: 'Colour', type: 'text' as const }];
const run = (ticket: Ticket, ...actions: MacroAction[]) =>
  runMacro(ticket, macro(...actions), { fields, values: { 'customer.name': 'Ada' } }, contextAt());
const runOf = (before: Ticket, step: ReturnType<typeof run>): MacroRun => ({
  id: 'mrn_1',
  macroId: 'm',
  by: 'ann',
  at: '2026-03-10T12:00:00.000Z',
  changes: step.changes,
  before: Object.fromEntries(Object.keys(step.changes).map((what) => [what, before[what as keyof Ticket]])),
  sent: step.texts.map(({ visibility }) => (visibility === 'public' ? 'reply' : 'note')),
});
const undo = (before: Ticket, step: ReturnType<typeof run>, now: Partial<Ticket> = {}) =>
  undoRun({ ...step.next, ...now }, runOf(before, step), contextAt());
const code = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('runMacro', () => {
  it('applies all actions in one version, and each event continues from the placement of the one before', () => {
    const before = ticketWith({ tags: ['a', 'b'], version: 4 });
    const step = run(
      before,
      { do: 'setPriority', priority: 'urgent' },
      { do: 'addTags', tags: ['b', 'c'] },
      { do: 'removeTags', tags: ['a'] },
      { do: 'setTopic', topicId: 'lamps' },
      { do: 'setFields', fields: { colour: 'red' } },
      { do: 'addFollower', agentId: 'bob' },
      { do: 'reply', text: 'Hello {{customer.name}}' },
      { do: 'note', text: 'done' },
      { do: 'setStatus', status: 'solved' },
    );
    expect(step.next).toMatchObject({
      version: 5,
      priority: 'urgent',
      tags: ['b', 'c'],
      topic: { id: 'lamps', by: 'staff' },
      fields: { colour: 'red' },
      followers: ['bob'],
      status: 'solved',
    });
    expect(step.next.firstReplyAt).toBeDefined();
    expect(step.events.map(({ type }) => type)).toEqual([
      'ticket.updated',
      'ticket.message_added',
      'ticket.status_changed',
      'ticket.message_added',
      'ticket.solved',
    ]);
    const places = step.events.flatMap(({ data }) =>
      data.place ? [data.place as Record<'from' | 'to', object>] : [],
    );
    expect(places[0]?.from).toMatchObject({ status: 'new', priority: 'normal' });
    for (const [index, place] of places.slice(1).entries()) expect(place.from).toEqual(places[index]?.to);
    expect(places.at(-1)?.to).toMatchObject({ status: 'solved', priority: 'urgent' });
    expect(step.changes.status).toEqual({ from: 'new', to: 'solved' });
    expect(step.texts).toEqual([
      { visibility: 'public', text: 'Hello Ada' },
      { visibility: 'internal', text: 'done' },
    ]);
  });

  it('does nothing when the ticket already has the status', () => {
    const step = run(ticketWith({ status: 'pending' }), { do: 'setStatus', status: 'pending' });
    expect(step.events).toEqual([]);
    expect(step.changes).toEqual({});
  });

  it('refuses closed and sensitive tickets, tickets of other queues, and a status or value that does not fit', () => {
    const solved: MacroAction = { do: 'setStatus', status: 'pending' };
    expect(code(() => run(ticketWith({ status: 'closed' }), solved))).toBe('ticket.closed');
    const sensitive = { kinds: ['complaint' as const], reasons: [], by: 'model' as const, at: '' };
    expect(code(() => run(ticketWith({ sensitive }), solved))).toBe('ticket.sensitive_no_macro');
    expect(code(() => run(ticketWith({ sensitive: { ...sensitive, kinds: [] } }), solved))).toBeUndefined();
    expect(code(() => run(ticketWith({ status: 'solved' }), solved))).toBe('ticket.transition_refused');
    expect(code(() => run(ticketWith(), { do: 'setFields', fields: { size: 1 } }))).toBe('request.invalid');
    const tags = Array.from({ length: 30 }, (_, index) => `t${index}`);
    expect(code(() => run(ticketWith({ tags }), { do: 'addTags', tags: ['one-more'] }))).toBe(
      'request.invalid',
    );
    expect(code(() => run(ticketWith({ tags }), { do: 'addTags', tags: ['t3'] }))).toBeUndefined();
    const billing = { ...macro(solved), availableTo: ['billing'] };
    const apply = (over: Partial<Ticket>) =>
      code(() => runMacro(ticketWith(over), billing, { fields, values: {} }, contextAt()));
    expect(apply({ queueId: 'lamps' })).toBe('macro.unavailable');
    expect(apply({})).toBe('macro.unavailable');
    expect(apply({ queueId: 'billing' })).toBeUndefined();
  });
});

describe('undoRun', () => {
  const before = ticketWith({
    status: 'open',
    tags: ['a', 'b'],
    fields: { colour: 'blue' },
    topic: { id: 'bulbs', confidence: 0.7, by: 'model' },
  });
  const all: MacroAction[] = [
    { do: 'setPriority', priority: 'urgent' },
    { do: 'addTags', tags: ['c'] },
    { do: 'removeTags', tags: ['a'] },
    { do: 'setTopic', topicId: 'lamps' },
    { do: 'setFields', fields: { colour: 'red' } },
    { do: 'setStatus', status: 'pending' },
  ];

  it('restores what nobody changed since, including the confidence of a topic found by the model', () => {
    const undone = undo(before, run(before, ...all));
    const { version: _version, updatedAt: _at, tags, ...rest } = undone.next;
    expect(rest).toEqual((({ version: _v, updatedAt: _a, tags: _t, ...facts }) => facts)(before));
    expect(tags.toSorted()).toEqual(['a', 'b']);
    expect(undone.restored.toSorted()).toEqual(['fields', 'priority', 'status', 'tags', 'topic']);
    expect(undone.kept).toEqual([]);
    expect(undone.next.version).toBe(before.version + 2);
  });

  it('keeps and names what somebody changed since', () => {
    const undone = undo(before, run(before, ...all), {
      priority: 'low',
      tags: ['b', 'c', 'own'],
      topic: { id: 'bulbs', confidence: 1, by: 'staff' },
      fields: { colour: 'green' },
      status: 'on_hold',
    });
    expect(undone.next).toMatchObject({
      priority: 'low',
      tags: ['b', 'own', 'a'],
      topic: { id: 'bulbs', confidence: 1 },
      fields: { colour: 'green' },
      status: 'on_hold',
    });
    expect(undone.restored).toEqual(['tags']);
    expect(undone.kept.map(({ what }) => what).toSorted()).toEqual([
      'fields.colour',
      'priority',
      'status',
      'topic',
    ]);
  });

  it('clears a field that had no value before and leaves the other fields alone', () => {
    const bare = ticketWith();
    const undone = undo(bare, run(bare, { do: 'setFields', fields: { colour: 'red' } }), {
      fields: { colour: 'red', size: 4 },
    });
    expect(undone.next.fields).toEqual({ size: 4 });
  });

  it('reports that a sent message stays sent and that a ticket does not become new again', () => {
    const fresh = ticketWith();
    const undone = undo(fresh, run(fresh, { do: 'reply', text: 'Hi' }, { do: 'note', text: 'n' }));
    expect(undone.next.status).toBe('open');
    expect(undone.kept).toEqual([
      { what: 'reply', why: 'a sent message cannot be unsent' },
      { what: 'note', why: 'a sent message cannot be unsent' },
      { what: 'status', why: 'a ticket does not become new again' },
    ]);
  });

  it.each(['open', 'pending', 'on_hold'] as const)('reopens a solved ticket to %s', (status) => {
    const ticket = ticketWith({ status });
    const undone = undo(ticket, run(ticket, { do: 'setStatus', status: 'solved' }));
    expect(undone.next).toMatchObject({ status, reopens: 1, version: ticket.version + 2 });
    expect(undone.next.closesAt).toBeUndefined();
    expect(undone.events[0]?.type).toBe('ticket.reopened');
  });

  it('refuses a ticket that was closed meanwhile', () => {
    const step = run(before, ...all);
    expect(code(() => undo(before, step, { status: 'closed' }))).toBe('ticket.closed');
  });
});
