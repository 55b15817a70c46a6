import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table and the client that accesses it. */
export interface Table {
  doc: DynamoDBDocumentClient;
  name: string;
}

export type Item = Record<string, unknown>;

/** Opens the table `name` in the region and with the credentials of the environment. */
export function openTable(name: string, client = new DynamoDBClient({})): Table {
  return {
    name,
    doc: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}
