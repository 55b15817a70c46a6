import * as z from 'zod/mini';
import { DAY_MS } from '../platform/clock.ts';
import { date } from '../platform/contract/fields.ts';
import type { Routes } from '../platform/contract/route.ts';
import { ChannelSchema } from '../tickets/index.ts';

export const metricNames = [
  'first-reply-time',
  'resolution-time',
  'csat',
  'open-tickets',
  'tickets',
  'sla',
  'promises',
  'open-promises',
  'grants',
  'returns',
] as const;
export type MetricName = (typeof metricNames)[number];

const countedBy = ['queue', 'priority', 'agent'] as const;

const row = { date: z.string(), channel: z.string() };
const parts = { n: z.int(), value: z.nullable(z.number()) };

/**
 * Every figure comes with its sums and the formula that combines them, so that clients can aggregate them
 * further.
 */
export const MetricFigureSchema = z.object({
  ...parts,
  sums: z.record(z.string(), z.number()),
});

export const metricsRoutes = {
  getMetric: {
    method: 'GET',
    path: '/v1/metrics/{metric}',
    summary: 'Get a metric for a period of days',
    description:
      'Returns the metric in total, and by day and channel, with its parts and its formula. The period has at most 92 days.',
    roles: ['agent', 'lead', 'admin', 'service'],
    params: z.strictObject({
      metric: z.enum(metricNames, { error: `must be one of ${metricNames.join(', ')}` }),
    }),
    query: z.strictObject({ from: date(), to: date(), channel: z.optional(ChannelSchema) }).check(
      z.refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 91 * DAY_MS, {
        path: ['to'],
        error: 'must be on or after from, and at most 91 days later',
      }),
    ),
    success: {
      status: 200,
      body: z.object({
        metric: z.enum(metricNames),
        from: z.string(),
        to: z.string(),
        unit: z.string(),
        formula: z.string(),
        total: MetricFigureSchema,
        rows: z.array(z.object({ ...row, ...parts, sums: z.record(z.string(), z.number()) })),
      }),
    },
    errors: [],
  },
  getDeskCounts: {
    method: 'GET',
    path: '/v1/desk/counts',
    summary: 'Count the tickets by status',
    description: 'Groups them by queue, priority or agent. The counts are a few seconds behind.',
    roles: ['agent', 'lead', 'admin', 'service'],
    query: z.strictObject({
      by: z.enum(countedBy, { error: `must be one of ${countedBy.join(', ')}` }),
      /** Limits the answer to one queue, priority or agent. */
      id: z.optional(
        z.string().check(z.regex(/^[\p{L}\p{N}_.-]{1,64}$/u, 'must be a queue, priority or agent')),
      ),
    }),
    success: {
      status: 200,
      body: z.object({
        items: z.array(z.object({ id: z.string(), counts: z.record(z.string(), z.int()) })),
      }),
    },
    errors: [],
  },
} as const satisfies Routes;
