// Everything but the data: who may call, what runs, what waits, and what rings when it breaks.
import { Annotations, CfnOutput, Duration, Lazy, NestedStack, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import { type DueQueue, dueQueues, queueVariable } from '../../functions/scheduler/env.ts';
import { subscriptions, type WorkerQueue } from '../../functions/subscriptions.ts';
import { catalogue, type FunctionName } from '../catalogue.ts';
import { Deployments } from '../constructs/compute/deployments.ts';
import type { RapportFunction } from '../constructs/compute/rapport-function.ts';
import { Schedule } from '../constructs/compute/schedule.ts';
import { StreamConsumer } from '../constructs/compute/stream-consumer.ts';
import { Worker } from '../constructs/compute/worker.ts';
import { AccessLog } from '../constructs/http/access-log.ts';
import { Api } from '../constructs/http/api.ts';
import { OriginSecrets } from '../constructs/http/origin-secrets.ts';
import { clientId, StaffIdentity } from '../constructs/http/staff-identity.ts';
import { ATTACHMENTS_PREFIX, INBOUND_PREFIX, MailReceiving } from '../constructs/mail/mail-receiving.ts';
import { MailSending } from '../constructs/mail/mail-sending.ts';
import { BackupWatch } from '../constructs/operations/backup-watch.ts';
import { ConfigurationAlarm } from '../constructs/operations/configuration-alarm.ts';
import { Dashboard } from '../constructs/operations/dashboard.ts';
import type { Operations } from '../constructs/operations/impact-alarm.ts';
import { Limits, type LimitsProps } from '../constructs/operations/limits.ts';
import { Topics } from '../constructs/topics.ts';
import type { StageSettings } from '../stages.ts';
import { type AddFunction, functionFactory } from './app-functions.ts';
import { vaultNameOf } from './backup-stack.ts';
import { tableIndexes } from './data-stack.ts';
import { queues } from './queues.ts';

/** The data stack's table, or a restored one in its place. */
export interface TableReference {
  tableName: string;
  tableArn: string;
  tableStreamArn: string;
}

/** The data stack's bucket. */
export interface FilesReference {
  name: string;
  /** Its ARN as the data stack exports it. */
  importedArn: string;
}

export interface AppStackProps extends StackProps {
  settings: StageSettings;
  table: TableReference;
  /** Raw mail and attachments. */
  files: FilesReference;
  /** Of the key that both rest under, where the stage has keys of its own. */
  dataKeyArn?: string | undefined;
  codeDir: (name: FunctionName) => string;
}

export class AppStack extends Stack {
  readonly gateway: HttpApi;
  /** Between CloudFront and the API, where the stage has a domain. */
  readonly originSecrets: OriginSecrets | undefined;

  constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, props);
    const { settings, table, files, dataKeyArn } = props;
    const topics = new Topics(this, 'Topics', settings);
    const watch = new NestedStack(this, 'Watch', { description: 'Rapport: alarms and dashboard' });
    const watched = {
      ...settings,
      watch,
      alarmTopic: topics.alarms,
      restKey: settings.encryption === 'customer-managed' ? topics.key : undefined,
    };
    const identity = new StaffIdentity(this, 'Staff', settings);
    const accessLog = new AccessLog(this, 'AccessLog', { settings, operations: watched });
    const api = this.api(identity, settings, accessLog, watched);
    this.gateway = api.gateway;
    const operations = { ...watched, deployments: this.deployments(settings, api) };
    const mail = new MailSending(this, 'Mail', { ...settings, topic: topics.mailEvents, operations });
    const { stage } = settings;
    const add = functionFactory(this, {
      stage,
      table,
      dataKeyArn,
      codeDir: props.codeDir,
      accessLog: accessLog.requests,
      accountConcurrency: settings.reserveConcurrency === 'on' ? settings.lambdaConcurrency : 0,
      operations,
    });
    this.originSecrets =
      settings.domain === undefined
        ? undefined
        : new OriginSecrets(this, 'OriginSecrets', settings.originKeys);
    const shared = { STAGE: settings.stage, TABLE_NAME: table.tableName };
    const filing = { MAIL_BUCKET: files.name };

    const apis = apiFunctions(add, { ...shared, ...originEnvironment(settings, this.originSecrets) }, filing);
    api.addRoutes(apis);
    const inbound = { ...filing, ...inboundEnvironment(settings) };
    // Its worker sends itself what cannot wait for the sweep; the queue is made with the worker.
    const soon = {
      ROUTING_QUEUE_URL: Lazy.string({ produce: () => workers.routingStandard.queue.queueUrl }),
    };
    const more = { filing, inbound, soon };
    const working = workerFunctions(add, shared, mailEnvironment(settings, mail, api), more);
    for (const name of ['outreach-worker', 'feedback-worker', 'email-worker'] as const)
      mail.allowSending(working[name]);
    mail.watchUnknown(working['outreach-worker'], operations);
    allowFiles({ ...apis, ...working }, files);
    this.mailIn(settings, files, topics, operations);
    const workers = this.workers(working, topics, operations);
    workers.routingStandard.allowSending(working['routing-worker']);
    // Each reader parks in the queue of its own consumer, which is made with it.
    const parking = (reader: keyof typeof consumers) =>
      Lazy.string({ produce: () => consumers[reader].parked.queueUrl });
    const readers = streamFunctions(add, shared, topics, parking);
    readers.relay.allowKey(['kms:Decrypt'], dataKeyArn);
    const consumers = this.streamConsumers(readers, table.tableStreamArn, operations);
    const scheduler = schedulerFunction(add, shared, workers);
    new Schedule(this, 'Sweep', {
      fn: scheduler,
      expression: 'rate(1 minute)',
      impact: catalogue.scheduler.impact,
      operations,
    });

    new ConfigurationAlarm(this, 'Configuration', operations);
    const functions = { ...apis, ...working, ...readers, scheduler };
    new Dashboard(watch, 'Overview', {
      gateway: api.gateway,
      tableName: table.tableName,
      functions,
      workers,
      inboundMail: topics.inboundMail,
    });
    new Limits(this, 'Limits', {
      tableName: table.tableName,
      indexes: tableIndexes,
      lambdaConcurrency: settings.lambdaConcurrency,
      budget: budgetOf(settings),
      operations,
    });
    if (settings.backup === 'on')
      new BackupWatch(this, 'Backups', { topic: topics.alarms, vaultName: vaultNameOf(stage) });
    this.outputs(api, identity, topics, accessLog);
  }

  private api(
    identity: StaffIdentity,
    settings: StageSettings,
    accessLog: AccessLog,
    operations: Operations,
  ): Api {
    if (settings.customerIssuer.includes('.invalid')) {
      Annotations.of(this).addWarningV2(
        'rapport:customerIssuer',
        'customerIssuer is not set. Give the issuer of your customers’ tokens before you deploy: -c customerIssuer=https://…',
      );
    }
    return new Api(this, 'Api', {
      staff: {
        issuer: `https://${identity.pool.userPoolProviderName}`,
        audience: [identity.staffClient, ...Object.values(identity.integrations)].map(
          ({ userPoolClientId }) => userPoolClientId,
        ),
      },
      customer: { issuer: settings.customerIssuer, audience: settings.customerAudience },
      corsOrigins: settings.corsOrigins,
      requestsPerSecond: settings.requestsPerSecond,
      accessLog: accessLog.gateway,
      logAlarms: settings.logAlarms,
      operations,
    });
  }

  private deployments({ stage, deploy }: StageSettings, api: Api): Deployments | undefined {
    if (deploy === 'direct') return undefined;
    const { serverErrorsAlarm: answersAlarm } = api;
    return new Deployments(this, 'Deployments', { stage, canary: deploy === 'canary', answersAlarm });
  }

  private mailIn(
    { stage, inboundDomain }: StageSettings,
    { name: bucketName }: FilesReference,
    { inboundMail: topic }: Topics,
    operations: Operations,
  ): void {
    if (inboundDomain !== undefined)
      new MailReceiving(this, 'MailIn', { stage, inboundDomain, bucketName, topic, operations });
  }

  private workers(
    functions: Record<(typeof queues)[WorkerQueue]['name'], RapportFunction>,
    topics: Topics,
    operations: Operations,
  ): Record<WorkerQueue, Worker> {
    const add = (queue: WorkerQueue): Worker => {
      const spec = queues[queue];
      const id = queue.charAt(0).toUpperCase() + queue.slice(1);
      const worker = new Worker(this, `${id}Work`, { ...spec, fn: functions[spec.name], operations });
      if (queue === 'inbound') worker.subscribe(topics.inboundMail);
      else worker.subscribe(topics.events, subscriptions[queue]);
      return worker;
    };
    const outreach = add('outreach');
    outreach.subscribe(topics.mailEvents);
    return {
      timeline: add('timeline'),
      routingUrgent: add('routingUrgent'),
      routingStandard: add('routingStandard'),
      triageUrgent: add('triageUrgent'),
      triageStandard: add('triageStandard'),
      complaints: add('complaints'),
      assist: add('assist'),
      desk: add('desk'),
      promises: add('promises'),
      compensation: add('compensation'),
      outreach,
      feedback: add('feedback'),
      email: add('email'),
      inbound: add('inbound'),
      intelligence: add('intelligence'),
      sla: add('sla'),
    };
  }

  private streamConsumers(
    readers: Record<'relay' | 'metrics-rollup', RapportFunction>,
    streamArn: string,
    operations: Operations,
  ): Record<'relay' | 'metrics-rollup', StreamConsumer> {
    const relay = new StreamConsumer(this, 'RelayStream', {
      fn: readers.relay,
      streamArn,
      impact: catalogue.relay.impact,
      batchSize: 100,
      operations,
    });
    const rollup = new StreamConsumer(this, 'RollupStream', {
      fn: readers['metrics-rollup'],
      streamArn,
      impact: catalogue['metrics-rollup'].impact,
      batchSize: 100,
      // Figures may be a few seconds old; fuller batches make fewer writes to the same counters.
      batchingWindow: Duration.seconds(2),
      operations,
    });
    return { relay, 'metrics-rollup': rollup };
  }

  private outputs(api: Api, identity: StaffIdentity, topics: Topics, accessLog: AccessLog): void {
    const values = {
      ApiUrl: api.gateway.apiEndpoint,
      StaffPoolId: identity.pool.userPoolId,
      StaffClientId: identity.staffClient.userPoolClientId,
      ...Object.fromEntries(
        Object.entries(identity.integrations).map(([name, client]) => [
          `${clientId(name)}Id`,
          client.userPoolClientId,
        ]),
      ),
      AlarmTopicArn: topics.alarms.topicArn,
      AccessLogGroup: accessLog.requests.logGroupName,
      GatewayLogGroup: accessLog.gateway.logGroupName,
    };
    for (const [id, value] of Object.entries(values)) new CfnOutput(this, id, { value });
  }
}

