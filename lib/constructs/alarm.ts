import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface ImpactAlarmProps {
  metric: IMetric;
  /** What a person suffers while it rings: the first thing that whoever is woken reads. */
  impact: string;
  /** Rings at or above it; with `below`, under it. */
  threshold: number;
  below?: boolean;
  /** How many periods of the metric in a row; default 1. */
  periods?: number;
  /** What silence means: default that all is well; `breaching` where silence is the failure. */
  silence?: TreatMissingData;
  operations: Operations;
}

/**
 * An alarm that tells its human impact and notifies the alarm topic when it rings and when it is over. Its owner states it; it
 * stands in the stack of alarms, under its owner's name.
 */
export class ImpactAlarm extends Alarm {
  constructor(owner: Construct, id: string, props: ImpactAlarmProps) {
    const { watch, stage, alarmTopic } = props.operations;
    const name = `${pathInStack(owner)}-${id}`;
    super(watch, name, {
      // The subject of the mail that wakes somebody: a name of CloudFormation's making would be the stack's thrice.
      alarmName: `rapport-${stage}-${name}`,
      metric: props.metric,
      alarmDescription: `Impact: ${props.impact}`,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator:
        props.below === true
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.silence ?? TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(alarmTopic);
    this.addAlarmAction(action);
    this.addOkAction(action);
  }
}

/** `App/TimelineWork/DeadLetters` → `TimelineWork-DeadLetters`. */
function pathInStack(owner: Construct): string {
  const depth = Stack.of(owner).node.scopes.length;
  return owner.node.scopes
    .slice(depth)
    .map(({ node }) => node.id)
    .join('-');
}

/** What every construct needs to be operated: where its alarms stand and go, and how long its logs are kept. */
export interface Operations {
  stage: string;
  /** The nested stack that holds the alarms (docs/adr/0024). */
  watch: Construct;
  alarmTopic: ITopic;
  logRetentionDays: number;
}
