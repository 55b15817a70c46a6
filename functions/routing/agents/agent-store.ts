// Agents, their seats and the slots of their capacity on the table. An agent, their seats and the slot that is taken or
// given back change in one transaction, on the agent's version.
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

/** As {@link loadAgent}; refuses an unknown one with `agent.not_found`. */
export async function requireAgent(table: Table, agentId: string): Promise<Agent> {
  const agent = await loadAgent(table, agentId);
  if (!agent) throw routingError('agent.not_found');
  return agent;
}

const KEYS_A_CALL = 100;

/** Those agents that there are. What is read may be a moment old: a claim checks the version. */
export async function loadAgents(table: Table, agentIds: readonly string[]): Promise<Agent[]> {
  const found: Agent[] = [];
  const wanted = agentIds.map((id): Item => ({ ...routingKeys.agent(id) }));
  while (wanted.length > 0) {
    const Keys = wanted.splice(0, KEYS_A_CALL);
    const answer = await table.doc.send(new BatchGetCommand({ RequestItems: { [table.name]: { Keys } } }));
    found.push(...(ownProperty(answer.Responses ?? {}, table.name) ?? []).map(fromItem));
    wanted.push(...(ownProperty(answer.UnprocessedKeys ?? {}, table.name)?.Keys ?? []));
  }
  return found;
}

/**
 * Writes an agent over the state that was read, or for the first time, and moves the availability entries that have to move.
 * Stale when the agent was changed meanwhile.
 */
export function saveAgent(before: Agent | undefined, next: Agent, at: string): Write[] {
  const agent = withAvailability(before, { ...next, version: (before?.version ?? 0) + 1 }, at);
  const key = routingKeys.agent(agent.id);
  const write = before
    ? replace(key, toItem(agent), before.version, stale)
    : create(key, toItem(agent), stale);
  return [write, ...moveAvailabilityEntries(before, agent)];
}

/** Seats are numbered, so that a change of what an agent can do overwrites as many as it makes. */
function moveAvailabilityEntries(before: Agent | undefined, next: Agent): Write[] {
  const old = before ? availabilityEntriesOf(before) : [];
  const wanted = availabilityEntriesOf(next);
  return Array.from({ length: Math.max(old.length, wanted.length) }, (_, number) => number).flatMap(
    (number) => {
      const key = routingKeys.availabilityEntry(next.id, number);
      const seat = wanted[number];
      if (!seat) return [remove(key)];
      const same = JSON.stringify(seat) === JSON.stringify(old[number]);
      return same ? [] : [put(key, { t: 'seat', ...seat })];
    },
  );
}

/** The agent still holds the slot of an earlier assignment of the same ticket, whose release is on its way. */
export interface SlotHeld {
  kind: 'slot_held';
  held: Assignment;
}

export interface Slot {
  agentId: string;
  ticketId: string;
  assignment: Assignment;
}

/** Takes one slot of an agent's capacity, for one assignment. */
export const takeSlot = ({ agentId, ticketId, assignment }: Slot): Write<SlotHeld> =>
  create(routingKeys.assignment(agentId, ticketId), { t: 'assignment', ...assignment }, (held) => ({
    kind: 'slot_held',
    held: { id: String(held?.id), weight: Number(held?.weight) },
  }));

/** Hands a slot from an earlier assignment of the same ticket to the new one; the capacity stays taken. */
export function inheritSlot({ agentId, ticketId, assignment }: Slot, from: string): Write {
  return put(
    routingKeys.assignment(agentId, ticketId),
    { t: 'assignment', ...assignment },
    { expression: '#id = :from', values: { from } },
    stale,
  );
}

/** Frees the slot of one assignment, once: a late or repeated release is done already. */
export function freeSlot({ agentId, ticketId, assignment }: Slot): Write {
  return remove(
    routingKeys.assignment(agentId, ticketId),
    { expression: '#id = :id', values: { id: assignment.id } },
    done,
  );
}
