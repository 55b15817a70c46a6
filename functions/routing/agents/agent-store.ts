// Stores agents, their availability entries and their capacity slots. An agent, their entries and the slot
// that is taken or freed change in one transaction, conditional on the agent's version.
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { ownProperty } from '../../platform/own-property.ts';
import { getItem } from '../../platform/table/read.ts';
import { done, stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, put, remove, replace, type Write } from '../../platform/table/write.ts';
import type { Assignment } from '../../tickets/index.ts';
import { routingError } from '../errors.ts';
import { routingKeys } from '../keys.ts';
import type { Agent } from '../model/agent.ts';
import { availabilityEntriesOf, withAvailability } from '../model/availability.ts';

export function toItem(agent: Agent): Item {
  const { version, presence, capacityFreedAt, availableSince, ...row } = agent;
  return { t: 'agent', version, presence, capacityFreedAt, availableSince, row };
}

export function fromItem(item: Item): Agent {
  const { version, presence, capacityFreedAt, availableSince, row } = item;
  return { ...(row as object), version, presence, capacityFreedAt, availableSince } as Agent;
}

export async function loadAgent(table: Table, agentId: string): Promise<Agent | undefined> {
  const item = await getItem(table, routingKeys.agent(agentId));
  return item && fromItem(item);
}

/** Loads an agent; refuses an unknown one with `agent.not_found`. */
export async function requireAgent(table: Table, agentId: string): Promise<Agent> {
  const agent = await loadAgent(table, agentId);
  if (!agent) throw routingError('agent.not_found');
  return agent;
}

const KEYS_PER_CALL = 100;

/**
 * Loads the agents that exist among the given ids. The read is eventually consistent; the assignment checks
 * each agent's version.
 */
export async function loadAgents(table: Table, agentIds: readonly string[]): Promise<Agent[]> {
  const found: Agent[] = [];
  const wanted = agentIds.map((id): Item => ({ ...routingKeys.agent(id) }));
  while (wanted.length > 0) {
    const Keys = wanted.splice(0, KEYS_PER_CALL);
    const answer = await table.doc.send(new BatchGetCommand({ RequestItems: { [table.name]: { Keys } } }));
    found.push(...(ownProperty(answer.Responses ?? {}, table.name) ?? []).map(fromItem));
    wanted.push(...(ownProperty(answer.UnprocessedKeys ?? {}, table.name)?.Keys ?? []));
  }
  return found;
}

/**
 * Creates an agent, or replaces the version that was read, and updates the availability entries that changed.
 * The write is stale when somebody else changed the agent in the meantime.
 */
export function saveAgent(before: Agent | undefined, next: Agent, at: string): Write[] {
  const agent = withAvailability(before, { ...next, version: (before?.version ?? 0) + 1 }, at);
  const key = routingKeys.agent(agent.id);
  const write = before
    ? replace(key, toItem(agent), before.version, stale)
    : create(key, toItem(agent), stale);
  return [write, ...moveAvailabilityEntries(before, agent)];
}

/** Rewrites the entries that changed. They are numbered, so that new abilities overwrite the old entries. */
function moveAvailabilityEntries(before: Agent | undefined, next: Agent): Write[] {
  const old = before ? availabilityEntriesOf(before) : [];
  const wanted = availabilityEntriesOf(next);
  return Array.from({ length: Math.max(old.length, wanted.length) }, (_, number) => number).flatMap(
    (number) => {
      const key = routingKeys.availabilityEntry(next.id, number);
      const entry = wanted[number];
      if (!entry) return [remove(key)];
      const same = JSON.stringify(entry) === JSON.stringify(old[number]);
      return same ? [] : [put(key, { t: 'availability', ...entry })];
    },
  );
}

/**
 * Says that the agent still holds the slot of an earlier assignment of the same ticket; its release is
 * pending.
 */
export interface SlotHeld {
  kind: 'slot_held';
  held: Assignment;
}

export interface Slot {
  agentId: string;
  ticketId: string;
  assignment: Assignment;
}

/**
 * Takes one slot of an agent's capacity for an assignment. Refuses when a slot for the same ticket is held.
 */
export const takeSlot = ({ agentId, ticketId, assignment }: Slot): Write<SlotHeld> =>
  create(routingKeys.assignment(agentId, ticketId), { t: 'assignment', ...assignment }, (held) => ({
    kind: 'slot_held',
    held: { id: String(held?.id), weight: Number(held?.weight) },
  }));

/**
 * Transfers a slot from an earlier assignment of the same ticket to the new one; the capacity stays in use.
 */
export function inheritSlot({ agentId, ticketId, assignment }: Slot, from: string): Write {
  return put(
    routingKeys.assignment(agentId, ticketId),
    { t: 'assignment', ...assignment },
    { expression: '#id = :from', values: { from } },
    stale,
  );
}

/** Frees the slot of an assignment once; a late or repeated release is refused as `done`. */
export function freeSlot({ agentId, ticketId, assignment }: Slot): Write {
  return remove(
    routingKeys.assignment(agentId, ticketId),
    { expression: '#id = :id', values: { id: assignment.id } },
    done,
  );
}
