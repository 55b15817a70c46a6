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

/** Agents act on themselves, leads and admins on anybody; somebody else's id is not found. */
export function assertMayActOn(agentId: string, { actor }: Context): void {
  if (actor.role === 'agent' && actor.id !== agentId) throw routingError('agent.not_found');
}

/**
 * Makes an agent, offline, or changes one on the version that was read; work in hand is kept when the capacity shrinks under it,
 * and what was learned counts where the request sets nothing. Refuses a team that there is not with `team.not_found`, and as
 * `nextVersion` does: presence and work that moved since then do not count.
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

/** Writes and events of an agent who can do other things. Whoever is online is looked at anew: they may be able to take who waits. */
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
 * Brings an agent online, away, on a break or offline. Coming online asks routing to look at who waits. Going offline
 * schedules that unanswered work returns when the grace has passed; coming back before it takes that away again.
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

/** The agent in another presence, with its writes and events, for a transaction that may hold more; `heartbeat` claims that due work. */
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
  const back = current.presence === 'offline' ? [cancelRequeue(current.id)] : [];
  return {
    next,
    writes: [
      ...saveAgent(current, next, at),
      ...(requeueAt ? [schedule(requeueWork(current.id, requeueAt))] : []),
      ...back,
      ...(presence === 'offline' ? stopHeartbeat(current.id, heartbeat) : []),
    ],
    events: [
      presenceChanged(current.id, current.presence, presence, requeueAt),
      ...(online ? [agentCapacityFreed(current.id, 'online')] : []),
    ],
  };
}
