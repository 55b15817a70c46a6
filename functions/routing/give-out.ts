// A ticket wants an agent: on arrival, when it comes back, when what it asks for changes, when a delay or a time-out ends.
import { isOver, isWaiting, type Ticket } from '../tickets/index.ts';
import type { Agent } from './agent.ts';
import { decisionOf, type Ranked, rank } from './choose-agent.ts';
import { type Decided, decidedNow, offeredUntil, rankedFor } from './decided.ts';
import { findAgents } from './find-agents.ts';
import type { Floor } from './floor.ts';
import { isTrained, lineOf, nextMoment, requirementOf } from './requirement.ts';
import { serveAgent } from './serve-agent.ts';

export type Outcome = 'given' | 'waits' | 'settled';

const MAX_TRIES = 25;

/**
 * Gives a ticket to the best agent of the rules, with the reasons on it, or puts it into its line. Whoever was given it
 * and may not have it (it became sensitive) has to let go. Others may change ticket and agents meanwhile: what was decided
 * on something that is not so any more is decided again. It never goes past those who wait: an agent with room that
 * they were not offered yet serves them first.
 */
export async function giveOut(floor: Floor, ticketId: string): Promise<Outcome> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const ticket = await floor.ticket(ticketId);
    if (!ticket || isOver(ticket)) return 'settled';
    const outcome = isWaiting(ticket) ? await offer(floor, ticket) : await keep(floor, ticket);
    if (outcome !== 'again') return outcome;
  }
  throw new Error('the ticket or its agents changed too often while it was given out');
}

async function keep(floor: Floor, ticket: Ticket): Promise<'settled' | 'again'> {
  if (!ticket.sensitive || ticket.assigneeId === undefined) return 'settled';
  const agent = await floor.agent(ticket.assigneeId);
  if (agent && isTrained(agent, ticket)) return 'settled';
  const claim = await floor.takeBack(ticket);
  return claim === 'done' || claim === 'settled' ? 'settled' : 'again';
}

async function offer(floor: Floor, ticket: Ticket): Promise<Outcome | 'again'> {
  const decided = decidedNow(floor, ticket);
  let considered = 0;
  for await (const batch of findAgents(floor, ticket, decided.wish)) {
    // The owner and the last agent may stand anywhere in the index, or be nowhere near the first of it.
    const known =
      considered === 0 ? [ticket.ownerId, ticket.lastAgentId].filter((id) => id !== undefined) : [];
    const ids = [...new Set([...known, ...batch.ids])];
    considered = Math.max(batch.considered, ids.length);
    const agents = ids.length > 0 ? await floor.agents(ids) : [];
    const outcome = await claimBest(floor, decided, agents, considered);
    if (outcome !== undefined) return outcome;
  }
  return wait(floor, decided, considered);
}

async function claimBest(
  floor: Floor,
  decided: Decided,
  agents: readonly Agent[],
  considered: number,
): Promise<Outcome | 'again' | undefined> {
  const { ticket, queue, wish } = decided;
  let eligible = agents.flatMap((agent) => rankedFor(floor, decided, agent) ?? []);
  for (let tries = 0; eligible.length > 0 && tries < MAX_TRIES; tries += 1) {
    const ranked = rank(eligible, queue);
    const { agent } = ranked[0] as Ranked;
    if (agent.freedAt) return queueBehind(floor, decided, agent, considered);
    const decision = { ...decisionOf({ wish, queue, considered, ranked }, floor.now), agentId: agent.id };
    const claim = await floor.assign(ticket, agent, decision, offeredUntil(queue, floor.now));
    if (claim === 'done') return 'given';
    if (claim === 'settled') return 'settled';
    if (claim === 'ticket_changed') return 'again';
    const now = await floor.agent(agent.id);
    const again = now && rankedFor(floor, decided, now);
    eligible = [...eligible.filter((one) => one.agent.id !== agent.id), ...(again ? [again] : [])];
  }
  return eligible.length > 0 ? 'again' : undefined;
}

/** The best agent has room that those who wait were not offered yet: join them, and let the agent take whoever is first. */
async function queueBehind(
  floor: Floor,
  decided: Decided,
  agent: Agent,
  considered: number,
): Promise<Outcome | 'again'> {
  const outcome = await wait(floor, decided, considered);
  if (outcome === 'settled') return outcome;
  await serveAgent(floor, agent.id);
  return 'again';
}

/**
 * First into the line, then a second look at the agents. Whoever gains room does it the other way round: first their seat,
 * then a look at the lines. So one of the two sees the other.
 */
async function wait(floor: Floor, decided: Decided, considered: number): Promise<Outcome | 'again'> {
  const { ticket, queue, wish } = decided;
  const line = lineOf(wish);
  const againAt = nextMoment(ticket, queue, floor.config.teams, floor.now);
  const stands = ticket.line === line && ticket.queueId === queue.id;
  if (stands && ticket.againAt === againAt) return 'waits';
  const decision = decisionOf({ wish, queue, considered, ranked: [], againAt }, floor.now);
  const claim = await floor.wait(ticket, { line, ...requirementOf(wish) }, decision);
  if (claim === 'settled') return 'settled';
  return claim === 'done' && stands ? 'waits' : 'again';
}
