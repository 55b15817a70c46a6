// Runs the queues, topics, subscriptions and buckets of the template in an emulator inside this process that
// listens on the loopback interface only.
import type { AddressInfo } from 'node:net';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import type { Journal } from '../state/journal.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { object, valueAt } from '../template/read-property.ts';
import { journalledStores } from './emulator-store.ts';
import { subscribe } from './subscriptions.ts';

interface QueueSpec {
  label: string;
  logicalId: string;
  name: string;
  arn: string;
  url: string;
  /** The ARN of the queue for messages that were received too often. */
  deadLetterArn?: string;
}

interface Depth {
  name: string;
  ready: number;
  inFlight: number;
  delayed: number;
}

interface HeldMessage {
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
  /** Returns every message of a queue without receiving it. */
  messages(queueName: string): Promise<HeldMessage[]>;
  /** Closes the clients. */
  close(): void;
}

export interface StartedMessaging {
  app: ReturnType<typeof buildApp>;
  endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts the emulator, with a journal of its messages if there is one; {@link createMessaging} creates the
 * resources.
 */
export const startMessaging = async (
  region: string,
  journal: Journal | undefined,
): Promise<StartedMessaging> => {
  const stores = journal === undefined ? {} : { stores: await journalledStores(journal) };
  const app = buildApp({ logger: false, defaultRegion: region, ...stores });
  takeLargeObjects(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const endpoint = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return { app, endpoint, stop: () => app.close().then(() => undefined) };
};

/**
 * Raises the size limit: the emulator accepts bodies of 11 MiB, but SES stores mail of 40 MB and a form may
 * carry as much.
 */
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
  journal: Journal | undefined,
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
  const messages = (name: string): Promise<HeldMessage[]> => inspect(app, name);
  if (journal !== undefined) await restore(sqs, queues, journal);
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

/**
 * Sends the messages of an earlier run again, then deletes the old copies: a crash in between creates a
 * duplicate. Messages in flight come again as new ones, because their receiver is gone. Those of a queue that
 * the template no longer has stay in the journal.
 */
const restore = async (sqs: SQSClient, queues: QueueSpec[], journal: Journal): Promise<void> => {
  for (const { id, queue, body, attributes, delayedUntilMs } of journal.messages()) {
    const known = queues.find((candidate) => candidate.name === queue);
    if (known === undefined) continue;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: known.url,
        MessageBody: body,
        MessageAttributes: JSON.parse(attributes) as HeldMessage['attributes'],
        DelaySeconds: Math.min(
          Math.max(0, Math.ceil((delayedUntilMs - Date.now()) / 1000)),
          longestDelaySeconds,
        ),
      }),
    );
    journal.removeMessage(id);
  }
};

const longestDelaySeconds = 900;

const queueSpec = (resource: Resolved): QueueSpec => {
  const deadLetterArn = valueAt(resource.properties, 'RedrivePolicy.deadLetterTargetArn');
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
    .map((name) => [name, valueAt(queue.properties, name)] as const)
    .filter(([, value]) => value !== undefined);
  const redrive = object(queue, 'RedrivePolicy');
  const attributes = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  return redrive === undefined ? attributes : { ...attributes, RedrivePolicy: JSON.stringify(redrive) };
};
