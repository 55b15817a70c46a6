// Builds the events that routing adds to the history of an agent.
import type { NewEvent } from '../platform/table/new-event.ts';
import type * as events from './events.ts';
import { routingKeys } from './keys.ts';

const agentHistory = (agentId: string) => ({ v: 1 as const, owner: routingKeys.agent(agentId).pk });

export const agentCapacityFreed = (
  agentId: string,
  why: NewEvent<typeof events.AgentCapacityFreed>['data']['why'],
): NewEvent<typeof events.AgentCapacityFreed> => ({
  ...agentHistory(agentId),
  type: 'agent.capacity_freed',
  data: { agentId, why },
});

export const agentSaved = (
  agentId: string,
  created: boolean,
): NewEvent<typeof events.AgentCreated> | NewEvent<typeof events.AgentUpdated> => ({
  ...agentHistory(agentId),
  type: created ? 'agent.created' : 'agent.updated',
  data: { agentId },
});

/**
 * Reports that the outcomes of an agent's tickets prove another level of a skill; undefined means no level.
 */
export const skillLearned = (
  agentId: string,
  skill: string,
  from: number | undefined,
  to: number | undefined,
): NewEvent<typeof events.AgentSkillLearned> => ({
  ...agentHistory(agentId),
  type: 'agent.skill_learned',
  data: { agentId, skill, from, to },
});

export const presenceChanged = (
  agentId: string,
  from: string,
  to: string,
  requeueAt?: string,
): NewEvent<typeof events.AgentPresenceChanged> => ({
  ...agentHistory(agentId),
  type: 'agent.presence_changed',
  data: { agentId, from, to, ...(requeueAt ? { requeueAt } : {}) },
});

export const heartbeatStarted = (
  agentId: string,
  missedAt: string,
): NewEvent<typeof events.AgentHeartbeatStarted> => ({
  ...agentHistory(agentId),
  type: 'agent.heartbeat_started',
  data: { agentId, missedAt },
});

export const shiftsPlanned = (agentId: string): NewEvent<typeof events.AgentShiftsPlanned> => ({
  ...agentHistory(agentId),
  type: 'agent.shifts_planned',
  data: { agentId },
});
