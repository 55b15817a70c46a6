// The facts about an agent that tickets need: name, kind (person or bot) and training. Routing depends on
// tickets and owns the agents; it writes the profile in the transaction that changes an agent.
import { type SensitiveKind, sensitiveKinds, trainedSkills } from '../../platform/contract/shared-kinds.ts';
import { getItem } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { assertCondition, put, type Write } from '../../platform/table/write.ts';
import { ticketKeys } from '../keys.ts';

export interface AgentProfile {
  name: string;
  kind: 'person' | 'bot';
  /** The sensitive kinds that the agent is trained for, in the order of `sensitiveKinds`. */
  trainedFor: readonly SensitiveKind[];
}

interface AgentFacts {
  id: string;
  name: string;
  kind: 'person' | 'bot';
  skills: readonly { name: string }[];
}

/**
 * Returns the write of an agent's profile, for the transaction that creates or changes the agent; nothing
 * when the profile stays the same.
 */
export function saveAgentProfile(before: AgentFacts | undefined, next: AgentFacts): Write[] {
  const profile = profileOf(next);
  if (before && JSON.stringify(profileOf(before)) === JSON.stringify(profile)) return [];
  return [put(ticketKeys.agentProfile(next.id), { t: 'agentProfile', ...profile })];
}

function profileOf({ name, kind, skills }: AgentFacts): AgentProfile {
  const held = new Set(skills.map((skill) => skill.name));
  return { name, kind, trainedFor: sensitiveKinds.filter((each) => held.has(trainedSkills[each])) };
}

export async function loadAgentProfile(table: Table, agentId: string): Promise<AgentProfile | undefined> {
  const item = await getItem(table, ticketKeys.agentProfile(agentId));
  return item as (AgentProfile & typeof item) | undefined;
}

/** Checks that the agent is a person with the training that was read; otherwise the commit is stale. */
export function sameTrainingCheck(agentId: string, { trainedFor }: Pick<AgentProfile, 'trainedFor'>): Write {
  const same = {
    expression: '#trainedFor = :trainedFor AND #kind = :person',
    values: { trainedFor, person: 'person' },
  };
  return assertCondition(ticketKeys.agentProfile(agentId), same, stale);
}
