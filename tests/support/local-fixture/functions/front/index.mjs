// Shows what a function receives from the HTTP API, and misbehaves on request.
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const dynamo = new DynamoDBClient({ maxAttempts: 1 });
const sns = new SNSClient({ maxAttempts: 1 });
const sqs = new SQSClient({ maxAttempts: 1 });
const ses = new SESClient({ maxAttempts: 1 });
const { TABLE_NAME, TOPIC_ARN, QUEUE_URL, CONFIGURATION_SET, PUBLIC_BASE_URL } = process.env;

const json = (body, statusCode = 200) => ({ statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const attempt = async (work) => {
  try {
    await work();
    return json({ error: null });
  } catch (error) {
    return json({ error: error.name, message: error.message });
  }
};

const actions = {
  'GET /echo/{id}': (event, context) => json({ event, remaining: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn, now: new Date().toISOString(), base: PUBLIC_BASE_URL }),
  'POST /echo/{id}': (event) => json({ event }),
  'GET /staff': (event) => json({ authorizer: event.requestContext.authorizer }),
  'GET /machine': () => json({ ok: true }),
  'GET /cookies': () => ({ statusCode: 200, cookies: ['a=1; Path=/', 'b=2'], headers: { 'Access-Control-Allow-Origin': 'https://elsewhere.example' }, body: 'hello' }),
  'GET /plain': () => ({ hello: 'world' }),
  'GET /binary': () => ({ statusCode: 200, isBase64Encoded: true, headers: { 'content-type': 'image/png' }, body: Buffer.from([0, 255, 1]).toString('base64') }),
  'GET /throw': () => {
    throw new Error('thrown on purpose');
  },
  'GET /exit': () => process.exit(3),
  'PUT /things/{id}': async (event) => {
    const Item = { pk: { S: `thing#${event.pathParameters.id}` }, sk: { S: 'state' }, t: { S: 'event' } };
    await dynamo.send(new PutItemCommand({ TableName: TABLE_NAME, Item }));
    return json({ stored: true });
  },
  'PUT /things/{id}/foreign': (event) => attempt(() => dynamo.send(new PutItemCommand({ TableName: TABLE_NAME, Item: { pk: { S: `other#${event.pathParameters.id}` }, sk: { S: 'state' } } }))),
  'GET /things': () => attempt(() => dynamo.send(new ScanCommand({ TableName: TABLE_NAME }))),
  'POST /events': (event) => {
    const MessageAttributes = { type: { DataType: 'String', StringValue: event.queryStringParameters.type } };
    return attempt(() => sns.send(new PublishCommand({ TopicArn: TOPIC_ARN, Message: event.body, MessageAttributes })));
  },
  'POST /messages': (event) => attempt(() => sqs.send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: event.body }))),
  'POST /mails': (event) => {
    const { from, to, replyTo, set = CONFIGURATION_SET } = JSON.parse(event.body);
    const raw = [`From: Shop <${from}>`, `To: ${to}`, 'Subject: Renewal', 'Message-ID: <own@shop.example>', ...(replyTo === undefined ? [] : [`Reply-To: ${replyTo}`]), 'List-Unsubscribe-Post: List-Unsubscribe=One-Click', '', 'Your plan renews soon.'].join('\r\n');
    return attempt(() => ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) }, ConfigurationSetName: set, Tags: [{ Name: 'purpose', Value: 'renewal' }] })));
  },
};

export const handler = async (event, context) => actions[event.routeKey](event, context);
