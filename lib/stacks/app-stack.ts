// Everything but the table: who may call, what runs, what waits, and what rings when it breaks.
import { Annotations, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { subscriptions, type WorkerQueue } from '../../functions/subscriptions.ts';
import { catalogue, type FunctionName } from '../catalogue.ts';
import type { Operations } from '../constructs/alarm.ts';
import { Api } from '../constructs/api.ts';
import { Dashboard } from '../constructs/dashboard.ts';
import { StaffIdentity } from '../constructs/identity.ts';
import { Mail } from '../constructs/mail.ts';
import type { RapportFunction } from '../constructs/rapport-function.ts';
import { Schedule } from '../constructs/schedule.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { Topics } from '../constructs/topics.ts';
import { Worker } from '../constructs/worker.ts';
import type { StageSettings } from '../stages.ts';
import { type AddFunction, functionFactory } from './app-functions.ts';
import { queues } from './queues.ts';

export interface AppStackProps extends StackProps {
  settings: StageSettings;
  table: TableV2;
  codeDir: (name: FunctionName) => string;
}

export class AppStack extends Stack {
  constructor(scope: Construct, id: string, props: AppStackProps) {
    super(scope, id, props);
    const { settings, table } = props;
    const topics = new Topics(this, 'Topics', settings);
    const operations = { alarmTopic: topics.alarms, logRetentionDays: settings.logRetentionDays };
    const identity = new StaffIdentity(this, 'Staff', settings);
    const api = this.api(identity, settings, operations);
    const mail = new Mail(this, 'Mail', { ...settings, topic: topics.mailEvents, operations });
    const add = functionFactory(this, { stage: settings.stage, table, codeDir: props.codeDir, operations });
    const shared = { STAGE: settings.stage, TABLE_NAME: table.tableName };

    const apis = apiFunctions(add, shared);
    api.addRoutes(apis);
    const working = workerFunctions(add, { ...shared, ...mailEnvironment(settings, mail, api) });
    for (const name of ['outreach-worker', 'feedback-worker'] as const) mail.allowSending(working[name]);
    const workers = this.workers(working, topics, operations);
    const readers = streamFunctions(add, shared, topics);
    this.streamConsumers(readers, table, operations);
    const agenda = agendaFunction(add, shared, workers);
    new Schedule(this, 'Sweep', {
      fn: agenda,
      expression: 'rate(1 minute)',
      impact: catalogue.agenda.impact,
      operations,
    });

    const functions = { ...apis, ...working, ...readers, agenda };
    new Dashboard(this, 'Overview', { gateway: api.gateway, tableName: table.tableName, functions, workers });
    this.outputs(api, identity, topics);
  }

  private api(identity: StaffIdentity, settings: StageSettings, operations: Operations): Api {
    if (settings.customerIssuer.includes('.invalid')) {
      Annotations.of(this).addWarningV2(
        'rapport:customerIssuer',
        'customerIssuer is not set. Give the issuer of your customers’ tokens before you deploy: -c customerIssuer=https://…',
      );
    }
    return new Api(this, 'Api', {
      staff: {
        issuer: `https://${identity.pool.userPoolProviderName}`,
        audience: [identity.staffClient.userPoolClientId, identity.machineClient.userPoolClientId],
      },
      customer: { issuer: settings.customerIssuer, audience: settings.customerAudience },
      corsOrigins: settings.corsOrigins,
      requestsPerSecond: settings.requestsPerSecond,
      operations,
    });
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
      worker.subscribe(topics.events, subscriptions[queue]);
      return worker;
    };
    const outreach = add('outreach');
    outreach.subscribe(topics.mailEvents);
    return {
      timeline: add('timeline'),
      routingUrgent: add('routingUrgent'),
      routingStandard: add('routingStandard'),
      desk: add('desk'),
      authority: add('authority'),
      outreach,
      feedback: add('feedback'),
    };
  }

  private streamConsumers(
    readers: Record<'relay' | 'metrics-rollup', RapportFunction>,
    table: TableV2,
    operations: Operations,
  ): void {
    const streamArn = table.tableStreamArn;
    if (streamArn === undefined) throw new Error('the table has no stream');
    new StreamConsumer(this, 'RelayStream', {
      fn: readers.relay,
      streamArn,
      impact: catalogue.relay.impact,
      batchSize: 100,
      operations,
    });
    new StreamConsumer(this, 'RollupStream', {
      fn: readers['metrics-rollup'],
      streamArn,
      impact: catalogue['metrics-rollup'].impact,
      batchSize: 100,
      // Figures may be a few seconds old; fuller batches make fewer writes to the same counters.
      batchingWindow: Duration.seconds(2),
      operations,
    });
  }

  private outputs(api: Api, identity: StaffIdentity, topics: Topics): void {
    const values = {
      ApiUrl: api.gateway.apiEndpoint,
      StaffPoolId: identity.pool.userPoolId,
      StaffClientId: identity.staffClient.userPoolClientId,
      MachineClientId: identity.machineClient.userPoolClientId,
      AlarmTopicArn: topics.alarms.topicArn,
    };
    for (const [id, value] of Object.entries(values)) new CfnOutput(this, id, { value });
  }
}

