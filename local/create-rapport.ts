// Creates the handle of a running platform.
import type { Faults } from './gateway/faults.ts';
import type { Issuer } from './identity/issuer.ts';
import type { IdleWatch } from './idle-watch.ts';
import type { Outcome } from './lambda/environment.ts';
import type { Pool } from './lambda/pool.ts';
import { withLocalAddress } from './lambda/runtime-variables.ts';
import type { Receiving } from './mail/receiving/receiving.ts';
import type { PlatformParts } from './platform-parts.ts';
import type { Messaging } from './queues/messaging.ts';
import type { InvokeResult, Rapport } from './rapport.ts';
import type { Delivery } from './sources/delivery.ts';
import type { Deployment } from './template/deployment.ts';

interface RapportParts {
  parts: PlatformParts;
  deployment: Deployment;
  pools: Pool[];
  messaging: Messaging;
  issuer: Issuer;
  receiving: Receiving;
  faults: Faults;
  delivery: Delivery;
  idle: IdleWatch;
  apiId: string | undefined;
  advance(duration: string): Promise<Date>;
  now(): Date;
}

const idleTimeoutMs = 120_000;

export const createRapport = (given: RapportParts): Rapport => {
  const { parts, deployment, pools, messaging, faults, idle } = given;
  const { api, database, gateway, inbox, place } = parts;
  const tables = Object.fromEntries(
    deployment
      .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
      .map(({ logicalId, ref }) => [logicalId, ref]),
  );
  const pool = (name: string): Pool => {
    const found = pools.find(({ spec }) => spec.name === name);
    if (found === undefined)
      throw new Error(
        `there is no function ${name}; there are ${pools.map(({ spec }) => spec.name).join(', ')}`,
      );
    return found;
  };
  const known = <T extends { function: string }>(plan: T): T => {
    pool(plan.function);
    return plan;
  };
  return {
    apiUrl: api.url,
    inboxUrl: inbox.url,
    dynamoEndpoint: database.endpoint,
    sqsEndpoint: messaging.endpoint,
    region: place.region,
    tableName: Object.values(tables)[0] ?? '',
    tables,
    queues: Object.fromEntries(messaging.queues.map(({ logicalId, name }) => [logicalId, name])),
    outputs: localOutputs(given),
    functions: pools.map(({ spec }) => spec.name),
    token: given.issuer.token,
    now: given.now,
    advance: given.advance,
    mails: inbox.list,
    clearMails: inbox.clear,
    receiveMail: (raw, envelope) => given.receiving.receive(Buffer.from(raw), envelope),
    invoke: async (name, event) => resultOf(await pool(name).invoke(event)),
    kill: (name) => pool(name).kill(),
    crash: (plan) => faults.crash(known(plan)),
    crashAfter: (name, operation, nth = 1) => faults.crash(known({ function: name, operation, nth })),
    refuse: (plan) => faults.refuse(known(plan)),
    clearFaults: faults.clear,
    delivery: given.delivery,
    calls: gateway.counts,
    resetCalls: gateway.resetCounts,
    logs: (name) => pool(name).logs(),
    warm: async (names = pools.map(({ spec }) => spec.name), environments = 1) => {
      for (const name of names) await pool(name).warm(environments);
    },
    idle: ({ timeoutMs = idleTimeoutMs, allowDeadLetters = false } = {}) =>
      idle.wait(timeoutMs, allowDeadLetters),
    deadLetters: idle.deadLetters,
    stop: parts.stop,
  };
};

const localOutputs = ({ deployment, apiId, parts }: RapportParts): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(deployment.outputs).map(([stack, values]) => [
      stack,
      withLocalAddress(values, apiId, parts.place.region, parts.api.url),
    ]),
  );

const resultOf = (outcome: Outcome): InvokeResult =>
  outcome.ok
    ? { ok: true, payload: JSON.parse(outcome.payload) as unknown }
    : { ok: false, payload: outcome.error };
