// Runs inside a worker thread: one execution environment of one function, in the role of Lambda's
// runtime client. The thread's clock is shifted before the function's code is loaded, so that nothing in
// it sees the machine's time.
import { format } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromEnvironment, LogLevel, RuntimeData, ToEnvironment, WireError } from './thread-messages.ts';

const data = workerData as RuntimeData;
const port = parentPort;
if (port === null) throw new Error('the runtime only runs in a worker thread');

const send = (message: FromEnvironment): void => port.postMessage(message);

const shiftDate = (offset: Float64Array): void => {
  const Machine = Date;
  const machineNow = Machine.now.bind(Machine);
  const now = (): number => machineNow() + (offset[0] ?? 0);
  function Shifted(...values: unknown[]): unknown {
    if (new.target === undefined) return new Machine(now()).toString();
    return Reflect.construct(Machine, values.length === 0 ? [now()] : values, new.target);
  }
  Shifted.prototype = Machine.prototype;
  Object.assign(Shifted, { now, parse: Machine.parse, UTC: Machine.UTC });
  Object.defineProperty(Machine.prototype, 'constructor', {
    value: Shifted,
    writable: true,
    configurable: true,
  });
  globalThis.Date = Shifted as unknown as DateConstructor;
};

const write =
  (level: LogLevel) =>
  (...values: unknown[]): void =>
    send({ type: 'log', level, line: format(...values) });

const captureConsole = (): void => {
  console.debug = write('debug');
  console.log = write('info');
  console.info = write('info');
  console.warn = write('warn');
  console.error = write('error');
  console.trace = write('error');
};

const wireError = (error: unknown): WireError => {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
};

type Handler = (event: unknown, context: object) => unknown;

const loadHandler = async (): Promise<Handler> => {
  const module = (await import(data.moduleUrl)) as Record<string, unknown>;
  const handler = module[data.handlerName];
  if (typeof handler !== 'function')
    throw new Error(`${data.handlerName} is not exported by the function's code`);
  return handler as Handler;
};

const contextOf = (message: ToEnvironment): object => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: data.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: data.functionArn,
  memoryLimitInMB: String(data.memoryMb),
  awsRequestId: message.requestId,
  logGroupName: `/aws/lambda/${data.functionName}`,
  logStreamName: data.logStreamName,
  getRemainingTimeInMillis: () =>
    Math.max(0, Math.round(message.deadline - performance.timeOrigin - performance.now())),
});

const restMs = 2000;
const collect = ((): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

let tidying: NodeJS.Timeout | undefined;

/**
 * Collects garbage once when the thread becomes idle. V8 itself collects only when a heap is near its limit,
 * which 40 idle threads never reach: each would keep its garbage.
 */
const tidyAtRest = (): void => {
  tidying = setTimeout(collect, restMs).unref();
};

const invoke = async (handler: Handler, message: ToEnvironment): Promise<void> => {
  clearTimeout(tidying);
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    send({ type: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    send({ type: 'error', error: wireError(error) });
  }
  tidyAtRest();
};

shiftDate(new Float64Array(data.clock));
captureConsole();
try {
  const handler = await loadHandler();
  port.on('message', (message: ToEnvironment) => void invoke(handler, message));
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'init-error', error: wireError(error) });
}
