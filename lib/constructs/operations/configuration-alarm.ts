import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ImpactAlarm, type Operations } from './impact-alarm.ts';

/** Rings when a function has read a stored configuration document that it cannot use (docs/adr/0027). */
export class ConfigurationAlarm extends Construct {
  constructor(scope: Construct, id: string, operations: Operations) {
    super(scope, id);
    new ImpactAlarm(this, 'Quarantine', {
      metric: new Metric({
        namespace: 'Rapport',
        metricName: 'badConfiguration',
        dimensionsMap: { stage: operations.stage },
        statistic: 'Sum',
        // Processes report again every five minutes, so each period contains a report.
        period: Duration.minutes(15),
      }),
      impact:
        'A rule that the team configured is invalid and is being ignored. (A stored document of the configuration is in quarantine; the log names it, the lists of configuration show it.)',
      threshold: 1,
      operations,
    });
  }
}
