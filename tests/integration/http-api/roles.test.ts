// Every operation of the route table × everybody who might call it. A new route is covered as it is; where its schema
// alone makes no example that fits, the test fails with its name until `given` (support/matrix.ts) says one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../functions/error-catalogue.ts';
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

let floor: SeededApi;
beforeAll(async () => {
  floor = await openSeededApi();
});
afterAll(() => floor?.stop());

/** What the role check of a route makes of a caller: whether it is let through, or which status it gets. */
function verdictOn(route: Route, caller: Caller): 'in' | 401 | 403 {
  if (route.roles === 'public') return 'in';
  if (caller === 'nobody') return 401;
  if (route.roles.includes(caller)) return 'in';
  // The token of another audience is refused by the authoriser, another role of the same one by the function.
  return (caller === 'customer') === (audienceOf(route) === 'customer') ? 403 : 401;
}

/** By the gateway itself, or by the role check of the function. */
const turnedAway = (status: number, code: string | undefined, text: string) =>
  (status === 401 && text.includes('Unauthorized')) ||
  code === 'auth.forbidden' ||
  code === 'auth.unauthenticated';

describe.each(operations)('$name', ({ name, route }) => {
  it('has an example that fits its schemas', () => {
    const example = exampleFor(name, route, floor.ada);
    const parts = (['params', 'query', 'body'] as const).map((part) => ({ schema: route[part], part }));
    for (const { schema, part } of parts) {
      if (schema === undefined) continue;
      expect(validate(schema, example[part], part)).not.toHaveProperty('issues');
    }
  });

  it('lets in exactly the roles that its route lists, and answers each as its document says', async () => {
    const documented = new Set([
      route.success.status,
      ...[...route.errors, 'internal.failure' as const].map((code) => errorCatalogue[code].status),
    ]);
    const found: Record<string, unknown> = {};
    for (const caller of callers) {
      const { status, code, text } = await floor.call(route, caller, exampleFor(name, route, floor.ada));
      if (turnedAway(status, code, text)) found[caller] = status;
      else found[caller] = documented.has(status as never) && status < 500 ? 'in' : `${status} ${text}`;
    }
    expect(found).toEqual(Object.fromEntries(callers.map((caller) => [caller, verdictOn(route, caller)])));
  });
});
