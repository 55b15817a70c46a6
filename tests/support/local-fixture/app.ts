// A small application with one of everything that the local runner serves. The runner's own tests run it.
import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import {
  CfnRoute,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { OAuthScope, ResourceServerScope, UserPool, UserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Code,
  FilterCriteria,
  FilterRule,
  Function as LambdaFunction,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { BlockPublicAccess, Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { ConfigurationSet, EmailSendingEvent, EventDestination, ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '', region: process.env.CDK_DEFAULT_REGION ?? '' };
const data = new Stack(app, 'Data', { env });
const table = new TableV2(data, 'Table', {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
  dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
  timeToLiveAttribute: 'ttl',
  globalSecondaryIndexes: [
    {
      indexName: 'list',
      partitionKey: { name: 'listPk', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    },
  ],
});

const stack = new Stack(app, 'Shop', { env });
const lambda = (
  name: string,
  environment: Record<string, string> = {},
  timeoutSeconds = 60,
): LambdaFunction =>
  new LambdaFunction(stack, name, {
    code: Code.fromAsset(join(import.meta.dirname, 'functions', name)),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    memorySize: 256,
    timeout: Duration.seconds(timeoutSeconds),
    environment,
  });

const deadLetters = new Queue(stack, 'DeadLetters');
const queue = new Queue(stack, 'Work', {
  visibilityTimeout: Duration.seconds(360),
  deadLetterQueue: { queue: deadLetters, maxReceiveCount: 2 },
});
const parked = new Queue(stack, 'Parked');
const mailEvents = new Queue(stack, 'MailEvents');
const events = new Topic(stack, 'Events');
events.addSubscription(
  new SqsSubscription(queue, {
    rawMessageDelivery: true,
    filterPolicy: { type: SubscriptionFilter.stringFilter({ matchPrefixes: ['ticket.'] }) },
  }),
);
const mailTopic = new Topic(stack, 'MailTopic');
mailTopic.addSubscription(new SqsSubscription(mailEvents, { rawMessageDelivery: true }));
mailTopic.addToResourcePolicy(
  new PolicyStatement({
    actions: ['sns:Publish'],
    resources: [mailTopic.topicArn],
    principals: [new ServicePrincipal('ses.amazonaws.com')],
  }),
);
const configurationSet = new ConfigurationSet(stack, 'Mail');
configurationSet.addEventDestination('ToTopic', {
  destination: EventDestination.snsTopic(mailTopic),
  events: [
    EmailSendingEvent.SEND,
    EmailSendingEvent.DELIVERY,
    EmailSendingEvent.BOUNCE,
    EmailSendingEvent.COMPLAINT,
  ],
});

const files = new Bucket(stack, 'Files', {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  cors: [
    {
      allowedOrigins: ['https://desk.example'],
      allowedMethods: [HttpMethods.GET, HttpMethods.POST],
      allowedHeaders: ['*'],
      exposedHeaders: ['ETag'],
      maxAge: 600,
    },
  ],
});
const fromSes = (resource: string, action: string): PolicyStatement =>
  new PolicyStatement({
    actions: [action],
    resources: [resource],
    principals: [new ServicePrincipal('ses.amazonaws.com')],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({
          service: 'ses',
          resource: 'receipt-rule-set',
          resourceName: 'shop:receipt-rule/*',
        }),
      },
    },
  });
const inboundMail = new Topic(stack, 'InboundMail');
inboundMail.addToResourcePolicy(fromSes(inboundMail.topicArn, 'sns:Publish'));
inboundMail.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
files.addToResourcePolicy(fromSes(files.arnForObjects('inbound/*'), 's3:PutObject'));
const rules = new ReceiptRuleSet(stack, 'Rules', { receiptRuleSetName: 'shop' });
rules.addRule('Asleep', { enabled: false, recipients: ['asleep.example'] });
rules.addRule('Inbound', {
  receiptRuleName: 'inbound',
  recipients: ['in.shop.example'],
  scanEnabled: true,
  actions: [
    {
      bind: () => ({
        s3Action: {
          bucketName: files.bucketName,
          objectKeyPrefix: 'inbound/',
          topicArn: inboundMail.topicArn,
        },
      }),
    },
  ],
});

const api = new HttpApi(stack, 'Api', {
  corsPreflight: {
    allowOrigins: ['https://desk.example'],
    allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
    allowHeaders: ['authorization'],
  },
});
const front = lambda('front', {
  TABLE_NAME: table.tableName,
  TOPIC_ARN: events.topicArn,
  QUEUE_URL: queue.queueUrl,
  CONFIGURATION_SET: configurationSet.configurationSetName,
  PUBLIC_BASE_URL: api.apiEndpoint,
});
front.addToRolePolicy(
  new PolicyStatement({
    actions: ['dynamodb:PutItem'],
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['thing#*'] } },
  }),
);
front.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [events.topicArn] }));
front.addToRolePolicy(
  new PolicyStatement({
    actions: ['ses:SendRawEmail'],
    resources: [
      stack.formatArn({ service: 'ses', resource: 'identity', resourceName: 'shop.example' }),
      stack.formatArn({ service: 'ses', resource: 'configuration-set', resourceName: '*' }),
    ],
    conditions: { StringEquals: { 'ses:FromAddress': 'hello@shop.example' } },
  }),
);

