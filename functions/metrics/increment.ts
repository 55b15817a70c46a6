// The increments that events add to the metrics.
import type { MetricName } from './routes.ts';

/** The counts of open tickets by queue, priority and agent, updated as tickets move. */
export const DESK = 'desk';

/** An addition to the sums of one metric on one day and channel. */
export interface Increment {
  metric: MetricName | typeof DESK;
  /** The UTC day, or `NOW` for a running total. */
  date: string;
  /** The channel; for the ticket counts, the group, such as `queue:billing`. */
  channel: string;
  add: Record<string, number>;
}

/** Builds an increment on the day and channel of an event; `day` overrides the day. */
export type On = (metric: MetricName, add: Record<string, number>, day?: string) => Increment;
