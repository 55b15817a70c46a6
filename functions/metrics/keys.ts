// The keys of the metric counters.
import type { Key } from '../platform/table/keys.ts';

export const metricKeys = {
  kpi: (metric: string, date: string, channel: string, slot: number): Key => ({
    pk: `K#${metric}`,
    sk: `${date}#${channel}#${slot}`,
  }),
} as const;
