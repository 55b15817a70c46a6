import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { toItem as agentItem } from '../../../functions/routing/agents/agent-store.ts';
import { releaseCapacity } from '../../../functions/routing/agents/release-capacity.ts';
import { routingKeys } from '../../../functions/routing/keys.ts';
import { compareText } from '../../../functions/routing/matching/choose-ticket.ts';
import { fillAgentCapacity } from '../../../functions/routing/matching/fill-agent-capacity.ts';
import { routeTicket } from '../../../functions/routing/matching/route-ticket.ts';
import {
  type RoutingDeps,
  tableRoutingStore,
} from '../../../functions/routing/matching/table-routing-store.ts';
import { listWaitingGroups } from '../../../functions/routing/matching/waiting-groups.ts';
import { type Agent, EVERYONE_TEAM } from '../../../functions/routing/model/agent.ts';
import { availabilityEntriesOf, withAvailability } from '../../../functions/routing/model/availability.ts';
import { generalQueue } from '../../../functions/routing/model/queue.ts';
import {
  mandatoryRequirementsOf,
  ticketRequirementsOf,
  waitingGroupIdOf,
} from '../../../functions/routing/model/requirements.ts';
import type { Ticket } from '../../../functions/tickets/core/ticket.ts';
import { ticketToItem as ticketItem } from '../../../functions/tickets/core/ticket-store.ts';
import { TicketSolved } from '../../../functions/tickets/events.ts';
import { ticketKeys } from '../../../functions/tickets/keys.ts';
import { contextAt, later, NOON } from '../../support/context.ts';
import { parsedEvent } from '../../support/domain-event.ts';
import { agentWith } from '../../support/routing/agents.ts';
import { routingDeps } from '../../support/routing/routing.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { type Cost, metered } from '../../support/table/meter.ts';
import { ticketWith } from '../../support/tickets/tickets.ts';

// Measures the cost of a routing decision by the number of agents online and tickets waiting. Only what
// decisions read is seeded for all of them: each agent's availability entry under the ability that is
// searched, and each ticket's entry in its waiting group. The agents who can be candidates and the chosen
// ticket are stored completely. The table has only the index that routing reads; the write units of all
// indexes are computed from the items.

/**
 * ROUTING_SCALE=10 measures 10,000 agents and 100,000 waiting tickets, as docs/data-model.md lists them;
 * seeding then takes a minute.
 */
const TIMES = Number(process.env.ROUTING_SCALE ?? 1);

const scales = {
  small: { agents: 10, waiting: 100 },
  middle: { agents: 100, waiting: 1000 },
  large: { agents: 1000 * TIMES, waiting: 10_000 * TIMES },
} as const;
type Scale = keyof typeof scales;

const idOf = (index: number) => `tkt_${String(index).padStart(26, '0')}`;
const ticket = (index: number, over: Partial<Ticket> = {}) =>
  ticketWith({ id: idOf(index), waitingSince: later(NOON, index - 1e8), ...over });
const lawyers = { language: 'en', requiredSkills: [{ name: 'law', level: 2 }] };
const requirementsOf = (one: Ticket) => ticketRequirementsOf(one, generalQueue, new Date(NOON));

/** A ticket in Esperanto, which no agent online speaks, so it waits. */
const waiting = (index: number) => ticket(index, { language: 'eo' });

function lawyer(index: number): Agent {
  const level = 1 + (index % 5);
  const free = 10 - (index % 9);
  const agent = agentWith(`a${String(index).padStart(6, '0')}`, {
    skills: [{ name: 'law', level }],
    languages: ['en'],
    free,
    work: { email: 10 - free },
    lastAssignedAt: later(NOON, -index),
  });
  return withAvailability(undefined, agent, later(NOON, -index * 10));
}

const BATCH = 25;
const AT_ONCE = 8;

