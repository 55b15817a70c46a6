import { Duration, Stack } from 'aws-cdk-lib';
import { Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import { ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { RapportFunction } from './rapport-function.ts';

export interface ScheduleProps {
  fn: RapportFunction;
  /** The schedule, such as `rate(1 minute)`. */
  expression: string;
  impact: string;
  operations: Operations;
}

/** The time during which a failed tick is retried: the next tick finds the same work. */
const MAX_EVENT_AGE = Duration.minutes(2);

/**
 * Invokes a function on a schedule: few retries (the default of 185 would pile up stale ticks behind an
 * outage), a DLQ, and alarms for a failed tick and for a schedule that stops. It has its own group, because
 * the scheduler's metrics are per group.
 */
export class Schedule extends Construct {
  private readonly props: ScheduleProps;

  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    this.props = props;
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', props);
    const group = new CfnScheduleGroup(this, 'Group', { name: `${Stack.of(this).stackName}-${id}` });
    this.boundRetries(props.fn, deadLetters);
    const role = this.roleFor(props.fn.target.functionArn, deadLetters);
    const schedule = new CfnSchedule(this, 'Schedule', {
      groupName: group.ref,
      scheduleExpression: props.expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.fn.target.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: MAX_EVENT_AGE.toSeconds() },
      },
    });
    schedule.node.addDependency(role);
    this.alarmOnFailure(group.ref);
    this.alarmOnSilence();
  }

  /**
   * Limits Lambda's retries: the scheduler invokes asynchronously, so Lambda retries and parks a tick that
   * fails inside the function.
   */
  private boundRetries(fn: RapportFunction, deadLetters: DeadLetterQueue): void {
    fn.target.configureAsyncInvoke({
      retryAttempts: 1,
      maxEventAge: MAX_EVENT_AGE,
      onFailure: deadLetters.takeFailuresOf(fn),
    });
    acknowledge(deadLetters, { 'AwsSolutions-SQS3': 'This is the dead-letter queue, of a schedule.' });
    acknowledge(fn.lambda, {
      'Serverless-LambdaDLQ':
        'It has an on-failure destination instead, which stores the error with the event.',
    });
  }

  private roleFor(functionArn: string, deadLetters: DeadLetterQueue): Role {
    const ownAccount = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: ownAccount }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    );
    const { restKey } = this.props.operations;
    if (restKey !== undefined)
      role.addToPolicy(
        new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [restKey.keyArn] }),
      );
    return role;
  }

  private alarmOnFailure(groupName: string): void {
    new ImpactAlarm(this, 'FailedInvocations', {
      metric: new Metric({
        namespace: 'AWS/Scheduler',
        metricName: 'TargetErrorCount',
        dimensionsMap: { ScheduleGroup: groupName },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      impact: `${this.props.impact} (The schedule could not invoke its function.)`,
      threshold: 1,
      operations: this.props.operations,
    });
  }

  private alarmOnSilence(): void {
    new ImpactAlarm(this, 'Silence', {
      metric: this.props.fn.lambda.metricInvocations({ period: Duration.minutes(5) }),
      impact: `${this.props.impact} (The schedule has not fired for ten minutes.)`,
      threshold: 1,
      below: true,
      periods: 2,
      silence: TreatMissingData.BREACHING,
      operations: this.props.operations,
    });
  }
}
