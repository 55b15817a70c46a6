// Grants functions the access to the table and to files that their manifests state.

import type { Folder, FunctionSpec, TableAccess } from '../../../functions/platform/capability.ts';
import { type SecretName, secretNames } from '../../../functions/platform/secret-names.ts';
import { ATTACHMENTS_PREFIX, INBOUND_PREFIX } from '../mail/mail-receiving.ts';
import type { RapportFunction } from './rapport-function.ts';

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
 * Grants a function its access to the table. The partitions of all signing keys except its own are denied,
 * whatever else is granted: a compromised function still cannot forge what another one signs.
 */
export function grantTable(
  fn: RapportFunction,
  { actions: names, indexes = [], secrets = [] }: TableAccess,
  tableArn: string,
  keyArn?: string,
): void {
  fn.allowKey(DATA_KEY_ACTIONS, keyArn);
  const actions = names.map((action) => `dynamodb:${action}`);
  fn.allow(actions, [tableArn]);
  for (const index of indexes) fn.allow(['dynamodb:Query'], [`${tableArn}/index/${index}`]);
  fn.deny(actions, [tableArn], {
    'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': otherSecrets(secrets) },
  });
}

/**
 * Returns the secrets to deny. A function without keys is denied the whole prefix, so that keys added later
 * are denied as well.
 */
const otherSecrets = (own: readonly SecretName[]): string[] =>
  own.length === 0
    ? ['SECRET#*']
    : secretNames.filter((name) => !own.includes(name)).map((name) => `SECRET#${name}`);

const prefixes: Record<Folder, string> = { inbound: INBOUND_PREFIX, attachments: ATTACHMENTS_PREFIX };

/** Grants a function its access to files. `importedArn` is the bucket's ARN as its stack exports it. */
export function grantFiles(
  fn: RapportFunction,
  files: NonNullable<FunctionSpec['files']>,
  importedArn: string,
): void {
  for (const [folder, actions] of Object.entries(files) as [Folder, readonly string[]][])
    fn.allowFolder(
      actions.map((action) => `s3:${action}`),
      importedArn,
      prefixes[folder],
    );
}
