import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  CfnFunction,
  Code,
  type IFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionSpec } from '../../../functions/platform/capability.ts';
import { acknowledge } from '../../acknowledge.ts';
import { alarmNameOf, ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';

export interface RapportFunctionProps {
  name: string;
  spec: FunctionSpec;
  stage: string;
  environment: Record<string, string>;
  /** Where those that answer requests write; all others have a group of their own. */
  accessLog: ILogGroup;
  /** The account's concurrency, parts of which are reserved; 0 reserves nothing. */
  accountConcurrency: number;
  /** Folder of the bundle of a function. */
  codeDir: (name: string) => string;
  operations: Operations;
}

/** A Lambda function with a role of its own, its log group, and an alarm on its errors. */
export class RapportFunction extends Construct {
  readonly name: string;
  /** Its part of the manifest. */
  readonly spec: FunctionSpec;
  readonly lambda: LambdaFunction;
  /** The function, or the alias that shifts traffic to new versions. */
  readonly target: IFunction;
  private readonly role: Role;
  /** Inside the role: a policy of its own would be one more of the stack's 500 resources for each function. */
  private readonly rights = new PolicyDocument();

  constructor(scope: Construct, id: string, props: RapportFunctionProps) {
    super(scope, id);
    const { name, spec } = props;
    this.name = name;
    this.spec = spec;
    const logGroup = spec.routes === undefined ? this.ownLogs(props.operations) : props.accessLog;
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { rights: this.rights },
    });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    this.lambda = new LambdaFunction(this, 'Function', {
      // Short and the same for ever: it stands on every log line, and metrics go by it.
      functionName: `rapport-${props.stage}-${name}`,
      description: `Rapport ${name}`,
      code: Code.fromAsset(props.codeDir(name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: spec.memoryMb,
      ...reserved(spec, props.accountConcurrency),
      timeout: Duration.seconds(spec.timeoutSeconds),
      environment: props.environment,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Start and report lines of every invocation would be most of the log bill; durations are metrics already.
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    this.trace(props.operations);
    this.ring(props.operations);
    const { deployments } = props.operations;
    const errors = alarmNameOf(this, 'Errors', props.operations);
    this.target = deployments?.shift(this, name, this.lambda, [errors]) ?? this.lambda;
  }

  private ownLogs(operations: Operations): LogGroup {
    return new LogGroup(this, 'Logs', {
      retention: operations.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
      ...encryptedWith(operations),
    });
  }

  /** Allows exactly these actions on exactly these resources. */
  allow(actions: string[], resources: string[], conditions?: Record<string, unknown>): void {
    this.rights.addStatements(
      new PolicyStatement({ actions, resources, ...(conditions === undefined ? {} : { conditions }) }),
    );
  }

  /**
   * Allows actions on the files below a folder of a bucket of another stack, and on nothing else of it. `importedArn` is
   * the bucket's ARN as that stack exports it.
   */
  allowFolder(actions: string[], importedArn: string, folder: string): void {
    this.allow(actions, [`${importedArn}/${folder}*`]);
    const { 'Fn::ImportValue': bucket } = Stack.of(this).resolve(importedArn) as Record<string, string>;
    acknowledge(this.role, {
      [`AwsSolutions-IAM5[Resource::${bucket}/${folder}*]`]:
        'Each file has a key of its own: the folder is the least that can be named beforehand.',
    });
  }

  /** Denies, whatever else allows it. */
  deny(actions: string[], resources: string[], conditions: Record<string, unknown>): void {
    this.rights.addStatements(new PolicyStatement({ effect: Effect.DENY, actions, resources, conditions }));
  }

  /** Allows the use of a key for what the function may read or write anyway; without a key there is nothing to allow. */
  allowKey(actions: string[], keyArn: string | undefined): void {
    if (keyArn !== undefined) this.allow(actions, [keyArn]);
  }

  /** Sets it on the resource: CDK's own way adds a policy for each function to the stack's 500 resources. */
  private trace({ tracing }: Operations): void {
    const resource = this.lambda.node.defaultChild;
    if (tracing !== 'on' || !(resource instanceof CfnFunction)) return acknowledgeNoTracing(this.lambda);
    resource.tracingConfig = { mode: 'Active' };
    this.allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
    acknowledge(this.role, {
      'AwsSolutions-IAM5[Resource::*]':
        'tracing=on: X-Ray takes segments for no resource that could be named.',
      'Serverless-LambdaStarPermissions': 'tracing=on: the two actions of X-Ray, which know no resource.',
    });
  }

  private ring(operations: Operations): void {
    const { impact, routes } = this.spec;
    const period = Duration.minutes(5);
    new ImpactAlarm(this, 'Errors', {
      metric: this.lambda.metricErrors({ period }),
      impact: `${impact} (The function ${this.name} fails.)`,
      threshold: 1,
      operations,
    });
    // Queues and streams come again by themselves; a person who waits for an answer does not.
    if (routes === undefined) return;
    new ImpactAlarm(this, 'Throttles', {
      metric: this.lambda.metricThrottles({ period }),
      impact: `${impact} (The account has no Lambda concurrency left for ${this.name}.)`,
      threshold: 1,
      operations,
    });
  }
}

/** The key of a log group, where the stage has keys of its own. */
export const encryptedWith = ({ restKey }: Operations): { encryptionKey?: IKey } =>
  restKey === undefined ? {} : { encryptionKey: restKey };

function reserved({ reservedPercent }: FunctionSpec, accountConcurrency: number) {
  if (reservedPercent === undefined || accountConcurrency === 0) return {};
  return { reservedConcurrentExecutions: Math.floor((accountConcurrency * reservedPercent) / 100) };
}

function acknowledgeNoTracing(lambda: LambdaFunction): void {
  acknowledge(lambda, {
    'Serverless-LambdaTracing':
      'tracing=off: X-Ray would show the invocation alone (the SDK is not instrumented, HTTP APIs send no trace), at the price of a wildcard grant; the correlation id in every event and log line follows a request through all functions.',
  });
}
