// The events of agents.
import * as z from 'zod/mini';
import { defineEvent } from '../platform/events/event-definition.ts';

const about = { agentId: z.string() };

export const AgentCreated = /* @__PURE__ */ defineEvent('agent.created', 'An agent was created.', () =>
  z.object(about),
);
export const AgentUpdated = /* @__PURE__ */ defineEvent(
  'agent.updated',
  'The profile of an agent was changed.',
  () => z.object(about),
);

export const AgentCapacityFreed = /* @__PURE__ */ defineEvent(
  'agent.capacity_freed',
  'An agent can take more work than before: a waiting ticket may be routed to them.',
  () => z.object({ ...about, why: z.enum(['online', 'capacity', 'released', 'changed']) }),
);

export const AgentPresenceChanged = /* @__PURE__ */ defineEvent(
  'agent.presence_changed',
  'An agent went online, away, on break or offline.',
  () =>
    z.object({
      ...about,
      from: z.string(),
      to: z.string(),
      /** When the unanswered tickets of an offline agent are requeued, unless they come back. */
      requeueAt: z.optional(z.string()),
    }),
);

export const AgentHeartbeatStarted = /* @__PURE__ */ defineEvent(
  'agent.heartbeat_started',
  'The client of an agent began to send heartbeats.',
  () =>
    z.object({
      ...about,
      /** When the agent counts as offline if no further heartbeat comes. */
      missedAt: z.string(),
    }),
);

export const AgentShiftsPlanned = /* @__PURE__ */ defineEvent(
  'agent.shifts_planned',
  'The shifts of an agent were planned or deleted.',
  () => z.object(about),
);

export const AgentSkillLearned = /* @__PURE__ */ defineEvent(
  'agent.skill_learned',
  'The outcomes of their tickets prove another level of a skill; a level that a lead set still holds.',
  () =>
    z.object({
      ...about,
      skill: z.string(),
      /** Absent when there was no level. */
      from: z.optional(z.int()),
      to: z.optional(z.int()),
    }),
);

export const routingEvents = [
  AgentCreated,
  AgentUpdated,
  AgentCapacityFreed,
  AgentPresenceChanged,
  AgentHeartbeatStarted,
  AgentShiftsPlanned,
  AgentSkillLearned,
] as const;
