// Raises alarms before the limits of the account, its services and its budget are reached.
import { Duration } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ImpactAlarm, type Operations } from './impact-alarm.ts';

export interface LimitsProps {
  tableName: string;
  indexes: readonly string[];
  /** The account's quota of concurrent executions. */
  lambdaConcurrency: number;
  /** The budget in dollars per month, and who is notified. */
  budget?: { amount: number; email: string } | undefined;
  operations: Operations;
}

/** The alarm threshold as a share of the quota: AWS needs hours to days to raise one. */
const ALARM_SHARE = 0.8;

export class Limits extends Construct {
  constructor(scope: Construct, id: string, props: LimitsProps) {
    super(scope, id);
    const { operations } = props;
    for (const index of [undefined, ...props.indexes]) alarmOnThrottles(this, props, index);
    new ImpactAlarm(this, 'Concurrency', {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'ClaimedAccountConcurrency',
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      impact: 'Soon nobody gets an answer: the account has almost no Lambda concurrency left.',
      threshold: Math.floor(props.lambdaConcurrency * ALARM_SHARE),
      periods: 3,
      operations,
    });
    if (props.budget !== undefined) budget(this, operations.stage, props.budget);
  }
}

/** Raises an alarm on throttles. DynamoDB counts them separately for the table and for each index. */
function alarmOnThrottles(owner: Construct, { tableName, operations }: LimitsProps, index?: string): void {
  for (const [kind, suffers] of [
    ['Read', 'Pages of agents stay empty or show errors'],
    ['Write', 'Changes by people and events are delayed or refused'],
  ] as const)
    new ImpactAlarm(owner, `${index ?? 'Table'}${kind}Throttles`, {
      metric: new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: `${kind}ThrottleEvents`,
        dimensionsMap: {
          TableName: tableName,
          ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }),
        },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      impact: `${suffers}: ${index === undefined ? 'the table' : `the index ${index}`} refuses ${kind.toLowerCase()}s.`,
      threshold: 10,
      periods: 2,
      operations,
    });
}

/**
 * Creates the budget of the whole account: costs by tag count only from the day on which
 * somebody activates the tag.
 */
function budget(scope: Construct, stage: string, { amount, email }: { amount: number; email: string }): void {
  const notification = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
    notification: {
      notificationType,
      threshold,
      thresholdType: 'PERCENTAGE',
      comparisonOperator: 'GREATER_THAN',
    },
    subscribers: [{ subscriptionType: 'EMAIL', address: email }],
  });
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetName: `rapport-${stage}`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount, unit: 'USD' },
    },
    notificationsWithSubscribers: [notification('ACTUAL', 80), notification('FORECASTED', 100)],
  });
}
