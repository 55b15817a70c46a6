// The messages between the runner and the worker thread of an execution environment.

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface RuntimeData {
  moduleUrl: string;
  handlerName: string;
  functionName: string;
  functionArn: string;
  memoryMb: number;
  logStreamName: string;
  clock: SharedArrayBuffer;
}

/** One invocation; the event is JSON, because Lambda passes nothing else. */
export interface ToEnvironment {
  requestId: string;
  event: string;
  /** The machine time in milliseconds at which the invocation times out. */
  deadline: number;
}

export interface WireError {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

export type FromEnvironment =
  | { type: 'ready' }
  | { type: 'init-error'; error: WireError }
  | { type: 'log'; level: LogLevel; line: string }
  | { type: 'result'; payload: string }
  | { type: 'error'; error: WireError };
