// The environment of a function: the variables that its schema names, and no other.
import * as z from 'zod/mini';
import type { FunctionSpec, Variable } from '../../../functions/platform/capability.ts';

/** What a stage has to give; a variable that it does not have is absent or undefined. */
export type Variables = Partial<Record<Variable, string | undefined>>;

/** Picks what a function asks for. Fails with the names of variables that it cannot do without and that are missing. */
export function environmentOf(
  name: string,
  { environment }: Pick<FunctionSpec, 'environment'>,
  variables: Variables,
): Record<string, string> {
  const asked = Object.entries(environment.shape).map(([variable, schema]) => ({
    variable,
    value: (variables as Record<string, string | undefined>)[variable],
    optional: z.safeParse(schema, undefined).success,
  }));
  const missing = asked.filter(({ value, optional }) => value === undefined && !optional);
  if (missing.length > 0)
    throw new Error(
      `${name} asks for what this stage does not have: ${missing.map(({ variable }) => variable).join(', ')}`,
    );
  return Object.fromEntries(
    asked.flatMap(({ variable, value }) => (value === undefined ? [] : [[variable, value]])),
  );
}

/** The variable that holds the address of a queue: `routingStandard` → `ROUTING_STANDARD_QUEUE_URL`. */
export const queueVariable = (queue: string): Variable =>
  `${queue.replaceAll(/(?=[A-Z])/g, '_').toUpperCase()}_QUEUE_URL` as Variable;
