// Changes schedules and policies. Each change makes a new version of the SLA configuration, emits an event
// and schedules a resync of the tickets with live clocks, because a shorter target may be due before any
// other recalculation.
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

/** Limited because a version of the SLA configuration is one item. */
const MAX_SCHEDULES = 20;

/**
 * Creates a schedule, or replaces the version that was read. A schedule in quarantine counts as absent and is
 * replaced. Refuses as `nextVersion` does, and refuses a twenty-first schedule with `request.invalid`.
 */
export function putSchedule(
  deps: SlaConfigDeps,
  scheduleId: string,
  { version: expected, ...fields }: PutVersioned<PutScheduleRequest>,
  context: Context,
): Promise<Schedule> {
  return changeSlaConfig(deps, context, (config, usable) => {
    const current = ownProperty(usable.schedules, scheduleId);
    const version = nextVersion(expected, current?.version ?? 0);
    const updatedAt = context.now.toISOString();
    const next = { id: scheduleId, version, ...fields, updatedAt };
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
 * Deletes a schedule. Refuses with `schedule.not_found`, with `version.stale` when another version is
 * expected, and with `schedule.in_use` while a policy uses it or it is the default.
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
    const usingPolicyId = policies.find((policy) => policy.scheduleId === scheduleId)?.id;
    if (usingPolicyId !== undefined || defaultScheduleId === scheduleId)
      throw slaError(
        'schedule.in_use',
        usingPolicyId === undefined
          ? 'This schedule is the default.'
          : `The policy ${usingPolicyId} uses this schedule.`,
      );
    return {
      config: { ...config, schedules: Object.fromEntries(others) },
      event: (newVersion) => scheduleDeleted(scheduleId, newVersion),
      answer: current,
    };
  });
}

/**
 * Replaces the list of policies that was read. Refuses as `nextVersion` does, and refuses a schedule that
 * does not exist with `request.invalid`.
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

/**
 * Decides on the usable documents but changes the stored ones: a document in quarantine stays until it is
 * replaced.
 */
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
      // Versions are also ordered by time, even when the clocks of the machines differ.
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
