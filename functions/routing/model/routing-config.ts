// Queues, teams, settings and skill counts: one Query reads them all, and a process caches them for 30
// seconds.

import { cacheFor } from '../../platform/cache-for.ts';
import {
  type ConfigurationProblem,
  parseStoredDocument,
  parseStoredDocuments,
  reportQuarantined,
  storedIdOf,
  withProblems,
} from '../../platform/config/stored-document.ts';
import type { Context } from '../../platform/context.ts';
import { type ExpectedVersion, nextVersion, type PutVersioned } from '../../platform/contract/version.ts';
import { schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { getItem, queryRange } from '../../platform/table/read.ts';
import { rejection } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import {
  putDocument,
  removeDocument,
  replaceDocument,
  versionOf,
} from '../../platform/table/versioned-documents.ts';
import { assertExists, remove, update, type Write } from '../../platform/table/write.ts';
import { routingError } from '../errors.ts';
import { CONFIG_FROM, CONFIG_TO, ROUTING, routingKeys } from '../keys.ts';
import { type Agent, EVERYONE_TEAM } from './agent.ts';
import { ANY_ABILITY, type SkillCounts, skillCountName, skillCountNames } from './availability.ts';
import { GENERAL, type PutQueueRequest, type Queue, QueueSchema } from './queue.ts';
import { defaultRoutingSettings, type RoutingSettings, RoutingSettingsSchema } from './routing-settings.ts';
import { type PutTeamRequest, type Team, TeamSchema } from './team.ts';

export interface RoutingConfig {
  queues: readonly Queue[];
  teams: readonly Team[];
  settings: RoutingSettings;
  /** Skill counts by team. */
  skillCounts: Readonly<Record<string, SkillCounts>>;
  /** The stored documents in quarantine, which count as absent. */
  problems?: readonly ConfigurationProblem[];
}

export const emptyRoutingConfig: RoutingConfig = {
  queues: [],
  teams: [],
  settings: defaultRoutingSettings,
  skillCounts: {},
};

const CONFIG_AGE_MS = 30_000;

/** Returns a reader that caches the configuration for 30 seconds of the callers' time. */
export const routingConfigReader = (table: Table): ((now: Date) => Promise<RoutingConfig>) =>
  cacheFor(CONFIG_AGE_MS, () => readRoutingConfig(table));

export async function readRoutingConfig(table: Table): Promise<RoutingConfig> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { pk: ROUTING, from: CONFIG_FROM, to: CONFIG_TO, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  const itemsOf = (t: string) => items.filter((item) => item.t === t);
  const queues = parseStoredDocuments(
    QueueSchema,
    itemsOf('queue').map((item) => ({ ...(item.queue as object), version: versionOf(item) })),
    (queue) => `queue ${storedIdOf(queue)}`,
  );
  const teams = parseStoredDocuments(
    TeamSchema,
    itemsOf('team').map((item) => ({ ...(item.team as object), version: versionOf(item) })),
    (team) => `team ${storedIdOf(team)}`,
  );
  const settings = usableSettings(itemsOf('settings')[0]);
  const problems = [...queues.problems, ...teams.problems, ...settings.problems];
  reportQuarantined(problems);
  return {
    queues: queues.values,
    teams: teams.values,
    settings: settings.settings,
    problems,
    skillCounts: Object.fromEntries(
      itemsOf('skillCounts').map((item) => [String(item.team), countsOf(item)]),
    ),
  };
}

function countsOf(item: Item): SkillCounts {
  const counts = Object.entries(item).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(counts) as SkillCounts;
}

/**
 * Creates or replaces a queue on the version that was read; refuses a stale version as `nextVersion` does.
 * Its waiting tickets are routed again after 30 seconds, when no worker has the old configuration cached any
 * more.
 */
export function putQueue(
  table: Table,
  id: string,
  { version: expected, ...request }: PutVersioned<PutQueueRequest>,
  context: Context,
): Promise<Queue> {
  return requireCommitted(
    retryOnStale(async () => {
      const key = routingKeys.config('queue', id);
      const version = nextVersion(expected, versionOf(await getItem(table, key)), {
        builtIn: id === GENERAL,
      });
      const queue = { id, ...request };
      return commit(table, context, {
        writes: [putDocument(key, { t: 'queue', queue, version }), scheduleReevaluation(id, context.now)],
        answer: { ...queue, version },
      });
    }),
  );
}

/**
 * Deletes a queue, on the expected version if one is given; refuses an unknown one with `queue.not_found`.
 * Its waiting tickets move to the queues whose conditions they meet.
 */
export async function deleteQueue(
  table: Table,
  id: string,
  expected: ExpectedVersion | undefined,
  context: Context,
): Promise<{ id: string }> {
  await requireCommitted(
    commit(table, context, {
      writes: [
        removeDocument(routingKeys.config('queue', id), expected, () => routingError('queue.not_found')),
        scheduleReevaluation(id, context.now),
      ],
    }),
  );
  return { id };
}

function scheduleReevaluation(queueId: string, now: Date): Write {
  return schedule({
    owner: ROUTING,
    name: `queue#${queueId}`,
    at: new Date(now.getTime() + CONFIG_AGE_MS).toISOString(),
    queue: 'routingStandard',
    kind: 'routing.reevaluate_queue',
    data: { queueId },
  });
}

/**
 * Creates or replaces a team on the version that was read; refuses a stale version as `nextVersion` does, and
 * a team that serves an unknown queue with `queue.not_found`.
 */
export function putTeam(
  table: Table,
  id: string,
  { version: expected, ...request }: PutVersioned<PutTeamRequest>,
  context: Context,
): Promise<Team> {
  const team = { id, ...request };
  const served = request.serves.filter(({ queueId }) => !['general', 'triage'].includes(queueId));
  return requireCommitted(
    retryOnStale(async () => {
      const key = routingKeys.config('team', id);
      const version = nextVersion(expected, versionOf(await getItem(table, key)));
      return commit(table, context, {
        writes: [
          putDocument(key, { t: 'team', team, version }),
          ...served.map(({ queueId }) =>
            assertExists(routingKeys.config('queue', queueId), () =>
              rejection(routingError('queue.not_found', `The queue ${queueId} was not found.`)),
            ),
          ),
          ...request.serves.map(({ queueId }) => scheduleReevaluation(queueId, context.now)),
        ],
        answer: { ...team, version },
      });
    }),
  );
}

/**
 * Deletes a team, on the expected version if one is given. Refuses an unknown one with `team.not_found`, and
 * one with agents with `team.in_use`: a condition on their count rejects the write.
 */
export async function deleteTeam(
  table: Table,
  id: string,
  expected: ExpectedVersion | undefined,
  context: Context,
): Promise<{ id: string }> {
  await requireCommitted(
    commit(table, context, {
      writes: [
        removeDocument(routingKeys.config('team', id), expected, () => routingError('team.not_found')),
        remove(
          routingKeys.config('skillCounts', id),
          { expression: `attribute_not_exists(#${ANY}) OR #${ANY} < :one`, values: { one: 1 } },
          () => rejection(routingError('team.in_use')),
        ),
      ],
    }),
  );
  return { id };
}

const ANY = skillCountName(ANY_ABILITY);

const settingsKey = routingKeys.config('settings', 'all');

/** Reads the settings past the cache; version 0 while nobody has changed them. */
export async function readRoutingSettings(
  table: Table,
): Promise<RoutingSettings & { version: number; problems?: ConfigurationProblem[] }> {
  const item = await getItem(table, settingsKey);
  const { settings, problems } = usableSettings(item);
  reportQuarantined(problems);
  return { ...settings, version: versionOf(item), ...withProblems(problems) };
}

/** Returns the stored settings, or the built-in ones while those are in quarantine. */
function usableSettings(item: Item | undefined): {
  settings: RoutingSettings;
  problems: ConfigurationProblem[];
} {
  const read = parseStoredDocument(RoutingSettingsSchema, item?.settings ?? {}, 'settings of routing');
  return 'value' in read
    ? { settings: read.value, problems: [] }
    : { settings: defaultRoutingSettings, problems: [read.problem] };
}

/** Replaces the settings on the version that was read; refuses a stale version as `nextVersion` does. */
export async function putRoutingSettings(
  table: Table,
  { version: expected, ...settings }: PutVersioned<RoutingSettings>,
  context: Context,
): Promise<RoutingSettings & { version: number }> {
  const version = await replaceDocument(table, context, settingsKey, { t: 'settings', settings }, expected, {
    builtIn: true,
  });
  return { ...settings, version };
}

/**
 * Updates the skill counts from an agent's previous to their new abilities; refuses an unknown team with
 * `team.not_found`.
 */
export function updateSkillCounts(before: Agent | undefined, next: Agent): Write[] {
  const changes = new Map<string, Map<string, number>>();
  for (const [agent, by] of [[before, -1] as const, [next, 1] as const]) {
    for (const { team, names } of skillCountNames(agent)) {
      const counts = changes.get(team) ?? new Map<string, number>();
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + by);
      changes.set(team, counts);
    }
  }
  const counted = [...changes].flatMap(([team, counts]) => {
    const add = Object.fromEntries([...counts].filter(([, by]) => by !== 0));
    if (Object.keys(add).length === 0) return [];
    return [update(routingKeys.config('skillCounts', team), { set: { t: 'skillCounts', team }, add })];
  });
  const joined = next.teams.filter((team) => team !== EVERYONE_TEAM && !before?.teams.includes(team));
  return [
    ...counted,
    ...joined.map((team) =>
      assertExists(routingKeys.config('team', team), () =>
        rejection(routingError('team.not_found', `The team ${team} was not found.`)),
      ),
    ),
  ];
}