async function seed(table: Table, all: Iterable<Item>): Promise<void> {
  const items = [...all];
  const write = async () => {
    while (items.length > 0) {
      const batch = items.splice(-BATCH);
      const RequestItems = { [table.name]: batch.map((Item) => ({ PutRequest: { Item } })) };
      await table.doc.send(new BatchWriteCommand({ RequestItems }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, write));
}

/** Agents stored completely: four times the first page of entries, which contains enough matching agents. */
const STORED_AGENTS = 100;

function* seedItems({ agents, waiting: count }: (typeof scales)[Scale]): Generator<Item> {
  const lawyers = Array.from({ length: agents }, (_, index) => lawyer(index)).map((agent) => ({
    agent,
    entry: availabilityEntriesOf(agent).find(({ listPk }) => listPk.endsWith('s:law')),
  }));
  const best = lawyers.toSorted((a, b) => compareText(a.entry?.listSk ?? '', b.entry?.listSk ?? ''));
  for (const [place, { agent, entry }] of best.entries()) {
    if (place < STORED_AGENTS) yield { ...routingKeys.agent(agent.id), ...agentItem(agent) };
    yield { ...routingKeys.availabilityEntry(agent.id, 1), t: 'availability', ...entry };
  }
  const counts: Record<string, number> = {
    _: agents,
    s_law: agents - 1,
    l_en: agents,
    l_eo: 1,
    capacity_10: agents,
  };
  yield {
    ...routingKeys.config('skillCounts', EVERYONE_TEAM),
    t: 'skillCounts',
    team: EVERYONE_TEAM,
    ...counts,
  };
  const waitingGroupId = waitingGroupIdOf(requirementsOf(waiting(0)));
  for (let index = 0; index < count; index += 1) {
    const whole = { ...waiting(index), waitingGroupId };
    const { listPk, listSk } = ticketItem(whole);
    yield index === 0
      ? { ...ticketKeys.ticket(whole.id), ...ticketItem(whole) }
      : { ...ticketKeys.ticket(whole.id), listPk, listSk };
  }
}

const operations = [
  'a ticket is assigned on arrival',
  'a ticket joins a waiting group',
  'a waiting ticket is reevaluated',
  'an agent gets the first waiting ticket',
  'an agent has free capacity and no ticket waits for them',
  'a solved ticket frees its agent',
] as const;

async function measureAll(scale: Scale): Promise<Cost[]> {
  const plain = await freshTable(['list']);
  await seed(plain, seedItems(scales[scale]));
  const { table, measure } = metered(plain);
  const deps: RoutingDeps = routingDeps(table);
  await deps.config(new Date(NOON));
  const put = (item: Item) => plain.doc.send(new PutCommand({ TableName: plain.name, Item: item }));
  const putTicket = (one: Ticket) => put({ ...ticketKeys.ticket(one.id), ...ticketItem(one) });
  const store = () => tableRoutingStore(deps, contextAt());
  const costs: Cost[] = [];
  const cost = async (work: () => Promise<unknown>) => costs.push((await measure(work)).cost);

  const esperanto = { ...waiting(0) };
  await deps.registerWaitingGroup(
    {
      waitingGroupId: waitingGroupIdOf(requirementsOf(esperanto)),
      ...mandatoryRequirementsOf(requirementsOf(esperanto)),
    },
    contextAt(),
  );
  const arriving = ticket(200_000, lawyers);
  await putTicket(arriving);
  await cost(async () => expect(await routeTicket(await store(), arriving.id)).toBe('assigned'));

  const joining = waiting(200_001);
  await putTicket(joining);
  await cost(async () => expect(await routeTicket(await store(), joining.id)).toBe('waits'));
  await cost(async () => expect(await routeTicket(await store(), joining.id)).toBe('waits'));

  const speaker = agentWith('eve', {
    languages: ['eo'],
    capacity: 1,
    free: 1,
    capacityFreedAt: NOON,
    availableSince: NOON,
  });
  await put({ ...routingKeys.agent('eve'), ...agentItem(speaker) });
  await cost(async () => fillAgentCapacity(await store(), 'eve'));

  const idle = agentWith('ida', { languages: ['en'], capacityFreedAt: NOON, availableSince: NOON });
  await put({ ...routingKeys.agent('ida'), ...agentItem(idle) });
  await cost(async () => fillAgentCapacity(await store(), 'ida'));

  const taken = await (await store()).ticket(idOf(0));
  expect(taken?.assigneeId).toBe('eve');
  const solved = parsedEvent(TicketSolved, {
    ticketId: idOf(0),
    channel: 'email',
    assigneeId: 'eve',
    assignment: taken?.assignment,
  });
  await cost(() => releaseCapacity(table, solved, contextAt()));
  expect(await listWaitingGroups(plain)).toHaveLength(1);
  return costs;
}

describe('the cost of a routing decision', () => {
  const costs = {} as Record<Scale, Cost[]>;

  beforeAll(async () => {
    for (const scale of ['small', 'middle', 'large'] as const) costs[scale] = await measureAll(scale);
    if (process.env.SHOW_COSTS) console.log(markdown(costs));
  });

  it.each(operations.map((name, index) => [name, index] as const))(
    '“%s” is the same with ten times as many agents and waiting tickets',
    (_name, index) => {
      expect(costs.large[index]).toEqual(costs.middle[index]);
    },
  );

  it.each(operations.map((name, index) => [name, index] as const))(
    '“%s” differs with 10 agents only by the reads of candidates that do not exist',
    (_name, index) => {
      const [small, large] = [costs.small[index], costs.large[index]];
      expect(large?.roundTrips).toBe(small?.roundTrips);
      expect(large?.writeUnits).toBe(small?.writeUnits);
      expect(Number(large?.readUnits) - Number(small?.readUnits)).toBeLessThanOrEqual(10);
    },
  );
});

function markdown(costs: Record<Scale, Cost[]>): string {
  const head =
    '| Decision | Agents online, tickets waiting | Round trips | Write units | Read units |\n|---|---|---|---|---|\n';
  const rows = operations.flatMap((name, index) =>
    (['small', 'middle', 'large'] as const).map((scale) => {
      const { agents, waiting: count } = scales[scale];
      const { roundTrips, writeUnits, readUnits } = costs[scale][index] as Cost;
      return `| ${name} | ${agents}, ${count} | ${roundTrips} | ${writeUnits} | ${readUnits} |`;
    }),
  );
  return head + rows.join('\n');
}
