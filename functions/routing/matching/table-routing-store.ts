// The routing store on the table: every change is one transaction, conditional on the versions that were
// read.

import type { Context } from '../../platform/context.ts';
import { derivedIds } from '../../platform/ids.ts';
import { schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { keys } from '../../platform/table/keys.ts';
import { type Outcome, refusalIn, refused } from '../../platform/table/outcome.ts';
import { queryRange } from '../../platform/table/read.ts';
import { type Refusal, stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import {
  type Assignment,
  assignTicket,
  currentTicketIn,
  isSolvedOrClosed,
  listWaitingTickets,
  loadTicket,
  queueTicket,
  type RoutingDecision,
  type Ticket,
} from '../../tickets/index.ts';
import {
  inheritSlot,
  loadAgent,
  loadAgents,
  type SlotHeld,
  saveAgent,
  takeSlot,
} from '../agents/agent-store.ts';
import { unassign } from '../agents/unassign.ts';
import { routingLists, routingWork } from '../keys.ts';
import { type Agent, withWork } from '../model/agent.ts';
import type { AvailabilityRow } from '../model/availability.ts';
import type { RoutingConfig } from '../model/routing-config.ts';
import { channelWeight } from '../model/routing-settings.ts';
import type { SendDelayed } from '../send-delayed.ts';
import type { ClaimResult, RoutingReader, RoutingStore, WaitingGroup } from './routing-store.ts';
import { listWaitingGroups, type RegisterWaitingGroup } from './waiting-groups.ts';

export interface RoutingDeps {
  table: Table;
  config: (now: Date) => Promise<RoutingConfig>;
  registerWaitingGroup: RegisterWaitingGroup;
  sendDelayed: SendDelayed;
}

/** Indexes lag behind the table; a ticket that joined a waiting group is routed once more after this time. */
const INDEX_LAG_MS = 3000;

/** Creates the reads of routing on the table, with the configuration as of now. */
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
        loadBand: Number(String(listSk).split('#')[1]),
      }));
      return { rows, ...(page.next ? { next: page.next } : {}) };
    },
    waitingGroups: () => listWaitingGroups(table),
    waitingTickets: (groupId, limit, cursor) => listWaitingTickets(table, groupId, limit, cursor),
  };
}

export async function tableRoutingStore(deps: RoutingDeps, context: Context): Promise<RoutingStore> {
  const { table } = deps;
  return {
    ...(await tableRoutingReader(deps, context)),
    assign: async (...args) => claimResultOf(await assign(deps, context, ...args)),
    enqueue: async (...args) => claimResultOf(await enqueue(deps, context, ...args)),
    markCapacityOffered: async (agent) => claimResultOf(await markCapacityOffered(table, context, agent)),
    unassign: async (ticket) =>
      claimResultOf(
        await unassign(table, ticket, { reason: 'untrained', at: context.now.toISOString() }, context),
      ),
  };
}

function claimResultOf(outcome: Outcome<unknown>): ClaimResult {
  const refusal = refusalIn(outcome);
  switch (refusal?.kind) {
    case undefined:
      return 'done';
    case 'done':
    case 'replay':
      return 'settled';
    case 'error':
      throw refusal.error;
    case 'stale': {
      const ticket = currentTicketIn(refusal);
      if (!ticket) return 'agent_changed';
      return isSolvedOrClosed(ticket) ? 'settled' : 'ticket_changed';
    }
  }
}

async function assign(
  { table, config, sendDelayed }: RoutingDeps,
  context: Context,
  ticket: Ticket,
  agent: Agent,
  decision: RoutingDecision,
  offeredUntil?: string,
): Promise<Outcome<undefined>> {
  const { settings } = await config(context.now);
  const weight = channelWeight(ticket.channel, settings);
  const outcome = await commitAssignment((held) =>
    commit(
      table,
      context,
      assignmentChanges(ticket, agent, decision, { weight: held?.weight ?? weight, held, offeredUntil }),
    ),
  );
  if (outcome.kind === 'committed' && offeredUntil)
    await sendDelayed(offerEnd(ticket.id, offeredUntil), context.now);
  return outcome;
}

