// Extracts the usable documents of a stored version of the SLA configuration. Pure.
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

/** The outer structure, without which nothing of a version can be used. */
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
  /** The configuration without the documents in quarantine; tickets match the next policy. */
  config: SlaConfig;
  problems: ConfigurationProblem[];
}

/**
 * Reads a stored version. Leaves out schedules and policies that do not match their schemas, and policies and
 * a default whose schedule does not exist. Returns no `config` when the version as a whole cannot be read.
 */
export function usableSlaConfig(
  stored: unknown,
  version: number,
): Partial<UsableSlaConfig> & { problems: ConfigurationProblem[] } {
  const frame = parseStoredDocument(
    StoredConfigSchema,
    stored,
    `version ${version} of the SLA configuration`,
  );
  if ('problem' in frame) return { problems: [frame.problem] };
  const { schedules, policies } = frame.value;
  const read = Object.entries(schedules).map(
    ([id, schedule]) => [id, parseStoredDocument(ScheduleSchema, schedule, `schedule ${id}`)] as const,
  );
  const usable: Record<string, Schedule> = Object.fromEntries(
    read.flatMap(([id, one]) => ('value' in one ? [[id, one.value] as const] : [])),
  );
  const valid = parseStoredDocuments(
    PolicySchema,
    policies.policies,
    (policy) => `policy ${storedIdOf(policy)}`,
  );
  const withoutSchedule = valid.values.filter(({ scheduleId }) => !ownProperty(usable, scheduleId));
  const { defaultScheduleId, ...rest } = policies;
  const isMissing = defaultScheduleId !== undefined && !ownProperty(usable, defaultScheduleId);
  return {
    config: {
      version,
      changedAt: frame.value.changedAt,
      schedules: usable,
      policies: {
        ...rest,
        ...(defaultScheduleId === undefined || isMissing ? {} : { defaultScheduleId }),
        policies: valid.values.filter((policy) => !withoutSchedule.includes(policy)),
      } satisfies Policies,
    },
    problems: [
      ...read.flatMap(([, one]) => ('problem' in one ? [one.problem] : [])),
      ...valid.problems,
      ...withoutSchedule.map(missingScheduleOf),
      ...(isMissing ? [missing('default schedule', defaultScheduleId)] : []),
    ],
  };
}

const missingScheduleOf = ({ id, scheduleId }: Policy): ConfigurationProblem =>
  missing(`policy ${id}`, scheduleId);
const missing = (document: string, scheduleId: string): ConfigurationProblem => ({
  document,
  problem: `there is no usable schedule ${scheduleId}`,
});
