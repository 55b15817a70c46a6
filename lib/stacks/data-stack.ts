// What must outlive everything else: the table. Nothing but the table crosses to the app stack.
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

export interface DataStackProps extends StackProps {
  /** Keeps the table when the stack goes, and refuses its deletion. */
  retainData: boolean;
}

export class DataStack extends Stack {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    this.table = new TableV2(this, 'Table', {
      partitionKey: string('pk'),
      sortKey: string('sk'),
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'ttl',
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.retainData,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
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
