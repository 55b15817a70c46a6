// Gives waiting tickets to agents: on arrival, when somebody frees up, and once a minute while anybody waits.

import { schedule } from '../platform/agenda/due.ts';
import { MINUTE_MS } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { AlreadyDone } from '../platform/errors.ts';
import { derivedIds } from '../platform/ids.ts';
import { commit } from '../platform/table/commit.ts';
import { lists } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import {
  assignTicket,
  explainWaiting,
  loadTicket,
  type RoutingDecision,
  type Ticket,
} from '../tickets/index.ts';
import { chooseAgent, type RosterRow, weightOf } from './choose-agent.ts';
import { AgentTaken, inheritSlot, readRoster, SlotHeld, takeSlot } from './store.ts';

export type Outcome = 'given' | 'waits' | 'settled';

const isWaiting = (ticket: Ticket) => ticket.assigneeId === undefined && ticket.status !== 'solved';

/**
 * Gives a ticket to the best agent of the rules, with the reasons on the ticket. Somebody else's claim on the same
 * agent leads to the next best; with nobody free the ticket notes why it waits and a look in a minute is scheduled.
 */
export async function giveOut(table: Table, ticketId: string, context: Context): Promise<Outcome> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket || !isWaiting(ticket)) return 'settled';
  return giveTo(table, ticket, await readRoster(table), context);
}

async function giveTo(table: Table, ticket: Ticket, online: RosterRow[], context: Context): Promise<Outcome> {
  let roster = online;
  for (;;) {
    const decision = chooseAgent(ticket, roster, context.now);
    const { agentId } = decision;
    if (agentId === undefined) return wait(table, ticket, decision, context);
    try {
      await assign(table, ticket, { ...decision, agentId }, context);
      return 'given';
    } catch (error) {
      if (error instanceof AlreadyDone) return 'settled';
      if (!(error instanceof AgentTaken)) throw error;
      roster = roster.filter((agent) => agent.id !== error.agentId);
    }
  }
}

async function assign(
  table: Table,
  ticket: Ticket,
  decision: RoutingDecision & { agentId: string },
  context: Context,
) {
  const { agentId } = decision;
  // From the ticket's own state, not from the message: a repeated message may meet other tickets in its place.
  const ids = derivedIds(`assignment|${ticket.id}|${ticket.version}`);
  const assignment = { id: ids.next('event'), weight: weightOf(ticket) };
  const slot = { agentId, ticketId: ticket.id, assignment };
  const { write, event } = assignTicket(ticket, decision, assignment);
  try {
    await commit(table, context, { writes: [write, ...takeSlot(slot, decision.at)], events: [event] });
  } catch (error) {
    if (!(error instanceof SlotHeld)) throw error;
    await commit(table, context, {
      writes: [write, ...inheritSlot(slot, error.assignmentId)],
      events: [event],
    });
  }
}

async function wait(
  table: Table,
  ticket: Ticket,
  decision: RoutingDecision,
  context: Context,
): Promise<Outcome> {
  try {
    await commit(table, context, { writes: [explainWaiting(ticket, decision), lookAgain(context.now)] });
    return 'waits';
  } catch (error) {
    if (error instanceof AlreadyDone) return 'settled';
    throw error;
  }
}

/** One look a minute for all who wait, however many they are. It mends what a lagging index made a decision miss. */
function lookAgain(now: Date) {
  const at = new Date((Math.floor(now.getTime() / MINUTE_MS) + 1) * MINUTE_MS).toISOString();
  return schedule({
    owner: 'ROUTING',
    name: `look#${at}`,
    at,
    queue: 'routing',
    kind: 'routing.look_again',
    data: {},
  });
}

const PAGE = 50;
const MAX_WAITING = 500;

/**
 * Offers the waiting tickets around, most pressing first, until nobody online has capacity left. Looks at 500 at the
 * most. Whoever still waits then is looked at again in a minute.
 */
export async function giveOutWaiting(table: Table, context: Context): Promise<void> {
  let cursor: string | undefined;
  for (let seen = 0; seen < MAX_WAITING; seen += PAGE) {
    const page = await queryRange(table, { index: 'list', pk: lists.waiting, limit: PAGE, cursor });
    for (const { row } of page.items) {
      const roster = await readRoster(table);
      if (!roster.some((agent) => agent.free > 0)) return waitOn(table, context);
      const ticket = await loadTicket(table, (row as { id: string }).id);
      if (ticket && isWaiting(ticket)) await giveTo(table, ticket, roster, context);
    }
    cursor = page.next;
    if (!cursor) return;
  }
  await waitOn(table, context);
}

const waitOn = (table: Table, context: Context) =>
  commit(table, context, { writes: [lookAgain(context.now)] });
