// Agents and their capacity on the table. `row` holds what routing decides on; the list index shows it while an agent
// is online.
import { AlreadyDone, DomainError } from '../platform/errors.ts';
import { keys, lists } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { create, put, remove, replace, update, type Write } from '../platform/table/write.ts';
import type { Agent } from './agent.ts';
import type { RosterRow } from './choose-agent.ts';

export function toItem(agent: Agent): Item {
  const { version, presence, ...row } = agent;
  const listed = presence === 'online' ? { listPk: lists.roster, listSk: agent.id } : {};
  return { t: 'agent', version, presence, row, ...listed };
}

export function fromItem(item: Item): Agent {
  return {
    ...(item.row as RosterRow),
    version: Number(item.version),
    presence: item.presence as Agent['presence'],
  };
}

export async function loadAgent(table: Table, agentId: string): Promise<Agent | undefined> {
  const item = await getItem(table, keys.agent(agentId));
  return item && fromItem(item);
}

/** Writes an agent over the version that was read, or for the first time. */
export function saveAgent(next: Agent): Write {
  const contended = () => new DomainError('write.contended');
  if (next.version === 1) return create(keys.agent(next.id), toItem(next), contended);
  return replace(keys.agent(next.id), toItem(next), next.version - 1, contended);
}

/** Everybody who is online, as the index shows them. A claim checks again what it needs. */
export async function readRoster(table: Table): Promise<RosterRow[]> {
  const rows: RosterRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { index: 'list', pk: lists.roster, cursor });
    rows.push(...page.items.map((item) => item.row as RosterRow));
    cursor = page.next;
  } while (cursor);
  return rows;
}

/** The agent went offline or has less free capacity than the roster showed. */
export class AgentTaken extends Error {
  readonly agentId: string;
  constructor(agentId: string) {
    super('the agent cannot take it any more');
    this.name = 'AgentTaken';
    this.agentId = agentId;
  }
}

/** The agent still holds the slot of an earlier assignment of the same ticket, whose release is on its way. */
export class SlotHeld extends Error {
  readonly assignmentId: string;
  constructor(assignmentId: string) {
    super('the slot of an earlier assignment is still held');
    this.name = 'SlotHeld';
    this.assignmentId = assignmentId;
  }
}

export interface Slot {
  agentId: string;
  ticketId: string;
  assignment: { id: string; weight: number };
}

/** Takes capacity of an agent: one conditional write, so that two workers can never give the same slot twice. */
export function takeSlot({ agentId, ticketId, assignment }: Slot, at: string): Write[] {
  return [
    update(
      keys.agent(agentId),
      {
        increase: { 'row.free': -assignment.weight },
        set: { 'row.lastAssignedAt': at },
        add: { version: 1 },
      },
      {
        expression: '#presence = :online AND #row.#free >= :weight',
        values: { online: 'online', weight: assignment.weight },
      },
      () => new AgentTaken(agentId),
    ),
    create(
      keys.assignment(agentId, ticketId),
      { t: 'assignment', ...assignment },
      (held) => new SlotHeld(String(held?.id)),
    ),
  ];
}

/** Hands a slot from an earlier assignment of the same ticket to the new one; the capacity stays taken. */
export function inheritSlot({ agentId, ticketId, assignment }: Slot, from: string): Write[] {
  return [
    put(
      keys.assignment(agentId, ticketId),
      { t: 'assignment', ...assignment },
      { expression: '#id = :from', values: { from } },
      () => new AgentTaken(agentId),
    ),
  ];
}

/** Gives the capacity of one assignment back, once: of a late or repeated release nothing is left to take. */
export function releaseSlot({ agentId, ticketId, assignment }: Slot): Write[] {
  return [
    remove(
      keys.assignment(agentId, ticketId),
      { expression: '#id = :id', values: { id: assignment.id } },
      () => new AlreadyDone(`releasing ${assignment.id}`),
    ),
    update(keys.agent(agentId), { increase: { 'row.free': assignment.weight }, add: { version: 1 } }),
  ];
}
