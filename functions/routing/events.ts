import type { NewEvent } from '../platform/events/new-event.ts';
import { keys } from '../platform/table/keys.ts';

const agentEvent = (agentId: string, type: string, data: Record<string, unknown>): NewEvent => ({
  type,
  v: 1,
  owner: keys.agent(agentId).pk,
  data: { agentId, ...data },
});

/** An agent has capacity that they had not before: somebody who waits may be served. */
export const agentFreed = (agentId: string, why: 'online' | 'capacity' | 'released') =>
  agentEvent(agentId, 'agent.freed', { why });

export const agentSaved = (agentId: string, created: boolean) =>
  agentEvent(agentId, created ? 'agent.created' : 'agent.updated', {});

export const presenceChanged = (agentId: string, from: string, to: string) =>
  agentEvent(agentId, 'agent.presence_changed', { from, to });
