import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageSettings } from '../../stages.ts';
import type { Deployments } from '../compute/deployments.ts';

export interface ImpactAlarmProps {
  metric: IMetric;
  /** The impact on people while it rings: the first thing that the person on call reads. */
  impact: string;
  /** Rings at or above this value; with `below`, under it. */
  threshold: number;
  below?: boolean;
  /** The number of consecutive periods of the metric; default 1. */
  periods?: number;
  /** The meaning of missing data: by default all is well; `breaching` where silence is the failure. */
  silence?: TreatMissingData;
  operations: Operations;
}

/**
 * An alarm that states its human impact and notifies the alarm topic when it rings and when it ends. Its
 * owner defines it; the resource is in the alarms' stack under its owner's name.
 */
export class ImpactAlarm extends Alarm {
  constructor(owner: Construct, id: string, props: ImpactAlarmProps) {
    const { watch, alarmTopic } = props.operations;
    super(watch, nameOf(owner, id), {
      // The subject of the mail that the person on call receives; CloudFormation's generated name would
      // contain the stack's name three times.
      alarmName: alarmNameOf(owner, id, props.operations),
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

/** Returns the name of an owner's alarm, for code that must not refer to the stack of alarms. */
export const alarmNameOf = (owner: Construct, id: string, { stage }: Pick<Operations, 'stage'>): string =>
  `rapport-${stage}-${nameOf(owner, id)}`;

const nameOf = (owner: Construct, id: string): string => `${pathInStack(owner)}-${id}`;

/** Returns the path inside the stack: `App/TimelineWork/DeadLetters` → `TimelineWork-DeadLetters`. */
function pathInStack(owner: Construct): string {
  const depth = Stack.of(owner).node.scopes.length;
  return owner.node.scopes
    .slice(depth)
    .map(({ node }) => node.id)
    .join('-');
}

/**
 * The operational settings of every construct: where its alarms are created and sent, and how long
 * its logs are kept.
 */
export interface Operations {
  stage: string;
  /** The nested stack that holds the alarms (docs/adr/0024). */
  watch: Construct;
  alarmTopic: ITopic;
  logRetentionDays: number;
  /** Encrypts queues and logs; absent: AWS's own keys do. */
  restKey?: IKey | undefined;
  /** Deploys new versions behind an alias; absent: there is no alias, and a function is replaced in place. */
  deployments?: Deployments | undefined;
  tracing?: StageSettings['tracing'];
}
