import type { NewEvent } from '../platform/events/new-event.ts';
import { routingKeys } from './keys.ts';

const agentEvent = (agentId: string, type: string, data: Record<string, unknown>): NewEvent => ({
  type,
  v: 1,
  owner: routingKeys.agent(agentId).pk,
  data: { agentId, ...data },
});

/** An agent has capacity that they had not before: somebody who waits may be served. */
export const agentCapacityFreed = (agentId: string, why: 'online' | 'capacity' | 'released' | 'changed') =>
  agentEvent(agentId, 'agent.capacity_freed', { why });

export const agentSaved = (agentId: string, created: boolean) =>
  agentEvent(agentId, created ? 'agent.created' : 'agent.updated', {});

/** What became of their tickets speaks for another level; undefined is none. Where a person has set one, that still holds. */
export const skillLearned = (
  agentId: string,
  skill: string,
  from: number | undefined,
  to: number | undefined,
) => agentEvent(agentId, 'agent.skill_learned', { skill, from, to });

/** Offline: `requeueAt` is when their unanswered work returns, unless they come back. */
export const presenceChanged = (agentId: string, from: string, to: string, requeueAt?: string) =>
  agentEvent(agentId, 'agent.presence_changed', { from, to, ...(requeueAt ? { requeueAt } : {}) });

/** Their client has begun to send heartbeats; `missedAt` is when they are offline if no further one comes. */
export const heartbeatStarted = (agentId: string, missedAt: string) =>
  agentEvent(agentId, 'agent.heartbeat_started', { missedAt });

export const shiftsPlanned = (agentId: string) => agentEvent(agentId, 'agent.shifts_planned', {});
