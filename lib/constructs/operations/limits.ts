// What the account and its services allow at most, and what is spent: somebody hears before it is reached.
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
  /** Dollars a month, and who is told. */
  budget?: { amount: number; email: string } | undefined;
  operations: Operations;
}

/** Alarm threshold as a share of the quota: an increase takes AWS hours to days. */
const NEAR = 0.8;

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
      impact: 'Soon nobody gets an answer: the account has nearly no Lambda concurrency left for anything.',
      threshold: Math.floor(props.lambdaConcurrency * NEAR),
      periods: 3,
      operations,
    });
    if (props.budget !== undefined) budget(this, operations.stage, props.budget);
  }
}

/** DynamoDB counts what it throttles for the table and for each index by itself. */
function alarmOnThrottles(owner: Construct, { tableName, operations }: LimitsProps, index?: string): void {
  for (const [kind, suffers] of [
    ['Read', 'Pages of agents stay empty or show errors'],
    ['Write', 'What people and events do is tried again and late, or refused'],
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

/** Of the whole account: costs by tag count from the day only on which somebody activates the tag. */
function budget(scope: Construct, stage: string, { amount, email }: { amount: number; email: string }): void {
  const tell = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
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
    notificationsWithSubscribers: [tell('ACTUAL', 80), tell('FORECASTED', 100)],
  });
}
