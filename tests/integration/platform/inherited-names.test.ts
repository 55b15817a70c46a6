// Names that every object inherits are not documents, fields or handlers: something called `constructor`
// exists only if somebody created it.
import { beforeAll, describe, expect, it } from 'vitest';
import { type QueueName, rapport, routeTable } from '../../../functions/capabilities.ts';
import { complaintDeadlines } from '../../../functions/complaints/lifecycle/complaint-deadlines.ts';
import { complaintWorkerHandlers } from '../../../functions/complaints/worker-handlers.ts';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import { createAnalyser } from '../../../functions/intelligence/analyser/local-analyser.ts';
import { intelligenceWorkerHandlers } from '../../../functions/intelligence/handlers.ts';
import { createRollup } from '../../../functions/metrics/worker.lambda.ts';
import type { Subscription } from '../../../functions/platform/capability.ts';
import type { Role } from '../../../functions/platform/contract/roles.ts';
import type { Route, Routes } from '../../../functions/platform/contract/route.ts';
import { createWorker, type WorkerHandlers } from '../../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { routingWorkerHandlers } from '../../../functions/routing/worker-handlers.ts';
import { slaConfigsOf } from '../../../functions/sla/index.ts';
import { slaWorkerHandlers } from '../../../functions/sla/worker-handlers.ts';
import { ticketWorkerHandlers } from '../../../functions/tickets/worker-handlers.ts';
import { triageHandlers } from '../../../functions/triage/handlers.ts';
import { later, stoppedClock } from '../../support/context.ts';
import { noFiles } from '../../support/files.ts';
import { type Apis, apisOf, newCustomer } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { callsNaming, inheritedNames } from '../../support/http/hostile-input.ts';
import { queueOf } from '../../support/queue.ts';
import { routingDeps } from '../../support/routing/routing.ts';
import { berlin } from '../../support/sla-worker.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { eventsIn, streamOf } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
const clock = stoppedClock();

beforeAll(async () => {
  table = await freshTable();
  apis = apisOf(table, clock);
});

const roleOf = ({ roles }: Route): Role => (roles === 'public' ? 'agent' : (roles.at(-1) ?? 'admin'));

describe('every operation with an inherited name wherever text is allowed', () => {
  const operations = Object.entries(routeTable as Record<string, Routes>).flatMap(([api, routes]) =>
    Object.entries(routes).map(
      ([operation, route]) => [`${api} ${operation}`, api, operation, route] as const,
    ),
  );

  it.each(operations)('%s answers without a server error', async (_name, api, operation, route) => {
    const call = apis[api as keyof Apis] as (operation: string, call: object) => Promise<Json>;
    const id = roleOf(route) === 'customer' ? 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV' : 'constructor';
    for (const name of inheritedNames) {
      for (const one of callsNaming(route, name)) {
        const answer = await call(operation, { ...one, over: true, as: { role: roleOf(route), id } });
        // It is not refused for a missing version, which would happen before the names are read.
        expect([answer.status < 500 && answer.status !== 428, name, answer.text]).toEqual([
          true,
          name,
          answer.text,
        ]);
      }
    }
  });
});

