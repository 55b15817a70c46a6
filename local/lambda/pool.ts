// A function at work: its execution environments, the invocations that wait for one, and its logs.
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { Environment, type Outcome } from './environment.ts';
import type { FunctionSpec } from './spec.ts';
import type { LogLevel } from './wire.ts';

export interface LogLine {
  level: LogLevel;
  line: string;
}

export interface Pool {
  readonly spec: FunctionSpec;
  /** Runs the function once, in an environment of its own for as long as it runs. */
  invoke(event: unknown): Promise<Outcome>;
  /** Ends every environment now, also in the middle of an invocation; the next invocation starts a fresh one. */
  kill(reason?: string): Promise<void>;
  /** Ends one environment by the access key that it signs with. */
  killHolder(accessKey: string, reason: string): Promise<void>;
  /** Lets running invocations end in the old code; everything after runs the new one. */
  recycle(): void;
  /** Starts an environment ahead of the first invocation; resolves with the error of its initialisation, if any. */
  warm(): Promise<Outcome | undefined>;
  running(): number;
  /** When the last invocation ended, in machine time. */
  lastEndedAt(): number;
  logs(): LogLine[];
  stop(): Promise<void>;
}

export interface PoolOptions {
  /** Letters and digits, unlike those of every other pool; access keys of environments begin with it. */
  keyPrefix: string;
  /** Variables beyond the template's: region, endpoints and the environment's own access key. */
  variables(accessKey: string): Record<string, string>;
  clock: SharedArrayBuffer;
  maxEnvironments: number;
  onLog(name: string, entry: LogLine): void;
}

interface Waiting {
  event: string;
  resolve(outcome: Outcome): void;
}

const keptLines = 2000;
const idleLimitMs = 60_000;
const shrinkEveryMs = 10_000;
const largestPayloadBytes = 6 * 1024 * 1024;

