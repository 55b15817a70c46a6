// Records what it received, and fails single messages on request.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamo = new DynamoDBClient({ maxAttempts: 1 });

export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const record of Records) {
    if (record.body.includes('poison')) {
      batchItemFailures.push({ itemIdentifier: record.messageId });
      continue;
    }
    const Item = { pk: { S: 'seen' }, sk: { S: record.messageId }, body: { S: record.body }, count: { S: record.attributes.ApproximateReceiveCount } };
    await dynamo.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
  }
  return { batchItemFailures };
};
