import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functions, machineScopes, routeTable } from '../../functions/capabilities.ts';
import { audienceOf, type Route, routeKeyOf } from '../../functions/platform/contract/route.ts';
import { functionIdOf, ofType, prodContext, targetOf, templates } from '../support/templates.ts';

const { app } = templates({ ...prodContext, integrations: '{"shop":["rapport/customers.write"]}' });
const routes = ofType(app, 'AWS::ApiGatewayV2::Route').map(([, properties]) => properties);
const authorizers = new Map(ofType(app, 'AWS::ApiGatewayV2::Authorizer'));
const stated = Object.entries(routeTable).flatMap(([name, table]) =>
  Object.values(table as Record<string, Route>).map((route) => ({ name, route, key: routeKeyOf(route) })),
);

/** Returns the name of the function behind a route of the template. */
function functionOf(route: Record<string, unknown>): string {
  const parts = (route.Target as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const integration = app[targetOf(parts[1]) ?? '']?.Properties ?? {};
  const target = app[functionIdOf(app, integration.IntegrationUri) ?? '']?.Properties ?? {};
  return String(target.FunctionName).replace('rapport-prod-', '');
}

function issuerOf(route: Record<string, unknown>): string {
  if (route.AuthorizationType === 'NONE') return 'public';
  const { JwtConfiguration } = authorizers.get(targetOf(route.AuthorizerId) ?? '') ?? {};
  const { Issuer } = JwtConfiguration as { Issuer: unknown };
  return Issuer === prodContext.customerIssuer ? 'customer' : 'staff';
}

describe('the HTTP API', () => {
  it.each(Object.keys(routeTable) as (keyof typeof routeTable)[])(
    'passes %s its own name as the capability whose scopes it checks',
    (name) => {
      expect(readFileSync(functions[name].entry, 'utf8')).toMatch(new RegExp(`createApi\\(\\s*'${name}',`));
    },
  );

  it('has exactly the scopes of the route table in the user pool’s resource server', () => {
    const [, server] = ofType(app, 'AWS::Cognito::UserPoolResourceServer')[0] ?? [];
    const { Identifier, Scopes } = server as { Identifier: string; Scopes: { ScopeName: string }[] };
    const defined = Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`);
    expect(defined).toEqual(machineScopes);
    expect(defined).toContain('rapport/service');
    expect(defined).toContain('rapport/tickets.write');
    // Nothing in these is open to machine clients.
    expect(defined.filter((scope) => /portal|openapi|feedback/.test(scope))).toEqual([]);
    expect(defined.length).toBeLessThanOrEqual(100);
  });

  it('has exactly the routes of the route table and a fallback route', () => {
    expect(routes.map(({ RouteKey }) => String(RouteKey)).sort()).toEqual(
      ['$default', ...stated.map(({ key }) => key)].sort(),
    );
  });

  it('sends unmatched requests to the function with the OpenAPI document, without a token', () => {
    const fallback = routes.find(({ RouteKey }) => RouteKey === '$default') ?? {};
    expect(functionOf(fallback)).toBe('openapi');
    expect(issuerOf(fallback)).toBe('public');
  });

  it.each(stated)('routes $key to its function behind its authoriser', ({ name, route, key }) => {
    const deployed = routes.find(({ RouteKey }) => RouteKey === key) ?? {};
    expect(functionOf(deployed)).toBe(name);
    expect(issuerOf(deployed)).toBe(audienceOf(route));
  });

  it('verifies staff against the user pool and all of its clients', () => {
    const staff = [...authorizers.values()].find(({ Name }) => Name === 'staff');
    const { Issuer, Audience } = (staff?.JwtConfiguration ?? {}) as {
      Issuer?: unknown;
      Audience?: unknown[];
    };
    expect(JSON.stringify(Issuer)).toContain('ProviderName');
    expect(Audience).toHaveLength(2);
    const clients = ofType(app, 'AWS::Cognito::UserPoolClient').map(([id]) => id);
    expect(Audience?.map(targetOf).sort()).toEqual(clients.sort());
  });

  it('verifies customers against the issuer and audience of the stage', () => {
    const customer = [...authorizers.values()].find(({ Name }) => Name === 'customer');
    expect(customer?.JwtConfiguration).toEqual({ Issuer: 'https://login.shop.example/', Audience: ['shop'] });
  });

  it('answers preflights only for the stage’s origins', () => {
    const [, api] = ofType(app, 'AWS::ApiGatewayV2::Api')[0] ?? [];
    expect(api?.CorsConfiguration).toMatchObject({
      AllowOrigins: ['https://desk.shop.example', 'https://www.shop.example'],
    });
  });

  it('limits routes of customers and the public, and expensive ones, to a share of the rate', () => {
    const [, stage] = ofType(app, 'AWS::ApiGatewayV2::Stage')[0] ?? [];
    const rates = stage?.RouteSettings as Record<string, { ThrottlingRateLimit: number }>;
    const expected = stated.flatMap(({ route, key }) => {
      const of = { public: 50, customer: 200, staff: undefined }[audienceOf(route)];
      const rate = route.ratePercent === undefined ? of : route.ratePercent * 10;
      return rate === undefined ? [] : [[key, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: 2 * rate }]];
    });
    expect(expected.length).toBeGreaterThan(8);
    const { $default: fallback, ...ofRoutes } = rates;
    expect(ofRoutes).toEqual(Object.fromEntries(expected));
    expect(fallback).toEqual(ofRoutes['GET /openapi.json']);
    expect(rates['GET /v1/surveys/{token}']?.ThrottlingRateLimit).toBe(50);
    expect(rates['POST /v1/me/tickets']?.ThrottlingRateLimit).toBe(200);
    expect(rates['POST /v1/events']?.ThrottlingRateLimit).toBe(100);
  });

  it('creates its stage after the routes, because a rate for an unknown route is refused', () => {
    const [stageId] = ofType(app, 'AWS::ApiGatewayV2::Stage')[0] ?? [];
    const { DependsOn } = (app[stageId ?? ''] ?? {}) as { DependsOn?: string[] };
    const routesStack = Object.keys(app).find((id) => id.startsWith('ApiRoutesNestedStack'));
    expect(DependsOn).toContain(routesStack);
  });

  it('logs each request without address, path or query, and throttles', () => {
    const [, stage] = ofType(app, 'AWS::ApiGatewayV2::Stage')[0] ?? [];
    const { Format } = (stage?.AccessLogSettings ?? {}) as { Format?: string };
    expect(Format).toContain('$context.requestId');
    for (const personal of ['sourceIp', '$context.path', 'userAgent', 'claims'])
      expect(Format).not.toContain(personal);
    expect(stage?.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 1000,
      ThrottlingBurstLimit: 1000,
    });
  });
});
