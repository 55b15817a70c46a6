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
  /** The log group of functions that answer requests; all others have their own group. */
  accessLog: ILogGroup;
  /** The account's concurrency, of which functions reserve parts; 0 reserves nothing. */
  accountConcurrency: number;
  /** Returns the folder of a function's bundle. */
  codeDir: (name: string) => string;
  operations: Operations;
}

/** Creates a Lambda function with its own role, its log group and an alarm on its errors. */
export class RapportFunction extends Construct {
  readonly name: string;
  /** The function's part of the manifest. */
  readonly spec: FunctionSpec;
  readonly lambda: LambdaFunction;
  /** The function, or the alias that shifts traffic to new versions. */
  readonly target: IFunction;
  private readonly role: Role;
  /** Inlined in the role: a separate policy would add one to the stack's 500 resources for each function. */
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
      // Short and permanent: it appears on every log line, and metrics use it.
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
      // Start and report lines of every invocation would be most of the log bill;
      // durations are already metrics.
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    this.trace(props.operations);
    this.addAlarms(props.operations);
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
   * Allows actions on the files below a folder of another stack's bucket, and on nothing else in it.
   * `importedArn` is the bucket's ARN as that stack exports it.
   */
  allowFolder(actions: string[], importedArn: string, folder: string): void {
    this.allow(actions, [`${importedArn}/${folder}*`]);
    const { 'Fn::ImportValue': bucket } = Stack.of(this).resolve(importedArn) as Record<string, string>;
    acknowledge(this.role, {
      [`AwsSolutions-IAM5[Resource::${bucket}/${folder}*]`]:
        'Each file has its own key: the folder is the narrowest resource that is known in advance.',
    });
  }

  /** Denies actions, whatever else allows them. */
  deny(actions: string[], resources: string[], conditions: Record<string, unknown>): void {
    this.rights.addStatements(new PolicyStatement({ effect: Effect.DENY, actions, resources, conditions }));
  }

  /** Allows a key to be used for what the function may read or write anyway; does nothing without a key. */
  allowKey(actions: string[], keyArn: string | undefined): void {
    if (keyArn !== undefined) this.allow(actions, [keyArn]);
  }

  /**
   * Enables tracing on the resource: CDK's own way adds a policy for each function to
   * the stack's 500 resources.
   */
  private trace({ tracing }: Operations): void {
    const resource = this.lambda.node.defaultChild;
    if (tracing !== 'on' || !(resource instanceof CfnFunction)) return acknowledgeNoTracing(this.lambda);
    resource.tracingConfig = { mode: 'Active' };
    this.allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
    acknowledge(this.role, {
      'AwsSolutions-IAM5[Resource::*]': 'tracing=on: X-Ray accepts segments without a resource.',
      'Serverless-LambdaStarPermissions': 'tracing=on: the two actions of X-Ray do not support resources.',
    });
  }

  private addAlarms(operations: Operations): void {
    const { impact, routes } = this.spec;
    const period = Duration.minutes(5);
    new ImpactAlarm(this, 'Errors', {
      metric: this.lambda.metricErrors({ period }),
      impact: `${impact} (The function ${this.name} fails.)`,
      threshold: 1,
      operations,
    });
    // Queues and streams deliver again by themselves; a person who waits for an answer does not.
    if (routes === undefined) return;
    new ImpactAlarm(this, 'Throttles', {
      metric: this.lambda.metricThrottles({ period }),
      impact: `${impact} (The account has no Lambda concurrency left for ${this.name}.)`,
      threshold: 1,
      operations,
    });
  }
}

/** Returns the encryption of a log group if the stage has its own keys. */
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
