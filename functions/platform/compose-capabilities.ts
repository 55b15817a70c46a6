// Derives functions, routes, queues and scopes from a list of capabilities, with their literal types.

import type { Capability, FunctionSpec, QueueSpec } from './capability.ts';
import { type Routes, routeKeyOf } from './contract/route.ts';
import { scopesOfTable } from './contract/scopes.ts';

/** Everything that lib/ needs to build the stacks for a list of capabilities. */
export interface Composition {
  functions: Readonly<Record<string, FunctionSpec>>;
  queues: Readonly<Record<string, QueueSpec>>;
  /** Every operation of the HTTP API by the function that serves it. */
  routeTable: Readonly<Record<string, Routes>>;
  /** The scopes that machine clients can be given. */
  machineScopes: string[];
}

// Conditional types distribute over the union of all capabilities, so each name finds its own manifest.
type FunctionNames<C> = C extends Capability ? keyof C['functions'] & string : never;
type FunctionOf<C, N> = C extends { functions: { [K in N & string]: infer F } } ? F : never;
type QueueNames<C> = C extends { queues: infer Q } ? keyof Q & string : never;
type QueueOf<C, N> = C extends { queues: { [K in N & string]: infer Q } } ? Q : never;
type RoutesOf<F> = F extends { routes: infer R extends Routes } ? R : never;

export interface CompositionOf<C extends Capability> extends Composition {
  functions: { [N in FunctionNames<C>]: FunctionOf<C, N> & FunctionSpec };
  queues: { [N in QueueNames<C>]: QueueOf<C, N> & QueueSpec };
  routeTable: {
    [N in FunctionNames<C> as FunctionOf<C, N> extends { routes: Routes } ? N : never]: RoutesOf<
      FunctionOf<C, N>
    >;
  };
}

/**
 * Composes capabilities. Throws when two define the same function, queue or route, and when a manifest names
 * a queue or worker that does not exist.
 */
export function composeCapabilities<const C extends Capability>(list: readonly C[]): CompositionOf<C> {
  const functions = mergeByName(
    'function',
    list.map((one) => one.functions),
  );
  const queues = mergeByName(
    'queue',
    list.map((one) => one.queues ?? {}),
  );
  const routeTable = Object.fromEntries(
    Object.entries(functions).flatMap(([name, { routes }]) => (routes === undefined ? [] : [[name, routes]])),
  );
  mergeByName('route', Object.values(routeTable).map(byRouteKey));
  for (const { name, ...capability } of list) checkQueues(name, capability);
  const composition: Composition = {
    functions,
    queues,
    routeTable,
    machineScopes: scopesOfTable(routeTable),
  };
  return composition as CompositionOf<C>;
}

const byRouteKey = (routes: Routes) =>
  Object.fromEntries(Object.values(routes).map((route) => [routeKeyOf(route), route]));

function mergeByName<T>(kind: string, parts: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const merged = new Map<string, T>();
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    if (merged.has(name)) throw new Error(`two capabilities define the ${kind} ${name}`);
    merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

function checkQueues(capability: string, { functions, queues = {} }: Omit<Capability, 'name'>): void {
  for (const [queue, { worker }] of Object.entries(queues))
    if (!Object.hasOwn(functions, worker))
      throw new Error(`${capability}: the queue ${queue} has no worker ${worker}`);
  for (const [name, { sendsTo = [] }] of Object.entries(functions))
    for (const queue of sendsTo === 'timedWork' ? [] : sendsTo)
      if (!Object.hasOwn(queues, queue))
        throw new Error(`${capability}: ${name} sends to ${queue}, which is no queue of it`);
}