const pool = new UserPool(stack, 'Staff');
const scope = new ResourceServerScope({ scopeName: 'service', scopeDescription: 'Machines' });
const server = new UserPoolResourceServer(stack, 'Server', {
  userPool: pool,
  identifier: 'shop',
  scopes: [scope],
});
const people = pool.addClient('People', { authFlows: { userSrp: true }, disableOAuth: true });
const machines = pool.addClient('Machines', {
  generateSecret: true,
  oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, scope)] },
});
const staff = new HttpJwtAuthorizer('staff', pool.userPoolProviderUrl, {
  jwtAudience: [people.userPoolClientId, machines.userPoolClientId],
});
const customer = new HttpJwtAuthorizer('customer', 'https://customers.example/', { jwtAudience: ['shop'] });

const integration = new HttpLambdaIntegration('Front', front);
const route = (key: string, authorizer?: IHttpRouteAuthorizer, authorizationScopes?: string[]): void => {
  const [method, path = ''] = key.split(' ');
  api.addRoutes({
    path,
    methods: [method as HttpMethod],
    integration,
    ...(authorizer === undefined ? {} : { authorizer }),
    ...(authorizationScopes === undefined ? {} : { authorizationScopes }),
  });
};
for (const key of [
  'GET /cookies',
  'GET /plain',
  'GET /binary',
  'GET /throw',
  'GET /exit',
  'GET /things',
  'POST /events',
  'POST /messages',
  'POST /mails',
])
  route(key);
for (const key of ['PUT /things/{id}', 'PUT /things/{id}/foreign', 'POST /echo/{id}']) route(key);
const filer = lambda('filer', { BUCKET: files.bucketName });
filer.addToRolePolicy(
  new PolicyStatement({
    actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    resources: [files.arnForObjects('attachments/*')],
  }),
);
filer.addToRolePolicy(
  new PolicyStatement({ actions: ['s3:GetObject'], resources: [files.arnForObjects('inbound/*')] }),
);
api.addRoutes({
  path: '/files',
  methods: [HttpMethod.POST],
  integration: new HttpLambdaIntegration('Filer', filer),
});
/** Never answers. */
const slow = lambda('slow', {}, 1);
api.addRoutes({
  path: '/slow',
  methods: [HttpMethod.GET],
  integration: new HttpLambdaIntegration('Slow', slow),
});
route('GET /echo/{id}', customer);
route('GET /staff', staff);
route('GET /machine', staff, ['shop/service']);

const queueWorker = lambda('queue-worker', { TABLE_NAME: table.tableName });
queueWorker.addToRolePolicy(
  new PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [table.tableArn] }),
);
queueWorker.addEventSource(
  new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 2 }),
);

const streamWorker = lambda('stream-worker', { TABLE_NAME: table.tableName });
streamWorker.addToRolePolicy(
  new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [table.tableArn] }),
);
streamWorker.addEventSource(
  new DynamoEventSource(table, {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 20,
    bisectBatchOnError: true,
    retryAttempts: 1,
    onFailure: new SqsDlq(parked),
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { NewImage: { t: { S: FilterRule.isEqual('event') } } },
      }),
    ],
  }),
);

new Schedule(stack, 'Nightly', {
  schedule: ScheduleExpression.cron({ minute: '0', hour: '9', timeZone: TimeZone.EUROPE_BERLIN }),
  target: new LambdaInvoke(lambda('ticker'), { input: ScheduleTargetInput.fromObject({ what: 'nightly' }) }),
});
new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
if (app.node.tryGetContext('unsupported') !== undefined)
  new CfnRoute(stack, 'Odd', { apiId: api.apiId, routeKey: 'GET /odd', apiKeyRequired: true });
app.synth();
