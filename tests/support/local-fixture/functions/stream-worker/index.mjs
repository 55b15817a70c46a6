// Counts each delivery of a stream record, and fails on a poison record without naming it.
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const dynamo = new DynamoDBClient({ maxAttempts: 1 });

export const handler = async ({ Records }) => {
  if (Records.some((record) => record.dynamodb.Keys.pk.S.includes('poison'))) throw new Error('poison');
  for (const record of Records) {
    const Key = { pk: { S: 'derived' }, sk: { S: record.dynamodb.Keys.pk.S } };
    const command = { TableName: process.env.TABLE_NAME, Key, UpdateExpression: 'ADD #n :one', ExpressionAttributeNames: { '#n': 'times' }, ExpressionAttributeValues: { ':one': { N: '1' } } };
    await dynamo.send(new UpdateItemCommand(command));
  }
};
