// Creates the access log, which records who asked for what (docs/adr/0031): the lines of the functions that
// answer requests, and the gateway's own, which include requests that never reached a function. It is
// separate from all other logs, so that people who fix a worker do not read it.
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type ILogGroup, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import type { StageSettings } from '../../stages.ts';
import { encryptedWith } from '../compute/rapport-function.ts';
import { ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';

export interface AccessLogProps {
  settings: Pick<StageSettings, 'stage' | 'accessLogRetentionDays' | 'retainData' | 'logAlarms'>;
  operations: Operations;
}

const READ_ACTIONS = [
  'logs:StartQuery',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:GetLogObject',
  'logs:GetLogRecord',
  'logs:StartLiveTail',
];
/** Actions that copy lines elsewhere or unmask them: denied to everybody who has no duty to read them. */
const EXPORT_ACTIONS = ['logs:CreateExportTask', 'logs:PutSubscriptionFilter', 'logs:Unmask'];

const PERIOD = Duration.minutes(5);
/** Refused requests in five minutes: a few clients with expired tokens make dozens. */
const MANY_DENIED = 300;
const MANY_OVER_QUOTA = 100;

export class AccessLog extends Construct {
  /** The log group with one line per request of all functions that answer requests. */
  readonly requests: ILogGroup;
  /** The gateway's lines. */
  readonly gateway: ILogGroup;

  constructor(scope: Construct, id: string, { settings, operations }: AccessLogProps) {
    super(scope, id);
    const group = (name: string): LogGroup =>
      new LogGroup(this, name, {
        retention: settings.accessLogRetentionDays,
        removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        ...encryptedWith(operations),
      });
    this.requests = group('Requests');
    this.gateway = group('Gateway');
    this.guard(settings.stage);
    if (settings.logAlarms === 'on') this.alarmOnDenials(settings.stage, operations);
    this.addAlarms(settings.stage, operations);
  }

  /**
   * Creates a policy for people who may read the access log, and one that denies it to people who may read
   * all other logs.
   */
  private guard(stage: string): void {
    const groups = [this.requests, this.gateway].flatMap((group) => [group.logGroupArn, this.bareArn(group)]);
    const readers = new ManagedPolicy(this, 'Readers', {
      managedPolicyName: `rapport-${stage}-access-log-readers`,
      description: 'Reads who asked Rapport for what: for admins alone',
      statements: [
        new PolicyStatement({ actions: READ_ACTIONS, resources: groups }),
        // A query is started on a group; its result is fetched by an id that only its caller knows.
        new PolicyStatement({ actions: ['logs:GetQueryResults', 'logs:StopQuery'], resources: ['*'] }),
      ],
    });
    acknowledge(readers, {
      'AwsSolutions-IAM5[Resource::*]':
        'The two actions do not support resources; a query is started on the group itself.',
    });
    new ManagedPolicy(this, 'Others', {
      managedPolicyName: `rapport-${stage}-access-log-closed`,
      description: 'Denies reading who asked Rapport for what: for everybody else who may read logs',
      statements: [
        new PolicyStatement({
          effect: Effect.DENY,
          actions: [...READ_ACTIONS, ...EXPORT_ACTIONS],
          resources: groups,
        }),
      ],
    });
  }

  /** Returns the ARN without CloudFormation's `:*`, which some actions (`StartLiveTail`) do not accept. */
  private bareArn({ logGroupName }: ILogGroup): string {
    return Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  private alarmOnDenials(stage: string, operations: Operations): void {
    // The gateway's lines contain both refusals by its authorisers and refusals by functions.
    const denied = new MetricFilter(this, 'DeniedRequests', {
      logGroup: this.gateway,
      filterPattern: FilterPattern.any(
        FilterPattern.stringValue('$.status', '=', '401'),
        FilterPattern.stringValue('$.status', '=', '403'),
      ),
      metricNamespace: 'Rapport',
      metricName: `denied-${stage}`,
      metricValue: '1',
      defaultValue: 0,
    });
    new ImpactAlarm(this, 'Denied', {
      metric: denied.metric({ statistic: 'Sum', period: PERIOD }),
      impact:
        'Somebody may be probing the API, or a client’s token no longer works and its users are locked out: many requests were refused with 401 or 403.',
      threshold: MANY_DENIED,
      operations,
    });
  }

  private addAlarms(stage: string, operations: Operations): void {
    new ImpactAlarm(this, 'OverQuota', {
      metric: new Metric({
        namespace: 'Rapport',
        metricName: 'quotaRefused',
        dimensionsMap: { stage },
        statistic: 'Sum',
        period: PERIOD,
      }),
      impact:
        'A client sends far more than anybody needs, or a quota is too small and people cannot write to us: many requests were refused with 429, or mails were suspended.',
      threshold: MANY_OVER_QUOTA,
      operations,
    });
  }
}
