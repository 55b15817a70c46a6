// The scheduled check of an agent's heartbeat.
import { cancel, type DueMessage } from '../platform/scheduling/timed-work.ts';
import { keys } from '../platform/table/keys.ts';
import { remove, type Write } from '../platform/table/write.ts';
import { routingKeys } from './keys.ts';

const MISSED_SECONDS = 90;
const NAME = 'heartbeat';
const HEARTBEAT_KIND = 'routing.heartbeat';

/** Returns when an agent whose last heartbeat came at `at` counts as offline. */
export const missedAt = (at: string) => new Date(Date.parse(at) + MISSED_SECONDS * 1000).toISOString();

/** Describes the timed work that checks an agent's heartbeat. */
export const heartbeatWork = (agentId: string, at: string) => ({
  owner: routingKeys.agent(agentId).pk,
  name: NAME,
  at,
  queue: 'routingStandard' as const,
  kind: HEARTBEAT_KIND,
  data: { agentId },
});

/** Builds the message that the scheduler would send for this check, so that it can be sent early. */
export const heartbeatMessage = (agentId: string, at: string): DueMessage => ({
  ...keys.due(routingKeys.agent(agentId).pk, NAME),
  at,
  kind: HEARTBEAT_KIND,
  data: { agentId },
});

/** Stops the heartbeat of an agent; `due` removes the scheduled check, under its condition if it has one. */
export const stopHeartbeat = (
  agentId: string,
  due: Write = cancel(routingKeys.agent(agentId).pk, NAME),
): Write[] => [remove(routingKeys.heartbeat(agentId)), due];
