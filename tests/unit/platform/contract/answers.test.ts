// An answer is checked with its schema after the work is committed, so it must be able to show everything
// that a request may contain.
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routeTable } from '../../../../functions/capabilities.ts';
import type { Route, Schema } from '../../../../functions/platform/contract/route.ts';
import type { Json } from '../../../support/http/call-api.ts';

/** Returns the bounds of every text, number and list of a schema by field name. */
function boundsOf(schema: Schema | undefined, io: 'input' | 'output'): Map<string, Json[]> {
  const found = new Map<string, Json[]>();
  const visit = (node: Json, name: string): void => {
    if (node.type && node.type !== 'object') found.set(name, [...(found.get(name) ?? []), node]);
    for (const one of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]) visit(one, name);
    for (const [key, one] of Object.entries(node.properties ?? {})) visit(one, key);
    if (node.items) visit(node.items, `${name}[]`);
    if (node.additionalProperties) visit(node.additionalProperties, `${name}{}`);
  };
  if (schema) visit(z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }), '');
  return found;
}

/** Returns why an answer could not show what a request may contain. */
function stricter(answer: Json, request: Json): string[] {
  if (answer.type !== request.type) return [];
  const below = (name: string) => answer[name] !== undefined && !(request[name] <= answer[name]);
  const above = (name: string) => answer[name] !== undefined && !(request[name] >= answer[name]);
  const values = (request.enum ?? []).filter((value: Json) => answer.enum && !answer.enum.includes(value));
  return [
    ...['maxLength', 'maximum', 'maxItems'].filter(below),
    ...['minLength', 'minimum', 'minItems'].filter(above),
    ...(answer.pattern !== undefined && answer.pattern !== request.pattern ? ['pattern'] : []),
    ...(answer.enum && (!request.enum || values.length > 0) ? ['enum'] : []),
  ];
}

const operations = Object.values(routeTable).flatMap((routes) =>
  Object.entries<Route>(routes).flatMap(([name, route]) =>
    route.method === 'GET' ? [] : [[name, route] as const],
  ),
);

/**
 * Fields that share only their name: the reason for a return's status change, and the reason
 * for returning a line.
 */
const namesakes: Partial<Record<string, string[]>> = { moveReturn: ['reason: enum'] };

describe('every operation that writes', () => {
  it.each(operations)('%s can show its request in its answer', (name, route) => {
    const shown = boundsOf(route.success.body, 'input');
    const asked = [boundsOf(route.body, 'output'), boundsOf(route.params, 'output')];
    const lost = asked.flatMap((fields) =>
      [...fields].flatMap(([field, requests]) =>
        (shown.get(field) ?? []).flatMap((answer) => {
          const why = requests.map((request) => stricter(answer, request));
          return why.length > 0 && why.every((one) => one.length > 0)
            ? [`${field}: ${why.flat().join(', ')}`]
            : [];
        }),
      ),
    );
    expect(lost).toEqual(namesakes[name] ?? []);
  });
});
