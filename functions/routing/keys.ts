// The keys of agents, their capacity and skills, of waiting groups, and of routing's configuration.
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

/** The partition of what belongs to routing as a whole. */
export const ROUTING = 'ROUTING';
export const CONFIG_FROM = 'CFG#';
export const CONFIG_TO = 'CFG~';

/** The slots of an agent's capacity that are taken. */
export const ASSIGNMENTS_FROM = 'W#';
export const ASSIGNMENTS_TO = 'W~';

/** The evidence of an agent's skills. */
export const EVIDENCE_FROM = 'SKILL#';
export const EVIDENCE_TO = 'SKILL~';

const agentPartition = (agentId: string): string => `A#${agentId}`;

export const routingKeys = {
  agent: (agentId: string): Key => ({ pk: agentPartition(agentId), sk: 'A' }),
  /** One slot of an agent's capacity, taken by a ticket. */
  assignment: (agentId: string, ticketId: string): Key => ({
    pk: agentPartition(agentId),
    sk: `W#${ticketId}`,
  }),
  /** An availability entry of an agent, by number; its `listPk` says which searches find it. */
  availabilityEntry: (agentId: string, number: number): Key => ({
    pk: agentPartition(agentId),
    sk: `S#${number}`,
  }),
  /** The outcomes of an agent's tickets that required a skill. */
  evidence: (agentId: string, skill: string): Key => ({ pk: agentPartition(agentId), sk: `SKILL#${skill}` }),
  /** When the last heartbeat came; the item exists only while heartbeats are expected. */
  heartbeat: (agentId: string): Key => ({ pk: agentPartition(agentId), sk: 'H' }),
  shifts: (agentId: string): Key => ({ pk: agentPartition(agentId), sk: 'SHIFTS' }),
  /** The requirements that the tickets of a waiting group share. */
  waitingGroup: (digest: string): Key => ({ pk: `WAIT#${digest}`, sk: 'WAIT' }),
  /** Queues, teams, settings and skill counts, which one Query reads. */
  config: (kind: 'queue' | 'team' | 'settings' | 'skillCounts', name: string): Key => ({
    pk: ROUTING,
    sk: `CFG#${kind}#${name}`,
  }),
} as const;

/** Partitions of the index `list`. */
export const routingLists = {
  waitingGroups: 'WAITS',
  /** Agents of a team with free capacity who have an ability: best level first, then the least loaded. */
  availability: (teamId: string, ability: string) => `AV#${teamId}#${ability}`,
} as const;

/** Timed work in the ticket's partition, in which each capability uses names of its own. */
export const routingWork = {
  offer: (ticketId: string): TimedWorkRef => ({ owner: ticketPartition(ticketId), name: 'offer' }),
  reevaluation: (ticketId: string): TimedWorkRef => ({
    owner: ticketPartition(ticketId),
    name: 'reevaluate',
  }),
} as const;