/** What every function with the table has in its environment. */
type Shared = Record<'STAGE' | 'TABLE_NAME', string>;

function withoutTable({ TABLE_NAME: _none, ...rest }: Shared): Omit<Shared, 'TABLE_NAME'> {
  return rest;
}

function mailEnvironment({ mailFrom, domain }: StageSettings, mail: MailSending, api: Api) {
  return {
    MAIL_FROM: mailFrom,
    MAIL_CONFIGURATION_SET: mail.configurationSetName,
    PUBLIC_BASE_URL: domain === undefined ? api.gateway.apiEndpoint : `https://${domain}`,
  };
}

/** Absent on stages without a domain, whose API is called at its own address alone. */
const originEnvironment = (
  { directCalls }: StageSettings,
  secrets: OriginSecrets | undefined,
): { ORIGIN_SECRETS?: string; DIRECT_CALLS?: string } =>
  secrets === undefined ? {} : { ORIGIN_SECRETS: secrets.believed, DIRECT_CALLS: directCalls };

const budgetOf = ({ monthlyBudget: amount, alarmEmail: email }: StageSettings): LimitsProps['budget'] =>
  amount === undefined || email === undefined ? undefined : { amount, email };

/** Absent on stages without mail in. */
const inboundEnvironment = ({ inboundDomain }: StageSettings): { INBOUND_DOMAIN?: string } =>
  inboundDomain === undefined ? {} : { INBOUND_DOMAIN: inboundDomain };

