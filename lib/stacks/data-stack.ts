// What must outlive everything else: the table and the bucket of files. Nothing but these crosses to the app stack.
import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { FilesBucket } from '../constructs/files-bucket.ts';
import type { StageSettings } from '../stages.ts';

export interface DataStackProps extends StackProps {
  /** `retainData` keeps table and bucket when the stack goes, and refuses the table's deletion. */
  settings: Pick<StageSettings, 'stage' | 'retainData' | 'rawMailDays' | 'corsOrigins'>;
}

export class DataStack extends Stack {
  readonly table: TableV2;
  readonly files: FilesBucket;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { retainData } = props.settings;
    this.files = new FilesBucket(this, 'Files', props.settings);
    this.table = new TableV2(this, 'Table', {
      partitionKey: string('pk'),
      sortKey: string('sk'),
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'ttl',
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: retainData,
      removalPolicy: retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      // Encrypted with DynamoDB's own key. A key of ours would add a call to KMS and a grant to every function, and
      // would guard against nobody: who may read the table could use the key too.
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
  }
}

function string(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
