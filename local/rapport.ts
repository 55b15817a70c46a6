// The interface of a running platform for tests, the bench and the demo.
import type { ExpectedRuntime } from './dynamo/launch-database.ts';
import type { CrashPlan, Fault, RefusalPlan } from './gateway/faults.ts';
import type { TokenRequest } from './identity/issuer.ts';
import type { LogLine } from './lambda/pool.ts';
import type { Mail } from './mail/mail.ts';
import type { IncomingMail, Receipt } from './mail/receiving/receiving.ts';
import type { Delivery } from './sources/delivery.ts';

export type { CrashPlan, Fault, RefusalPlan } from './gateway/faults.ts';
export type { TokenRequest } from './identity/issuer.ts';
export type { LogLine } from './lambda/pool.ts';
export type { Mail } from './mail/mail.ts';
export type { IncomingMail, Receipt } from './mail/receiving/receiving.ts';
export type { Delivery } from './sources/delivery.ts';

export interface RapportOptions {
  /** The port of the API; 0, the default, takes a free one. */
  port?: number;
  /** The port of the inbox; 0, the default, takes a free one. */
  mailPort?: number;
  /**
   * The folder that keeps tables, queues, files, mails, keys and time between runs; without it
   * everything is in memory.
   */
  dataDir?: string;
  /** The runtime that the database is tuned for; default: a quick start. */
  expectedRuntime?: ExpectedRuntime;
  /** The time at which a new run begins, such as a day in the past; default: now. */
  startAt?: Date;
  /** Prints nothing; the logs of functions are always available from {@link Rapport.logs}. */
  quiet?: boolean;
  /** Prints the logs of functions from level info on instead of warn. */
  verbose?: boolean;
  /** Rebuilds functions when their sources change. */
  watch?: boolean;
  /**
   * The application to run: an assembly that is already synthesised, or an app to synthesise.
   * Default: this repository's app.
   */
  assembly?: { directory: string } | { app: string; context?: Record<string, unknown> };
  /** How events are delivered; retries are fast by default. It can be changed at run time. */
  delivery?: Partial<Delivery>;
  region?: string;
  /** The most execution environments of one function; 4 by default. */
  maxEnvironments?: number;
}

export interface DeadLetter {
  queue: string;
  messageId: string;
  body: string;
}

export interface InvokeResult {
  ok: boolean;
  /** The function's answer, or the error as Lambda reports it. */
  payload: unknown;
}

export interface Rapport {
  apiUrl: string;
  inboxUrl: string;
  /** The database itself: calls to it bypass permission checks and counts. */
  dynamoEndpoint: string;
  /** The emulator of queues and topics itself. */
  sqsEndpoint: string;
  region: string;
  /** The physical name of the only, or the first, table. */
  tableName: string;
  /** Physical names by logical id. */
  tables: Record<string, string>;
  queues: Record<string, string>;
  /** Output values by stack and name. */
  outputs: Record<string, Record<string, string>>;
  /** The short names of all functions. */
  functions: string[];

  token(request: TokenRequest): Promise<string>;
  now(): Date;
  /**
   * Advances time by an ISO 8601 duration; resolves when the schedules that fell due have run. Expired items
   * are deleted soon after. Delays and visibility timeouts of queues use the machine's clock.
   */
  advance(duration: string): Promise<Date>;

  mails(): Mail[];
  clearMails(): void;
  /**
   * Receives a mail from outside, as the bytes that SMTP would carry. Resolves when it is stored and its
   * notification is sent; rejects with the answer to the sending server (`550 …`) if no receipt rule accepts
   * mail for any recipient.
   */
  receiveMail(raw: Buffer | string, envelope?: IncomingMail): Promise<Receipt>;

  invoke(functionName: string, event: unknown): Promise<InvokeResult>;
  /** Ends a function's environments at once, even in the middle of an invocation. */
  kill(functionName: string): Promise<void>;
  /** Ends a function right before or after its n-th call of an AWS operation. */
  crash(plan: CrashPlan): Fault;
  /** Crashes a function after its n-th call. */
  crashAfter(functionName: string, operation: string, nth?: number): Fault;
  /** Makes a service refuse calls of a function, with throttling for example. */
  refuse(plan: RefusalPlan): Fault;
  clearFaults(): void;
  /** The delivery, which can be disturbed and restored while the platform runs. */
  delivery: Delivery;

  /** Returns the calls to AWS by function and operation. */
  calls(): Record<string, Record<string, number>>;
  resetCalls(): void;
  logs(functionName: string): LogLine[];
  /**
   * Starts environments (one by default) of each function (all by default), so that no request waits for a
   * cold start. For parallel requests, ask for as many as run at once.
   */
  warm(functionNames?: string[], environments?: number): Promise<void>;

  /**
   * Resolves when nothing runs, every queue with a consumer is empty and every stream is read to its end.
   * Rejects when that takes too long, saying what is busy, and when a dead-letter queue has a message that
   * nobody has seen with {@link Rapport.deadLetters}, unless that is allowed.
   */
  idle(options?: { timeoutMs?: number; allowDeadLetters?: boolean }): Promise<void>;
  /**
   * Returns everything in the dead-letter and on-failure queues; messages seen here no longer disturb `idle`.
   */
  deadLetters(): Promise<DeadLetter[]>;

  stop(): Promise<void>;
}
