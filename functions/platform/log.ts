// Writes logs as JSON lines on standard output, which CloudWatch reads. One line per request or batch carries
// both the log and its metrics (EMF), because log bytes usually cost more than requests. Lines contain ids
// only: no payload, no person, no message of a foreign error (a parser's message quotes its input).

export type LogFields = Record<string, string | number | boolean | undefined>;

export interface Metric {
  name: string;
  unit: 'Milliseconds' | 'Count';
  value: number;
  /** The sets of fields to count by, if not `fn` and `op`. */
  dimensions?: readonly (readonly string[])[];
}

/**
 * Writes one line; with metrics it is an EMF document in namespace `Rapport` with dimensions `fn` and `op`.
 */
export function logLine(
  level: 'info' | 'warn' | 'error',
  fields: LogFields,
  now: Date,
  metrics: readonly Metric[] = [],
): void {
  const line = {
    level,
    at: now.toISOString(),
    fn: process.env.AWS_LAMBDA_FUNCTION_NAME,
    ...fields,
    ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
    ...(metrics.length > 0 ? { _aws: emf(metrics, now) } : {}),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function emf(metrics: readonly Metric[], now: Date) {
  const groups = Map.groupBy(metrics, ({ dimensions }) => dimensions);
  return {
    Timestamp: now.getTime(),
    CloudWatchMetrics: [...groups].map(([dimensions, group]) => ({
      Namespace: 'Rapport',
      Dimensions: dimensions ?? [['fn', 'op']],
      Metrics: group.map(({ name, unit }) => ({ Name: name, Unit: unit })),
    })),
  };
}

/**
 * Returns the fields that an unexpected error may log: its name and where it was thrown, never its message.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { requestId } = (error as { $metadata?: { requestId?: string } }).$metadata ?? {};
  return { error: error.name, where: stackFrames(error.stack ?? ''), requestId };
}

const FRAMES = 2;
const FRAME_LENGTH = 36;
/** Limits a line of the stack, which may contain a message of any length. */
const MAX_LINE = 1_000;

/**
 * Returns the innermost frames, our own before those of libraries, cut so that the line of a failed request
 * stays near 600 bytes.
 */
function stackFrames(stack: string): string {
  const lines = stack.split('\n').map((line) => line.slice(0, MAX_LINE));
  const frames = lines.filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
  const own = frames.filter((line) => !line.includes('node_modules'));
  return (own.length > 0 ? own : frames)
    .slice(0, FRAMES)
    .map((line) => line.replace(/^.*?([^/\s(]+\/)?([^/\s(]+:\d+:\d+)\)?$/, '$1$2').slice(-FRAME_LENGTH))
    .join(' < ');
}
