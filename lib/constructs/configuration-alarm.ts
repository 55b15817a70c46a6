import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ImpactAlarm, type Operations } from './alarm.ts';

/** Rings when a function met a stored document of the configuration that it cannot use (docs/adr/0027). */
export class ConfigurationAlarm extends Construct {
  constructor(scope: Construct, id: string, operations: Operations) {
    super(scope, id);
    new ImpactAlarm(this, 'Quarantine', {
      metric: new Metric({
        namespace: 'Rapport',
        metricName: 'badConfiguration',
        dimensionsMap: { stage: operations.stage },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      impact:
        'A rule that the team has written down does not hold: tickets are promised, routed or answered without it. (A stored document of the configuration is in quarantine; the log names it, the lists of configuration show it.)',
      threshold: 1,
      operations,
    });
  }
}
