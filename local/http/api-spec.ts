// Reads the HTTP API from the template: routes with their functions and authorisers, CORS.
import { wildcard } from '../iam/wildcard.ts';
import { findFunction } from '../lambda/function-spec.ts';
import type { Pool } from '../lambda/pool.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { flag, number, object, optionalText, refuse, text, texts } from '../template/read-property.ts';

export interface JwtAuthoriser {
  name: string;
  issuer: string;
  audience: string[];
}

export interface Route {
  routeKey: string;
  pool: Pool;
  timeoutMs: number;
  authoriser?: JwtAuthoriser;
  scopes: string[];
}

export interface Cors {
  origins: string[];
  methods: string[];
  headers: string[];
  expose: string[];
  credentials: boolean;
  maxAgeSeconds?: number;
}

export interface ApiSpec {
  id: string;
  stage: string;
  stageVariables: Record<string, string>;
  routes: Route[];
  cors?: Cors;
}

const longestIntegrationMs = 30_000;

/**
 * Reads the application's HTTP API; undefined if it has none. Refuses a second one and integrations
 * that are not served.
 */
export const readApi = (deployment: Deployment, pools: Pool[]): ApiSpec | undefined => {
  const [api, second] = deployment.ofType('AWS::ApiGatewayV2::Api');
  if (api === undefined) return undefined;
  if (second !== undefined) refuse(second, 'only one HTTP API is served here');
  if (text(api, 'ProtocolType') !== 'HTTP')
    refuse(api, `the protocol ${text(api, 'ProtocolType')} is not served here`);
  const stage = deployment.ofType('AWS::ApiGatewayV2::Stage')[0];
  const spec = { id: api.ref, stage: stage?.ref ?? '$default', stageVariables: variablesOf(stage) };
  if (spec.stage !== '$default') refuse(api, 'only the stage $default is served here');
  const routes = deployment
    .ofType('AWS::ApiGatewayV2::Route')
    .map((route) => readRoute(route, deployment, pools, spec));
  const cors = corsOf(api);
  return { ...spec, routes, ...(cors === undefined ? {} : { cors }) };
};

const variablesOf = (stage: Resolved | undefined): Record<string, string> => {
  const given = stage === undefined ? undefined : object(stage, 'StageVariables');
  return Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name, String(value)]));
};

const readRoute = (
  route: Resolved,
  deployment: Deployment,
  pools: Pool[],
  api: { id: string; stage: string },
): Route => {
  const target = text(route, 'Target').replace(/^integrations\//, '');
  const integration = deployment
    .ofType('AWS::ApiGatewayV2::Integration')
    .find((entry) => entry.ref === target);
  if (integration === undefined) return refuse(route, `no integration ${target}`);
  if (text(integration, 'IntegrationType') !== 'AWS_PROXY')
    refuse(integration, 'only AWS_PROXY integrations are served here');
  if (text(integration, 'PayloadFormatVersion') !== '2.0')
    refuse(integration, 'only the payload format 2.0 is served here');
  const named = functionIn(text(integration, 'IntegrationUri'));
  const pool = findFunction(pools, named);
  if (pool === undefined) return refuse(integration, `no function ${named} in the application`);
  const routeKey = text(route, 'RouteKey');
  const source = `arn:aws:execute-api:${deployment.place.region}:${deployment.place.account}:${api.id}/${api.stage}/${sourcePath(routeKey)}`;
  if (!mayInvoke(deployment, pool, 'apigateway.amazonaws.com', source)) {
    refuse(route, `no AWS::Lambda::Permission lets API Gateway invoke ${pool.spec.name} for ${routeKey}`);
  }
  return {
    routeKey,
    pool,
    timeoutMs: number(integration, 'TimeoutInMillis', longestIntegrationMs),
    ...authorisation(route, deployment),
  };
};

const functionIn = (uri: string): string => /functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;

const sourcePath = (routeKey: string): string => {
  if (routeKey === '$default') return '$default';
  const [method = '', path = ''] = routeKey.split(' ');
  return `${method === 'ANY' ? '*' : method}${path}`;
};

/** Returns whether a permission of the template lets a service invoke a function for a source. */
export const mayInvoke = (deployment: Deployment, pool: Pool, service: string, sourceArn: string): boolean =>
  deployment.ofType('AWS::Lambda::Permission').some((permission) => {
    if (
      text(permission, 'Principal') !== service ||
      findFunction([pool], text(permission, 'FunctionName')) === undefined
    )
      return false;
    if (!['lambda:InvokeFunction', 'lambda:*'].includes(text(permission, 'Action'))) return false;
    const allowed = optionalText(permission, 'SourceArn');
    return allowed === undefined || wildcard(allowed)(sourceArn);
  });

const authorisation = (route: Resolved, deployment: Deployment): Pick<Route, 'authoriser' | 'scopes'> => {
  const type = optionalText(route, 'AuthorizationType') ?? 'NONE';
  if (type === 'NONE') return { scopes: [] };
  const id = text(route, 'AuthorizerId');
  const found = deployment.ofType('AWS::ApiGatewayV2::Authorizer').find((entry) => entry.ref === id);
  if (type !== 'JWT' || found === undefined)
    return refuse(route, `the authorisation ${type} is not served here`);
  return { authoriser: readAuthoriser(found), scopes: texts(route, 'AuthorizationScopes') };
};

/**
 * Reads a JWT authoriser; refuses other kinds, and other places for the token than the Authorization header.
 */
export const readAuthoriser = (resource: Resolved): JwtAuthoriser => {
  if (text(resource, 'AuthorizerType') !== 'JWT') refuse(resource, 'only JWT authorisers are served here');
  const source = texts(resource, 'IdentitySource')[0] ?? '';
  if (source.toLowerCase() !== '$request.header.authorization')
    refuse(resource, `the identity source ${source} is not served here`);
  return {
    name: text(resource, 'Name'),
    issuer: text(resource, 'JwtConfiguration.Issuer'),
    audience: texts(resource, 'JwtConfiguration.Audience'),
  };
};

const corsOf = (api: Resolved): Cors | undefined => {
  if (object(api, 'CorsConfiguration') === undefined) return undefined;
  const maxAge = number(api, 'CorsConfiguration.MaxAge', -1);
  return {
    origins: texts(api, 'CorsConfiguration.AllowOrigins'),
    methods: texts(api, 'CorsConfiguration.AllowMethods'),
    headers: texts(api, 'CorsConfiguration.AllowHeaders'),
    expose: texts(api, 'CorsConfiguration.ExposeHeaders'),
    credentials: flag(api, 'CorsConfiguration.AllowCredentials'),
    ...(maxAge >= 0 ? { maxAgeSeconds: maxAge } : {}),
  };
};
