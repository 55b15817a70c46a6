// Determines the permissions that a DynamoDB request needs. Transactions need those of their inner actions;
// batches have their own actions; a query on an index is checked against the index's ARN.

import { ownProperty } from '../../functions/platform/own-property.ts';
import { isObject, type JsonObject } from '../template/intrinsics.ts';
import type { RequiredPermission } from './policy.ts';

export interface TableKeys {
  arn: string;
  partitionKey: string;
  indexPartitionKeys: Record<string, string>;
}

type FindTable = (nameOrArn: string) => TableKeys;

/** Returns the required permissions of one operation, each with the leading keys that it touches. */
export const dynamoPermissions = (
  operation: string,
  body: JsonObject,
  find: FindTable,
): RequiredPermission[] => {
  const read = ownProperty(readers, operation);
  return read === undefined ? [need(operation, find(tableName(body)))] : read(body, find);
};

const transactActions: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  ConditionCheck: 'ConditionCheckItem',
};

const item =
  (operation: string, holder: 'Key' | 'Item') =>
  (body: JsonObject, find: FindTable): RequiredPermission[] => {
    const table = find(tableName(body));
    return [need(operation, table, [keyValue(body[holder], table.partitionKey)])];
  };

const transaction = (body: JsonObject, find: FindTable): RequiredPermission[] =>
  objectsOf(body.TransactItems).flatMap((entry) =>
    Object.entries(entry).flatMap(([kind, action]) => {
      if (!isObject(action)) return [];
      const table = find(tableName(action));
      const leading = keyValue(action.Key ?? action.Item, table.partitionKey);
      return [need(ownProperty(transactActions, kind) ?? kind, table, [leading])];
    }),
  );

const query = (body: JsonObject, find: FindTable): RequiredPermission[] => {
  const table = find(tableName(body));
  const index = typeof body.IndexName === 'string' ? body.IndexName : undefined;
  const key = index === undefined ? table.partitionKey : (ownProperty(table.indexPartitionKeys, index) ?? '');
  const leading = queriedKey(body, key);
  return [need('Query', table, leading === undefined ? undefined : [leading], index)];
};

const scan = (body: JsonObject, find: FindTable): RequiredPermission[] => [
  need(
    'Scan',
    find(tableName(body)),
    undefined,
    typeof body.IndexName === 'string' ? body.IndexName : undefined,
  ),
];

const batchGet = (body: JsonObject, find: FindTable): RequiredPermission[] =>
  Object.entries(isObject(body.RequestItems) ? body.RequestItems : {}).map(([name, request]) => {
    const table = find(name);
    const keys = objectsOf(isObject(request) ? request.Keys : undefined);
    return need(
      'BatchGetItem',
      table,
      keys.map((key) => keyValue(key, table.partitionKey)),
    );
  });

const batchWrite = (body: JsonObject, find: FindTable): RequiredPermission[] =>
  Object.entries(isObject(body.RequestItems) ? body.RequestItems : {}).map(([name, requests]) => {
    const table = find(name);
    const keys = objectsOf(requests).map((request) => {
      const put = isObject(request.PutRequest) ? request.PutRequest.Item : undefined;
      const remove = isObject(request.DeleteRequest) ? request.DeleteRequest.Key : undefined;
      return keyValue(put ?? remove, table.partitionKey);
    });
    return need('BatchWriteItem', table, keys);
  });

const readers: Record<string, (body: JsonObject, find: FindTable) => RequiredPermission[]> = {
  GetItem: item('GetItem', 'Key'),
  PutItem: item('PutItem', 'Item'),
  UpdateItem: item('UpdateItem', 'Key'),
  DeleteItem: item('DeleteItem', 'Key'),
  TransactWriteItems: transaction,
  TransactGetItems: transaction,
  Query: query,
  Scan: scan,
  BatchGetItem: batchGet,
  BatchWriteItem: batchWrite,
  ListTables: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
};

const need = (
  action: string,
  table: TableKeys,
  leadingKeys?: string[],
  index?: string,
): RequiredPermission => ({
  action: `dynamodb:${action}`,
  resource: index === undefined ? table.arn : `${table.arn}/index/${index}`,
  context: { 'dynamodb:leadingkeys': leadingKeys, 'aws:securetransport': 'true' },
});

const tableName = (body: JsonObject): string => String(body.TableName ?? '');

const objectsOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const keyValue = (item: unknown, key: string): string => {
  const attribute = isObject(item) ? ownProperty(item, key) : undefined;
  return isObject(attribute) ? String(Object.values(attribute)[0] ?? '') : '';
};

/** Returns the value that a key condition requires of the partition key. */
const queriedKey = (body: JsonObject, key: string): string | undefined => {
  const names = isObject(body.ExpressionAttributeNames) ? body.ExpressionAttributeNames : {};
  const values = isObject(body.ExpressionAttributeValues) ? body.ExpressionAttributeValues : {};
  for (const [, name = '', placeholder = ''] of String(body.KeyConditionExpression ?? '').matchAll(
    /(#?\w+)\s*=\s*(:\w+)/g,
  )) {
    const attribute = ownProperty(values, placeholder);
    if ((ownProperty(names, name) ?? name) === key && isObject(attribute))
      return String(Object.values(attribute)[0] ?? '');
  }
  return undefined;
};