/** What every function with the table has in its environment. */
type Shared = Record<'STAGE' | 'TABLE_NAME', string>;

function mailEnvironment({ mailFrom }: StageSettings, mail: Mail, api: Api) {
  return {
    MAIL_FROM: mailFrom,
    MAIL_CONFIGURATION_SET: mail.configurationSetName,
    PUBLIC_BASE_URL: api.gateway.apiEndpoint,
  };
}

function apiFunctions(add: AddFunction, shared: Shared) {
  return {
    customers: add('customers', shared),
    tickets: add('tickets', shared),
    desk: add('desk', shared),
    routing: add('routing', shared),
    authority: add('authority', shared),
    returns: add('returns', shared),
    outreach: add('outreach', shared),
    feedback: add('feedback', shared),
    metrics: add('metrics', shared),
    openapi: add('openapi', { STAGE: shared.STAGE }),
  };
}

function workerFunctions(add: AddFunction, mailing: Shared & ReturnType<typeof mailEnvironment>) {
  const shared = { STAGE: mailing.STAGE, TABLE_NAME: mailing.TABLE_NAME };
  return {
    timeline: add('timeline', shared),
    'tickets-worker': add('tickets-worker', shared),
    'routing-worker': add('routing-worker', shared),
    'authority-worker': add('authority-worker', shared),
    'outreach-worker': add('outreach-worker', mailing),
    'feedback-worker': add('feedback-worker', mailing),
  };
}

/** The relay may publish to the topic of events, and use its key. */
function streamFunctions(add: AddFunction, shared: Shared, { events, key }: Topics) {
  const relay = add('relay', { STAGE: shared.STAGE, TOPIC_ARN: events.topicArn });
  relay.allow(['sns:Publish'], [events.topicArn]);
  relay.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]);
  return { relay, 'metrics-rollup': add('metrics-rollup', shared) };
}

/** The agenda may send to the queues whose work it hands out. */
function agendaFunction(
  add: AddFunction,
  shared: Shared,
  workers: Record<WorkerQueue, Worker>,
): RapportFunction {
  const agenda = add('agenda', {
    ...shared,
    OUTREACH_QUEUE_URL: workers.outreach.queue.queueUrl,
    FEEDBACK_QUEUE_URL: workers.feedback.queue.queueUrl,
    ROUTING_QUEUE_URL: workers.routingStandard.queue.queueUrl,
    DESK_QUEUE_URL: workers.desk.queue.queueUrl,
    AUTHORITY_QUEUE_URL: workers.authority.queue.queueUrl,
  });
  const targets = [
    workers.outreach,
    workers.feedback,
    workers.routingStandard,
    workers.desk,
    workers.authority,
  ];
  agenda.allow(
    ['sqs:SendMessage'],
    targets.map(({ queue }) => queue.queueArn),
  );
  return agenda;
}
