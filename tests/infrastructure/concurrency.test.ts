import { describe, expect, it } from 'vitest';
import { type FunctionName, functionNames, queues, routeTable } from '../../functions/capabilities.ts';
import { audienceOf, type Routes } from '../../functions/platform/contract/route.ts';
import { functionNamed, prodContext, templates } from '../support/templates.ts';

const { app } = templates(prodContext);
const reservedOf = (name: string): number | undefined =>
  functionNamed(app, name).ReservedConcurrentExecutions as number | undefined;

/** Functions that customers or the public can invoke. */
const facing = Object.entries(routeTable)
  .filter(([, routes]) => Object.values(routes as Routes).some((route) => audienceOf(route) !== 'staff'))
  .map(([name]) => name);

describe('the account’s concurrency', () => {
  it('is capped for every function that customers or the public call, at a third in total, and not for staff', () => {
    expect(facing.length).toBeGreaterThan(3);
    for (const name of facing) expect(reservedOf(name)).toBeGreaterThan(0);
    const taken = facing.reduce((sum, name) => sum + (reservedOf(name) ?? 0), 0);
    expect(taken).toBeLessThanOrEqual(333);
    const staffs = Object.keys(routeTable).filter((name) => !facing.includes(name));
    for (const name of staffs) expect(reservedOf(name)).toBeUndefined();
  });

  it('is reserved for the relay, the scheduler and routing, as much as their queues use at once', () => {
    const needed = (name: FunctionName) =>
      Object.values(queues)
        .filter((queue) => queue.worker === name)
        .reduce((sum, { maxConcurrency }) => sum + maxConcurrency, 1);
    for (const name of ['relay', 'scheduler', 'routing-worker', 'triage-worker'] as const)
      expect(reservedOf(name)).toBeGreaterThanOrEqual(needed(name));
  });

  it('leaves more than half to all other functions, of which AWS requires 100', () => {
    const reserved = functionNames.reduce((sum, name) => sum + (reservedOf(name) ?? 0), 0);
    expect(reserved).toBeLessThanOrEqual(500);
  });

  it('is not reserved on stages that do not state its size', () => {
    const dev = templates().app;
    for (const name of functionNames)
      expect(functionNamed(dev, name).ReservedConcurrentExecutions).toBeUndefined();
  });
});
