// The events of clocks and of the SLA configuration.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';
import { targets } from './target-names.ts';

const about = { ticketId: z.string(), channel: z.string() };

/** Calendar time is always present, business time only where there is a schedule. */
const elapsed = { calendarSeconds: z.number(), businessSeconds: z.optional(z.number()) };
const ElapsedTimeSchema = z.object(elapsed);
/** A duration in calendar time and, where there is a schedule, in business time. */
export type ElapsedTime = z.output<typeof ElapsedTimeSchema>;

const hours = z.enum(['business', 'calendar']);
/** Present when there was a target. */
const limit = { targetSeconds: z.optional(z.number()), hours: z.optional(hours) };

const clock = {
  target: z.enum(targets),
  /** Counts the cycles of a target: each reply and each reopening begins another. */
  instance: z.int(),
  at: z.string(),
};

const ClockEventSchema = /* @__PURE__ */ (() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('policy_applied'),
      /** Counts the policies that the ticket has had. */
      instance: z.int(),
      at: z.string(),
      policyId: z.optional(z.string()),
      policyName: z.optional(z.string()),
      scheduleId: z.optional(z.string()),
      slaConfigVersion: z.int(),
      targets: z.partialRecord(z.enum(targets), z.object({ seconds: z.number(), hours })),
    }),
    z.object({
      kind: z.literal('activate'),
      ...clock,
      /** The moment from which the clock counts, when that is before its activation. */
      since: z.optional(z.string()),
    }),
    z.object({ kind: z.enum(['pause', 'resume']), ...clock, count: z.int() }),
    z.object({ kind: z.literal('cancel'), ...clock }),
    z.object({ kind: z.literal('warn'), ...clock, dueAt: z.string(), ...limit }),
    z.object({ kind: z.literal('breach'), ...clock, dueAt: z.string(), ...limit, ...elapsed }),
    z.object({
      kind: z.literal('fulfil'),
      ...clock,
      /** Absent when there was no target. */
      met: z.optional(z.boolean()),
      /**
       * Only for total resolution: the time since the ticket was opened, including the time it was solved.
       */
      sinceOpening: z.optional(ElapsedTimeSchema),
      /** Only for total resolution: the ticket had never been solved before. */
      first: z.optional(z.literal(true)),
      ...limit,
      ...elapsed,
    }),
  ]))();
export type ClockEvent = z.output<typeof ClockEventSchema>;

const ClockEventChangeSchema = z.object({
  added: z.optional(ClockEventSchema),
  withdrawn: z.optional(ClockEventSchema),
});
/** An addition to the list, a correction (both fields), or a withdrawal of what a late fact has disproved. */
export type ClockEventChange = z.output<typeof ClockEventChangeSchema>;

export const ClocksChanged = /* @__PURE__ */ defineEvent(
  'sla.clocks_changed',
  'The clock events of a ticket changed; long changes come in parts, ordered by `version` and `part`.',
  () =>
    z.object({
      ...about,
      version: z.int(),
      part: z.int(),
      changes: z.array(ClockEventChangeSchema),
    }),
);

const alert = {
  ...about,
  target: z.enum(targets),
  instance: z.int(),
  dueAt: z.string(),
  passedAt: z.string(),
  queueId: z.optional(z.string()),
  assigneeId: z.optional(z.string()),
};

export const SlaWarned = /* @__PURE__ */ defineEvent('sla.warned', 'A target is about to be breached.', () =>
  z.object(alert),
);
export const SlaBreached = /* @__PURE__ */ defineEvent('sla.breached', 'A target was breached.', () =>
  z.object(alert),
);

/** The version of the SLA configuration that the change created. */
const version = { version: z.int() };

export const ScheduleSaved = /* @__PURE__ */ defineEvent(
  'sla.schedule_saved',
  'A schedule of business hours was created or changed.',
  () => z.object({ ...version, scheduleId: z.string() }),
);
export const ScheduleDeleted = /* @__PURE__ */ defineEvent(
  'sla.schedule_deleted',
  'A schedule of business hours was deleted.',
  () => z.object({ ...version, scheduleId: z.string() }),
);
export const PoliciesChanged = /* @__PURE__ */ defineEvent(
  'sla.policies_changed',
  'The list of SLA policies was changed.',
  () => z.object(version),
);

export const slaEvents = [
  ClocksChanged,
  SlaWarned,
  SlaBreached,
  ScheduleSaved,
  ScheduleDeleted,
  PoliciesChanged,
] as const;
