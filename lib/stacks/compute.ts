// Creates what the capabilities' manifests state: functions with their environment and rights, queues, stream
// consumers and schedules.
import { Duration, Lazy, type Stack } from 'aws-cdk-lib';
import type { FunctionSpec, QueueSpec } from '../../functions/platform/capability.ts';
import type { Composition } from '../../functions/platform/compose-capabilities.ts';
import { environmentOf, queueVariable, type Variables } from '../constructs/compute/environment.ts';
import { grantFiles, grantTable } from '../constructs/compute/grants.ts';
import { RapportFunction, type RapportFunctionProps } from '../constructs/compute/rapport-function.ts';
import { Schedule } from '../constructs/compute/schedule.ts';
import { StreamConsumer } from '../constructs/compute/stream-consumer.ts';
import { Worker } from '../constructs/compute/worker.ts';
import type { MailSending } from '../constructs/mail/mail-sending.ts';
import type { Topics } from '../constructs/topics.ts';
import type { FilesReference, TableReference } from './references.ts';

export interface ComputeProps
  extends Pick<
    RapportFunctionProps,
    'stage' | 'codeDir' | 'accessLog' | 'accountConcurrency' | 'operations'
  > {
  composition: Composition;
  table: TableReference;
  files: FilesReference;
  dataKeyArn: string | undefined;
  topics: Topics;
  mail: MailSending;
  /** The variables of the stage; each function gets those that its schema names. */
  variables: Variables;
  /** Additional variables for functions that answer requests. */
  origin: Record<string, string>;
}

export interface Compute {
  functions: Record<string, RapportFunction>;
  workers: Record<string, Worker>;
}

/**
 * Adds everything to the stack itself: a construct around it would change the logical id of each resource.
 */
export function addCompute(stack: Stack, props: ComputeProps): Compute {
  const { composition, topics, operations } = props;
  const workers: Record<string, Worker> = {};
  const consumers: Record<string, StreamConsumer> = {};
  // Queues are created after their workers, so their URLs are resolved at synthesis.
  const addressOf = (queue: string) => Lazy.string({ produce: () => found(workers, queue).queue.queueUrl });
  const timedWork = queuesWithTimedWork(composition);
  const variablesOf = (name: string, { sendsTo = [] }: FunctionSpec): Variables => ({
    ...props.variables,
    TOPIC_ARN: topics.events.topicArn,
    PARKED_QUEUE_URL: Lazy.string({ produce: () => found(consumers, name).parked.queueUrl }),
    ...(sendsTo === 'timedWork'
      ? {
          TIMED_WORK_QUEUES: Lazy.string({
            produce: () => stack.toJsonString(Object.fromEntries(timedWork.map((it) => [it, addressOf(it)]))),
          }),
        }
      : Object.fromEntries(sendsTo.map((queue) => [queueVariable(queue), addressOf(queue)]))),
  });

  const functions = mapValues(composition.functions, (name, spec) => {
    const own = environmentOf(name, spec, variablesOf(name, spec));
    const environment = spec.routes === undefined ? own : { ...own, ...props.origin };
    const fn = new RapportFunction(stack, pascalCase(name), { ...props, name, spec, environment });
    allow(fn, props);
    return fn;
  });
  for (const [name, spec] of Object.entries(composition.queues))
    workers[name] = addWorker(stack, name, spec, found(functions, spec.worker), props);
  for (const fn of Object.values(functions)) {
    const { name, spec } = fn;
    const { impact, stream, schedule, sendsTo = [] } = spec;
    for (const queue of sendsTo === 'timedWork' ? timedWork : sendsTo) found(workers, queue).allowSending(fn);
    if (stream !== undefined) consumers[name] = addStreamConsumer(stack, fn, stream, props);
    if (schedule !== undefined) {
      const { name: id, expression } = schedule;
      new Schedule(stack, id, { fn, expression, impact, operations });
    }
  }
  return { functions, workers };
}

/** Grants exactly what the manifest states. */
function allow(
  fn: RapportFunction,
  { table, files, dataKeyArn, topics, mail, operations }: ComputeProps,
): void {
  const { spec } = fn;
  if (spec.table !== undefined) grantTable(fn, spec.table, table.tableArn, dataKeyArn);
  if (spec.files !== undefined) grantFiles(fn, spec.files, files.importedArn);
  if (spec.sendsMail) mail.allowSending(fn);
  if (spec.countsUnknownSends) mail.watchUnknown(fn, operations);
  if (spec.publishesEvents) {
    fn.allow(['sns:Publish'], [topics.events.topicArn]);
    fn.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [topics.key.keyArn]);
  }
}

function addWorker(
  stack: Stack,
  name: string,
  spec: QueueSpec,
  fn: RapportFunction,
  { topics, operations }: ComputeProps,
): Worker {
  const id = name.charAt(0).toUpperCase() + name.slice(1);
  const worker = new Worker(stack, `${id}Work`, { spec, fn, operations });
  if (spec.subscribes !== undefined) worker.subscribe(topics.events, spec.subscribes);
  if (spec.notices !== undefined) worker.subscribe(topics[spec.notices]);
  return worker;
}

function addStreamConsumer(
  stack: Stack,
  fn: RapportFunction,
  { batchSize, batchingWindowSeconds }: NonNullable<FunctionSpec['stream']>,
  { table, dataKeyArn, operations }: ComputeProps,
): StreamConsumer {
  // The table's key also encrypts its stream.
  fn.allowKey(['kms:Decrypt'], dataKeyArn);
  return new StreamConsumer(stack, `${pascalCase(fn.name)}Stream`, {
    fn,
    streamArn: table.tableStreamArn,
    impact: fn.spec.impact,
    batchSize,
    ...(batchingWindowSeconds === undefined
      ? {}
      : { batchingWindow: Duration.seconds(batchingWindowSeconds) }),
    operations,
  });
}

const queuesWithTimedWork = ({ queues }: Composition): string[] =>
  Object.entries(queues).flatMap(([name, { timedWork }]) => (timedWork === undefined ? [] : [name]));

function found<T>(record: Readonly<Record<string, T>>, name: string): T {
  const value = record[name];
  if (value === undefined) throw new Error(`no manifest defines ${name}`);
  return value;
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (name: string, value: T) => U) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));

/** Returns the construct's id: `routing-worker` → `RoutingWorker`. */
const pascalCase = (name: string): string =>
  name.replaceAll(/(^|-)([a-z])/g, (_whole, _dash, letter: string) => letter.toUpperCase());
