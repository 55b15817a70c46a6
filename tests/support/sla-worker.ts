// Runs the clocks on a test table: configuration, deliveries to the worker, and results.

import { expect } from 'vitest';
import { queues } from '../../functions/capabilities.ts';
import type { Actor } from '../../functions/platform/contract/roles.ts';
import type { DomainEvent } from '../../functions/platform/events/domain-event.ts';
import { createWorker } from '../../functions/platform/queue/create-worker.ts';
import type { NewEvent } from '../../functions/platform/table/new-event.ts';
import { getItem } from '../../functions/platform/table/read.ts';
import type { Table } from '../../functions/platform/table/table.ts';
import { remove } from '../../functions/platform/table/write.ts';
import { applyChanges, type ClockEvent, clockEventName } from '../../functions/sla/clocks/clock-events.ts';
import { readClockChanges, readClockFacts } from '../../functions/sla/clocks/clock-store.ts';
import { foldClocks } from '../../functions/sla/clocks/fold-clocks.ts';
import type { TargetName } from '../../functions/sla/configuration/policy.ts';
import { slaConfigsOf } from '../../functions/sla/configuration/sla-config-store.ts';
import { slaKeys } from '../../functions/sla/keys.ts';
import { slaWorkerHandlers } from '../../functions/sla/worker-handlers.ts';
import { loadTicket } from '../../functions/tickets/core/ticket-store.ts';
import { ticketPartition } from '../../functions/tickets/index.ts';
import { contextAt, later, stoppedClock } from './context.ts';
import { domainEvent } from './domain-event.ts';
import { type Apis, apisOf, newCustomer } from './http/apis.ts';
import type { Json } from './http/call-api.ts';
import { dueMessage, queueOf } from './queue.ts';
import { commitOrFail } from './table/commit-or-fail.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from './table/stored.ts';

const types: readonly string[] = queues.sla.subscribes.types;
const nineToFive = [{ from: '09:00', to: '17:00' }];

/** Berlin, Monday to Friday, nine to five. */
export const berlin = {
  name: 'Berlin office',
  timeZone: 'Europe/Berlin',
  hours: {
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: nineToFive,
  },
};

export function slaOf(table: Table, apis: Apis, clock: ReturnType<typeof stoppedClock>) {
  const deliver = queueOf(createWorker('sla', slaWorkerHandlers(table), clock));
  const delivered = new Set<string>();
  const clocks = async (ticketId: string): Promise<Json> => {
    const answer = await apis.sla('getClocks', { params: { ticketId } });
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  };
  return {
    deliver,
    clocks,

    /** Returns events for the clocks that were not delivered yet. */
    async pending(): Promise<DomainEvent[]> {
      const events = (await eventsIn(table)).filter(
        ({ id, type }) => types.includes(type) && !delivered.has(id),
      );
      for (const { id } of events) delivered.add(id);
      return events;
    },

    async settle(): Promise<void> {
      const failed = await deliver(...(await this.pending()));
      if (failed.length > 0) throw new Error(`${failed.length} events failed`);
    },

    /** Runs the scheduler at the clock's time, and the worker on what is due. */
    async sweep(): Promise<number> {
      const due = (await timedWorkIn(table)).filter(
        ({ at, queue }) => queue === 'sla' && String(at) <= clock.now().toISOString(),
      );
      const failed = await deliver(...due.map(dueMessage));
      if (failed.length > 0) throw new Error(`${failed.length} due items failed`);
      return due.length;
    },

    async schedule(over: object = {}, version?: number): Promise<Json> {
      const body = { ...berlin, ...over, ...(version === undefined ? {} : { version }) };
      const answer = await apis.sla('putSchedule', { params: { scheduleId: 'berlin' }, body });
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.body;
    },

    /** Sets policies; each is given as its targets and other fields. */
    async policies(...policies: object[]): Promise<Json> {
      const { version } = (await apis.sla('getPolicies')).body;
      const list = policies.map((policy, index) => ({
        id: `policy-${index}`,
        name: `Policy ${index}`,
        scheduleId: 'berlin',
        ...policy,
      }));
      const answer = await apis.sla('putPolicies', { body: { version, policies: list } });
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.body;
    },

    /** Stores an event of the ticket's thread, as another capability commits it. */
    async event(
      ticketId: string,
      type: string,
      data: object = {},
      { actor, ...over }: Partial<NewEvent> & { actor?: Actor } = {},
    ): Promise<DomainEvent> {
      const context = contextAt(over.at ?? clock.now().toISOString(), actor ? { actor } : {});
      const draft = {
        type,
        v: 1,
        owner: ticketPartition(ticketId),
        data: domainEvent(type, { ticketId, channel: 'email', ...data }).data,
        ...over,
      };
      await commitOrFail(table, context, { events: [draft] });
      const event = (await eventsIn(table, type)).find(
        ({ at: when, data: of }) => when === context.now.toISOString() && of.ticketId === ticketId,
      );
      if (!event) throw new Error('the event was not committed');
      return event;
    },

    async reply(ticketId: string): Promise<void> {
      const answer = await apis.tickets('addMessage', {
        params: { ticketId },
        body: { message: 'We are on it.' },
        as: { role: 'agent', id: 'agent-1' },
      });
      if (answer.status !== 201) throw new Error(answer.text);
    },

    async customerWrites(ticketId: string, customerId: string): Promise<void> {
      const answer = await apis.portal('addMyMessage', {
        params: { ticketId },
        body: { message: 'Any news?' },
        as: { role: 'customer', id: customerId },
      });
      if (answer.status !== 201) throw new Error(answer.text);
    },

    async move(ticketId: string, status: string): Promise<void> {
      const ticket = await loadTicket(table, ticketId);
      const answer = await apis.tickets('changeStatus', {
        params: { ticketId },
        body: { status, version: ticket?.version },
      });
      if (answer.status !== 200) throw new Error(answer.text);
    },

    item: (ticketId: string) => getItem(table, slaKeys.clocks(ticketId)),
    ticket: (ticketId: string) => loadTicket(table, ticketId),
    /** Returns the list of clock events as it was published. */
    list: async (ticketId: string): Promise<ClockEvent[]> =>
      applyChanges((await readClockChanges(table, ticketId)).flat()),
    /** Returns one live target as the API shows it. */
    live: async (ticketId: string, target: TargetName): Promise<Json> =>
      (await clocks(ticketId)).clocks.find((one: Json) => one.target === target),
  };
}

