// The bucket for raw mail and attachments, which are too large for the table and
// must outlive the application.
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { INBOUND_PREFIX, receiptRuleArns, ruleSetName } from './mail/mail-receiving.ts';

export interface FilesBucketProps {
  stage: string;
  /** Keeps the bucket when the stack is deleted. */
  retainData: boolean;
  rawMailDays: number;
  /** The number of days during which a deleted or overwritten file can be restored. */
  deletedFileDays: number;
  /** The key that encrypts the files; absent: S3's own keys. */
  key?: IKey | undefined;
  /** Origins of web clients that upload to and download from the bucket directly. */
  corsOrigins: string[];
}

export class FilesBucket extends Bucket {
  constructor(scope: Construct, id: string, props: FilesBucketProps) {
    super(scope, id, {
      // The default is S3's own keys, as on the table: our own key would protect against nobody who
      // may read the bucket.
      ...(props.key === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey: props.key, bucketKeyEnabled: true }),
      // Against mistakes, and because AWS Backup requires it. A deleted file is gone for the API at
      // once, and permanently when its last version expires: erasure and the daily cleanup are complete
      // that many days later.
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [
        { id: 'raw-mail', prefix: INBOUND_PREFIX, expiration: Duration.days(props.rawMailDays) },
        {
          id: 'deleted',
          noncurrentVersionExpiration: Duration.days(props.deletedFileDays),
          expiredObjectDeleteMarker: true,
        },
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: [
        {
          allowedOrigins: props.corsOrigins,
          allowedMethods: [HttpMethods.GET, HttpMethods.PUT, HttpMethods.POST],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
    });
    this.allowReceiving(props.stage);
    acknowledge(this, {
      'AwsSolutions-S1':
        'Four functions access it, and people upload and download with forms and links that the API signs and logs. Access logs would be a second, unused record of who read which file; CloudTrail’s data events provide it where it is required.',
    });
  }

  /** Allows SES to store mail for the rules of our own rule set only. */
  private allowReceiving(stage: string): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects(`${INBOUND_PREFIX}*`)],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnLike: { 'aws:SourceArn': receiptRuleArns(this, ruleSetName(stage)) },
        },
      }),
    );
  }
}
