// Calls every operation of the route table as every kind of caller. A new route is covered
// automatically; if its schema alone gives no valid example, the test fails with its name until
// `given` (support/matrix.ts) has one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../functions/capabilities.ts';
import { audienceOf, type Route } from '../../../functions/platform/contract/route.ts';
import { validate } from '../../../functions/platform/http/parse.ts';
import {
  type Caller,
  callers,
  exampleFor,
  openSeededApi,
  operations,
  type SeededApi,
} from '../../support/http/operations.ts';

let api: SeededApi;
beforeAll(async () => {
  api = await openSeededApi();
});
afterAll(() => api?.stop());

/**
 * Returns the expected result of a route's role check for a caller: admitted, or the status of the refusal.
 */
function verdictOn(route: Route, caller: Caller): 'in' | 401 | 403 {
  if (route.roles === 'public') return 'in';
  if (caller === 'nobody') return 401;
  if (route.roles.includes(caller)) return 'in';
  // The authoriser refuses a token of another audience, the function another role of the same audience.
  return (caller === 'customer') === (audienceOf(route) === 'customer') ? 403 : 401;
}

/** Returns true if the gateway itself or the function's role check refused the call. */
const turnedAway = (status: number, code: string | undefined, text: string) =>
  (status === 401 && text.includes('Unauthorized')) ||
  code === 'auth.forbidden' ||
  code === 'auth.unauthenticated';

describe.each(operations)('$name', ({ name, route }) => {
  it('has an example that fits its schemas', () => {
    const example = exampleFor(name, route, api.ada);
    const parts = (['params', 'query', 'body'] as const).map((part) => ({ schema: route[part], part }));
    for (const { schema, part } of parts) {
      if (schema === undefined) continue;
      expect(validate(schema, example[part], part)).not.toHaveProperty('issues');
    }
  });

  it('admits exactly the roles of its route and answers each as the document says', async () => {
    const documented = new Set([
      route.success.status,
      ...[...route.errors, 'internal.failure' as const].map((code) => errorCatalogue[code].status),
    ]);
    const found: Record<string, unknown> = {};
    for (const caller of callers) {
      const { status, code, text } = await api.call(route, caller, exampleFor(name, route, api.ada));
      if (turnedAway(status, code, text)) found[caller] = status;
      else found[caller] = documented.has(status) && status < 500 ? 'in' : `${status} ${text}`;
    }
    expect(found).toEqual(Object.fromEntries(callers.map((caller) => [caller, verdictOn(route, caller)])));
  });
});
