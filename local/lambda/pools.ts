// All functions of the application at work, and which of them holds an access key.

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

/** An environment takes some 45 MB, half of it its code: all that were ever busy at once would be 7 GB. */
const mostEnvironments = 48;

/** Ends what has been idle for longest, of whatever function, while there are too many environments. */
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

/** One pool a function, in the order of the template; together they keep to a number of environments. */
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

/** The database takes access keys of letters and digits only. */
const keyPrefix = (index: number): string => `LOCAL${index}`;

/** Finds the pool of an access key; undefined for keys that no environment was given. */
export const keyLookup = (pools: Pool[]): ((accessKey: string) => Pool | undefined) => {
  const byPrefix = new Map(pools.map((pool, index) => [keyPrefix(index), pool]));
  return (accessKey) => byPrefix.get(accessKey.slice(0, accessKey.lastIndexOf('E')));
};