describe('a team whose objects all have inherited names', () => {
  it('works: nothing fails, and no message reaches the dead-letter queue', async () => {
    const name = 'constructor';
    const put = async (api: keyof Apis, operation: string, params: object, body: object) => {
      const call = apis[api] as (operation: string, call: object) => Promise<Json>;
      const answer = await call(operation, { params, body });
      expect([operation, answer.status, answer.status < 300 ? '' : answer.text]).toEqual([
        operation,
        answer.status,
        '',
      ]);
      return answer.body;
    };
    await put('sla', 'putSchedule', { scheduleId: name }, { ...berlin, name: 'Set' });
    const targets = { first_reply: { seconds: 3600, hours: 'business' } };
    const policy = { id: name, name, scheduleId: name, targets };
    await put(
      'sla',
      'putPolicies',
      {},
      { version: (await apis.sla('getPolicies')).body.version, policies: [policy] },
    );
    const examples = ['the constructor fails', 'no constructor at all', 'valueOf toString constructor'];
    await put('intelligence', 'putTopic', { topicId: name }, { name, examples });
    await put('desk', 'putTicketField', { key: name }, { name, type: 'text' });
    await put(
      'routing',
      'putQueue',
      { queueId: name },
      { name, position: 1, conditions: { tags: [name] }, requiredSkills: [{ name }] },
    );
    await put('routing', 'putTeam', { teamId: name }, { name, serves: [{ queueId: name }] });
    await put(
      'routing',
      'putAgent',
      { agentId: name },
      { name, skills: [{ name, level: 3 }], languages: ['en'], teams: [name] },
    );
    await put('routing', 'setPresence', { agentId: name }, { presence: 'online' });
    const actions = [
      { do: 'setFields', fields: { [name]: 'toString' } },
      { do: 'setTopic', topicId: name },
      { do: 'reply', text: 'constructor {{customer.name|valueOf}}' },
    ];
    await put('desk', 'putMacro', { macroId: name }, { name, actions });

    const customer = await newCustomer(apis, name);
    const opened = await put(
      'tickets',
      'openTicket',
      {},
      {
        customerId: customer.id,
        channel: 'email',
        subject: 'constructor __proto__ toString',
        message: 'The constructor toString valueOf hasOwnProperty __proto__ order: where is it?',
        tags: [name],
        requiredSkills: [{ name }],
      },
    );
    expect(await settle()).toEqual([]);
    const ticket = async () =>
      (await apis.tickets('getTicket', { params: { ticketId: opened.id } })).body.ticket;
    expect(await ticket()).toMatchObject({ assigneeId: name, queueId: name });
    expect((await apis.sla('getClocks', { params: { ticketId: opened.id } })).body).toMatchObject({
      scheduleId: name,
    });
    const version = (await ticket()).version;
    await put('tickets', 'updateTicket', { ticketId: opened.id }, { version, fields: { [name]: 'valueOf' } });
    await put('desk', 'applyMacro', { ticketId: opened.id, macroId: name }, { version: version + 1 });
    expect(await settle()).toEqual([]);
    expect(await ticket()).toMatchObject({ fields: { [name]: 'toString' } });
  });

  const analyser = createAnalyser();
  const delivered = new Set<string>();

  /** Delivers every event to its consumers, and due work, until nothing is left; returns what failed. */
  async function settle(): Promise<string[]> {
    const workers: Record<string, WorkerHandlers> = {
      timeline: { anyEvent: (event) => addToTimeline(table, event) },
      triageStandard: triageHandlers({ table, analyser: () => Promise.resolve(analyser) }),
      routingStandard: routingWorkerHandlers(routingDeps(table)),
      complaints: complaintWorkerHandlers(table, complaintDeadlines(slaConfigsOf(table))),
      tickets: ticketWorkerHandlers(table, noFiles),
      intelligence: intelligenceWorkerHandlers(table),
      sla: slaWorkerHandlers(table),
    };
    const rollup = createRollup(table, async () => expect.fail('an event was parked'), clock);
    const failed: string[] = [];
    for (;;) {
      const events = (await eventsIn(table)).filter(({ id }) => !delivered.has(id));
      if (events.length === 0) return failed;
      for (const { id } of events) delivered.add(id);
      expect(await rollup(streamOf(events))).toEqual({ batchItemFailures: [] });
      for (const [queue, handlers] of Object.entries(workers)) {
        const deliver = queueOf(createWorker(queue, handlers, clock));
        const received = events.filter(({ type }) => receives(queue, type));
        failed.push(...(await deliver(...received)).map((place) => `${queue} ${received[place]?.type}`));
      }
      clock.set(later(clock.now().toISOString(), 60_000));
    }
  }

  function receives(queue: string, type: string): boolean {
    const { types = [], prefixes = [] }: Subscription = rapport.queues[queue as QueueName].subscribes ?? {};
    return types.includes(type) || prefixes.some((prefix) => type.startsWith(prefix));
  }
});
