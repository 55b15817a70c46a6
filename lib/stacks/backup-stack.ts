// Backs up table and bucket every night, with an optional copy in another vault.
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
  type LockConfiguration,
} from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageSettings } from '../stages.ts';

export interface BackupStackProps extends StackProps {
  settings: Pick<
    StageSettings,
    'stage' | 'retainData' | 'backupDays' | 'backupCopyVault' | 'backupCopyDays' | 'backupLock'
  >;
  /** The ARNs of the table and of the bucket of files. */
  resources: string[];
}

/** Returns the name of a stage's vault, by which the app stack recognises its backups. */
export const vaultNameOf = (stage: string): string => `rapport-${stage}`;

/** The time in which a compliance lock can still be removed; AWS requires at least three days. */
const LOCK_GRACE_TIME = Duration.days(3);

const managed = {
  backup: ['service-role/AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForS3Backup'],
  restore: ['service-role/AWSBackupServiceRolePolicyForRestores', 'AWSBackupServiceRolePolicyForS3Restore'],
} as const;

export class BackupStack extends Stack {
  constructor(scope: Construct, id: string, props: BackupStackProps) {
    super(scope, id, props);
    const { settings } = props;
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: `rapport-${settings.stage}`,
      backupVault: this.vault(settings),
    });
    plan.addRule(this.nightly(settings));
    new BackupSelection(this, 'Selection', {
      backupPlan: plan,
      resources: props.resources.map((arn) => BackupResource.fromArn(arn)),
      role: this.role('BackupRole', 'backup').withoutPolicyUpdates(),
    });
    // Only AWS Backup assumes it, for people who may pass the role: the restore of the runbook.
    this.role('RestoreRole', 'restore');
  }

  /** Creates the vault with its own key: backups under AWS's key cannot be copied to another account. */
  private vault({ stage, retainData, backupLock, backupDays }: BackupStackProps['settings']): BackupVault {
    const removalPolicy = retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const encryptionKey = new Key(this, 'Key', {
      description: `Rapport: backups of ${stage}`,
      enableKeyRotation: true,
      removalPolicy,
    });
    return new BackupVault(this, 'Vault', {
      backupVaultName: vaultNameOf(stage),
      encryptionKey,
      removalPolicy,
      ...lockOf(backupLock, Duration.days(backupDays)),
    });
  }

  private nightly(settings: BackupStackProps['settings']): BackupPlanRule {
    const { backupDays, backupCopyVault, backupCopyDays } = settings;
    return new BackupPlanRule({
      ruleName: 'nightly',
      scheduleExpression: Schedule.cron({ hour: '2', minute: '0' }),
      startWindow: Duration.hours(1),
      completionWindow: Duration.hours(8),
      deleteAfter: Duration.days(backupDays),
      ...(backupCopyVault === undefined
        ? {}
        : {
            copyActions: [
              {
                destinationBackupVault: BackupVault.fromBackupVaultArn(this, 'CopyVault', backupCopyVault),
                deleteAfter: Duration.days(backupCopyDays),
              },
            ],
          }),
    });
  }

  private role(id: string, job: keyof typeof managed): Role {
    const role = new Role(this, id, {
      assumedBy: new ServicePrincipal('backup.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      managedPolicies: managed[job].map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    acknowledge(
      role,
      Object.fromEntries(
        managed[job].map((name) => [
          `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`,
          `AWS updates it with what AWS Backup does to ${job}; our own policy would fail on the night that this changes.`,
        ]),
      ),
    );
    return role;
  }
}

function lockOf(
  lock: StageSettings['backupLock'],
  minRetention: Duration,
): { lockConfiguration?: LockConfiguration } {
  if (lock === 'none') return {};
  return {
    lockConfiguration: {
      minRetention,
      ...(lock === 'compliance' ? { changeableFor: LOCK_GRACE_TIME } : {}),
    },
  };
}