/**
 * Fills a table with a schedule, a policy and a customer, an hour before a time; returns the customer's id.
 * The resync of these changes is finished.
 */
export const withRules =
  (moment: string) =>
  async (table: Table): Promise<string> => {
    const clock = stoppedClock(later(moment, -3_600_000));
    const apis = apisOf(table, clock);
    const sla = slaOf(table, apis, clock);
    const calendar = (seconds: number) => ({ seconds, hours: 'calendar' });
    await sla.schedule();
    await sla.policies({
      targets: {
        first_reply: calendar(3600),
        next_reply: calendar(3600),
        total_resolution: calendar(14_400),
      },
    });
    for (const { pk, sk } of await timedWorkIn(table, 'sla.resync'))
      await commitOrFail(table, contextAt(), { writes: [remove({ pk: String(pk), sk: String(sk) })] });
    return String((await newCustomer(apis, 'ada')).id);
  };

/**
 * Expects that the published list matches the thread, and that each warning and breach was published once.
 */
export async function expectTruth(table: Table, ticketId: string, until: number): Promise<void> {
  const configs = slaConfigsOf(table);
  const { version } = await configs.current();
  const byVersion = new Map<number, Awaited<ReturnType<typeof configs.current>>>();
  for (let number = 0; number <= version; number += 1) byVersion.set(number, await configs.version(number));
  const { facts } = await readClockFacts(table, ticketId);
  const truth = foldClocks({ facts, configs: byVersion, customer: { segments: [] }, until });
  const sorted = <T extends { name: string }>(list: T[]) =>
    list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const named = (events: typeof truth.events) =>
    sorted(events.map((event) => ({ name: clockEventName(event), ...event })));
  expect(named(applyChanges((await readClockChanges(table, ticketId)).flat()))).toEqual(named(truth.events));
  const announced = (await eventsIn(table)).filter(
    ({ type, data }) => /^sla\.(warned|breached)$/.test(type) && data.ticketId === ticketId,
  );
  expect(announced).toHaveLength(
    truth.events.filter(({ kind }) => kind === 'warn' || kind === 'breach').length,
  );
  expect(
    (await itemsOfKind(table, 'due')).filter(({ pk }) => pk === ticketPartition(ticketId)).length,
  ).toBeLessThanOrEqual(1);
}
