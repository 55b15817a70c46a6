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
  topic: ITopic;
}

/** An alarm that tells its human impact and notifies the alarm topic when it rings and when it is over. */
export class ImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id, {
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
    const action = new SnsAction(props.topic);
    this.addAlarmAction(action);
    this.addOkAction(action);
  }
}

/** What every construct needs to be operated: where its alarms go and how long its logs are kept. */
export interface Operations {
  alarmTopic: ITopic;
  logRetentionDays: number;
}
