// Runs a function: its execution environments, the invocations that wait for one, and its logs.
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { Environment, type Outcome } from './environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LogLevel } from './thread-messages.ts';

export interface LogLine {
  level: LogLevel;
  line: string;
}

export interface PoolOptions {
  /** Letters and digits, unique to the pool; the access keys of its environments begin with them. */
  keyPrefix: string;
  /**
   * Returns the variables in addition to the template's: region, endpoints and the
   * environment's own access key.
   */
  variables(accessKey: string): Record<string, string>;
  clock: SharedArrayBuffer;
  maxEnvironments: number;
  onLog(name: string, entry: LogLine): void;
  /** Called when an environment has started. */
  onStart?(): void;
}

interface Waiting {
  event: string;
  resolve(outcome: Outcome): void;
}

const keptLines = 2000;
const idleLimitMs = 60_000;
const shrinkEveryMs = 10_000;
const largestPayloadBytes = 6 * 1024 * 1024;

export class Pool {
  readonly spec: FunctionSpec;
  private readonly options: PoolOptions;
  private readonly cap: number;
  private readonly environments = new Map<string, Environment>();
  /** The idle environments, the one used last at the end. */
  private readonly idle: Environment[] = [];
  private readonly waiting: Waiting[] = [];
  private readonly lines: LogLine[] = [];
  private readonly shrinking: NodeJS.Timeout;
  private stopped = false;
  private serial = 0;
  private starting = 0;
  private busy = 0;
  private endedAt = 0;

  constructor(spec: FunctionSpec, options: PoolOptions) {
    this.spec = spec;
    this.options = options;
    this.cap = Math.min(options.maxEnvironments, spec.reserved ?? options.maxEnvironments);
    this.shrinking = setInterval(() => this.shrink(), shrinkEveryMs);
    this.shrinking.unref();
  }

  /** Runs the function once, in an environment that it has to itself meanwhile. */
  invoke(event: unknown): Promise<Outcome> {
    if (this.stopped) return Promise.resolve(killed('the runner stopped'));
    if (this.cap === 0)
      return Promise.resolve(failure('crash', 'TooManyRequestsException', 'the reserved concurrency is 0'));
    const promised = Promise.withResolvers<Outcome>();
    this.waiting.push({ event: JSON.stringify(event), resolve: promised.resolve });
    this.pump();
    return promised.promise;
  }

  /**
   * Ends every environment now, even in the middle of an invocation; the next invocation starts a fresh one.
   */
  async kill(reason = 'killed'): Promise<void> {
    const all = [...this.environments.values()];
    this.idle.length = 0;
    await Promise.all(all.map((environment) => environment.end(killed(reason))));
  }

  /** Ends one environment by its access key. */
  async killHolder(accessKey: string, reason: string): Promise<void> {
    await this.environments.get(accessKey)?.end(killed(reason));
  }

  /** Lets running invocations finish in the old code; later ones run the new code. */
  recycle(): void {
    for (const environment of this.environments.values()) environment.stale = true;
    for (const environment of this.idle.splice(0)) void environment.end(killed('replaced'));
  }

  /** Starts environments in advance until there are this many; resolves with the first error, if any. */
  async warm(count = 1): Promise<Outcome | undefined> {
    while (this.environments.size < Math.min(count, this.cap) && !this.stopped) {
      const failed = await this.startAndOffer();
      if (failed !== undefined) return failed;
    }
    return undefined;
  }

  /** Returns the number of environments. */
  size(): number {
    return this.environments.size;
  }

  /**
   * Returns since when the longest idle environment has been idle, in machine time; undefined
   * if all are busy.
   */
  idleSince(): number | undefined {
    return this.idle[0]?.idleSince;
  }

  /** Ends the environment that has been idle longest. */
  dropIdle(): void {
    void this.idle.shift()?.end(killed('idle'));
  }

  /** Returns the number of invocations that run or wait. */
  running(): number {
    return this.busy + this.waiting.length;
  }

  /** Returns when the last invocation ended, in machine time. */
  lastEndedAt(): number {
    return this.endedAt;
  }

