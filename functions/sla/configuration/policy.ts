// SLA policies: an ordered list with conditions and targets; the first policy that matches a ticket applies.

import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { storedInstant, text } from '../../platform/contract/fields.ts';
import { configName } from '../../platform/contract/values.ts';
import { ownProperty } from '../../platform/own-property.ts';
import { ChannelSchema, type Priority, PrioritySchema, SensitiveKindSchema } from '../../tickets/index.ts';
import { type TargetName, targets } from '../target-names.ts';
import { type Schedule, scheduleId } from './schedule.ts';

export { type TargetName, targets };

/** From one minute, the resolution of timed work, to one year. */
const seconds = () => z.int().check(z.minimum(60), z.maximum(366 * 86_400));
const perPriority = z.strictObject({
  urgent: z.optional(seconds()),
  high: z.optional(seconds()),
  normal: z.optional(seconds()),
  low: z.optional(seconds()),
});

export const SlaTargetSchema = z.strictObject({
  /** One number for all priorities, or one per priority; a priority that is left out has no target. */
  seconds: z.union([seconds(), perPriority], {
    error: 'must be seconds (60 to a year), or seconds per priority',
  }),
  /** Counts the hours of the policy's schedule, or all hours. */
  hours: z.enum(['business', 'calendar'], { error: 'must be business or calendar' }),
});

const anyOf = <T extends z.ZodMiniType>(item: T) => z._default(z.array(item).check(z.maxLength(50)), []);

/** A list matches any of its values; an empty list matches everything. All lists must match. */
const ConditionsSchema = z.strictObject({
  priority: anyOf(PrioritySchema),
  channel: anyOf(ChannelSchema),
  account: anyOf(text(128)),
  segment: anyOf(text(64)),
  topic: anyOf(text(64)),
  /** `en` matches `en-GB` too. */
  language: anyOf(text(8)),
  /** Kinds of sensitive tickets. */
  sensitive: anyOf(SensitiveKindSchema),
});

export const PolicySchema = z.strictObject({
  id: configName(),
  name: text(100),
  conditions: z.prefault(ConditionsSchema, {}),
  scheduleId: scheduleId(),
  /** The share of a target after which the clock warns. */
  warnAt: z._default(z.number().check(z.minimum(0.1), z.maximum(0.99)), 0.8),
  targets: z.strictObject({
    first_reply: z.optional(SlaTargetSchema),
    next_reply: z.optional(SlaTargetSchema),
    periodic_update: z.optional(SlaTargetSchema),
    pausable_update: z.optional(SlaTargetSchema),
    requester_wait: z.optional(SlaTargetSchema),
    agent_work: z.optional(SlaTargetSchema),
    total_resolution: z.optional(SlaTargetSchema),
  }),
});
export type Policy = z.output<typeof PolicySchema>;

export const PutPoliciesRequestSchema = z.strictObject({
  /** The schedule that measures business time for tickets that no policy matches. */
  defaultScheduleId: z.optional(scheduleId()),
  policies: z.array(PolicySchema).check(
    z.maxLength(50),
    z.refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'must name each id once'),
  ),
});
export type PutPoliciesRequest = z.output<typeof PutPoliciesRequestSchema>;

export const PoliciesSchema = z.object({
  version: z.int(),
  defaultScheduleId: z.optional(z.string()),
  policies: z.array(PolicySchema),
  updatedAt: z.optional(storedInstant()),
});
export type Policies = z.output<typeof PoliciesSchema>;

/**
 * Schedules and policies in force from `changedAt` on. Each change makes a new version; no version ever
 * changes.
 */
export interface SlaConfig {
  version: number;
  changedAt: string;
  schedules: Record<string, Schedule>;
  policies: Policies;
}

/** The configuration before the first change. */
export const emptySlaConfig: SlaConfig = {
  version: 0,
  changedAt: new Date(0).toISOString(),
  schedules: {},
  policies: { version: 0, policies: [] },
};

/** The attributes of a ticket and its customer that select the policy. */
export interface PolicySubject {
  priority: Priority;
  channel: string;
  language?: string;
  topic?: string;
  kinds: readonly string[];
  account?: string;
  segments: readonly string[];
}

export interface Target {
  seconds: number;
  hours: 'business' | 'calendar';
}

/** The terms that apply to a ticket. `slaConfigVersion` names the version that holds its schedule. */
export interface PolicyTerms {
  slaConfigVersion: number;
  policyId?: string;
  policyName?: string;
  scheduleId?: string;
  warnAt: number;
  targets: Partial<Record<TargetName, Target>>;
}

/** The terms before any configuration was applied: no targets. */
export const noTerms: PolicyTerms = { slaConfigVersion: 0, warnAt: 1, targets: {} };

/**
 * Returns the terms of the first policy that matches; without one no targets, and the default schedule if
 * any.
 */
export function termsFor(config: SlaConfig, subject: PolicySubject): PolicyTerms {
  const policy = config.policies.policies.find(({ conditions }) => matches(conditions, subject));
  const { defaultScheduleId } = config.policies;
  if (!policy) {
    const schedule = defaultScheduleId === undefined ? {} : { scheduleId: defaultScheduleId };
    return { ...noTerms, slaConfigVersion: config.version, ...schedule };
  }
  const { id, name, scheduleId, warnAt } = policy;
  const chosen = targets.flatMap((target) => {
    const found = policy.targets[target];
    const amount = typeof found?.seconds === 'number' ? found.seconds : found?.seconds[subject.priority];
    return found && amount !== undefined ? [[target, { seconds: amount, hours: found.hours }] as const] : [];
  });
  return {
    slaConfigVersion: config.version,
    policyId: id,
    policyName: name,
    scheduleId,
    warnAt,
    targets: Object.fromEntries(chosen),
  };
}

function matches(conditions: Policy['conditions'], subject: PolicySubject): boolean {
  const { language } = subject;
  const holds = (wanted: readonly string[], has: readonly (string | undefined)[]) =>
    wanted.length === 0 || has.some((value) => value !== undefined && wanted.includes(value));
  return (
    holds(conditions.priority, [subject.priority]) &&
    holds(conditions.channel, [subject.channel]) &&
    holds(conditions.account, [subject.account]) &&
    holds(conditions.segment, subject.segments) &&
    holds(conditions.topic, [subject.topic]) &&
    holds(conditions.language, [language, language?.split('-')[0]]) &&
    holds(conditions.sensitive, subject.kinds)
  );
}

/** Returns true when two sets of terms have the same targets, including the hours of the schedule. */
export function sameTerms(a: PolicyTerms, b: PolicyTerms, configs: ReadonlyMap<number, SlaConfig>): boolean {
  const withoutVersion = ({ slaConfigVersion: _version, ...rest }: PolicyTerms) => rest;
  const hours = ({ slaConfigVersion, scheduleId = '' }: PolicyTerms) => {
    const schedule = ownProperty(configs.get(slaConfigVersion)?.schedules ?? {}, scheduleId);
    return schedule && { timeZone: schedule.timeZone, hours: schedule.hours, holidays: schedule.holidays };
  };
  return isDeepStrictEqual(withoutVersion(a), withoutVersion(b)) && isDeepStrictEqual(hours(a), hours(b));
}
