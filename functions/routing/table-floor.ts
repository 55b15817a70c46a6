// The floor on the table: every change is one transaction, conditional on the versions that were read.
import { schedule } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { AlreadyDone, DomainError } from '../platform/errors.ts';
import { derivedIds } from '../platform/ids.ts';
import { commit } from '../platform/table/commit.ts';
import { keys, lists } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import {
  type Assignment,
  assignTicket,
  isOver,
  loadTicket,
  queueTicket,
  type RoutingDecision,
  type Ticket,
  TicketChanged,
} from '../tickets/index.ts';
import { type Agent, withWork } from './agent.ts';
import type { Config } from './config.ts';
import type { Claim, Floor, FloorView, Line } from './floor.ts';
import { letGo } from './let-go.ts';
import { type MakeKnown, readLines, readWaiting } from './lines.ts';
import type { SeatRow } from './seats.ts';
import { weightOf } from './settings.ts';
import type { Soon } from './soon.ts';
import { AgentChanged, inheritSlot, loadAgent, loadAgents, SlotHeld, saveAgent, takeSlot } from './store.ts';

export interface RoutingDeps {
  table: Table;
  config: (now: Date) => Promise<Config>;
  makeKnown: MakeKnown;
  soon: Soon;
}

/** Indexes follow the table within moments; whoever has just joined a line is looked at once more after them. */
const SETTLED_MS = 3000;

/** What can be seen on the table. */
export async function tableReader(
  { table, config }: Pick<RoutingDeps, 'table' | 'config'>,
  context: Context,
): Promise<FloorView> {
  return {
    config: await config(context.now),
    now: context.now,
    ticket: (id) => loadTicket(table, id),
    agents: (ids) => loadAgents(table, ids),
    agent: (id) => loadAgent(table, id),
    seats: async ({ team, ability, ...range }) => {
      const page = await queryRange(table, { index: 'list', pk: lists.seats(team, ability), ...range });
      const rows = page.items.map(({ row, listSk }) => ({
        ...(row as SeatRow),
        step: Number(String(listSk).split('#')[1]),
      }));
      return { rows, ...(page.next ? { next: page.next } : {}) };
    },
    lines: () => readLines(table),
    waiting: (line, limit, cursor) => readWaiting(table, line, limit, cursor),
  };
}

export async function tableFloor(deps: RoutingDeps, context: Context): Promise<Floor> {
  const { table } = deps;
  return {
    ...(await tableReader(deps, context)),
    assign: (...claim) => claimed(() => assign(deps, context, ...claim)),
    wait: (...claim) => claimed(() => wait(deps, context, ...claim)),
    served: (agent) => claimed(() => served(table, context, agent)),
    takeBack: (ticket) =>
      claimed(() => letGo(table, ticket, { reason: 'untrained', at: context.now.toISOString() }, context)),
  };
}

async function claimed(change: () => Promise<void>): Promise<Claim> {
  try {
    await change();
    return 'done';
  } catch (error) {
    if (error instanceof AlreadyDone) return 'settled';
    if (error instanceof TicketChanged) return isOver(error.ticket) ? 'settled' : 'ticket_changed';
    if (error instanceof AgentChanged) return 'agent_changed';
    if (error instanceof DomainError && error.code === 'write.contended') return 'agent_changed';
    throw error;
  }
}

async function assign(
  { table, config, soon }: RoutingDeps,
  context: Context,
  ticket: Ticket,
  agent: Agent,
  decision: RoutingDecision,
  offeredUntil?: string,
): Promise<void> {
  const { settings } = await config(context.now);
  const weight = weightOf(ticket.channel, settings);
  try {
    await commit(table, context, assignment(ticket, agent, decision, { weight, offeredUntil }));
  } catch (error) {
    if (!(error instanceof SlotHeld)) throw error;
    const { held } = error;
    await commit(
      table,
      context,
      assignment(ticket, agent, decision, { held, weight: held.weight, offeredUntil }),
    );
  }
  if (offeredUntil) await soon(offerEnd(ticket.id, offeredUntil), context.now);
}

/** The name of an assignment follows from the ticket's own state: a repeated message may meet other tickets in its place. */
const assignmentOf = (ticket: Ticket, weight: number): Assignment => ({
  id: derivedIds(`assignment|${ticket.id}|${ticket.version}`).next('event'),
  weight,
});

/** Ticket, agent, slot and events that give a ticket to an agent; over a slot of an earlier assignment, if one is held. */
export function assignment(
  ticket: Ticket,
  agent: Agent,
  decision: RoutingDecision,
  over: { weight: number; held?: Assignment; offeredUntil?: string | undefined },
) {
  const { weight, held, offeredUntil } = over;
  const made = assignmentOf(ticket, weight);
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
  owner: keys.ticket(ticketId).pk,
  name: 'offer',
  at,
  queue: 'routing' as const,
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

async function wait(
  { table, makeKnown, soon }: RoutingDeps,
  context: Context,
  ticket: Ticket,
  to: Line,
  decision: RoutingDecision,
): Promise<void> {
  await makeKnown(to, context);
  const { againAt } = decision;
  const wake = againAt === undefined ? undefined : wakeWork(ticket.id, againAt);
  const { writes } = queueTicket(ticket, { queueId: to.queueId, line: to.line }, decision);
  await commit(table, context, { writes: [...writes, ...(wake ? [schedule(wake)] : [])] });
  const look = new Date(context.now.getTime() + SETTLED_MS).toISOString();
  await soon({ ...messageOf(wakeWork(ticket.id, look)), kind: 'routing.look_once' }, context.now);
  if (wake) await soon(messageOf(wake), context.now);
}

const wakeWork = (ticketId: string, at: string) => ({
  owner: keys.ticket(ticketId).pk,
  name: 'wake',
  at,
  queue: 'routing' as const,
  kind: 'routing.wake',
  data: { ticketId },
});

async function served(table: Table, context: Context, agent: Agent): Promise<void> {
  const next = { ...agent, freedAt: undefined };
  const at = context.now.toISOString();
  await commit(table, context, { writes: saveAgent(agent, next, at, () => new AgentChanged(undefined)) });
}