/**
 * The APIs of tickets, staff's and customers', sign links and forms, which act with their rights; mail that comes
 * in is read raw and what is attached is kept, the email sends what is attached to answers; the tickets' worker takes away what was uploaded and not sent, and may nothing
 * else. None may list the bucket.
 */
function allowFiles(
  functions: Record<
    'tickets' | 'portal' | 'email-worker' | 'inbound-worker' | 'tickets-worker',
    RapportFunction
  >,
  { importedArn }: FilesReference,
): void {
  for (const name of ['tickets', 'portal'] as const)
    functions[name].allowFolder(['s3:GetObject', 's3:PutObject'], importedArn, ATTACHMENTS_PREFIX);
  functions['email-worker'].allowFolder(['s3:GetObject'], importedArn, ATTACHMENTS_PREFIX);
  functions['inbound-worker'].allowFolder(['s3:GetObject'], importedArn, INBOUND_PREFIX);
  functions['inbound-worker'].allowFolder(['s3:PutObject'], importedArn, ATTACHMENTS_PREFIX);
  functions['tickets-worker'].allowFolder(['s3:DeleteObject'], importedArn, ATTACHMENTS_PREFIX);
}

/** Of functions that read or write files. */
type FilesEnvironment = Record<'MAIL_BUCKET', string>;

