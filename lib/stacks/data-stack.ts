// Contains what must outlive everything else: the table and the bucket of files. Nothing else is shared with
// the app stack.
import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { FilesBucket } from '../constructs/files-bucket.ts';
import type { StageSettings } from '../stages.ts';

/** The indexes of the table; those that project a row answer whole pages. */
export const tableIndexes = ['list', 'view', 'queue', 'breach', 'due'] as const;

export interface DataStackProps extends StackProps {
  /** `retainData` keeps table and bucket when the stack is deleted, and refuses to delete the table. */
  settings: Pick<
    StageSettings,
    'stage' | 'retainData' | 'rawMailDays' | 'corsOrigins' | 'deletedFileDays' | 'encryption'
  >;
}

export class DataStack extends Stack {
  readonly table: TableV2;
  readonly files: FilesBucket;
  /** The key that encrypts both, if the stage has its own keys. */
  readonly key: Key | undefined;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { retainData } = props.settings;
    const removalPolicy = retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = props.settings.encryption === 'customer-managed' ? this.ownKey(removalPolicy) : undefined;
    this.files = new FilesBucket(this, 'Files', { ...props.settings, key: this.key });
    this.table = new TableV2(this, 'Table', {
      partitionKey: string('pk'),
      sortKey: string('sk'),
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'ttl',
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: retainData,
      removalPolicy,
      // The default is DynamoDB's own key. Our own key adds a KMS call and a grant to every function and
      // protects against nobody, because whoever may read the table can also use the key (docs/adr/0033 says
      // what it is for).
      ...(this.key === undefined ? {} : { encryption: TableEncryptionV2.customerManagedKey(this.key) }),
      globalSecondaryIndexes: [
        {
          indexName: 'list',
          partitionKey: string('listPk'),
          sortKey: string('listSk'),
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ['row'],
        },
        ...['view', 'queue', 'breach'].map((indexName) => ({
          indexName,
          partitionKey: string(`${indexName}Pk`),
          sortKey: string(`${indexName}Sk`),
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ['row'],
        })),
        {
          indexName: 'due',
          partitionKey: string('duePk'),
          sortKey: string('dueSk'),
          projectionType: ProjectionType.ALL,
        },
      ],
    });
    this.keepExports();
  }

  /**
   * Creates the key. SES writes mail of this account into the bucket itself, and S3 then uses the
   * key on its behalf.
   */
  private ownKey(removalPolicy: RemovalPolicy): Key {
    const key = new Key(this, 'Key', {
      description: 'Rapport: what rests in the table and in the bucket of files',
      enableKeyRotation: true,
      removalPolicy,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    return key;
  }

  /**
   * Exports the table even if the app stack does not import it: while a restored table replaces it, the app
   * stack does not, and an export cannot be removed in the deployment that ends its use.
   */
  private keepExports(): void {
    const { tableArn, tableName, tableStreamArn } = this.table;
    for (const value of [tableArn, tableName, tableStreamArn]) this.exportValue(value);
  }
}

function string(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
