// A single page that shows whether people get answers, what waits, what fails and what it costs.
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { RapportFunction } from '../compute/rapport-function.ts';
import type { Worker } from '../compute/worker.ts';

export interface DashboardProps {
  gateway: HttpApi;
  tableName: ITable['tableName'];
  functions: Record<string, RapportFunction>;
  workers: Record<string, Worker>;
  /** The topic of inbound mail. */
  inboundMail: ITopic;
}

const period = Duration.minutes(1);
const WIDTH = 12;

export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    new CloudWatchDashboard(this, 'Dashboard', {
      defaultInterval: Duration.hours(12),
      widgets: [apiRow(props.gateway), workRow(props), functionRow(props.functions), storeRow(props)],
    });
  }
}

function apiRow(gateway: HttpApi): GraphWidget[] {
  const latency = (statistic: string): IMetric =>
    gateway.metricLatency({ statistic, period, label: statistic });
  return [
    graph('Requests and errors', [
      gateway.metricCount({ period, statistic: 'Sum', label: 'requests' }),
      gateway.metricClientError({ period, statistic: 'Sum', label: '4xx' }),
      gateway.metricServerError({ period, statistic: 'Sum', label: '5xx' }),
    ]),
    graph('Latency of the API (ms)', [latency('p50'), latency('p90'), latency('p99')]),
  ];
}

function workRow({ workers, functions }: DashboardProps): GraphWidget[] {
  const ages = Object.entries(workers).map(([label, { queue }]) =>
    queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum', label }),
  );
  const readers = Object.values(functions)
    .filter(({ spec }) => spec.stream !== undefined)
    .map(({ name, lambda }) =>
      lambda.metric('IteratorAge', { period, statistic: 'Maximum', label: `${name} (ms)` }),
    );
  const dead = Object.entries(workers).map(([label, { deadLetters }]) =>
    deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum', label }),
  );
  return [
    graph('Oldest waiting work (s) and stream lag (ms, right)', ages, readers),
    graph('Dead letters', dead),
  ];
}

function functionRow(functions: Record<string, RapportFunction>): GraphWidget[] {
  const each = (pick: (fn: RapportFunction, label: string) => IMetric): IMetric[] =>
    Object.entries(functions).map(([name, fn]) => pick(fn, name));
  return [
    graph(
      'Errors of functions',
      each(({ lambda }, label) => lambda.metricErrors({ period, label })),
    ),
    graph(
      'Duration of functions, p99 (ms)',
      each(({ lambda }, label) => lambda.metricDuration({ period, statistic: 'p99', label })),
    ),
  ];
}

function storeRow({ tableName, inboundMail }: DashboardProps): GraphWidget[] {
  const received = inboundMail.metricNumberOfMessagesPublished({ period, label: 'Received' });
  const table = (metricName: string): Metric =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: tableName },
      statistic: 'Sum',
      period,
    });
  return [
    graph('Table: units used', [table('ConsumedWriteCapacityUnits'), table('ConsumedReadCapacityUnits')]),
    graph('Mail', [mail('Send'), mail('Delivery'), mail('Bounce'), mail('Complaint'), received]),
  ];
}

function mail(metricName: string): Metric {
  return new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Sum', period });
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): GraphWidget {
  return new GraphWidget({ title, width: WIDTH, left, right });
}