  logs(): LogLine[] {
    return [...this.lines];
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.shrinking);
    for (const entry of this.waiting.splice(0)) entry.resolve(killed('the runner stopped'));
    await this.kill('the runner stopped');
  }

  /**
   * Assigns waiting invocations to idle environments, and starts environments for the rest as far
   * as the cap allows.
   */
  private pump(): void {
    while (this.waiting.length > 0) {
      const environment = this.idle.pop();
      if (environment === undefined) break;
      const next = environment.alive ? this.waiting.shift() : undefined;
      if (next !== undefined) void this.run(environment, next);
    }
    const missing = Math.min(this.waiting.length - this.starting, this.cap - this.environments.size);
    for (let count = 0; count < missing; count += 1) void this.startAndOffer();
  }

  private async run(environment: Environment, next: Waiting): Promise<void> {
    this.busy += 1;
    const { timeoutMs } = this.spec;
    const timer = setTimeout(() => void environment.end(timedOut(timeoutMs)), timeoutMs);
    const deadline = Date.now() + timeoutMs;
    const outcome = await environment.invoke({ requestId: randomUUID(), event: next.event, deadline });
    clearTimeout(timer);
    this.busy -= 1;
    this.endedAt = Date.now();
    if (!outcome.ok && !this.stopped) this.log('error', errorText(outcome));
    next.resolve(withinLimits(outcome));
    this.offer(environment);
  }

  private offer(environment: Environment): void {
    if (environment.stale || !environment.alive) {
      void environment.end(killed('replaced'));
    } else {
      environment.idleSince = Date.now();
      this.idle.push(environment);
    }
    this.pump();
  }

  private async startAndOffer(): Promise<Outcome | undefined> {
    this.starting += 1;
    const environment = this.start();
    const failed = await environment.ready;
    this.starting -= 1;
    if (failed === undefined) this.offer(environment);
    else await this.giveUp(environment, failed);
    return failed;
  }

  /** Tells one waiting invocation that the function does not initialise; the next one tries again. */
  private async giveUp(environment: Environment, failed: Outcome): Promise<void> {
    if (!failed.ok)
      this.log('error', `the function ${this.spec.name} did not initialise: ${errorText(failed)}`);
    this.waiting.shift()?.resolve(failed);
    if (environment.alive) await environment.end(failed);
    this.pump();
  }

  private start(): Environment {
    this.serial += 1;
    const { spec } = this;
    const accessKey = `${this.options.keyPrefix}E${this.serial}`;
    const environment = new Environment({
      data: {
        moduleUrl: pathToFileURL(spec.file).href,
        handlerName: spec.handlerName,
        functionName: spec.physicalName,
        functionArn: spec.arn,
        memoryMb: spec.memoryMb,
        logStreamName: `local/[$LATEST]${this.serial}`,
        clock: this.options.clock,
      },
      variables: { ...spec.environment, ...this.options.variables(accessKey) },
      memoryMb: spec.memoryMb,
      onLog: (level, line) => this.log(level, line),
      onExit: () => this.forget(accessKey, environment),
    });
    this.environments.set(accessKey, environment);
    this.options.onStart?.();
    return environment;
  }

  private forget(accessKey: string, environment: Environment): void {
    this.environments.delete(accessKey);
    const index = this.idle.indexOf(environment);
    if (index >= 0) this.idle.splice(index, 1);
    this.pump();
  }

  /** Ends environments beyond the first when they have been idle for a while, as AWS does. */
  private shrink(): void {
    const longest = this.idle[0];
    if (this.idle.length < 2 || longest === undefined || Date.now() - longest.idleSince < idleLimitMs) return;
    this.dropIdle();
  }

  private log(level: LogLevel, line: string): void {
    const entry = { level, line };
    this.lines.push(entry);
    if (this.lines.length > keptLines) this.lines.shift();
    this.options.onLog(this.spec.name, entry);
  }
}

const failure = (kind: 'timeout' | 'crash', errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  kind,
  error: { errorType, errorMessage, trace: [] },
});

const killed = (reason: string): Outcome =>
  failure('crash', 'Runtime.ExitError', `the execution environment ended: ${reason}`);

const timedOut = (milliseconds: number): Outcome =>
  failure('timeout', 'Sandbox.Timedout', `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`);

const withinLimits = (outcome: Outcome): Outcome =>
  outcome.ok && Buffer.byteLength(outcome.payload) > largestPayloadBytes
    ? failure('crash', 'Function.ResponseSizeTooLarge', 'the response is larger than 6 MB')
    : outcome;

const errorText = ({ error }: Outcome & { ok: false }): string => {
  const trace = error.trace.length < 2 ? '' : `\n${error.trace.slice(1).join('\n')}`;
  return `${error.errorType}: ${error.errorMessage}${trace}`;
};
