// Creates the HTTP API from the route table: every operation is a route, every route has an
// authoriser or is `public`.
import { Duration, NestedStack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  CorsHttpMethod,
  HttpApi as GatewayApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  type Audience,
  audienceOf,
  audiencePercent,
  type Route,
  type Routes,
  ratePercentOf,
  routeKeyOf,
} from '../../../functions/platform/contract/route.ts';
import { acknowledge } from '../../acknowledge.ts';
import type { StageSettings } from '../../stages.ts';
import type { RapportFunction } from '../compute/rapport-function.ts';
import { alarmNameOf, ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';

interface JwtIssuer {
  issuer: string;
  audience: string[];
}

export interface ApiProps {
  staff: JwtIssuer;
  customer: JwtIssuer;
  corsOrigins: string[];
  /** The requests per second of all clients together before the API answers 429. */
  requestsPerSecond: number;
  /** The log group of the gateway's own lines. */
  accessLog: ILogGroup;
  /** Enables alarms that count lines of the access log. */
  logAlarms: StageSettings['logAlarms'];
  operations: Operations;
}

/**
 * Writes one line per request, including requests that no function saw: without address, path and claims. The
 * route says what was called; the caller and the ids are in the function's line with the same request id.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    ms: '$context.responseLatency',
    functionMs: '$context.integrationLatency',
    bytes: '$context.responseLength',
    error: '$context.error.message',
    authorizerError: '$context.authorizer.error',
  }),
);

export class Api extends Construct {
  readonly gateway: GatewayApi;
  private readonly stage: CfnStage;
  private readonly requestsPerSecond: number;
  /** The name of the alarm on answers with server errors. */
  readonly serverErrorsAlarm: string;
  private readonly authorizers: Record<Audience, IHttpRouteAuthorizer>;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    this.gateway = new GatewayApi(this, 'Gateway', {
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: props.corsOrigins,
        allowMethods: [
          CorsHttpMethod.GET,
          CorsHttpMethod.POST,
          CorsHttpMethod.PUT,
          CorsHttpMethod.PATCH,
          CorsHttpMethod.DELETE,
        ],
        allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'x-correlation-id'],
        exposeHeaders: ['etag', 'idempotency-replayed', 'rapport-next', 'retry-after'],
        maxAge: Duration.hours(1),
      },
    });
    this.authorizers = {
      staff: authorizer('Staff', props.staff),
      customer: authorizer('Customer', props.customer),
      public: new HttpNoneAuthorizer(),
    };
    this.requestsPerSecond = props.requestsPerSecond;
    this.stage = this.addStage(props);
    this.addAlarms(props.operations);
    this.serverErrorsAlarm = alarmNameOf(this, 'ServerErrors', props.operations);
  }

  /**
   * Adds the routes of every function that serves some, in a nested stack, because most of
   * the growth is here.
   */
  addRoutes(functions: readonly RapportFunction[]): void {
    const nested = new NestedStack(this, 'Routes', { description: 'Rapport: the routes of the API' });
    for (const fn of functions) {
      const { routes, fallback } = fn.spec;
      if (routes !== undefined) this.addRoutesOf(nested, fn, routes);
      if (fallback) this.addFallback(nested, fn);
    }
    this.throttle(nested, functions);
  }

  private addRoutesOf(nested: NestedStack, { name, target, lambda }: RapportFunction, routes: Routes): void {
    const integration = new HttpLambdaIntegration(`${name}Integration`, target, {
      // One permission for the whole API, not one per route.
      scopePermissionToRoute: false,
    });
    for (const route of Object.values(routes)) this.addRoute(nested, route, integration);
    acknowledge(lambda, {
      'Serverless-LambdaDLQ': 'Called by API Gateway, which waits for the answer: there is no event to park.',
    });
  }

  /**
   * Sends requests that match no route to the function that serves the OpenAPI document: it answers 404 and
   * 405 as problems, with `Allow`.
   */
  private addFallback(scope: Construct, { target }: RapportFunction): void {
    const fallback = new HttpRoute(scope, HttpRouteKey.DEFAULT.key, {
      httpApi: this.gateway,
      routeKey: HttpRouteKey.DEFAULT,
      // It needs its own permission: the ARN of this route has no path, which the permission
      // for the API requires.
      integration: new HttpLambdaIntegration('FallbackIntegration', target),
      authorizer: this.authorizers.public,
    });
    acknowledge(fallback, {
      'AwsSolutions-APIG4': 'Refuses every request, and reads only the path and the method.',
    });
  }

  private addRoute(scope: Construct, route: Route, integration: HttpLambdaIntegration): void {
    const audience = audienceOf(route);
    const added = new HttpRoute(scope, routeKeyOf(route), {
      httpApi: this.gateway,
      routeKey: HttpRouteKey.with(route.path, HttpMethod[route.method]),
      integration,
      authorizer: this.authorizers[audience],
    });
    if (audience !== 'public') return;
    acknowledge(added, {
      'AwsSolutions-APIG4': `Public by the route table (${route.summary}): its function checks the proof that it needs.`,
    });
  }

  private addStage({ requestsPerSecond, accessLog, logAlarms, operations }: ApiProps): CfnStage {
    if (logAlarms === 'on') this.alarmOnThrottling(accessLog, operations);
    const stage = this.gateway.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: requestsPerSecond },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    return stage.node.defaultChild as CfnStage;
  }

  /**
   * Limits single routes to their share of the stage's rate, so that a flood on one of them does not use it
   * up. A flood on many still does; functions that must answer then have their own concurrency
   * (`reservedPercent` in their manifest). API Gateway refuses a rate for an unknown route, so the stage
   * depends on the routes.
   */
  private throttle(nested: NestedStack, functions: readonly RapportFunction[]): void {
    const rates = functions
      .flatMap(({ spec }) => Object.values(spec.routes ?? {}))
      .flatMap((route) => {
        const percent = ratePercentOf(route);
        return percent === undefined ? [] : [[routeKeyOf(route), this.rateOf(percent)] as const];
      });
    const fallback = functions.some(({ spec }) => spec.fallback)
      ? [[HttpRouteKey.DEFAULT.key, this.rateOf(audiencePercent.public)] as const]
      : [];
    this.stage.routeSettings = Object.fromEntries([...rates, ...fallback]);
    this.stage.node.addDependency(nested);
  }

  private rateOf(percent: number) {
    const rate = Math.max(1, Math.floor((this.requestsPerSecond * percent) / 100));
    return { ThrottlingRateLimit: rate, ThrottlingBurstLimit: 2 * rate };
  }

  /**
   * Raises an alarm on throttling. API Gateway has no metric for it; a 429 that no function
   * saw counts as one.
   */
  private alarmOnThrottling(logGroup: ILogGroup, operations: Operations): void {
    const filter = new MetricFilter(this, 'Throttled', {
      logGroup,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.status', '=', '429'),
        FilterPattern.stringValue('$.functionMs', '=', '-'),
      ),
      metricNamespace: 'Rapport/Api',
      metricName: `Throttled-${operations.stage}`,
      metricValue: '1',
    });
    new ImpactAlarm(this, 'Throttling', {
      metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
      impact: 'Customers and agents are turned away: there are more requests than requestsPerSecond allows.',
      threshold: 50,
      operations,
    });
  }

  private addAlarms(operations: Operations): void {
    new ImpactAlarm(this, 'ServerErrors', {
      metric: this.gateway.metricServerError({ statistic: 'Sum', period: Duration.minutes(5) }),
      impact: 'Customers and agents see errors instead of answers.',
      threshold: 5,
      operations,
    });
    new ImpactAlarm(this, 'Latency', {
      metric: this.gateway.metricLatency({ statistic: 'p99', period: Duration.minutes(5) }),
      impact: 'One request in a hundred takes over two seconds: agents wait while customers wait.',
      threshold: 2000,
      periods: 3,
      operations,
    });
  }
}

function authorizer(id: string, { issuer, audience }: JwtIssuer): HttpJwtAuthorizer {
  return new HttpJwtAuthorizer(id, issuer, { jwtAudience: audience, authorizerName: id.toLowerCase() });
}
