import type { Context } from '../../platform/context.ts';
import { nextVersion, type PutVersioned } from '../../platform/contract/version.ts';
import { schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted, unchanged } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { saveAgentProfile } from '../../tickets/index.ts';
import { routingError } from '../errors.ts';
import { stopHeartbeat } from '../heartbeat-work.ts';
import { type Agent, newAgent, type Presence, type PutAgentRequest, revisionOf } from '../model/agent.ts';
import { updateSkillCounts } from '../model/routing-config.ts';
import { agentCapacityFreed, agentSaved, presenceChanged } from '../new-events.ts';
import { loadAgent, requireAgent, saveAgent } from './agent-store.ts';
import { listSkillEvidence } from './evidence-store.ts';
import { learnedSkills } from './learned-skills.ts';
import { cancelRequeue, requeueWork } from './requeue-offline-agent.ts';

/** Lets agents act on themselves only, leads and admins on anybody; refuses with `agent.not_found`. */
export function assertMayActOn(agentId: string, { actor }: Context): void {
  if (actor.role === 'agent' && actor.id !== agentId) throw routingError('agent.not_found');
}

/**
 * Creates an agent, who is offline at first, or replaces the version that was read. Assigned tickets stay
 * assigned when the new capacity is below the work in hand. Learned levels apply to skills that the request
 * does not set. Refuses an unknown team with `team.not_found`, and a stale version as `nextVersion` does;
 * changes of presence and workload do not make a version stale.
 */
export function putAgent(
  table: Table,
  agentId: string,
  { version: expected, ...request }: PutVersioned<PutAgentRequest>,
  context: Context,
): Promise<Agent> {
  return requireCommitted(
    retryOnStale(async () => {
      const [current, evidence] = await Promise.all([
        loadAgent(table, agentId),
        listSkillEvidence(table, agentId),
      ]);
      const revision = nextVersion(expected, current ? revisionOf(current) : 0);
      const used = current ? current.capacity - current.free : 0;
      const at = context.now.toISOString();
      const next: Agent = {
        ...(current ?? newAgent(agentId, request)),
        ...request,
        revision,
        learned: learnedSkills(request, evidence),
        free: request.capacity - used,
      };
      const change = abilityChange(current, next, at);
      return commit(table, context, {
        writes: change.writes,
        events: [agentSaved(agentId, !current), ...change.events],
        answer: { ...change.next, version: (current?.version ?? 0) + 1 },
      });
    }),
  );
}

/**
 * Returns the writes and events for a change of an agent's abilities. An agent who is online is matched with
 * the waiting tickets again, because they may now be eligible for some of them.
 */
export function abilityChange(current: Agent | undefined, wanted: Agent, at: string) {
  const online = current?.presence === 'online';
  const next: Agent = online ? { ...wanted, capacityFreedAt: current.capacityFreedAt ?? at } : wanted;
  return {
    next,
    writes: [
      ...saveAgent(current, next, at),
      ...saveAgentProfile(current, next),
      ...updateSkillCounts(current, next),
    ],
    events: online ? [agentCapacityFreed(next.id, 'changed')] : [],
  };
}

/**
 * Sets an agent online, away, on a break or offline. Going online starts matching with the waiting tickets.
 * Going offline schedules the requeue of unanswered tickets after the grace period; coming back in time
 * cancels it.
 */
export function setPresence(
  table: Table,
  agentId: string,
  presence: Presence,
  graceSeconds: number,
  context: Context,
): Promise<Agent> {
  assertMayActOn(agentId, context);
  return requireCommitted(
    retryOnStale(async () => {
      const current = await requireAgent(table, agentId);
      if (current.presence === presence) return unchanged(current);
      const { next, writes, events } = presenceChange(current, presence, graceSeconds, context);
      return commit(table, context, { writes, events, answer: next });
    }),
  );
}

/**
 * Returns an agent with a new presence, with writes and events for a transaction that may contain more.
 * `heartbeat` is the claim of the heartbeat check, if that caused the change.
 */
export function presenceChange(
  current: Agent,
  presence: Presence,
  graceSeconds: number,
  { now }: Context,
  heartbeat?: Write,
) {
  const at = now.toISOString();
  const online = presence === 'online';
  const next: Agent = {
    ...current,
    presence,
    capacityFreedAt: online ? at : undefined,
    version: current.version + 1,
  };
  const requeueAt =
    presence === 'offline' ? new Date(now.getTime() + graceSeconds * 1000).toISOString() : undefined;
  const requeueCancelled = current.presence === 'offline' ? [cancelRequeue(current.id)] : [];
  return {
    next,
    writes: [
      ...saveAgent(current, next, at),
      ...(requeueAt ? [schedule(requeueWork(current.id, requeueAt))] : []),
      ...requeueCancelled,
      ...(presence === 'offline' ? stopHeartbeat(current.id, heartbeat) : []),
    ],
    events: [
      presenceChanged(current.id, current.presence, presence, requeueAt),
      ...(online ? [agentCapacityFreed(current.id, 'online')] : []),
    ],
  };
}