/**
 * Commits an assignment. When the agent still holds the slot of an earlier assignment of the same ticket,
 * commits again with that slot, which the new assignment then inherits.
 */
export async function commitAssignment<A>(
  commitOver: (held?: Assignment) => Promise<Outcome<A, Refusal | SlotHeld>>,
): Promise<Outcome<A>> {
  const first = await commitOver();
  const held = refusalIn(first);
  const outcome = held?.kind === 'slot_held' ? await commitOver(held.held) : first;
  if (outcome.kind === 'committed') return outcome;
  const [refusal] = outcome.refusals;
  return refused(refusal.kind === 'slot_held' ? stale(undefined) : refusal);
}

/**
 * Creates an assignment whose id derives from the ticket's state: a repeated message may route tickets in
 * another order.
 */
const newAssignment = (ticket: Ticket, weight: number): Assignment => ({
  id: derivedIds(`assignment|${ticket.id}|${ticket.version}`).next('event'),
  weight,
});

/**
 * Returns the writes and events of an assignment, which inherits the slot of an earlier one if the agent
 * holds one.
 */
export function assignmentChanges(
  ticket: Ticket,
  agent: Agent,
  decision: RoutingDecision,
  options: { weight: number; held?: Assignment | undefined; offeredUntil?: string | undefined },
) {
  const { weight, held, offeredUntil } = options;
  const assignment = newAssignment(ticket, weight);
  const { at, queueId } = decision;
  const { writes, events } = assignTicket(ticket, { ...decision, agentId: agent.id }, assignment, {
    offeredUntil,
    queueId,
  });
  const slot = { agentId: agent.id, ticketId: ticket.id, assignment };
  const next = held ? { ...agent, lastAssignedAt: at } : withWork(agent, ticket.channel, weight, at);
  return {
    writes: [
      ...writes,
      ...saveAgent(agent, next, at),
      held ? inheritSlot(slot, held.id) : takeSlot(slot),
      ...(offeredUntil ? [schedule(offerWork(ticket.id, offeredUntil))] : []),
    ],
    events,
  };
}

const offerWork = (ticketId: string, at: string) => ({
  ...routingWork.offer(ticketId),
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
  { table, registerWaitingGroup, sendDelayed }: RoutingDeps,
  context: Context,
  ticket: Ticket,
  to: WaitingGroup,
  decision: RoutingDecision,
): Promise<Outcome<undefined>> {
  await registerWaitingGroup(to, context);
  const { reevaluateAt } = decision;
  const reevaluation = reevaluateAt === undefined ? undefined : reevaluationWork(ticket.id, reevaluateAt);
  const { writes } = queueTicket(
    ticket,
    { queueId: to.queueId, waitingGroupId: to.waitingGroupId },
    decision,
  );
  const outcome = await commit(table, context, {
    writes: [...writes, ...(reevaluation ? [schedule(reevaluation)] : [])],
  });
  if (outcome.kind !== 'committed') return outcome;
  const afterIndexLag = new Date(context.now.getTime() + INDEX_LAG_MS).toISOString();
  await sendDelayed(
    { ...messageOf(reevaluationWork(ticket.id, afterIndexLag)), kind: 'routing.reevaluate_ticket_once' },
    context.now,
  );
  if (reevaluation) await sendDelayed(messageOf(reevaluation), context.now);
  return outcome;
}

const reevaluationWork = (ticketId: string, at: string) => ({
  ...routingWork.reevaluation(ticketId),
  at,
  queue: 'routingStandard' as const,
  kind: 'routing.reevaluate_ticket',
  data: { ticketId },
});

function markCapacityOffered(table: Table, context: Context, agent: Agent): Promise<Outcome<undefined>> {
  const next = { ...agent, capacityFreedAt: undefined };
  return commit(table, context, { writes: saveAgent(agent, next, context.now.toISOString()) });
}
