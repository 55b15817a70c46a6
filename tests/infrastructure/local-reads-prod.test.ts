// The local runner reads dev's template every day; this test makes it read prod's, with everything that runs
// on one machine.
import { describe, expect, it } from 'vitest';
import { functionNames, queues, routeTable } from '../../functions/capabilities.ts';
import { readApi } from '../../local/http/api-spec.ts';
import { readRoles } from '../../local/iam/roles.ts';
import { findFunction, readFunctions } from '../../local/lambda/function-spec.ts';
import type { Pool } from '../../local/lambda/pool.ts';
import { readMappings } from '../../local/sources/mapping.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { type Deployment, readDeployment } from '../../local/template/deployment.ts';
import { text } from '../../local/template/read-property.ts';
import { fullContext, prodContext, standInApp } from '../support/templates.ts';

const place = { region: 'eu-west-1', account: '000000000000', gatewayUrl: 'http://gateway' };
const deployed = (context: Record<string, unknown>): Deployment =>
  readDeployment(readAssembly(standInApp({ context }).app.synth().directory), place);
const poolsOf = (deployment: Deployment): Pool[] =>
  readFunctions(deployment, readRoles(deployment)).map((spec) => ({ spec }) as Pool);

describe.each([
  ['prod', prodContext],
  ['prod with everything but a domain', { ...fullContext, domain: 'none' }],
])('the local runner on the template of %s', (_name, context) => {
  const deployment = deployed(context);
  const pools = poolsOf(deployment);

  it('resolves its routes to the functions behind their aliases', () => {
    const routes = readApi(deployment, pools)?.routes ?? [];
    const stated = Object.values(routeTable).flatMap((table) => Object.values(table));
    // And one fallback route.
    expect(routes).toHaveLength(stated.length + 1);
    for (const { pool } of routes) expect(pool.spec.physicalName).toMatch(/^rapport-prod-/);
    expect(new Set(routes.map(({ pool }) => pool.spec.physicalName)).size).toBe(
      Object.keys(routeTable).length,
    );
  });

  it('resolves its queues and streams to functions behind aliases whose roles have the required keys', () => {
    const mappings = readMappings(deployment, pools);
    expect(mappings).toHaveLength(Object.keys(queues).length + 2);
  });

  it('resolves its schedule to the function, with its own retries', () => {
    const [schedule] = deployment.ofType('AWS::Scheduler::Schedule');
    const scheduler = findFunction(pools, schedule === undefined ? '' : text(schedule, 'Target.Arn'));
    expect(scheduler?.spec.physicalName).toBe('rapport-prod-scheduler');
    expect(scheduler?.spec.asynchronous.retries).toBe(1);
    expect(scheduler?.spec.asynchronous.onFailureArn).toBeDefined();
    expect(pools).toHaveLength(functionNames.length);
  });
});

describe('the local runner', () => {
  it('rejects a stage with a domain by name, because no CloudFront runs here', () => {
    expect(() => deployed(fullContext)).toThrow('AWS::CloudFront::Distribution');
  });
});
