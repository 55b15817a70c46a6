import { describe, expect, it } from 'vitest';
import { audienceOf, type Route, routeKeyOf } from '../../functions/platform/contract/route.ts';
import { routeTable } from '../../functions/routes.ts';
import { functionIdOf, ofType, prodContext, targetOf, templates } from '../support/templates.ts';

const { app } = templates({ ...prodContext, integrations: '{"shop":["rapport/customers.write"]}' });
const routes = ofType(app, 'AWS::ApiGatewayV2::Route').map(([, properties]) => properties);
const authorizers = new Map(ofType(app, 'AWS::ApiGatewayV2::Authorizer'));
const stated = Object.entries(routeTable).flatMap(([name, table]) =>
  Object.values(table as Record<string, Route>).map((route) => ({ name, route, key: routeKeyOf(route) })),
);

/** The function behind a route of the template, by its name in the catalogue. */
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
  it('has every route of the route table, and no other', () => {
    expect(routes.map(({ RouteKey }) => String(RouteKey)).sort()).toEqual(
      stated.map(({ key }) => key).sort(),
    );
  });

  it.each(stated)('$key goes to its function behind its authoriser', ({ name, route, key }) => {
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

  it('answers preflights for the stage’s origins alone', () => {
    const [, api] = ofType(app, 'AWS::ApiGatewayV2::Api')[0] ?? [];
    expect(api?.CorsConfiguration).toMatchObject({
      AllowOrigins: ['https://desk.shop.example', 'https://www.shop.example'],
    });
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
