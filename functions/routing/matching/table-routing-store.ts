// The floor on the table: every change is one transaction, conditional on the versions that were read.

import type { Context } from '../../platform/context.ts';
import { AlreadyDone, platformError } from '../../platform/errors.ts';
import { derivedIds } from '../../platform/ids.ts';
import { schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { keys } from '../../platform/table/keys.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import {
  type Assignment,
  assignTicket,
  isSolvedOrClosed,
  listWaitingTickets,
  loadTicket,
  queueTicket,
  type RoutingDecision,
  StaleTicket,
  type Ticket,
  ticketPartition,
} from '../../tickets/index.ts';
import { type Agent, withWork } from '../agents/agent.ts';
import {
  AgentChanged,
  inheritSlot,
  loadAgent,
  loadAgents,
  SlotHeld,
  saveAgent,
  takeSlot,
} from '../agents/agent-store.ts';
import type { AvailabilityRow } from '../agents/availability.ts';
import { unassign } from '../agents/unassign.ts';
import { routingLists } from '../keys.ts';
import type { RoutingConfig } from '../queues/routing-config.ts';
import { channelWeight } from '../queues/routing-settings.ts';
import { listWaitingGroups, type RegisterWaitingGroup } from '../queues/waiting-groups.ts';
import type { SendDelayed } from '../send-delayed.ts';
import type { ClaimResult, RoutingReader, RoutingStore, WaitingGroup } from './routing-store.ts';

export interface RoutingDeps {
  table: Table;
  config: (now: Date) => Promise<RoutingConfig>;
  registerWaitingGroup: RegisterWaitingGroup;
  sendDelayed: SendDelayed;
}

/** Indexes follow the table within moments; whoever has just joined a line is looked at once more after them. */
const INDEX_LAG_MS = 3000;

/** What can be seen on the table. */
export async function tableRoutingReader(
  { table, config }: Pick<RoutingDeps, 'table' | 'config'>,
  context: Context,
): Promise<RoutingReader> {
  return {
    config: await config(context.now),
    now: context.now,
    ticket: (id) => loadTicket(table, id),
    agents: (ids) => loadAgents(table, ids),
    agent: (id) => loadAgent(table, id),
    availability: async ({ team, ability, ...range }) => {
      const page = await queryRange(table, {
        index: 'list',
        pk: routingLists.availability(team, ability),
        ...range,
      });
      const rows = page.items.map(({ row, listSk }) => ({
        ...(row as AvailabilityRow),
        step: Number(String(listSk).split('#')[1]),
      }));
      return { rows, ...(page.next ? { next: page.next } : {}) };
    },
    waitingGroups: () => listWaitingGroups(table),
    waitingTickets: (line, limit, cursor) => listWaitingTickets(table, line, limit, cursor),
  };
}

export async function tableRoutingStore(deps: RoutingDeps, context: Context): Promise<RoutingStore> {
  const { table } = deps;
  return {
    ...(await tableRoutingReader(deps, context)),
    assign: (...claim) => claimResult(() => assign(deps, context, ...claim)),
    enqueue: (...claim) => claimResult(() => enqueue(deps, context, ...claim)),
    markCapacityOffered: (agent) => claimResult(() => markCapacityOffered(table, context, agent)),
    unassign: (ticket) =>
      claimResult(() =>
        unassign(table, ticket, { reason: 'untrained', at: context.now.toISOString() }, context),
      ),
  };
}

async function claimResult(change: () => Promise<void>): Promise<ClaimResult> {
  try {
    await change();
    return 'done';
  } catch (error) {
    if (error instanceof AlreadyDone) return 'settled';
    if (error instanceof StaleTicket) return isSolvedOrClosed(error.ticket) ? 'settled' : 'ticket_changed';
    if (error instanceof AgentChanged) return 'agent_changed';
    if (platformError.is(error, 'write.contended')) return 'agent_changed';
    throw error;
  }
}

