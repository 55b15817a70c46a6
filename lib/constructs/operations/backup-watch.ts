// Notifies the alarm topic of a failed backup or copy, which AWS Backup reports to EventBridge.
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';

export interface BackupWatchProps {
  topic: Topic;
  /** The stage's vault: backups of other teams in the account are not reported here. */
  vaultName: string;
}

const IMPACT =
  'Impact: if the data were lost now, more than a day of it would be gone for good: a backup or its copy has failed.';

export class BackupWatch extends Construct {
  constructor(scope: Construct, id: string, { topic, vaultName }: BackupWatchProps) {
    super(scope, id);
    const vaultArn = Stack.of(this).formatArn({
      service: 'backup',
      resource: 'backup-vault',
      resourceName: vaultName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const rule = new Rule(this, 'Failed', {
      description: 'Rapport: a backup, or the copy of one, has failed',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change', 'Copy Job State Change'],
        detail: {
          state: ['FAILED', 'ABORTED', 'EXPIRED'],
          // A backup event names its target vault; a copy event names both vaults by ARN.
          $or: [{ backupVaultName: [vaultName] }, { sourceBackupVaultArn: [vaultArn] }],
        },
      },
      targets: [new SnsTopic(topic, { message: RuleTargetInput.fromText(IMPACT) })],
    });
    acknowledge(rule, {
      'Serverless-EventBusDLQ':
        'AWS Backup also lists the job, and the runbook checks that list; EventBridge retries for a day.',
    });
  }
}
