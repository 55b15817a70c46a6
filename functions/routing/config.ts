// Queues, teams, settings and the counts of holders: read together in one Query, kept for half a minute.

import { schedule } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { kept } from '../platform/kept.ts';
import { commit } from '../platform/table/commit.ts';
import { CONFIG_FROM, CONFIG_TO, keys, ROUTING } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { exists, put, remove, update, type Write } from '../platform/table/write.ts';
import type { Agent } from './agent.ts';
import { EVERYONE } from './agent.ts';
import type { PutQueueRequest, Queue } from './queue.ts';
import { ANYBODY, type Holders, holderName, holdersOf } from './seats.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { PutTeamRequest, Team } from './team.ts';

export interface Config {
  queues: readonly Queue[];
  teams: readonly Team[];
  settings: Settings;
  /** By team. */
  holders: Readonly<Record<string, Holders>>;
}

export const emptyConfig: Config = { queues: [], teams: [], settings: defaultSettings, holders: {} };

export const CONFIG_AGE_MS = 30_000;

/** Reads the configuration, at most once in half a minute of the callers' time. */
export const configReader = (table: Table): ((now: Date) => Promise<Config>) =>
  kept(CONFIG_AGE_MS, () => readConfig(table));

export async function readConfig(table: Table): Promise<Config> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { pk: ROUTING, from: CONFIG_FROM, to: CONFIG_TO, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  const of = (t: string) => items.filter((item) => item.t === t);
  return {
    queues: of('queue').map(({ queue }) => queue as Queue),
    teams: of('team').map(({ team }) => team as Team),
    settings: (of('settings')[0]?.settings as Settings | undefined) ?? defaultSettings,
    holders: Object.fromEntries(of('holders').map((item) => [String(item.team), countsOf(item)])),
  };
}

function countsOf(item: Item): Holders {
  const counts = Object.entries(item).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(counts) as Holders;
}

/**
 * Saves a queue as a whole. Tickets that wait there are decided on anew when every worker has read it: what was kept for
 * half a minute is gone by then.
 */
export async function putQueue(
  table: Table,
  id: string,
  request: PutQueueRequest,
  context: Context,
): Promise<Queue> {
  const queue = { id, ...request };
  await commit(table, context, {
    writes: [put(keys.routingConfig('queue', id), { t: 'queue', queue }), decideAnew(id, context.now)],
  });
  return queue;
}

/** Takes a queue away, refusing an unknown one; who waits there goes where the other queues' conditions say. */
export async function deleteQueue(table: Table, id: string, context: Context): Promise<{ id: string }> {
  const gone = () => new DomainError('queue.not_found');
  await commit(table, context, {
    writes: [
      remove(keys.routingConfig('queue', id), { expression: 'attribute_exists(pk)' }, gone),
      decideAnew(id, context.now),
    ],
  });
  return { id };
}

function decideAnew(queueId: string, now: Date): Write {
  return schedule({
    owner: ROUTING,
    name: `queue#${queueId}`,
    at: new Date(now.getTime() + CONFIG_AGE_MS).toISOString(),
    queue: 'routing',
    kind: 'routing.queue_changed',
    data: { queueId },
  });
}

/** Saves a team as a whole; refuses one that serves a queue that there is not. */
export async function putTeam(
  table: Table,
  id: string,
  request: PutTeamRequest,
  context: Context,
): Promise<Team> {
  const team = { id, ...request };
  const served = request.serves.filter(({ queueId }) => !['general', 'triage'].includes(queueId));
  await commit(table, context, {
    writes: [
      put(keys.routingConfig('team', id), { t: 'team', team }),
      ...served.map(({ queueId }) =>
        exists(keys.routingConfig('queue', queueId), () => new DomainError('queue.not_found', queueId)),
      ),
      ...request.serves.map(({ queueId }) => decideAnew(queueId, context.now)),
    ],
  });
  return team;
}

/** Takes a team away; refuses an unknown one, and one that agents belong to, by a condition on their count. */
export async function deleteTeam(table: Table, id: string, context: Context): Promise<{ id: string }> {
  const gone = () => new DomainError('team.not_found');
  await commit(table, context, {
    writes: [
      remove(keys.routingConfig('team', id), { expression: 'attribute_exists(pk)' }, gone),
      remove(
        keys.routingConfig('holders', id),
        { expression: `attribute_not_exists(#${ANY}) OR #${ANY} < :one`, values: { one: 1 } },
        () => new DomainError('team.in_use'),
      ),
    ],
  });
  return { id };
}

const ANY = holderName(ANYBODY);

export async function putSettings(table: Table, settings: Settings, context: Context): Promise<Settings> {
  await commit(table, context, {
    writes: [put(keys.routingConfig('settings', 'all'), { t: 'settings', settings })],
  });
  return settings;
}

/** Counts an agent in under what they can do now and out of what they could before; refuses a team that there is not. */
export function countHolders(before: Agent | undefined, next: Agent): Write[] {
  const changes = new Map<string, Map<string, number>>();
  for (const [agent, by] of [[before, -1] as const, [next, 1] as const]) {
    for (const { team, names } of holdersOf(agent)) {
      const counts = changes.get(team) ?? new Map<string, number>();
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + by);
      changes.set(team, counts);
    }
  }
  const counted = [...changes].flatMap(([team, counts]) => {
    const add = Object.fromEntries([...counts].filter(([, by]) => by !== 0));
    if (Object.keys(add).length === 0) return [];
    return [update(keys.routingConfig('holders', team), { set: { t: 'holders', team }, add })];
  });
  const joined = next.teams.filter((team) => team !== EVERYONE && !before?.teams.includes(team));
  return [
    ...counted,
    ...joined.map((team) =>
      exists(keys.routingConfig('team', team), () => new DomainError('team.not_found', team)),
    ),
  ];
}
