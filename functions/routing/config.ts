// Queues, teams, settings and the counts of holders: read together in one Query, kept for half a minute.

import { schedule } from '../platform/agenda/due.ts';
import { idIn, type Problem, quarantine, usable, usableOf, withProblems } from '../platform/config/usable.ts';
import type { Context } from '../platform/context.ts';
import { type ExpectedVersion, nextVersion, type PutVersioned } from '../platform/contract/version.ts';
import { DomainError } from '../platform/errors.ts';
import { kept } from '../platform/kept.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import { CONFIG_FROM, CONFIG_TO, keys, ROUTING } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { putVersion, removeVersion, replaceDocument, versionOf } from '../platform/table/versioned.ts';
import { exists, remove, update, type Write } from '../platform/table/write.ts';
import type { Agent } from './agent.ts';
import { EVERYONE } from './agent.ts';
import { GENERAL, type PutQueueRequest, type Queue, QueueSchema } from './queue.ts';
import { ANYBODY, type Holders, holderName, holdersOf } from './seats.ts';
import { defaultSettings, type Settings, SettingsSchema } from './settings.ts';
import { type PutTeamRequest, type Team, TeamSchema } from './team.ts';

export interface Config {
  queues: readonly Queue[];
  teams: readonly Team[];
  settings: Settings;
  /** By team. */
  holders: Readonly<Record<string, Holders>>;
  /** The configuration in quarantine, which counts as absent. */
  problems?: readonly Problem[];
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
  const queues = usableOf(
    QueueSchema,
    of('queue').map((item) => ({ ...(item.queue as object), version: versionOf(item) })),
    (queue) => `queue ${idIn(queue)}`,
  );
  const teams = usableOf(
    TeamSchema,
    of('team').map((item) => ({ ...(item.team as object), version: versionOf(item) })),
    (team) => `team ${idIn(team)}`,
  );
  const settings = usableSettings(of('settings')[0]);
  const problems = [...queues.problems, ...teams.problems, ...settings.problems];
  quarantine(problems);
  return {
    queues: queues.values,
    teams: teams.values,
    settings: settings.settings,
    problems,
    holders: Object.fromEntries(of('holders').map((item) => [String(item.team), countsOf(item)])),
  };
}

function countsOf(item: Item): Holders {
  const counts = Object.entries(item).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(counts) as Holders;
}

/**
 * Saves a queue as a whole, on the version that was read; refuses as `nextVersion` does. Tickets that wait there are decided on anew when every worker has read it: what was kept for
 * half a minute is gone by then.
 */
export function putQueue(
  table: Table,
  id: string,
  { version: expected, ...request }: PutVersioned<PutQueueRequest>,
  context: Context,
): Promise<Queue> {
  return whileContended(async () => {
    const key = keys.routingConfig('queue', id);
    const version = nextVersion(expected, versionOf(await getItem(table, key)), { builtIn: id === GENERAL });
    const queue = { id, ...request };
    await commit(table, context, {
      writes: [putVersion(key, { t: 'queue', queue, version }), decideAnew(id, context.now)],
    });
    return { ...queue, version };
  });
}

/**
 * Takes a queue away, at the version that was read where one is named, refusing an unknown one; who waits there goes where the
 * other queues' conditions say.
 */
export async function deleteQueue(
  table: Table,
  id: string,
  expected: ExpectedVersion | undefined,
  context: Context,
): Promise<{ id: string }> {
  const gone = () => new DomainError('queue.not_found');
  await commit(table, context, {
    writes: [removeVersion(keys.routingConfig('queue', id), expected, gone), decideAnew(id, context.now)],
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

/** Saves a team as a whole, on the version that was read (`nextVersion`); refuses one that serves a queue that there is not. */
export function putTeam(
  table: Table,
  id: string,
  { version: expected, ...request }: PutVersioned<PutTeamRequest>,
  context: Context,
): Promise<Team> {
  const team = { id, ...request };
  const served = request.serves.filter(({ queueId }) => !['general', 'triage'].includes(queueId));
  return whileContended(async () => {
    const key = keys.routingConfig('team', id);
    const version = nextVersion(expected, versionOf(await getItem(table, key)));
    await commit(table, context, {
      writes: [
        putVersion(key, { t: 'team', team, version }),
        ...served.map(({ queueId }) =>
          exists(keys.routingConfig('queue', queueId), () => new DomainError('queue.not_found', queueId)),
        ),
        ...request.serves.map(({ queueId }) => decideAnew(queueId, context.now)),
      ],
    });
    return { ...team, version };
  });
}

/**
 * Takes a team away, at the version that was read where one is named; refuses an unknown one, and one that agents belong to, by a
 * condition on their count.
 */
export async function deleteTeam(
  table: Table,
  id: string,
  expected: ExpectedVersion | undefined,
  context: Context,
): Promise<{ id: string }> {
  const gone = () => new DomainError('team.not_found');
  await commit(table, context, {
    writes: [
      removeVersion(keys.routingConfig('team', id), expected, gone),
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

const settingsKey = keys.routingConfig('settings', 'all');

/** As they stand, not as they are kept; version 0 while nobody has changed them. */
export async function readSettings(
  table: Table,
): Promise<Settings & { version: number; problems?: Problem[] }> {
  const item = await getItem(table, settingsKey);
  const { settings, problems } = usableSettings(item);
  quarantine(problems);
  return { ...settings, version: versionOf(item), ...withProblems(problems) };
}

/** Returns the stored settings, or the built-in ones while those are in quarantine. */
function usableSettings(item: Item | undefined): { settings: Settings; problems: Problem[] } {
  const read = usable(SettingsSchema, item?.settings ?? {}, 'settings of routing');
  return 'value' in read
    ? { settings: read.value, problems: [] }
    : { settings: defaultSettings, problems: [read.problem] };
}

/** Changes the settings as a whole, on the version that was read; refuses as `nextVersion` does. */
export async function putSettings(
  table: Table,
  { version: expected, ...settings }: PutVersioned<Settings>,
  context: Context,
): Promise<Settings & { version: number }> {
  const version = await replaceDocument(table, context, settingsKey, { t: 'settings', settings }, expected, {
    builtIn: true,
  });
  return { ...settings, version };
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
