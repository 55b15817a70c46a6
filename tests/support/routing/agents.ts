// Builds agents, queues, teams and configurations for tests of the routing rules.
import * as z from 'zod/mini';
import { type Agent, newAgent, PutAgentRequestSchema } from '../../../functions/routing/model/agent.ts';
import { PutQueueRequestSchema, type Queue } from '../../../functions/routing/model/queue.ts';
import { emptyRoutingConfig, type RoutingConfig } from '../../../functions/routing/model/routing-config.ts';
import type { Team } from '../../../functions/routing/model/team.ts';

/** Builds an agent who is online, with the given properties. */
export function agentWith(id: string, over: Partial<Agent> = {}): Agent {
  const request = z.parse(PutAgentRequestSchema, { name: id });
  return { ...newAgent(id, request), presence: 'online', version: 1, ...over };
}

export const queueWith = (id: string, over: object = {}): Queue => ({
  id,
  version: 1,
  ...z.parse(PutQueueRequestSchema, { name: id, position: 1, ...over }),
});

/** Builds a team from its queues: `{ calls: [2, 20] }` serves `calls` with priority 2 after 20 seconds. */
export const teamWith = (
  id: string,
  serves: Record<string, [priority: number, delaySeconds: number]>,
): Team => ({
  id,
  version: 1,
  name: id,
  serves: Object.entries(serves).map(([queueId, [priority, delaySeconds]]) => ({
    queueId,
    priority,
    delaySeconds,
  })),
});

export const configWith = (over: Partial<RoutingConfig> = {}): RoutingConfig => ({
  ...emptyRoutingConfig,
  ...over,
});
