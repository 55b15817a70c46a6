// The manifest of a capability: what the cloud makes for it and allows it, as data. lib/, local/, tools/ and tests read
// manifests; no function bundles one.
import type * as z from 'zod/mini';
import type { Routes } from './contract/route.ts';
import type { EventDefinition } from './events/event-definition.ts';
import type { SecretName } from './secret-names.ts';

/** The environment variables that a stage has. Those without a value there are left out, where the schema allows it. */
export type Variable =
  | 'STAGE'
  | 'TABLE_NAME'
  | 'MAIL_BUCKET'
  | 'MAIL_FROM'
  | 'MAIL_CONFIGURATION_SET'
  | 'PUBLIC_BASE_URL'
  /** Absent on stages that receive no mail. */
  | 'INBOUND_DOMAIN'
  /** The topic of domain events. */
  | 'TOPIC_ARN'
  /** Where a reader of the stream parks what it can never handle. */
  | 'PARKED_QUEUE_URL'
  /** The address of each queue with timed work, as JSON. */
  | 'TIMED_WORK_QUEUES'
  /** The address of a queue that the function sends to: `ROUTING_STANDARD_QUEUE_URL`. */
  | `${Uppercase<string>}_QUEUE_URL`;

export type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** What a function may do to the table. AWS and the local runner refuse everything else. */
export interface TableAccess {
  /** Each action of a transaction is allowed by the grant of its own kind. */
  actions: readonly ItemAction[];
  /** Indexes that it may query. */
  indexes?: readonly ('list' | 'view' | 'queue' | 'breach' | 'due')[];
  /** Signing keys that it may read, by name; it is denied all others. */
  secrets?: readonly SecretName[];
}

/** The folders of the bucket: raw mail as SES wrote it, and files of messages. */
export type Folder = 'inbound' | 'attachments';

export interface FunctionSpec {
  /** Source file of the handler, from the root of the repository. */
  entry: string;
  memoryMb: number;
  timeoutSeconds: number;
  /**
   * Its part of the account's concurrency, in percent, where the stage reserves any. It is both a floor and a cap: it
   * limits what customers and strangers can start, and guarantees a share to what everything else waits for.
   */
  reservedPercent?: number;
  /** What a person suffers while it fails; printed in its alarm. */
  impact: string;
  /** The schema of its environment: the function is given exactly the variables that it names. */
  environment: z.ZodMiniObject;
  /** The operations that it serves. */
  routes?: Routes;
  /** Also answers requests that match no route. */
  fallback?: true;
  table?: TableAccess;
  /** What it may do to files of each folder; no function may list them. */
  files?: Partial<Record<Folder, readonly ('GetObject' | 'PutObject' | 'DeleteObject')[]>>;
  /** May send mail from the stage's address. */
  sendsMail?: true;
  /** Counts mails whose outcome is unknown; an alarm watches the count. */
  countsUnknownSends?: true;
  /** May publish to the topic of domain events. */
  publishesEvents?: true;
  /** Queues that it may send to: its capability's own, by name, or every queue with timed work. */
  sendsTo?: readonly string[] | 'timedWork';
  /** Reads the events of the table's stream. AWS advises at most two readers. */
  stream?: { batchSize: number; batchingWindowSeconds?: number };
  /** Is invoked by a schedule with an expression such as `rate(1 minute)`; its alarms have the schedule's name. */
  schedule?: { name: string; expression: string };
}

/** The domain events that a queue receives. */
export interface Subscription<Type extends string = string, Prefix extends string = string> {
  /** Exact event types. */
  types?: readonly Type[];
  /** Beginnings of event types. */
  prefixes?: readonly Prefix[];
  /** Only events of this lane; absent: both. */
  lane?: 'urgent' | 'standard';
}

export interface QueueSpec {
  /** The function that works the queue off. */
  worker: string;
  /** What a person suffers when work waits in the queue; printed in its alarms. */
  impact: string;
  /** How old the oldest message may get before somebody is told. */
  tolerableAgeMinutes: number;
  batchSize: number;
  /** Invocations at once; at least 2. Protects what stands behind: a hot partition, the mail provider's rate. */
  maxConcurrency: number;
  subscribes?: Subscription;
  /** Notices of SES that it receives: the outcome of each mail that we sent, or mail that came in. */
  notices?: 'mailEvents' | 'inboundMail';
  /** The kinds of timed work that the scheduler sends to it. */
  timedWork?: readonly string[];
}

export interface Capability {
  name: string;
  /** The events that it emits. */
  events?: readonly EventDefinition[];
  functions: Readonly<Record<string, FunctionSpec>>;
  queues?: Readonly<Record<string, QueueSpec>>;
}

/** What the types above cannot say: an environment names known variables only, and a worker is one of the functions. */
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

/** States a capability, with its literal types kept. */
export function defineCapability<const C extends Capability>(capability: C & Checked<C>): C {
  return capability;
}
