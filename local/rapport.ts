// The running platform as tests, the bench and the demo see it.
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
  /** Port of the API; 0, the default, takes a free one. */
  port?: number;
  /** Port of the inbox; 0, the default, takes a free one. */
  mailPort?: number;
  /** Folder that keeps tables, queues, files, mails, keys and time between runs; without it everything is in memory. */
  dataDir?: string;
  /** What the database is compiled for; default: a quick start. */
  expectedRuntime?: ExpectedRuntime;
  /** The time that a new run begins at, such as a day in the past; default: now. */
  startAt?: Date;
  /** Prints nothing; functions' logs are kept for {@link Rapport.logs} in any case. */
  quiet?: boolean;
  /** Prints functions' logs from level info on instead of warn. */
  verbose?: boolean;
  /** Rebuilds functions when their sources change. */
  watch?: boolean;
  /** What to run: an assembly that is already synthesised, or an app to synthesise. Default: this repository's app. */
  assembly?: { directory: string } | { app: string; context?: Record<string, unknown> };
  /** How events are delivered; retries are quick by default. Can be changed while it runs. */
  delivery?: Partial<Delivery>;
  region?: string;
  /** Most execution environments of one function; 4 by default. */
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
  /** The database itself: what goes there passes no permission check and no count. */
  dynamoEndpoint: string;
  /** The queue and topic emulator itself. */
  sqsEndpoint: string;
  region: string;
  /** Physical name of the only, or the first, table. */
  tableName: string;
  /** Physical names by logical id. */
  tables: Record<string, string>;
  queues: Record<string, string>;
  /** Output values by stack and name. */
  outputs: Record<string, Record<string, string>>;
  /** Short names of all functions. */
  functions: string[];

  token(request: TokenRequest): Promise<string>;
  now(): Date;
  /**
   * Moves time on by an ISO 8601 duration; resolves when the schedules that fell due have run. Expired items go
   * soon after. Delays and visibility timeouts of queues keep to the machine's clock.
   */
  advance(duration: string): Promise<Date>;

  mails(): Mail[];
  clearMails(): void;
  /**
   * A mail comes in from outside, as the bytes that SMTP would carry. Resolves when it is stored and told of; rejects with
   * what the sending server would hear (`550 …`) when no receipt rule takes mail for any recipient.
   */
  receiveMail(raw: Buffer | string, envelope?: IncomingMail): Promise<Receipt>;

  invoke(functionName: string, event: unknown): Promise<InvokeResult>;
  /** Ends a function's environments at once, also in the middle of an invocation. */
  kill(functionName: string): Promise<void>;
  /** Ends a function right before or after its n-th call of an AWS operation. */
  crash(plan: CrashPlan): Fault;
  /** Short for a crash after the n-th call. */
  crashAfter(functionName: string, operation: string, nth?: number): Fault;
  /** Lets a service refuse calls of a function, with throttling for example. */
  refuse(plan: RefusalPlan): Fault;
  clearFaults(): void;
  /** Delivery can be disturbed and put right while the platform runs. */
  delivery: Delivery;

  /** Calls to AWS by function and operation. */
  calls(): Record<string, Record<string, number>>;
  resetCalls(): void;
  logs(functionName: string): LogLine[];
  /**
   * Starts so many environments (one by default) of each function (all by default), so that no request waits for a
   * cold start. For requests in parallel, ask for as many as run at once.
   */
  warm(functionNames?: string[], environments?: number): Promise<void>;

  /**
   * Resolves when nothing runs, every queue with a consumer is empty and every stream is read to its end. Rejects
   * when that takes too long, saying what is busy, and when a dead-letter queue has got something that nobody has
   * looked at with {@link Rapport.deadLetters}, unless that is allowed.
   */
  idle(options?: { timeoutMs?: number; allowDeadLetters?: boolean }): Promise<void>;
  /** Everything in the dead-letter and on-failure queues; what was seen here no longer disturbs `idle`. */
  deadLetters(): Promise<DeadLetter[]>;

  stop(): Promise<void>;
}
