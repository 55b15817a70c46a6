// Changes of schedules and policies. Each makes a new version of the rulebook, says so in an event, and has the tickets
// with live clocks looked at again, since a shorter target may be due before anything else would look.
import type { Context } from '../../platform/context.ts';
import {
  assertVersion,
  type ExpectedVersion,
  nextVersion,
  type PutVersioned,
} from '../../platform/contract/version.ts';
import { platformError } from '../../platform/errors.ts';
import { ownProperty } from '../../platform/own-property.ts';
import { commit } from '../../platform/table/commit.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { slaError } from '../errors.ts';
import { policiesChanged, scheduleDeleted, scheduleSaved } from '../new-events.ts';
import type { Policies, PutPoliciesRequest, SlaConfig } from './policy.ts';
import type { PutScheduleRequest, Schedule } from './schedule.ts';
import { scheduleResync } from './schedule-resync.ts';
import { type SlaConfigs, saveSlaConfig } from './sla-config-store.ts';

export interface SlaConfigDeps {
  table: Table;
  slaConfigs: SlaConfigs;
}

/** At most this many schedules: the whole rulebook is one item. */
const MAX_SCHEDULES = 20;

/**
 * Makes a schedule, or changes one on the version that was read; one in quarantine counts as not there, and is replaced.
 * Refuses as `nextVersion` does, and with `request.invalid` a twenty-first.
 */
export function putSchedule(
  deps: SlaConfigDeps,
  scheduleId: string,
  { version: expected, ...facts }: PutVersioned<PutScheduleRequest>,
  context: Context,
): Promise<Schedule> {
  return changeSlaConfig(deps, context, (config, usable) => {
    const current = ownProperty(usable.schedules, scheduleId);
    const version = nextVersion(expected, current?.version ?? 0);
    const updatedAt = context.now.toISOString();
    const next = { id: scheduleId, version, ...facts, updatedAt };
    const schedules = { ...config.schedules, [scheduleId]: next };
    if (Object.keys(schedules).length > MAX_SCHEDULES)
      throw invalid('path.scheduleId', `is one too many: there may be ${MAX_SCHEDULES} schedules`);
    return {
      config: { ...config, schedules },
      event: (newVersion) => scheduleSaved(scheduleId, newVersion),
      answer: next,
    };
  });
}

/**
 * Deletes a schedule, at the version that was read where one is named (`version.stale`). Refuses with `schedule.in_use` while a
 * policy, or the default, counts by it.
 */
export function deleteSchedule(
  deps: SlaConfigDeps,
  scheduleId: string,
  expected: ExpectedVersion | undefined,
  context: Context,
): Promise<Schedule> {
  return changeSlaConfig(deps, context, (config, usable) => {
    const current = ownProperty(usable.schedules, scheduleId);
    if (!current) throw slaError('schedule.not_found');
    assertVersion(expected ?? 'any', current.version, 'the schedule');
    const others = Object.entries(config.schedules).filter(([id]) => id !== scheduleId);
    const { policies, defaultScheduleId } = usable.policies;
    const user = policies.find((policy) => policy.scheduleId === scheduleId)?.id;
    if (user !== undefined || defaultScheduleId === scheduleId)
      throw slaError(
        'schedule.in_use',
        user === undefined ? 'This schedule is the default.' : `The policy ${user} uses this schedule.`,
      );
    return {
      config: { ...config, schedules: Object.fromEntries(others) },
      event: (newVersion) => scheduleDeleted(scheduleId, newVersion),
      answer: current,
    };
  });
}

/**
 * Puts a new list of policies in the place of the one that was read. Refuses as `nextVersion` does, and with
 * `request.invalid` a schedule that is not there.
 */
export function putPolicies(
  deps: SlaConfigDeps,
  { version: expected, ...list }: PutVersioned<PutPoliciesRequest>,
  context: Context,
): Promise<Policies> {
  return changeSlaConfig(deps, context, (config, usable) => {
    const version = nextVersion(expected, config.policies.version, { builtIn: true });
    list.policies.forEach(({ scheduleId }, index) => {
      if (!ownProperty(usable.schedules, scheduleId))
        throw invalid(`body.policies.${index}.scheduleId`, 'does not exist');
    });
    if (list.defaultScheduleId !== undefined && !ownProperty(usable.schedules, list.defaultScheduleId))
      throw invalid('body.defaultScheduleId', 'does not exist');
    const policies = { version, ...list, updatedAt: context.now.toISOString() };
    return {
      config: { ...config, policies },
      event: policiesChanged,
      answer: policies,
    };
  });
}

interface Decision<T> {
  config: SlaConfig;
  event: (version: number) => NewEvent;
  answer: T;
}

/** Decides on what can be used, and changes what is stored: what is in quarantine stays until it is replaced. */
function changeSlaConfig<T>(
  { table, slaConfigs }: SlaConfigDeps,
  context: Context,
  decide: (config: SlaConfig, usable: SlaConfig) => Decision<T>,
): Promise<T> {
  return requireCommitted(
    retryOnStale(async () => {
      const { stored: current, config: usable } = await slaConfigs.read();
      const { config, event, answer } = decide(current, usable);
      const now = context.now.toISOString();
      // Versions follow each other in time too, whatever the clocks of the machines say.
      const changedAt = now > current.changedAt ? now : current.changedAt;
      const next = { ...config, version: current.version + 1, changedAt };
      return commit(table, context, {
        writes: [...saveSlaConfig(next), scheduleResync(context.now)],
        events: [event(next.version)],
        answer,
      });
    }),
  );
}

const invalid = (path: string, message: string) =>
  platformError('request.invalid', `${path} ${message}.`, [{ path, message }]);
