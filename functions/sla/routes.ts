import * as z from 'zod/mini';
import { problemsField } from '../platform/config/stored-document.ts';
import { cursor, id, limit, pageOf } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { PoliciesSchema, PutPoliciesRequestSchema, targets } from './configuration/policy.ts';
import { PutScheduleRequestSchema, ScheduleSchema, scheduleId } from './configuration/schedule.ts';

const staff = ['agent', 'lead', 'admin', 'service'] as const;
const scheduleParams = z.strictObject({ scheduleId: scheduleId() });

/** Reports stored documents that are in quarantine: they do not apply until somebody corrects them. */
const problems = problemsField();

const elapsedFields = { calendarSeconds: z.int(), businessSeconds: z.optional(z.int()) };
export const ElapsedTimeSchema = z.object(elapsedFields);
const hours = z.enum(['business', 'calendar']);

export const ClockEventSchema = z.object({
  kind: z.enum(['policy_applied', 'activate', 'pause', 'resume', 'fulfil', 'cancel', 'warn', 'breach']),
  target: z.optional(z.enum(targets)),
  instance: z.int(),
  /** The number of the pause; only on `pause` and `resume`. */
  count: z.optional(z.int()),
  at: z.string(),
  since: z.optional(z.string()),
  dueAt: z.optional(z.string()),
  calendarSeconds: z.optional(z.int()),
  businessSeconds: z.optional(z.int()),
  targetSeconds: z.optional(z.int()),
  hours: z.optional(hours),
  met: z.optional(z.boolean()),
  sinceOpening: z.optional(ElapsedTimeSchema),
  first: z.optional(z.boolean()),
  policyId: z.optional(z.string()),
  policyName: z.optional(z.string()),
  scheduleId: z.optional(z.string()),
  slaConfigVersion: z.optional(z.int()),
  targets: z.optional(z.record(z.string(), z.object({ seconds: z.int(), hours }))),
});

/** Describes the changes of one time: additions, corrections (both fields) and withdrawals. */
export const ClockChangesSchema = z.object({
  id: z.string(),
  at: z.string(),
  changes: z.array(
    z.object({ added: z.optional(ClockEventSchema), withdrawn: z.optional(ClockEventSchema) }),
  ),
});

export const LiveClockSchema = z.object({
  target: z.enum(targets),
  instance: z.int(),
  state: z.enum(['running', 'paused']),
  since: z.string(),
  elapsed: ElapsedTimeSchema,
  /** This field and those below are present when the policy sets a target. */
  targetSeconds: z.optional(z.int()),
  hours: z.optional(hours),
  breached: z.optional(z.boolean()),
  /** Counted in the hours of the target; negative when the clock is late. */
  remainingSeconds: z.optional(z.int()),
  /** Absent while the clock is paused, unless it is late. */
  dueAt: z.optional(z.string()),
  remainingCalendarSeconds: z.optional(z.int()),
});

export const TimeMetricsSchema = z.object({
  firstReply: z.optional(ElapsedTimeSchema),
  firstResolution: z.optional(ElapsedTimeSchema),
  fullResolution: z.optional(ElapsedTimeSchema),
  requesterWait: z.optional(ElapsedTimeSchema),
  agentWork: z.optional(ElapsedTimeSchema),
});

export const slaRoutes = {
  putSchedule: {
    method: 'PUT',
    path: '/v1/schedules/{scheduleId}',
    summary: 'Create or replace a business hours schedule',
    description: 'Sets time zone, weekly hours and holidays.',
    roles: ['lead', 'admin'],
    params: scheduleParams,
    body: PutScheduleRequestSchema,
    success: { status: 200, body: ScheduleSchema },
    errors: ['version.stale', 'write.contended'],
    etag: 'version',
    precondition: 'create',
  },
  listSchedules: {
    method: 'GET',
    path: '/v1/schedules',
    summary: 'List the business hours schedules',
    roles: staff,
    success: { status: 200, body: z.object({ items: z.array(ScheduleSchema), problems }) },
    errors: [],
  },
  getSchedule: {
    method: 'GET',
    path: '/v1/schedules/{scheduleId}',
    summary: 'Get a business hours schedule',
    roles: staff,
    params: scheduleParams,
    success: { status: 200, body: ScheduleSchema },
    errors: ['schedule.not_found'],
    etag: 'version',
  },
  deleteSchedule: {
    method: 'DELETE',
    path: '/v1/schedules/{scheduleId}',
    summary: 'Delete a business hours schedule',
    description: 'No SLA policy may use it. Returns the deleted schedule.',
    roles: ['lead', 'admin'],
    params: scheduleParams,
    success: { status: 200, body: ScheduleSchema },
    errors: ['schedule.not_found', 'schedule.in_use', 'write.contended'],
    precondition: 'optional',
  },
  putPolicies: {
    method: 'PUT',
    path: '/v1/sla-policies',
    summary: 'Replace the SLA policies',
    description: 'The first policy that matches a ticket applies.',
    roles: ['lead', 'admin'],
    body: PutPoliciesRequestSchema,
    success: { status: 200, body: PoliciesSchema },
    errors: ['version.stale', 'write.contended'],
    etag: 'version',
    precondition: 'create',
  },
  getPolicies: {
    method: 'GET',
    path: '/v1/sla-policies',
    summary: 'Get the SLA policies',
    description: 'The first policy that matches a ticket applies.',
    roles: staff,
    success: { status: 200, body: z.extend(PoliciesSchema, { problems }) },
    errors: [],
    etag: 'version',
  },
  getClocks: {
    method: 'GET',
    path: '/v1/tickets/{ticketId}/clocks',
    summary: 'Get the SLA clocks of a ticket',
    description: 'Returns running and paused clocks, the measured times, and a page of clock events.',
    roles: staff,
    params: z.strictObject({ ticketId: id('ticket') }),
    query: z.strictObject({ limit: limit(100, 25), cursor: cursor() }),
    success: {
      status: 200,
      body: z.object({
        ticketId: z.string(),
        policyId: z.optional(z.string()),
        policyName: z.optional(z.string()),
        scheduleId: z.optional(z.string()),
        clocks: z.array(LiveClockSchema),
        figures: TimeMetricsSchema,
        events: pageOf(ClockChangesSchema),
      }),
    },
    errors: ['ticket.not_found', 'request.cursor_invalid'],
  },
} as const satisfies Routes;
