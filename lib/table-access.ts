// Which function may do what to the table. Whatever is not here is refused: by AWS, and by the local runner.
import { type SecretName, secretNames } from '../functions/platform/auth/secret-names.ts';
import type { FunctionName } from './catalogue.ts';
import type { RapportFunction } from './constructs/compute/rapport-function.ts';

type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

interface Access {
  /** Each action of a transaction is allowed by the grant of its own kind. */
  actions: readonly ItemAction[];
  /** Indexes it may query. */
  indexes?: readonly ('list' | 'view' | 'queue' | 'breach' | 'due')[];
  /** Signing keys that it may read, by their name; it is denied all others. */
  secrets?: readonly SecretName[];
}

export const tableAccess: Partial<Record<FunctionName, Access>> = {
  customers: {
    actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'],
    indexes: ['view'],
  },
  timeline: { actions: ['PutItem'] },
  tickets: {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    indexes: ['list', 'view', 'queue', 'breach'],
    secrets: ['ticket_token'],
  },
  portal: {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    secrets: ['ticket_token'],
  },
  desk: {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    indexes: ['list', 'view', 'queue', 'breach'],
    secrets: ['ticket_token'],
  },
  'tickets-worker': {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
  },
  complaints: {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    indexes: ['list'],
  },
  assist: { actions: ['GetItem', 'Query'] },
  'assist-worker': {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
  },
  'sensitive-worker': { actions: ['GetItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'] },
  'triage-worker': { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
  routing: {
    actions: [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
    ],
    indexes: ['list'],
  },
  'routing-worker': {
    actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    indexes: ['list'],
  },
  promises: {
    actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
    indexes: ['list', 'view', 'queue', 'breach'],
  },
  'promises-worker': { actions: ['GetItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'] },
  compensation: {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    indexes: ['list'],
  },
  returns: { actions: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'] },
  'authority-worker': { actions: ['GetItem', 'PutItem', 'DeleteItem'] },
  outreach: { actions: ['Query'] },
  'outreach-worker': { actions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
  feedback: { actions: ['GetItem', 'PutItem', 'UpdateItem'], secrets: ['survey'] },
  'feedback-worker': { actions: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], secrets: ['survey'] },
  email: { actions: ['GetItem', 'PutItem'], indexes: ['list'] },
  'email-worker': {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    secrets: ['reply_address'],
  },
  'inbound-worker': {
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    secrets: ['reply_address'],
  },
  intelligence: { actions: ['GetItem', 'Query', 'PutItem'] },
  'intelligence-worker': { actions: ['Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
  sla: { actions: ['GetItem', 'Query', 'PutItem'] },
  'sla-worker': { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], indexes: ['list'] },
  metrics: { actions: ['Query'] },
  'metrics-rollup': { actions: ['UpdateItem'] },
  scheduler: { actions: ['GetItem', 'PutItem'], indexes: ['due'] },
};

/** The actions that DynamoDB and S3 perform with a customer-managed key on behalf of the caller. */
const DATA_KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/**
 * Grants a function its row of `tableAccess`. It is denied the partitions of all signing keys but its own, whatever else it is
 * granted: a function that is taken over still cannot forge what another one signs.
 */
export function grantTable(fn: RapportFunction, name: FunctionName, tableArn: string, keyArn?: string): void {
  const access = tableAccess[name];
  if (access === undefined) return;
  fn.allowKey(DATA_KEY_ACTIONS, keyArn);
  const actions = access.actions.map((action) => `dynamodb:${action}`);
  fn.allow(actions, [tableArn]);
  for (const index of access.indexes ?? []) fn.allow(['dynamodb:Query'], [`${tableArn}/index/${index}`]);
  fn.deny(actions, [tableArn], {
    'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': foreignSecrets(access.secrets ?? []) },
  });
}

/** Of a function without keys of its own the whole prefix, so that a name which is new is denied as well. */
const foreignSecrets = (own: readonly SecretName[]): string[] =>
  own.length === 0
    ? ['SECRET#*']
    : secretNames.filter((name) => !own.includes(name)).map((name) => `SECRET#${name}`);
