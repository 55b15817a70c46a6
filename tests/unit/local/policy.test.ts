import { describe, expect, it } from 'vitest';
import type { ConditionContext } from '../../../local/iam/conditions.ts';
import { dynamoPermissions } from '../../../local/iam/dynamo-permissions.ts';
import { decide, parsePolicy } from '../../../local/iam/policy.ts';
import type { Json, JsonObject } from '../../../local/template/intrinsics.ts';

const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/T';
const allowed = (
  statements: Json,
  action: string,
  resource: string,
  context: ConditionContext = {},
): boolean => decide(parsePolicy({ Statement: statements }, 'a test'), { action, resource, context }).allowed;

const keys = (...values: string[]): ConditionContext => ({ 'dynamodb:leadingkeys': values });

const when = (operator: string): Json => ({
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  Condition: { [operator]: { 'ses:FromAddress': 'a@b.example' } },
});

const condition = (block: Json): Json => ({
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  Condition: block,
});

const find = () => ({ arn: table, partitionKey: 'pk', indexPartitionKeys: { list: 'listPk' } });

describe('policies', () => {
  it('refuse what nothing allows', () => {
    expect(allowed([], 'dynamodb:GetItem', table)).toBe(false);
  });

  it('match actions and resources with wildcards, actions in any case', () => {
    const statement = {
      Effect: 'Allow',
      Action: ['dynamodb:Get*'],
      Resource: [`${table}/index/*`, 'arn:aws:sqs:*:*:w?rk'],
    };
    expect(allowed(statement, 'DynamoDB:getitem', `${table}/index/list`)).toBe(true);
    expect(allowed(statement, 'dynamodb:GetItem', table)).toBe(false);
    expect(allowed(statement, 'dynamodb:GetItem', 'arn:aws:sqs:eu-west-1:1:work')).toBe(true);
    expect(allowed(statement, 'dynamodb:PutItem', `${table}/index/list`)).toBe(false);
  });

  it('let a deny win over every allow', () => {
    const statements = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' },
    ];
    expect(allowed(statements, 'dynamodb:DeleteItem', table)).toBe(false);
    expect(allowed(statements, 'dynamodb:PutItem', table)).toBe(true);
  });

  it('read NotAction and NotResource as everything else', () => {
    const statement = { Effect: 'Allow', NotAction: 'dynamodb:DeleteItem', NotResource: 'arn:secret' };
    expect(allowed(statement, 'dynamodb:GetItem', table)).toBe(true);
    expect(allowed(statement, 'dynamodb:DeleteItem', table)).toBe(false);
    expect(allowed(statement, 'dynamodb:GetItem', 'arn:secret')).toBe(false);
  });

  it('compare all leading keys under ForAllValues, and pass a request without keys', () => {
    const statement = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ticket#*', 'due'] } },
    };
    expect(allowed(statement, 'dynamodb:PutItem', table, keys('ticket#1', 'due'))).toBe(true);
    expect(allowed(statement, 'dynamodb:PutItem', table, keys('ticket#1', 'customer#1'))).toBe(false);
    expect(allowed(statement, 'dynamodb:Scan', table)).toBe(true);
  });

  it('fail a condition on a key that the request does not have, unless it is negated or IfExists', () => {
    expect(allowed(when('StringEquals'), 'ses:SendRawEmail', 'x')).toBe(false);
    expect(allowed(when('StringNotEquals'), 'ses:SendRawEmail', 'x')).toBe(true);
    expect(allowed(when('StringEqualsIfExists'), 'ses:SendRawEmail', 'x')).toBe(true);
    expect(allowed(when('StringEquals'), 'ses:SendRawEmail', 'x', { 'ses:fromaddress': 'a@b.example' })).toBe(
      true,
    );
  });

  it('name the owner if an operator or a key is unknown', () => {
    expect(() => allowed(condition({ DateLessThan: { 'ses:FromAddress': 'x' } }), 'a', 'b')).toThrow(
      'a test: the condition operator DateLessThan',
    );
    expect(() => allowed(condition({ StringEquals: { 'ec2:Region': 'x' } }), 'a', 'b')).toThrow(
      'a test: the condition key ec2:region',
    );
  });
});

const needs = (operation: string, body: object) =>
  dynamoPermissions(operation, body as JsonObject, find).map(({ action, resource, context }) => [
    action,
    resource,
    context?.['dynamodb:leadingkeys'],
  ]);

describe('the permissions of a DynamoDB request', () => {
  it('are those of each inner action of a transaction, with its key', () => {
    const body = {
      TransactItems: [
        { Put: { TableName: 'T', Item: { pk: { S: 'a' } } } },
        { ConditionCheck: { TableName: 'T', Key: { pk: { S: 'b' } } } },
        { Update: { TableName: 'T', Key: { pk: { S: 'c' } } } },
        { Delete: { TableName: 'T', Key: { pk: { S: 'd' } } } },
      ],
    };
    expect(needs('TransactWriteItems', body)).toEqual([
      ['dynamodb:PutItem', table, ['a']],
      ['dynamodb:ConditionCheckItem', table, ['b']],
      ['dynamodb:UpdateItem', table, ['c']],
      ['dynamodb:DeleteItem', table, ['d']],
    ]);
    expect(
      needs('TransactGetItems', { TransactItems: [{ Get: { TableName: 'T', Key: { pk: { S: 'a' } } } }] }),
    ).toEqual([['dynamodb:GetItem', table, ['a']]]);
  });

  it('name the index for a query on an index, with the queried key', () => {
    const query = {
      TableName: 'T',
      IndexName: 'list',
      KeyConditionExpression: '#p = :p AND sk > :s',
      ExpressionAttributeNames: { '#p': 'listPk' },
      ExpressionAttributeValues: { ':p': { S: 'open' }, ':s': { S: 'x' } },
    };
    expect(needs('Query', query)).toEqual([['dynamodb:Query', `${table}/index/list`, ['open']]]);
  });

  it('name the batch action for batches, with every key', () => {
    const write = {
      RequestItems: {
        T: [{ PutRequest: { Item: { pk: { S: 'a' } } } }, { DeleteRequest: { Key: { pk: { S: 'b' } } } }],
      },
    };
    expect(needs('BatchWriteItem', write)).toEqual([['dynamodb:BatchWriteItem', table, ['a', 'b']]]);
    expect(needs('BatchGetItem', { RequestItems: { T: { Keys: [{ pk: { S: 'a' } }] } } })).toEqual([
      ['dynamodb:BatchGetItem', table, ['a']],
    ]);
  });
});
