// Builds the environment of a function: exactly the variables that its schema names.
import * as z from 'zod/mini';
import type { FunctionSpec, Variable } from '../../../functions/platform/capability.ts';

/** The variables that a stage provides; one that it does not have is absent or undefined. */
export type Variables = Partial<Record<Variable, string | undefined>>;

/**
 * Picks the variables that a function needs. Throws with the names of required variables that are missing.
 */
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

/**
 * Returns the name of the variable with the URL of a queue: `routingStandard` → `ROUTING_STANDARD_QUEUE_URL`.
 */
export const queueVariable = (queue: string): Variable =>
  `${queue.replaceAll(/(?=[A-Z])/g, '_').toUpperCase()}_QUEUE_URL` as Variable;
