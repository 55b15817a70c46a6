import { describe, expect, it } from 'vitest';
import { compileRoutes } from '../../../local/http/route-match.ts';

const keys = [
  'GET /',
  'GET /v1/tickets/{id}',
  'GET /v1/tickets/mine',
  'ANY /v1/tickets/{id}',
  'GET /v1/{proxy+}',
  'POST /v1/tickets/{id}/messages',
  'ANY /{proxy+}',
  '$default',
];
const find = compileRoutes(keys.map((routeKey) => ({ routeKey })));
const found = (method: string, path: string): [string, Record<string, string>] | undefined => {
  const match = find(method, path);
  return match === undefined ? undefined : [match.route.routeKey, match.pathParameters];
};

describe('route matching', () => {
  it('prefers a literal to a parameter and a parameter to a greedy one', () => {
    expect(found('GET', '/v1/tickets/mine')).toEqual(['GET /v1/tickets/mine', {}]);
    expect(found('GET', '/v1/tickets/tkt_1')).toEqual(['GET /v1/tickets/{id}', { id: 'tkt_1' }]);
    expect(found('GET', '/v1/other/deep')).toEqual(['GET /v1/{proxy+}', { proxy: 'other/deep' }]);
  });

  it('takes a route with the method before ANY, and ANY for every other method', () => {
    expect(found('DELETE', '/v1/tickets/tkt_1')).toEqual(['ANY /v1/tickets/{id}', { id: 'tkt_1' }]);
    expect(found('POST', '/v1/tickets/tkt_1/messages')).toEqual([
      'POST /v1/tickets/{id}/messages',
      { id: 'tkt_1' },
    ]);
  });

  it('falls back to the widest greedy route and then to the default one', () => {
    expect(found('POST', '/v1/other')).toEqual(['ANY /{proxy+}', { proxy: 'v1/other' }]);
    expect(found('POST', '/')).toEqual(['$default', {}]);
    expect(found('GET', '/')).toEqual(['GET /', {}]);
  });

  it('decodes parameters and never matches an empty one', () => {
    expect(found('GET', '/v1/tickets/a%20b%2Fc')).toEqual(['GET /v1/tickets/{id}', { id: 'a b/c' }]);
    expect(compileRoutes([{ routeKey: 'GET /v1/{id}' }])('GET', '/v1/')).toBeUndefined();
    expect(compileRoutes([{ routeKey: 'GET /v1/{id}' }])('GET', '/v1/x/')).toBeUndefined();
  });
});
