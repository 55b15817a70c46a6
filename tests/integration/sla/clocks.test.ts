import { beforeEach, describe, expect, it } from 'vitest';
import type { Table } from '../../../functions/platform/table/table.ts';
import { remove } from '../../../functions/platform/table/write.ts';
import { clockEventName } from '../../../functions/sla/clocks/clock-events.ts';
import { resyncClocks } from '../../../functions/sla/clocks/resync.ts';
import { resyncWork } from '../../../functions/sla/configuration/schedule-resync.ts';
import { slaConfigsOf } from '../../../functions/sla/configuration/sla-config-store.ts';
import { setBreachTime } from '../../../functions/tickets/core/set-breach-time.ts';
import { ticketKeys, ticketPartition } from '../../../functions/tickets/keys.ts';
import { as, contextAt, later, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { dueMessage } from '../../support/queue.ts';
import { reportedEvents } from '../../support/sla/sla.ts';
import { expectClocksMatchThread, slaOf, withSlaConfig } from '../../support/sla-worker.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { callsOf, lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { snapshot, tablesWith } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';

/** A Tuesday, 10:00 in Berlin. */
const T0 = '2026-03-10T09:00:00.000Z';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let table: Table;
let apis: Apis;
let sla: ReturnType<typeof slaOf>;
let clock: ReturnType<typeof stoppedClock>;
let customerId: string;

const at = (ms: number) => later(T0, ms);
const goTo = (ms: number) => clock.set(at(ms));
const calendar = (seconds: number) => ({ seconds, hours: 'calendar' });

const tableWithSlaConfig = tablesWith(withSlaConfig(T0));
beforeEach(async () => {
  ({ table, filled: customerId } = await tableWithSlaConfig());
  clock = stoppedClock(at(0));
  apis = apisOf(table, clock);
  sla = slaOf(table, apis, clock);
});

/** Opens a ticket as its customer. */
const open = async (id = customerId): Promise<string> => {
  const answer = await apis.portal('openMyTicket', {
    body: { channel: 'email', subject: 'Lamp', message: 'It is dark.' },
    as: { role: 'customer', id },
  });
  return answer.body.id;
};
const alerts = async () =>
  (await eventsIn(table))
    .filter(({ type }) => type === 'sla.warned' || type === 'sla.breached')
    .map(({ type, data }) => `${type} ${data.target}`);
const row = async (ticketId: string) => {
  const { body } = await apis.tickets('listTickets');
  return body.items.find(({ id }: Json) => id === ticketId);
};

describe('the opening of a ticket', () => {
  it('starts the clocks, schedules the first warning and sets the breach time of the ticket and its row', async () => {
    const ticketId = await open();
    await sla.settle();
    expect((await timedWorkIn(table, 'sla.clock')).map(({ at }) => at)).toEqual([at(48 * MINUTE)]);
    expect((await sla.ticket(ticketId))?.breachAt).toBe(at(HOUR));
    expect((await row(ticketId))?.breachAt).toBe(at(HOUR));
    expect((await sla.list(ticketId)).map(clockEventName).toSorted()).toEqual([
      'agent_work#1#activate',
      'first_reply#1#activate',
      'policy#1#policy_applied',
      'requester_wait#1#activate',
      'total_resolution#1#activate',
    ]);
  });

  it('changes nothing more when it is delivered again', async () => {
    await open();
    const [opened] = await sla.pending();
    expect(await sla.deliver(opened, opened)).toEqual([]);
    const before = await snapshot(table);
    goTo(10 * MINUTE);
    expect(await sla.deliver(opened, opened, opened)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });

  it('is handled later when the worker dies before its write, and not repeated when it dies after it', async () => {
    const ticketId = await open();
    const [opened] = await sla.pending();
    for (const when of ['before', 'after'] as const) {
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      expect(await withFault(table, fault, () => sla.deliver(opened))).toEqual([0]);
    }
    const before = await snapshot(table);
    expect(await sla.deliver(opened)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
    expect(await sla.list(ticketId)).toHaveLength(5);
  });

  it('does not raise the version of the ticket, so that an agent’s update stays valid', async () => {
    const ticketId = await open();
    const { version } = (await sla.ticket(ticketId)) ?? {};
    await sla.settle();
    expect(
      (await apis.tickets('changeStatus', { params: { ticketId }, body: { status: 'open', version } }))
        .status,
    ).toBe(200);
  });

  it('applies the policy of the customer’s account and segments and keeps it when the customer changes', async () => {
    await sla.policies(
      { conditions: { account: ['acme'], segment: ['gold'] }, targets: { first_reply: calendar(600) } },
      { targets: { first_reply: calendar(3600) } },
    );
    const gold = await newCustomer(apis, 'bob', { account: 'acme', segments: ['new', 'gold'] });
    const ticketId = (await newTicket(apis, gold.id)).id;
    await sla.settle();
    expect((await sla.ticket(ticketId))?.breachAt).toBe(at(10 * MINUTE));
    await apis.customers('updateCustomer', {
      params: { customerId: gold.id },
      body: { version: 1, segments: [] },
    });
    goTo(MINUTE);
    await sla.event(ticketId, 'ticket.updated', { changes: { language: { to: 'de' } } });
    await sla.settle();
    expect((await sla.ticket(ticketId))?.breachAt).toBe(at(10 * MINUTE));
  });
});

describe('the passing of time', () => {
  let ticketId: string;
  beforeEach(async () => {
    ticketId = await open();
    await sla.settle();
  });

  it('warns and then breaches, each once, with queue and agent in the event', async () => {
    for (const minutes of [48, 60, 61, 75]) {
      goTo(minutes * MINUTE);
      await sla.runDueWork();
    }
    expect(await alerts()).toEqual(['sla.warned first_reply', 'sla.breached first_reply']);
    const [breached] = await eventsIn(table, 'sla.breached');
    expect(breached).toMatchObject({
      customerId,
      data: { ticketId, target: 'first_reply', instance: 1, dueAt: at(HOUR), passedAt: at(HOUR) },
    });
  });

  it('warns once when the due message comes twice, late or concurrently, or the worker dies', async () => {
    goTo(49 * MINUTE);
    const [due] = await timedWorkIn(table, 'sla.clock');
    const message = dueMessage(due ?? {});
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect(await withFault(table, fault, () => sla.deliver(message))).toEqual([0]);
    const [twice, alike] = await Promise.all([sla.deliver(message, message), sla.deliver(message)]);
    expect([...twice, ...alike]).toEqual([]);
    goTo(59 * MINUTE);
    expect(await sla.deliver(message)).toEqual([]);
    expect(await alerts()).toEqual(['sla.warned first_reply']);
    expect((await timedWorkIn(table, 'sla.clock')).map(({ at }) => at)).toEqual([at(HOUR)]);
  });

  it('reports once when two workers handle it concurrently', async () => {
    goTo(61 * MINUTE);
    const [due] = await timedWorkIn(table, 'sla.clock');
    const other = slaOf(table, apis, clock);
    await Promise.all([
      sla.deliver(dueMessage(due ?? {})),
      other.deliver(dueMessage(due ?? {})),
      other.deliver(dueMessage(due ?? {})),
    ]);
    expect((await alerts()).toSorted()).toEqual(['sla.breached first_reply', 'sla.warned first_reply']);
  });

  it('keeps an earlier due item that a reply has made unnecessary and writes nothing when it fires', async () => {
    goTo(30 * MINUTE);
    await sla.reply(ticketId);
    await sla.settle();
    expect((await timedWorkIn(table, 'sla.clock')).map(({ at }) => at)).toEqual([at(48 * MINUTE)]);
    expect((await sla.ticket(ticketId))?.breachAt).toBe(at(4 * HOUR));
    goTo(48 * MINUTE);
    await sla.runDueWork();
    expect(await alerts()).toEqual([]);
    expect((await timedWorkIn(table, 'sla.clock')).map(({ at }) => at)).toEqual([at(192 * MINUTE)]);
  });

  it('has no effect on a solved ticket and counts again when the ticket is reopened', async () => {
    goTo(30 * MINUTE);
    await sla.move(ticketId, 'solved');
    await sla.settle();
    expect(await timedWorkIn(table, 'sla.clock')).toEqual([]);
    expect((await sla.ticket(ticketId))?.breachAt).toBeUndefined();
    expect((await sla.item(ticketId))?.listPk).toBeUndefined();
    goTo(HOUR);
    await sla.customerWrites(ticketId, customerId);
    await sla.settle();
    expect((await sla.live(ticketId, 'total_resolution')).instance).toBe(2);
    expect(await timedWorkIn(table, 'sla.clock')).toHaveLength(1);
    expect((await sla.item(ticketId))?.listPk).toBe('SLA#live');
  });

  it('removes the timed work of a ticket that no longer exists', async () => {
    await commitOrFail(table, contextAt(), { writes: [remove(ticketKeys.ticket(ticketId))] });
    goTo(48 * MINUTE);
    await sla.runDueWork();
    expect(await timedWorkIn(table, 'sla.clock')).toEqual([]);
  });
});

describe('an event without effect on the clocks', () => {
  it('costs no database call: notes and automatic messages', async () => {
    const ticketId = await open();
    await sla.settle();
    const quiet = [
      await sla.event(ticketId, 'ticket.message_added', { visibility: 'internal', automatic: false }),
      await sla.event(
        ticketId,
        'ticket.message_added',
        { visibility: 'public', automatic: true },
        { at: at(MINUTE) },
      ),
    ];
    expect(await callsOf(table, () => sla.deliver(...quiet))).toEqual([]);
  });

  it('is not read again forever, because the checkpoint moves past a long tail', async () => {
    const ticketId = await open();
    await sla.settle();
    for (let number = 0; number < 26; number += 1) {
      goTo(number * 1000);
      await apis.tickets('addMessage', {
        params: { ticketId },
        body: { message: 'A note.', visibility: 'internal' },
      });
    }
    goTo(10 * MINUTE);
    const update = await sla.event(ticketId, 'ticket.updated', { changes: {} });
    await sla.deliver(update);
    const { state } = (await sla.item(ticketId)) as Json;
    expect(state.upTo).toBe(Date.parse(at(8 * MINUTE)));
  });

  it('does not write the checkpoint for each of many messages in one minute', async () => {
    const ticketId = await open();
    await sla.settle();
    for (let number = 0; number < 60; number += 1) {
      goTo(number * 1000);
      await sla.reply(ticketId);
    }
    expect(await sla.deliver(...(await sla.pending()))).toEqual([]);
    const { version } = (await sla.item(ticketId)) as Json;
    expect(version).toBeLessThanOrEqual(2);
  });
});

describe('a ticket with a long history that was never calculated', () => {
  it('is calculated in parts that each fit one transaction and ends with the right clocks', async () => {
    await sla.policies({ targets: { next_reply: calendar(600), periodic_update: calendar(900) } });
    const ticketId = await open();
    const owner = ticketPartition(ticketId);
    for (let batch = 0; batch < 10; batch += 1) {
      const events = Array.from({ length: 40 }, (_, index) => ({
        type: 'ticket.message_added',
        v: 1,
        owner,
        at: at((batch * 40 + index + 1) * 7 * MINUTE),
        data: {
          ticketId,
          channel: 'email',
          visibility: 'public',
          automatic: false,
          messageId: `evt_${batch}_${index}`,
          message: 'x',
        },
      }));
      const by = (role: 'agent' | 'customer', remainder: number) =>
        commitOrFail(table, contextAt(T0, { actor: as(role) }), {
          events: events.filter((_, index) => index % 2 === remainder),
        });
      await by('agent', 0);
      await by('customer', 1);
    }
    goTo(48 * HOUR);
    const before = await sla.clocks(ticketId);
    const [opened] = await sla.pending();
    const fault = { command: 'TransactWriteItems', error: lostConnection, skip: 1 } as const;
    expect(await withFault(table, fault, () => sla.deliver(opened))).toEqual([0]);
    expect(await sla.deliver(opened)).toEqual([]);
    await expectClocksMatchThread(table, ticketId, clock.now().getTime());
    expect(Number((await sla.item(ticketId))?.version)).toBeGreaterThan(1);
    expect((await sla.clocks(ticketId)).clocks).toEqual(before.clocks);
    for (const { data } of await eventsIn(table, 'sla.clocks_changed'))
      expect((data.changes as Json[]).length).toBeLessThanOrEqual(20);
  });
});

describe('a late event', () => {
  it('withdraws a reported breach with one correction', async () => {
    const ticketId = await open();
    await sla.settle();
    goTo(HOUR);
    await sla.runDueWork();
    const reply = await sla.event(
      ticketId,
      'ticket.message_added',
      { visibility: 'public', automatic: false },
      { at: at(HOUR - 1000), actor: as('agent') },
    );
    expect((await sla.list(ticketId)).map(clockEventName)).toContain('first_reply#1#breach');
    goTo(HOUR + 1000);
    expect(await sla.deliver(reply, reply)).toEqual([]);
    expect(reportedEvents(await sla.list(ticketId), 'first_reply')).toEqual([
      '2026-03-10T09:00 activate 1',
      '2026-03-10T09:48 warn 1',
      '2026-03-10T09:59 fulfil 1 met',
    ]);
    const corrections = (await eventsIn(table, 'sla.clocks_changed')).flatMap(
      ({ data }) => data.changes as Json[],
    );
    expect(corrections.filter(({ withdrawn }) => withdrawn)).toEqual([
      { withdrawn: expect.objectContaining({ kind: 'breach', target: 'first_reply' }) },
    ]);
  });

  it('causes a recalculation from the opening when it is older than the checkpoint', async () => {
    const ticketId = await open();
    await sla.settle();
    goTo(2 * HOUR);
    await sla.runDueWork();
    await sla.reply(ticketId);
    await sla.settle();
    expect((await sla.list(ticketId)).map(clockEventName)).toEqual(
      expect.arrayContaining(['first_reply#1#breach', 'first_reply#1#fulfil']),
    );
    const solved = await sla.event(ticketId, 'ticket.solved', {}, { at: at(10 * MINUTE) });
    goTo(3 * HOUR);
    expect(await sla.deliver(solved, solved)).toEqual([]);
    const list = await sla.list(ticketId);
    expect(list.find((event) => clockEventName(event) === 'total_resolution#1#fulfil')).toMatchObject({
      at: at(10 * MINUTE),
      met: true,
    });
    expect(list.map(clockEventName)).toContain('first_reply#1#cancel');
    expect(list.map(clockEventName)).not.toContain('first_reply#1#breach');
    expect(list.filter((event) => clockEventName(event) === 'first_reply#2#fulfil')).toHaveLength(1);
  });
});

describe('a concurrent change of the ticket', () => {
  it('makes the worker recalculate when the ticket moved in its list', async () => {
    const ticketId = await open();
    const events = await sla.pending();
    await withConcurrentChange(
      table,
      () => sla.move(ticketId, 'solved'),
      () => sla.deliver(...events),
    );
    await sla.settle();
    expect((await sla.ticket(ticketId))?.breachAt).toBeUndefined();
    expect((await sla.list(ticketId)).map(clockEventName)).toContain('total_resolution#1#fulfil');
  });

  it('never restores an older breach time', async () => {
    const ticketId = await open();
    await sla.settle();
    const ticket = await sla.ticket(ticketId);
    if (!ticket) throw new Error('no ticket');
    const rival = () => commitOrFail(table, contextAt(), { writes: [setBreachTime(ticket, at(5 * HOUR))] });
    await withConcurrentChange(table, rival, () => sla.move(ticketId, 'open'));
    expect(await sla.ticket(ticketId)).toMatchObject({ status: 'open', breachAt: at(5 * HOUR) });
    await withConcurrentChange(
      table,
      () =>
        commitOrFail(table, contextAt(), {
          writes: [setBreachTime({ ...ticket, status: 'open' }, undefined)],
        }),
      () => sla.reply(ticketId),
    );
    const now = await sla.ticket(ticketId);
    expect([now?.breachAt, now?.firstReplyAt]).toEqual([undefined, T0]);
  });

  it('refuses a breach time for a ticket that has moved in its list', async () => {
    const ticketId = await open();
    const before = await sla.ticket(ticketId);
    if (!before) throw new Error('no ticket');
    await sla.move(ticketId, 'solved');
    const write = setBreachTime(before, at(HOUR));
    await expect(commitOrFail(table, contextAt(), { writes: [write] })).rejects.toMatchObject({
      code: 'write.contended',
    });
  });
});

describe('a change of the SLA configuration', () => {
  it('reaches tickets without other events before their new, shorter target is due', async () => {
    const ids = [await open(), await open(), await open()];
    await sla.settle();
    goTo(5 * MINUTE);
    await sla.policies({ targets: { first_reply: calendar(600) } });
    goTo(6 * MINUTE);
    expect(await sla.runDueWork()).toBe(1);
    for (const id of ids) expect((await sla.ticket(id))?.breachAt).toBe(at(10 * MINUTE));
    goTo(10 * MINUTE);
    expect(await sla.runDueWork()).toBe(3);
    expect((await alerts()).filter((what) => what === 'sla.breached first_reply')).toHaveLength(3);
    expect(await timedWorkIn(table, 'sla.resync')).toEqual([]);
  });

  it('applies from the time of the change, however late it is noticed', async () => {
    const ticketId = await open();
    await sla.settle();
    goTo(5 * MINUTE);
    await sla.policies({ targets: { first_reply: calendar(600) } });
    goTo(30 * MINUTE);
    await sla.reply(ticketId);
    await sla.settle();
    const list = await sla.list(ticketId);
    expect(list.find((event) => clockEventName(event) === 'policy#2#policy_applied')?.at).toBe(
      at(5 * MINUTE),
    );
    expect(list.find((event) => clockEventName(event) === 'first_reply#1#breach')?.at).toBe(at(10 * MINUTE));
    expect(list.find((event) => clockEventName(event) === 'first_reply#1#fulfil')).toMatchObject({
      met: false,
      calendarSeconds: 1800,
    });
  });

  it('changes the business time of running clocks when a schedule changes', async () => {
    await sla.policies({ targets: { total_resolution: { seconds: 8 * 3600, hours: 'business' } } });
    const ticketId = await open();
    await sla.settle();
    expect((await sla.ticket(ticketId))?.breachAt).toBe('2026-03-11T09:00:00.000Z');
    goTo(HOUR);
    await sla.schedule({ holidays: [{ date: '2026-03-10', name: 'forgotten' }] }, 1);
    goTo(HOUR + MINUTE);
    await sla.runDueWork();
    expect((await sla.ticket(ticketId))?.breachAt).toBe('2026-03-11T16:00:00.000Z');
  });

  it('resyncs in portions, continues where it stopped and starts from the beginning at the next change', async () => {
    const ids: string[] = [];
    // Two customers, because one may open at most twenty tickets per hour.
    const other = String((await newCustomer(apis, 'other')).id);
    for (let number = 0; number < 30; number += 1) ids.push(await open(number % 2 ? other : customerId));
    await sla.settle();
    goTo(5 * MINUTE);
    await sla.policies({ targets: { first_reply: calendar(600) } });
    goTo(6 * MINUTE);
    const deps = { table, slaConfigs: slaConfigsOf(table) };
    const resyncOnce = async () => {
      const [due] = await timedWorkIn(table, 'sla.resync');
      await resyncClocks(deps, due as never, contextAt(clock.now().toISOString()), 25);
      return due;
    };
    const shortened = async () =>
      (await Promise.all(ids.map((id) => sla.ticket(id)))).filter(
        (ticket) => ticket?.breachAt === at(10 * MINUTE),
      ).length;
    const first = await resyncOnce();
    expect(await shortened()).toBe(25);
    const next = await timedWorkIn(table, 'sla.resync');
    await resyncClocks(deps, first as never, contextAt(), 25);
    expect(await timedWorkIn(table, 'sla.resync')).toEqual(next);
    goTo(7 * MINUTE);
    await resyncOnce();
    expect([await shortened(), await timedWorkIn(table, 'sla.resync')]).toEqual([30, []]);
    await sla.policies({ targets: { first_reply: calendar(900) } });
    const stale = {
      ...(first as Json),
      at: at(6 * MINUTE),
      data: resyncWork(clock.now(), ids[20] ?? '').data,
    };
    await resyncClocks(deps, stale, contextAt(), 25);
    expect((await timedWorkIn(table, 'sla.resync')).map(({ data }) => data)).toEqual([{ after: '' }]);
  });
});

describe('the clocks over HTTP', () => {
  it('are as of now, with the remaining time, the figures and the clock events', async () => {
    const ticketId = await open();
    goTo(30 * MINUTE);
    await sla.reply(ticketId);
    await sla.move(ticketId, 'pending');
    await sla.settle();
    goTo(HOUR);
    const answer = await sla.clocks(ticketId);
    expect(answer).toMatchObject({
      ticketId,
      policyId: 'policy-0',
      policyName: 'Policy 0',
      scheduleId: 'berlin',
      figures: { firstReply: { calendarSeconds: 1800, businessSeconds: 1800 } },
    });
    expect(answer.clocks).toEqual([
      {
        target: 'requester_wait',
        instance: 1,
        state: 'paused',
        since: T0,
        elapsed: { calendarSeconds: 1800, businessSeconds: 1800 },
      },
      {
        target: 'agent_work',
        instance: 1,
        state: 'paused',
        since: T0,
        elapsed: { calendarSeconds: 1800, businessSeconds: 1800 },
      },
      {
        target: 'total_resolution',
        instance: 1,
        state: 'running',
        since: T0,
        elapsed: { calendarSeconds: 3600, businessSeconds: 3600 },
        targetSeconds: 14_400,
        hours: 'calendar',
        breached: false,
        remainingSeconds: 10_800,
        dueAt: at(4 * HOUR),
        remainingCalendarSeconds: 10_800,
      },
    ]);
    expect(
      answer.events.items.flatMap(({ changes }: Json) => changes.map(({ added }: Json) => added.kind)),
    ).toContain('pause');
  });

  it('are correct before the worker has handled anything, and reading them writes nothing', async () => {
    const ticketId = await open();
    goTo(2 * HOUR);
    const before = await snapshot(table);
    expect(await sla.live(ticketId, 'first_reply')).toMatchObject({
      breached: true,
      remainingSeconds: -3600,
      dueAt: at(HOUR),
    });
    expect((await sla.clocks(ticketId)).events).toEqual({ items: [] });
    expect(await snapshot(table)).toEqual(before);
  });

  it('return their events in pages', async () => {
    const ticketId = await open();
    await sla.settle();
    for (let number = 1; number <= 3; number += 1) {
      goTo(number * 10 * MINUTE);
      await sla.move(ticketId, number % 2 === 1 ? 'pending' : 'open');
      await sla.settle();
    }
    const page = async (query: Record<string, string>) =>
      (await apis.sla('getClocks', { params: { ticketId }, query })).body.events;
    const first = await page({ limit: '2' });
    const second = await page({ limit: '2', cursor: first.next });
    expect([first.items.length, second.items.length]).toEqual([2, 2]);
    expect([...first.items, ...second.items].map(({ at }: Json) => at)).toEqual([
      T0,
      at(10 * MINUTE),
      at(20 * MINUTE),
      at(30 * MINUTE),
    ]);
    expect(
      (await apis.sla('getClocks', { params: { ticketId }, query: { cursor: 'nonsense' } })).body.code,
    ).toBe('request.cursor_invalid');
  });

  it('are not found for an unknown ticket and forbidden for customers', async () => {
    const unknown = { ticketId: 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    expect((await apis.sla('getClocks', { params: unknown })).body.code).toBe('ticket.not_found');
    expect(
      (await apis.sla('getClocks', { params: unknown, as: { role: 'customer', id: customerId } })).status,
    ).not.toBe(200);
  });

  it('do not appear in the customer’s view of the ticket', async () => {
    const ticketId = await open();
    await sla.settle();
    goTo(2 * HOUR);
    await sla.runDueWork();
    expect((await alerts()).length).toBeGreaterThan(0);
    const mine = await apis.portal('getMyTicket', {
      params: { ticketId },
      as: { role: 'customer', id: customerId },
    });
    expect(mine.body.thread.items.map(({ message }: Json) => message)).toEqual(['It is dark.']);
    expect(JSON.stringify(mine.body)).not.toContain('breach');
  });
});
