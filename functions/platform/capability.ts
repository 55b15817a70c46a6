// The manifest of a capability states, as data, what AWS creates for it and what it may do. lib/, local/,
// tools/ and tests read manifests; no function bundles one.
import type * as z from 'zod/mini';
import type { Routes } from './contract/route.ts';
import type { ErrorCatalogue } from './errors.ts';
import type { EventDefinition } from './events/event-definition.ts';
import type { SecretName } from './secret-names.ts';

/**
 * The environment variables that a stage has. A variable without a value is left out where
 * the schema allows it.
 */
export type Variable =
  | 'STAGE'
  | 'TABLE_NAME'
  | 'FILES_BUCKET'
  | 'MAIL_FROM'
  | 'MAIL_CONFIGURATION_SET'
  | 'PUBLIC_BASE_URL'
  /** Absent on stages that receive no mail. */
  | 'INBOUND_DOMAIN'
  /** The topic of domain events. */
  | 'TOPIC_ARN'
  /** The queue where a stream consumer parks records that it can never handle. */
  | 'PARKED_QUEUE_URL'
  /** The URL of each queue with timed work, as JSON. */
  | 'TIMED_WORK_QUEUES'
  /** The URL of a queue that the function sends to, such as `ROUTING_STANDARD_QUEUE_URL`. */
  | `${Uppercase<string>}_QUEUE_URL`;

export type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** The access of a function to the table. AWS and the local runner refuse everything else. */
export interface TableAccess {
  /** The actions that it may use; each action inside a transaction needs the grant of its own kind. */
  actions: readonly ItemAction[];
  /** The indexes that it may query. */
  indexes?: readonly ('list' | 'view' | 'queue' | 'breach' | 'due')[];
  /** The signing keys that it may read, by name; all others are denied. */
  secrets?: readonly SecretName[];
}

/** The folders of the bucket: raw mail as SES wrote it, and attachments. */
export type Folder = 'inbound' | 'attachments';

export interface FunctionSpec {
  /** The source file of the handler, relative to the root of the repository. */
  entry: string;
  memoryMb: number;
  timeoutSeconds: number;
  /**
   * The function's share of the account's concurrency in percent, on stages that reserve concurrency. It is a
   * floor and a cap: it limits the load that customers and the public can cause, and guarantees capacity to
   * functions that everything else depends on.
   */
  reservedPercent?: number;
  /** One sentence that says what a person suffers while the function fails; its alarm prints it. */
  impact: string;
  /** The schema of the environment: the function gets exactly the variables that it names. */
  environment: z.ZodMiniObject;
  /** The operations that the function serves. */
  routes?: Routes;
  /** Marks the function that also answers requests that match no route. */
  fallback?: true;
  table?: TableAccess;
  /** The actions it may use on the files of each folder; no function may list files. */
  files?: Partial<Record<Folder, readonly ('GetObject' | 'PutObject' | 'DeleteObject')[]>>;
  /** Lets the function send mail from the stage's address. */
  sendsMail?: true;
  /** Marks the function that counts sends with an unknown outcome; an alarm watches the count. */
  countsUnknownSends?: true;
  /** Lets the function publish to the topic of domain events. */
  publishesEvents?: true;
  /** The queues that it may send to: queues of its capability by name, or every queue with timed work. */
  sendsTo?: readonly string[] | 'timedWork';
  /** Makes it read the events of the table's stream. AWS advises at most two consumers. */
  stream?: { batchSize: number; batchingWindowSeconds?: number };
  /**
   * The schedule that invokes it, with an expression such as `rate(1 minute)`; its alarms
   * carry the schedule's name.
   */
  schedule?: { name: string; expression: string };
}

/** The domain events that a queue receives. */
export interface Subscription<Type extends string = string, Prefix extends string = string> {
  /** Exact event types. */
  types?: readonly Type[];
  /** Prefixes of event types. */
  prefixes?: readonly Prefix[];
  /** Limits the subscription to one lane; absent: both lanes. */
  lane?: 'urgent' | 'standard';
}

export interface QueueSpec {
  /** The function that handles the queue's messages. */
  worker: string;
  /** One sentence that says what a person suffers while work waits in the queue; its alarms print it. */
  impact: string;
  /** The age of the oldest message at which an alarm notifies people. */
  tolerableAgeMinutes: number;
  batchSize: number;
  /**
   * The most concurrent invocations; at least 2. Protects what the worker calls: a hot partition,
   * the mail provider's rate.
   */
  maxConcurrency: number;
  subscribes?: Subscription;
  /** The SES notifications that it receives: reports on mail that we sent, or inbound mail. */
  notices?: 'mailEvents' | 'inboundMail';
  /** The kinds of timed work that the scheduler sends to the queue. */
  timedWork?: readonly string[];
}

export interface Capability {
  name: string;
  /** The events that the capability emits. */
  events?: readonly EventDefinition[];
  /** The error codes of its operations, with status and title. */
  errors?: ErrorCatalogue;
  functions: Readonly<Record<string, FunctionSpec>>;
  queues?: Readonly<Record<string, QueueSpec>>;
}

/**
 * Adds the checks that the types above cannot express: an environment names known variables only, and a
 * worker is one of the capability's functions.
 */
interface Checked<C extends Capability> {
  functions: {
    [N in keyof C['functions']]: { environment: KnownVariables<C['functions'][N]['environment']> };
  };
  queues?: { [Q in keyof C['queues']]: { worker: keyof C['functions'] } };
}
type KnownVariables<S extends z.ZodMiniObject> =
  Exclude<keyof S['shape'], Variable> extends never
    ? S
    : { unknownVariables: Exclude<keyof S['shape'], Variable> };

/** Defines a capability and keeps its literal types. */
export function defineCapability<const C extends Capability>(capability: C & Checked<C>): C {
  return capability;
}
