// One execution environment: a worker thread that handles one invocation at a time and lives until it times
// out, crashes, exceeds its memory, is killed or its code is rebuilt.
import { Worker } from 'node:worker_threads';
import type { FromEnvironment, LogLevel, RuntimeData, ToEnvironment, WireError } from './thread-messages.ts';

export type Outcome =
  | { ok: true; payload: string }
  | { ok: false; kind: 'handled' | 'timeout' | 'crash' | 'init'; error: WireError };

export interface EnvironmentOptions {
  data: RuntimeData;
  variables: Record<string, string>;
  memoryMb: number;
  onLog(level: LogLevel, line: string): void;
  onExit(): void;
}

const lambdaMaximumMb = 10_240;
const megabyte = 1024 * 1024;
/**
 * How often the memory of a busy thread is measured: V8 answers between two steps of the thread's work,
 * within a few tenths of a millisecond. Memory that is allocated and freed in between is not seen.
 */
const measureEveryMs = 25;
/**
 * Returns V8's own limit, a quarter above the function's. If one allocation exceeds it by more than 16 MB, V8
 * ends the process and not the thread, so the thread should be found earlier; a much higher limit lets
 * garbage pile up.
 */
const heapLimitMb = (memoryMb: number): number => Math.ceil(Math.min(memoryMb, lambdaMaximumMb) * 1.25);

export class Environment {
  readonly ready: Promise<Outcome | undefined>;
  alive = true;
  stale = false;
  /** When it last became free, in machine time. */
  idleSince = 0;
  private readonly worker: Worker;
  private settle: ((outcome: Outcome) => void) | undefined;
  private endedBy: Outcome | undefined;
  private readonly memoryMb: number;
  private measuring: NodeJS.Timeout | undefined;

  constructor(options: EnvironmentOptions) {
    this.worker = new Worker(new URL('./runtime.ts', import.meta.url), {
      workerData: options.data,
      env: options.variables,
      stdout: true,
      stderr: true,
      execArgv:
        options.variables.NODE_OPTIONS?.includes('--enable-source-maps') === true
          ? ['--enable-source-maps']
          : [],
      resourceLimits: {
        maxOldGenerationSizeMb: heapLimitMb(options.memoryMb),
      },
    });
    this.memoryMb = options.memoryMb;
    this.watch();
    forwardLines(this.worker.stdout, (line) => options.onLog('info', line));
    forwardLines(this.worker.stderr, (line) => options.onLog('error', line));
    const started = Promise.withResolvers<Outcome | undefined>();
    this.ready = started.promise;
    this.worker.on('message', (message: FromEnvironment) => {
      if (message.type === 'log') return options.onLog(message.level, message.line);
      if (message.type === 'ready') {
        this.rest();
        return started.resolve(undefined);
      }
      if (message.type === 'init-error')
        return started.resolve({ ok: false, kind: 'init', error: message.error });
      this.finish(
        message.type === 'result'
          ? { ok: true, payload: message.payload }
          : { ok: false, kind: 'handled', error: message.error },
      );
    });
    let fatal: Error | undefined;
    this.worker.on('error', (error) => {
      fatal = error instanceof Error ? error : new Error(String(error));
    });
    this.worker.on('exit', (code) => {
      this.alive = false;
      const crash = this.endedBy ?? crashed(code, fatal);
      started.resolve(crash);
      this.finish(crash);
      options.onExit();
    });
  }

  /** Hands over one event. Resolves with the outcome, even if the thread dies. */
  invoke(message: ToEnvironment): Promise<Outcome> {
    const result = Promise.withResolvers<Outcome>();
    this.settle = result.resolve;
    this.watch();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.worker.postMessage(message);
    return result.promise;
  }

  /** Ends the thread at once, in the middle of whatever it does. */
  async end(outcome: Outcome): Promise<void> {
    this.alive = false;
    this.endedBy ??= outcome;
    this.finish(outcome);
    await this.worker.terminate();
  }

  /** Measures the thread's memory until it is idle. */
  private watch(): void {
    clearTimeout(this.measuring);
    this.measuring = setTimeout(() => void this.measure(), measureEveryMs);
  }

  private async measure(): Promise<void> {
    const held = await this.worker.getHeapStatistics().catch(() => undefined);
    if (held === undefined || !this.alive || this.measuring === undefined) return;
    const bytes = held.total_physical_size + held.external_memory + held.malloced_memory;
    if (bytes > this.memoryMb * megabyte) await this.end(outOfMemory(this.memoryMb));
    else this.watch();
  }

  private rest(): void {
    clearTimeout(this.measuring);
    this.measuring = undefined;
  }

  private finish(outcome: Outcome): void {
    this.rest();
    const settle = this.settle;
    this.settle = undefined;
    settle?.(outcome);
  }
}

const outOfMemory = (memoryMb: number): Outcome => ({
  ok: false,
  kind: 'crash',
  error: {
    errorType: 'Runtime.OutOfMemory',
    errorMessage: `the function holds more than its ${memoryMb} MB`,
    trace: [],
  },
});

const crashed = (code: number, fatal: Error | undefined): Outcome => {
  const errorMessage =
    fatal === undefined ? `the process exited with code ${code}` : `${fatal.name}: ${fatal.message}`;
  const trace = fatal?.stack?.split('\n') ?? [];
  return { ok: false, kind: 'crash', error: { errorType: 'Runtime.ExitError', errorMessage, trace } };
};

const forwardLines = (stream: NodeJS.ReadableStream, onLine: (line: string) => void): void => {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line);
  });
};
