import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import type { Agent, Presence, PutAgentRequest } from './agent.ts';
import { agentFreed, agentSaved, presenceChanged } from './events.ts';
import { loadAgent, saveAgent } from './store.ts';

/** Agents act on themselves, leads and admins on anybody; somebody else's id is not found. */
export function mayActOn(agentId: string, { actor }: Context): void {
  if (actor.role === 'agent' && actor.id !== agentId) throw new DomainError('agent.not_found');
}

/** Makes an agent, offline, or changes one; work in hand is kept when the capacity shrinks under it. */
export function putAgent(
  table: Table,
  agentId: string,
  request: PutAgentRequest,
  context: Context,
): Promise<Agent> {
  return whileContended(() => putOnce(table, agentId, request, context));
}

async function putOnce(
  table: Table,
  agentId: string,
  request: PutAgentRequest,
  context: Context,
): Promise<Agent> {
  const current = await loadAgent(table, agentId);
  const used = current ? current.capacity - current.free : 0;
  const next: Agent = {
    id: agentId,
    presence: 'offline',
    ...current,
    ...request,
    version: (current?.version ?? 0) + 1,
    free: request.capacity - used,
  };
  await commit(table, context, {
    writes: [saveAgent(next)],
    events: [
      agentSaved(agentId, !current),
      ...(next.presence === 'online' ? [agentFreed(agentId, 'capacity')] : []),
    ],
  });
  return next;
}

/** Brings an agent online, away or offline. Coming online asks routing to look at who waits. */
export function setPresence(
  table: Table,
  agentId: string,
  presence: Presence,
  context: Context,
): Promise<Agent> {
  mayActOn(agentId, context);
  return whileContended(() => setOnce(table, agentId, presence, context));
}

async function setOnce(table: Table, agentId: string, presence: Presence, context: Context): Promise<Agent> {
  const current = await loadAgent(table, agentId);
  if (!current) throw new DomainError('agent.not_found');
  if (current.presence === presence) return current;
  const next = { ...current, presence, version: current.version + 1 };
  await commit(table, context, {
    writes: [saveAgent(next)],
    events: [
      presenceChanged(agentId, current.presence, presence),
      ...(presence === 'online' ? [agentFreed(agentId, 'online')] : []),
    ],
  });
  return next;
}
