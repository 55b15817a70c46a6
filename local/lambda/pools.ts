// Runs all functions of the application and knows which of them owns an access key.

import { readRoles } from '../iam/roles.ts';
import type { SecretOf } from '../iam/secrets.ts';
import type { Clock } from '../state/clock.ts';
import type { Deployment } from '../template/deployment.ts';
import { readFunctions } from './function-spec.ts';
import { type LogLine, Pool } from './pool.ts';
import { runtimeVariables, withLocalAddress } from './runtime-variables.ts';

export interface PoolsOptions {
  apiUrl: string;
  clock: Clock;
  secretOf: SecretOf;
  maxEnvironments: number;
  onLog(name: string, entry: LogLine): void;
}

/** An environment takes about 45 MB, half of it code: all that were ever busy at once would take 7 GB. */
const mostEnvironments = 48;

/** Ends the environments that have been idle longest, of any function, while there are too many. */
const makeRoom = (pools: Pool[]): void => {
  const total = pools.reduce((sum, pool) => sum + pool.size(), 0);
  for (let surplus = total - mostEnvironments; surplus > 0; surplus -= 1) {
    const longest = pools
      .filter((pool) => pool.idleSince() !== undefined)
      .sort((left, right) => (left.idleSince() ?? 0) - (right.idleSince() ?? 0))[0];
    if (longest === undefined) return;
    longest.dropIdle();
  }
};

/**
 * Creates one pool per function, in the order of the template; together they stay below
 * a number of environments.
 */
export const createPools = (deployment: Deployment, options: PoolsOptions): Pool[] => {
  const { place } = deployment;
  const apiId = deployment.ofType('AWS::ApiGatewayV2::Api')[0]?.ref;
  const pools: Pool[] = readFunctions(deployment, readRoles(deployment)).map((spec, index) => {
    const environment = withLocalAddress(spec.environment, apiId, place.region, options.apiUrl);
    return new Pool(
      { ...spec, environment },
      {
        keyPrefix: keyPrefix(index),
        variables: (accessKey) => runtimeVariables(spec, place, accessKey, options.secretOf),
        clock: options.clock.shared,
        maxEnvironments: options.maxEnvironments,
        onLog: options.onLog,
        onStart: () => makeRoom(pools),
      },
    );
  });
  return pools;
};

/** Returns a key prefix; the database accepts only access keys of letters and digits. */
const keyPrefix = (index: number): string => `LOCAL${index}`;

/** Returns a lookup of pools by access key; it gives undefined for keys that no environment has. */
export const keyLookup = (pools: Pool[]): ((accessKey: string) => Pool | undefined) => {
  const byPrefix = new Map(pools.map((pool, index) => [keyPrefix(index), pool]));
  return (accessKey) => byPrefix.get(accessKey.slice(0, accessKey.lastIndexOf('E')));
};
