// Queues, topics, subscriptions and buckets of the template, in an emulator that runs inside this process and
// listens on the loopback interface only.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { at, object } from '../template/read.ts';
import { subscribe } from './subscriptions.ts';

export interface QueueSpec {
  label: string;
  logicalId: string;
  name: string;
  arn: string;
  url: string;
  /** ARN of the queue that takes what was received too often. */
  deadLetterArn?: string;
}

export interface Depth {
  name: string;
  ready: number;
  inFlight: number;
  delayed: number;
}

export interface HeldMessage {
  messageId: string;
  body: string;
  attributes: Record<string, { DataType: string; StringValue?: string }>;
}

export interface Messaging {
  endpoint: string;
  sqs: SQSClient;
  sns: SNSClient;
  queues: QueueSpec[];
  depths(): Promise<Depth[]>;
  /** Every message of a queue, seen without receiving it. */
  messages(queueName: string): Promise<HeldMessage[]>;
  /** Writes what the queues hold to the data folder. */
  save(): Promise<void>;
  /** Ends the clients. */
  close(): void;
}

export interface StartedMessaging {
  app: ReturnType<typeof buildApp>;
  endpoint: string;
  stop(): Promise<void>;
}

/** Starts the emulator; resources are created by {@link createMessaging}. */
export const startMessaging = async (region: string): Promise<StartedMessaging> => {
  const app = buildApp({ logger: false, defaultRegion: region });
  takeLargeObjects(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const endpoint = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return { app, endpoint, stop: () => app.close().then(() => undefined) };
};

/** The emulator takes bodies of 11 MiB; SES takes and stores mail of 40 MB, and a form may carry as much. */
const takeLargeObjects = (app: ReturnType<typeof buildApp>): void => {
  app.removeContentTypeParser('*');
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: largestObjectBytes },
    (_request, body, done) => done(null, body),
  );
};

const largestObjectBytes = 64 * 1024 * 1024;

export const createMessaging = async (
  started: StartedMessaging,
  deployment: Deployment,
  dataDir: string | undefined,
): Promise<Messaging> => {
  const { app, endpoint } = started;
  const client = {
    endpoint,
    region: deployment.place.region,
    credentials: { accessKeyId: 'RUNNER', secretAccessKey: 'local' },
  };
  const sqs = new SQSClient({ ...client, useQueueUrlAsEndpoint: false });
  const sns = new SNSClient(client);
  const resources = deployment.ofType('AWS::SQS::Queue');
  await Promise.all(
    resources.map((queue) =>
      sqs.send(
        new CreateQueueCommand({ QueueName: queue.arn.split(':').pop(), Attributes: queueAttributes(queue) }),
      ),
    ),
  );
  await Promise.all(
    deployment
      .ofType('AWS::SNS::Topic')
      .map((topic) => sns.send(new CreateTopicCommand({ Name: topic.arn.split(':').pop() }))),
  );
  await Promise.all(
    deployment
      .ofType('AWS::SNS::Subscription')
      .map((subscription) => subscribe(sns, deployment, subscription)),
  );
  await Promise.all(
    deployment
      .ofType('AWS::S3::Bucket')
      .map((bucket) => fetch(`${endpoint}/${bucket.ref}`, { method: 'PUT' })),
  );
  const queues = resources.map(queueSpec);
  const file = dataDir === undefined ? undefined : join(dataDir, 'queues.json');
  const messages = (name: string): Promise<HeldMessage[]> => inspect(app, name);
  if (file !== undefined) await restore(sqs, queues, file);
  return {
    endpoint,
    sqs,
    sns,
    queues,
    depths: async () => {
      const response = await app.inject({ method: 'GET', url: '/_fauxqs/queues' });
      return response.json<EmulatorDepth[]>().map(depthOf);
    },
    messages,
    save: async () => {
      if (file === undefined) return;
      const held = await Promise.all(
        queues.map(async (queue) => ({ queue: queue.name, messages: await messages(queue.name) })),
      );
      writeFileSync(file, JSON.stringify(held));
    },
    close: () => {
      sqs.destroy();
      sns.destroy();
    },
  };
};

interface EmulatorDepth {
  name: string;
  approximateMessageCount: number;
  approximateInflightCount: number;
  approximateDelayedCount: number;
}

const depthOf = (depth: EmulatorDepth): Depth => ({
  name: depth.name,
  ready: depth.approximateMessageCount,
  inFlight: depth.approximateInflightCount,
  delayed: depth.approximateDelayedCount,
});

interface EmulatorMessage {
  messageId: string;
  body: string;
  messageAttributes?: HeldMessage['attributes'];
}

const inspect = async (app: ReturnType<typeof buildApp>, name: string): Promise<HeldMessage[]> => {
  const response = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${name}` });
  const found = response.json<{
    messages?: {
      ready: EmulatorMessage[];
      delayed: EmulatorMessage[];
      inflight: { message: EmulatorMessage }[];
    };
  }>();
  const { ready = [], delayed = [], inflight = [] } = found.messages ?? {};
  return [...ready, ...delayed, ...inflight.map((entry) => entry.message)].map((message) => ({
    messageId: message.messageId,
    body: message.body,
    attributes: message.messageAttributes ?? {},
  }));
};

const restore = async (sqs: SQSClient, queues: QueueSpec[], file: string): Promise<void> => {
  if (!existsSync(file)) return;
  const held = JSON.parse(readFileSync(file, 'utf8')) as { queue: string; messages: HeldMessage[] }[];
  for (const { queue, messages } of held) {
    const known = queues.find((candidate) => candidate.name === queue);
    for (const message of known === undefined ? [] : messages) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: known?.url,
          MessageBody: message.body,
          MessageAttributes: message.attributes,
        }),
      );
    }
  }
};

const queueSpec = (resource: Resolved): QueueSpec => {
  const deadLetterArn = at(resource.properties, 'RedrivePolicy.deadLetterTargetArn');
  return {
    label: resource.label,
    logicalId: resource.logicalId,
    name: resource.arn.split(':').pop() ?? '',
    arn: resource.arn,
    url: resource.ref,
    ...(typeof deadLetterArn === 'string' ? { deadLetterArn } : {}),
  };
};

const plainAttributes = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'MaximumMessageSize',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

const queueAttributes = (queue: Resolved): Record<string, string> => {
  const given = plainAttributes
    .map((name) => [name, at(queue.properties, name)] as const)
    .filter(([, value]) => value !== undefined);
  const redrive = object(queue, 'RedrivePolicy');
  const attributes = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  return redrive === undefined ? attributes : { ...attributes, RedrivePolicy: JSON.stringify(redrive) };
};
