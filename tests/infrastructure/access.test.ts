import { describe, expect, it } from 'vitest';
import { functionNames, functions } from '../../functions/capabilities.ts';
import { secretNames } from '../../functions/platform/secret-names.ts';
import { keys } from '../../functions/platform/table/keys.ts';
import { wildcard } from '../../local/iam/wildcard.ts';
import {
  asList,
  functionNamed,
  ofType,
  type Statement,
  statementsOf,
  targetOf,
  templates,
} from '../support/templates.ts';

const { all, app } = templates();

const statementsFor = (name: string): Statement[] =>
  statementsOf(app, targetOf(functionNamed(app, name).Role) ?? '');
const allowed = (name: string, service: string): Statement[] =>
  statementsFor(name).filter(
    ({ Effect, Action }) =>
      Effect === 'Allow' && asList(Action).every((action) => action.startsWith(`${service}:`)),
  );
const isIndex = ({ Resource }: Statement): boolean => JSON.stringify(Resource).includes('/index/');
const isStream = ({ Resource }: Statement): boolean => JSON.stringify(Resource).includes('StreamArn');

/** Returns the signing keys that a function is not denied. */
function readableSecrets(name: string): string[] {
  const denied = statementsFor(name).flatMap(({ Effect, Condition }) => {
    const keysOf = (Condition as Record<string, Record<string, string[]>> | undefined)?.[
      'ForAnyValue:StringLike'
    ];
    return Effect === 'Deny' ? (keysOf?.['dynamodb:LeadingKeys'] ?? []) : [];
  });
  return secretNames.filter((secret) => !denied.some((pattern) => wildcard(pattern)(keys.secret(secret).pk)));
}

describe('roles', () => {
  it.each(ofType(all, 'AWS::IAM::Role').map(([id]) => id))(
    '%s names its resources: no wildcard except below a folder of the bucket',
    (id) => {
      for (const { Action, Resource } of statementsOf(all, id)) {
        const named = JSON.stringify([Action, Resource]).replaceAll(/"\/(inbound|attachments)\/\*"/g, '""');
        expect(named).not.toContain('*');
      }
    },
  );

  it.each(ofType(all, 'AWS::IAM::Role'))('%s has no managed policy', (_id, role) => {
    expect(role.ManagedPolicyArns).toBeUndefined();
  });

  it.each(functionNames)('%s has exactly the table access of its manifest', (name) => {
    const access = functions[name].table;
    const onTable = allowed(name, 'dynamodb').filter(
      (statement) => !isIndex(statement) && !isStream(statement),
    );
    const actions = onTable.flatMap(({ Action }) => asList(Action)).sort();
    expect(actions).toEqual((access?.actions ?? []).map((action) => `dynamodb:${action}`).sort());
  });

  it.each(functionNames)('%s may query the indexes of its manifest', (name) => {
    const onIndexes = allowed(name, 'dynamodb').filter(isIndex);
    for (const { Action } of onIndexes) expect(Action).toBe('dynamodb:Query');
    const names = onIndexes.flatMap(({ Resource }) =>
      [...JSON.stringify(Resource).matchAll(/\/index\/(\w+)/g)].map(([, index]) => index),
    );
    expect(names.sort()).toEqual([...(functions[name].table?.indexes ?? [])].sort());
  });

  it('let each function read exactly the signing keys that it uses', () => {
    const withTable = functionNames.filter((name) => functions[name].table !== undefined);
    const readable = withTable.map((name) => [name, readableSecrets(name)] as const);
    expect(Object.fromEntries(readable.filter(([, secrets]) => secrets.length > 0))).toEqual({
      tickets: ['ticket_token'],
      portal: ['ticket_token'],
      desk: ['ticket_token'],
      feedback: ['survey'],
      'feedback-worker': ['survey'],
      'email-worker': ['reply_address'],
      'inbound-worker': ['reply_address'],
    });
  });

  it('let only the mail workers send mail, from the stage’s address', () => {
    const senders = functionNames.filter((name) => allowed(name, 'ses').length > 0);
    expect(senders).toEqual(['outreach-worker', 'feedback-worker', 'email-worker']);
    for (const name of senders) {
      expect(allowed(name, 'ses')).toMatchObject([
        {
          Action: 'ses:SendRawEmail',
          Condition: { StringEquals: { 'ses:FromAddress': 'rapport@example.invalid' } },
        },
      ]);
    }
  });

  it('let only the relay publish, and only the two consumers read the stream', () => {
    expect(functionNames.filter((name) => allowed(name, 'sns').length > 0)).toEqual(['relay']);
    expect(functionNames.filter((name) => allowed(name, 'dynamodb').some(isStream))).toEqual([
      'metrics-rollup',
      'relay',
    ]);
  });
});

describe('files', () => {
  const rights = (name: string): string[] =>
    allowed(name, 's3').flatMap(({ Action, Resource }) => {
      const folders = JSON.stringify(Resource).match(/\/\w+\/\*/g) ?? [];
      return asList(Action).flatMap((action) => folders.map((folder) => `${action} ${folder}`));
    });

  it('are accessible to five functions without listing: one reads raw mail, one only deletes', () => {
    const attachments = ['s3:GetObject /attachments/*', 's3:PutObject /attachments/*'];
    const touching = functionNames.filter((name) => allowed(name, 's3').length > 0);
    expect(touching).toEqual(['tickets', 'portal', 'tickets-worker', 'email-worker', 'inbound-worker']);
    expect(rights('tickets-worker')).toEqual(['s3:DeleteObject /attachments/*']);
    for (const name of ['tickets', 'portal'] as const) expect(rights(name).sort()).toEqual(attachments);
    expect(rights('email-worker')).toEqual(['s3:GetObject /attachments/*']);
    expect(rights('inbound-worker').sort()).toEqual([
      's3:GetObject /inbound/*',
      's3:PutObject /attachments/*',
    ]);
  });
});

describe('topics', () => {
  it('are encrypted with the platform’s key, which rotates', () => {
    const topics = ofType(app, 'AWS::SNS::Topic');
    expect(topics).toHaveLength(4);
    const [keyId, key] = ofType(app, 'AWS::KMS::Key')[0] ?? [];
    for (const [, { KmsMasterKeyId }] of topics) expect(targetOf(KmsMasterKeyId)).toBe(keyId);
    expect(key?.EnableKeyRotation).toBe(true);
  });
});