function apiFunctions(add: AddFunction, shared: Shared, filing: FilesEnvironment) {
  return {
    customers: add('customers', shared),
    tickets: add('tickets', { ...shared, ...filing }),
    portal: add('portal', { ...shared, ...filing }),
    desk: add('desk', shared),
    complaints: add('complaints', shared),
    assist: add('assist', shared),
    routing: add('routing', shared),
    promises: add('promises', shared),
    compensation: add('compensation', shared),
    returns: add('returns', shared),
    outreach: add('outreach', shared),
    feedback: add('feedback', shared),
    email: add('email', shared),
    intelligence: add('intelligence', shared),
    sla: add('sla', shared),
    metrics: add('metrics', shared),
    openapi: add('openapi', withoutTable(shared)),
  };
}

function workerFunctions(
  add: AddFunction,
  shared: Shared,
  mail: ReturnType<typeof mailEnvironment>,
  {
    filing,
    inbound,
    soon,
  }: {
    filing: FilesEnvironment;
    inbound: FilesEnvironment & ReturnType<typeof inboundEnvironment>;
    soon: { ROUTING_QUEUE_URL: string };
  },
) {
  const mailing = { ...shared, ...mail };
  return {
    timeline: add('timeline', shared),
    'tickets-worker': add('tickets-worker', { ...shared, ...filing }),
    'triage-worker': add('triage-worker', shared),
    'sensitive-worker': add('sensitive-worker', shared),
    'assist-worker': add('assist-worker', shared),
    'routing-worker': add('routing-worker', { ...shared, ...soon }),
    'promises-worker': add('promises-worker', shared),
    'authority-worker': add('authority-worker', shared),
    'outreach-worker': add('outreach-worker', mailing),
    'feedback-worker': add('feedback-worker', mailing),
    'email-worker': add('email-worker', { ...mailing, ...inbound }),
    'inbound-worker': add('inbound-worker', { ...shared, ...inbound, MAIL_FROM: mail.MAIL_FROM }),
    'intelligence-worker': add('intelligence-worker', shared),
    'sla-worker': add('sla-worker', shared),
  };
}

/** The relay may publish to the topic of events, and use its key. */
function streamFunctions(
  add: AddFunction,
  shared: Shared,
  { events, key }: Topics,
  parking: (reader: 'relay' | 'metrics-rollup') => string,
) {
  const relay = add('relay', {
    STAGE: shared.STAGE,
    TOPIC_ARN: events.topicArn,
    PARKED_QUEUE_URL: parking('relay'),
  });
  relay.allow(['sns:Publish'], [events.topicArn]);
  relay.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]);
  const rollup = add('metrics-rollup', { ...shared, PARKED_QUEUE_URL: parking('metrics-rollup') });
  return { relay, 'metrics-rollup': rollup };
}

/** The address of each queue in its variable. */
type QueueAddresses = Record<ReturnType<typeof queueVariable>, string>;

/** The scheduler may send to the queues whose work it hands out. */
function schedulerFunction(
  add: AddFunction,
  shared: Shared,
  workers: Record<WorkerQueue, Worker>,
): RapportFunction {
  const workerOf = (queue: DueQueue) => workers[queue === 'routing' ? 'routingStandard' : queue];
  const addresses = dueQueues.map((queue) => [queueVariable(queue), workerOf(queue).queue.queueUrl]);
  const scheduler = add('scheduler', { ...shared, ...(Object.fromEntries(addresses) as QueueAddresses) });
  for (const queue of dueQueues) workerOf(queue).allowSending(scheduler);
  return scheduler;
}