export const createPool = (spec: FunctionSpec, options: PoolOptions): Pool => {
  const environments = new Map<string, Environment>();
  const idle: Environment[] = [];
  const waiting: Waiting[] = [];
  const kept: LogLine[] = [];
  const cap = Math.min(options.maxEnvironments, spec.reserved ?? options.maxEnvironments);
  let stopped = false;
  let serial = 0;
  let starting = 0;
  let running = 0;
  let lastEndedAt = 0;

  const log = (level: LogLevel, line: string): void => {
    const entry = { level, line };
    kept.push(entry);
    if (kept.length > keptLines) kept.shift();
    options.onLog(spec.name, entry);
  };

  const start = (): Environment => {
    serial += 1;
    const accessKey = `${options.keyPrefix}E${serial}`;
    const environment = new Environment({
      data: {
        moduleUrl: pathToFileURL(spec.file).href,
        handlerName: spec.handlerName,
        functionName: spec.physicalName,
        functionArn: spec.arn,
        memoryMb: spec.memoryMb,
        logStreamName: `local/[$LATEST]${serial}`,
        clock: options.clock,
      },
      variables: { ...spec.environment, ...options.variables(accessKey) },
      memoryMb: spec.memoryMb,
      onLog: log,
      onExit: () => {
        environments.delete(accessKey);
        remove(idle, environment);
        pump();
      },
    });
    environments.set(accessKey, environment);
    return environment;
  };

  const startAndOffer = async (): Promise<Outcome | undefined> => {
    starting += 1;
    const environment = start();
    const failed = await environment.ready;
    starting -= 1;
    if (failed === undefined) offer(environment);
    else await giveUp(environment, failed);
    return failed;
  };

  const giveUp = async (environment: Environment, failed: Outcome): Promise<void> => {
    if (!failed.ok)
      log(
        'error',
        `the function ${spec.name} did not initialise: ${failed.error.errorType}: ${failed.error.errorMessage}`,
      );
    waiting.shift()?.resolve(failed);
    if (environment.alive) await environment.end(failed);
    pump();
  };

  /** Environments beyond the first go when they have had nothing to do for a while, as on AWS. */
  const shrink = (): void => {
    const longest = idle[0];
    if (idle.length < 2 || longest === undefined || Date.now() - longest.idleSince < idleLimitMs) return;
    idle.shift();
    void longest.end(killed('idle'));
  };
  const shrinking = setInterval(shrink, shrinkEveryMs);
  shrinking.unref();

  const offer = (environment: Environment): void => {
    if (environment.stale || !environment.alive) {
      void environment.end(killed('replaced'));
      return pump();
    }
    environment.idleSince = Date.now();
    idle.push(environment);
    pump();
  };

  const pump = (): void => {
    for (;;) {
      if (waiting.length === 0) return;
      const environment = idle.pop();
      if (environment === undefined) break;
      if (!environment.alive) continue;
      const next = waiting.shift();
      if (next !== undefined) void run(environment, next);
    }
    const missing = Math.min(waiting.length - starting, cap - environments.size);
    for (let count = 0; count < missing; count += 1) void startAndOffer();
  };

  const run = async (environment: Environment, next: Waiting): Promise<void> => {
    running += 1;
    const timer = setTimeout(() => void environment.end(timedOut(spec)), spec.timeoutMs);
    const deadline = Date.now() + spec.timeoutMs;
    const outcome = await environment.invoke({ requestId: randomUUID(), event: next.event, deadline });
    clearTimeout(timer);
    running -= 1;
    lastEndedAt = Date.now();
    if (!outcome.ok)
      log('error', `${outcome.error.errorType}: ${outcome.error.errorMessage}${traceOf(outcome)}`);
    next.resolve(withinLimits(outcome));
    offer(environment);
  };

  const endAll = async (outcome: Outcome): Promise<void> => {
    const all = [...environments.values()];
    idle.length = 0;
    await Promise.all(all.map((environment) => environment.end(outcome)));
  };

  return {
    spec,
    invoke: (event) => {
      if (cap === 0)
        return Promise.resolve(failure('crash', 'TooManyRequestsException', 'the reserved concurrency is 0'));
      if (stopped) return Promise.resolve(killed('the runner stopped'));
      const promised = Promise.withResolvers<Outcome>();
      waiting.push({ event: JSON.stringify(event), resolve: promised.resolve });
      pump();
      return promised.promise;
    },
    kill: (reason = 'killed') => endAll(killed(reason)),
    killHolder: async (accessKey, reason) => {
      await environments.get(accessKey)?.end(killed(reason));
    },
    recycle: () => {
      for (const environment of environments.values()) environment.stale = true;
      for (const environment of idle.splice(0)) void environment.end(killed('replaced'));
    },
    warm: () => (environments.size > 0 ? Promise.resolve(undefined) : startAndOffer()),
    running: () => running + waiting.length,
    lastEndedAt: () => lastEndedAt,
    logs: () => [...kept],
    stop: async () => {
      stopped = true;
      clearInterval(shrinking);
      for (const entry of waiting.splice(0)) entry.resolve(killed('the runner stopped'));
      await endAll(killed('the runner stopped'));
    },
  };
};

const failure = (kind: 'timeout' | 'crash', errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  kind,
  error: { errorType, errorMessage, trace: [] },
});

const killed = (reason: string): Outcome =>
  failure('crash', 'Runtime.ExitError', `the execution environment ended: ${reason}`);

const timedOut = (spec: FunctionSpec): Outcome =>
  failure(
    'timeout',
    'Sandbox.Timedout',
    `Task timed out after ${(spec.timeoutMs / 1000).toFixed(2)} seconds`,
  );

const withinLimits = (outcome: Outcome): Outcome =>
  outcome.ok && Buffer.byteLength(outcome.payload) > largestPayloadBytes
    ? failure('crash', 'Function.ResponseSizeTooLarge', 'the response is larger than 6 MB')
    : outcome;

const traceOf = (outcome: Outcome): string =>
  outcome.ok || outcome.error.trace.length < 2 ? '' : `\n${outcome.error.trace.slice(1).join('\n')}`;

const remove = <T>(list: T[], item: T): void => {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
};
