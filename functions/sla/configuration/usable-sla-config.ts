// What of a stored version of the rulebook can be used. Pure.
import * as z from 'zod/mini';
import {
  type ConfigurationProblem,
  parseStoredDocument,
  parseStoredDocuments,
  storedIdOf,
} from '../../platform/config/stored-document.ts';
import { ownProperty } from '../../platform/own-property.ts';
import { type Policies, type Policy, PolicySchema, type SlaConfig } from './policy.ts';
import { type Schedule, ScheduleSchema } from './schedule.ts';

/** The frame without which nothing of a version can be used. */
const StoredConfigSchema = z.object({
  version: z.int(),
  changedAt: z.iso.datetime(),
  schedules: z.record(z.string(), z.unknown()),
  policies: z.object({
    version: z.int(),
    defaultScheduleId: z.optional(z.string()),
    policies: z.array(z.unknown()),
    updatedAt: z.optional(z.string()),
  }),
});

export interface UsableSlaConfig {
  /** With what is in quarantine left out: the next policy matches. */
  config: SlaConfig;
  problems: ConfigurationProblem[];
}

/**
 * Reads a stored version. Schedules and policies that do not fit their schemas are left out, and so are policies, and the
 * default, that count by a schedule which is not there. When the version as a whole cannot be read there is no `config`.
 */
export function usableSlaConfig(
  stored: unknown,
  version: number,
): Partial<UsableSlaConfig> & { problems: ConfigurationProblem[] } {
  const frame = parseStoredDocument(StoredConfigSchema, stored, `version ${version} of the rulebook`);
  if ('problem' in frame) return { problems: [frame.problem] };
  const { schedules, policies } = frame.value;
  const read = Object.entries(schedules).map(
    ([id, schedule]) => [id, parseStoredDocument(ScheduleSchema, schedule, `schedule ${id}`)] as const,
  );
  const good: Record<string, Schedule> = Object.fromEntries(
    read.flatMap(([id, one]) => ('value' in one ? [[id, one.value] as const] : [])),
  );
  const fitting = parseStoredDocuments(
    PolicySchema,
    policies.policies,
    (policy) => `policy ${storedIdOf(policy)}`,
  );
  const lacking = fitting.values.filter(({ scheduleId }) => !ownProperty(good, scheduleId));
  const { defaultScheduleId, ...rest } = policies;
  const isMissing = defaultScheduleId !== undefined && !ownProperty(good, defaultScheduleId);
  return {
    config: {
      version,
      changedAt: frame.value.changedAt,
      schedules: good,
      policies: {
        ...rest,
        ...(defaultScheduleId === undefined || isMissing ? {} : { defaultScheduleId }),
        policies: fitting.values.filter((policy) => !lacking.includes(policy)),
      } satisfies Policies,
    },
    problems: [
      ...read.flatMap(([, one]) => ('problem' in one ? [one.problem] : [])),
      ...fitting.problems,
      ...lacking.map(withoutSchedule),
      ...(isMissing ? [missing('default schedule', defaultScheduleId)] : []),
    ],
  };
}

const withoutSchedule = ({ id, scheduleId }: Policy): ConfigurationProblem =>
  missing(`policy ${id}`, scheduleId);
const missing = (document: string, scheduleId: string): ConfigurationProblem => ({
  document,
  problem: `there is no usable schedule ${scheduleId}`,
});
