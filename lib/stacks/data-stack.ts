// What must outlive everything else: the table and the bucket of files. Nothing but these crosses to the app stack.
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

/** Each lists or finds by a key of its own; those with a row in them answer whole pages. */
export const tableIndexes = ['list', 'view', 'queue', 'breach', 'due'] as const;

export interface DataStackProps extends StackProps {
  /** `retainData` keeps table and bucket when the stack goes, and refuses the table's deletion. */
  settings: Pick<
    StageSettings,
    'stage' | 'retainData' | 'rawMailDays' | 'corsOrigins' | 'deletedFileDays' | 'encryption'
  >;
}

export class DataStack extends Stack {
  readonly table: TableV2;
  readonly files: FilesBucket;
  /** What both rest under where the stage has keys of its own. */
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
      // By default with DynamoDB's own key. A key of ours adds a call to KMS and a grant to every function, and guards
      // against nobody: who may read the table can use the key too (docs/adr/0033 says what it is for).
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

  /** SES writes mail of this account into the bucket by itself, and S3 then asks for the key on its behalf. */
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
   * Exported whether the app stack asks for it or not: while a restored table takes this one's place it does not, and an
   * export cannot be taken away in the deployment that ends its use.
   */
  private keepExports(): void {
    const { tableArn, tableName, tableStreamArn } = this.table;
    for (const value of [tableArn, tableName, tableStreamArn]) this.exportValue(value);
  }
}

function string(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