async function assign(
  { table, config, sendDelayed: soon }: RoutingDeps,
  context: Context,
  ticket: Ticket,
  agent: Agent,
  decision: RoutingDecision,
  offeredUntil?: string,
): Promise<void> {
  const { settings } = await config(context.now);
  const weight = channelWeight(ticket.channel, settings);
  try {
    await commit(table, context, assignmentChanges(ticket, agent, decision, { weight, offeredUntil }));
  } catch (error) {
    if (!(error instanceof SlotHeld)) throw error;
    const { held } = error;
    await commit(
      table,
      context,
      assignmentChanges(ticket, agent, decision, { held, weight: held.weight, offeredUntil }),
    );
  }
  if (offeredUntil) await soon(offerEnd(ticket.id, offeredUntil), context.now);
}

/** The name of an assignment follows from the ticket's own state: a repeated message may meet other tickets in its place. */
const newAssignment = (ticket: Ticket, weight: number): Assignment => ({
  id: derivedIds(`assignment|${ticket.id}|${ticket.version}`).next('event'),
  weight,
});

/** Ticket, agent, slot and events that give a ticket to an agent; over a slot of an earlier assignment, if one is held. */
export function assignmentChanges(
  ticket: Ticket,
  agent: Agent,
  decision: RoutingDecision,
  over: { weight: number; held?: Assignment; offeredUntil?: string | undefined },
) {
  const { weight, held, offeredUntil } = over;
  const made = newAssignment(ticket, weight);
  const { at, queueId } = decision;
  const { writes, events } = assignTicket(ticket, { ...decision, agentId: agent.id }, made, {
    offeredUntil,
    queueId,
  });
  const slot = { agentId: agent.id, ticketId: ticket.id, assignment: made };
  const next = held ? { ...agent, lastAssignedAt: at } : withWork(agent, ticket.channel, weight, at);
  return {
    writes: [
      ...writes,
      ...saveAgent(agent, next, at, () => new AgentChanged(undefined)),
      held ? inheritSlot(slot, held.id) : takeSlot(slot),
      ...(offeredUntil ? [schedule(offerWork(ticket.id, offeredUntil))] : []),
    ],
    events,
  };
}

const offerWork = (ticketId: string, at: string) => ({
  owner: ticketPartition(ticketId),
  name: 'offer',
  at,
  queue: 'routingStandard' as const,
  kind: 'routing.offer_ended',
  data: { ticketId },
});

const messageOf = ({ owner, name, at, kind, data }: ReturnType<typeof offerWork>) => ({
  ...keys.due(owner, name),
  at,
  kind,
  data,
});

const offerEnd = (ticketId: string, at: string) => messageOf(offerWork(ticketId, at));

async function enqueue(
  { table, registerWaitingGroup: makeKnown, sendDelayed: soon }: RoutingDeps,
  context: Context,
  ticket: Ticket,
  to: WaitingGroup,
  decision: RoutingDecision,
): Promise<void> {
  await makeKnown(to, context);
  const { reevaluateAt } = decision;
  const wake = reevaluateAt === undefined ? undefined : reevaluationWork(ticket.id, reevaluateAt);
  const { writes } = queueTicket(ticket, { queueId: to.queueId, line: to.line }, decision);
  await commit(table, context, { writes: [...writes, ...(wake ? [schedule(wake)] : [])] });
  const look = new Date(context.now.getTime() + INDEX_LAG_MS).toISOString();
  await soon(
    { ...messageOf(reevaluationWork(ticket.id, look)), kind: 'routing.reevaluate_ticket_once' },
    context.now,
  );
  if (wake) await soon(messageOf(wake), context.now);
}

const reevaluationWork = (ticketId: string, at: string) => ({
  owner: ticketPartition(ticketId),
  name: 'wake',
  at,
  queue: 'routingStandard' as const,
  kind: 'routing.reevaluate_ticket',
  data: { ticketId },
});

async function markCapacityOffered(table: Table, context: Context, agent: Agent): Promise<void> {
  const next = { ...agent, capacityFreedAt: undefined };
  const at = context.now.toISOString();
  await commit(table, context, { writes: saveAgent(agent, next, at, () => new AgentChanged(undefined)) });
}
