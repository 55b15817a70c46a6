// An agent has room: they take from the lines they serve, the most pressing first, until they are full or nobody waits.
import { isWaiting, type WaitingTicket } from '../../tickets/index.ts';
import { type Agent, isAvailable } from '../model/agent.ts';
import { waitedSeconds } from '../model/requirements.ts';
import { priorityFor, type TeamService } from '../model/team.ts';
import { chooseTicket, type GroupHead, servicesForGroup } from './choose-ticket.ts';
import { evaluateTicket, offeredUntil, rankIfEligible } from './evaluate-ticket.ts';
import { routingDecisionOf } from './rank-agents.ts';
import type { RoutingStore, WaitingGroup } from './routing-store.ts';

const MAX_STEPS = 200;

/**
 * Lets an agent take who waits: by the number of priority of their teams, then in the order of the waiting. Reads the
 * lines there are and the head of each that they serve, however many wait behind. When nobody is left for them this is
 * noted on the agent, who may from then on be given what arrives.
 */
export async function fillAgentCapacity(floor: RoutingStore, agentId: string): Promise<void> {
  const lines = await floor.waitingGroups();
  const heads = new GroupHeads(floor, lines);
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const agent = await floor.agent(agentId);
    if (!agent?.capacityFreedAt || !isAvailable(agent)) return;
    const next = chooseTicket(await heads.of(agent), floor.now);
    if (next) await assignWaiting(floor, agent, next, heads);
    else if ((await floor.markCapacityOffered(agent)) === 'done') return;
  }
  throw new Error('the agent and the lines changed too often while they were served');
}

async function assignWaiting(
  floor: RoutingStore,
  agent: Agent,
  waiting: WaitingTicket,
  heads: GroupHeads,
): Promise<void> {
  const ticket = await floor.ticket(waiting.id);
  const decided = ticket && isWaiting(ticket) ? evaluateTicket(floor, ticket) : undefined;
  const best = decided && rankIfEligible(floor, decided, agent);
  if (!decided || !best) return heads.pass(waiting.id);
  const { queue, requirements: wish } = decided;
  const reason = `who had room; first of ${heads.lineCount} lines`;
  const decision = {
    ...routingDecisionOf({ requirements: wish, queue, considered: 1, ranked: [best], reason }, floor.now),
    agentId: agent.id,
  };
  const claim = await floor.assign(decided.ticket, agent, decision, offeredUntil(queue, floor.now));
  if (claim === 'done' || claim === 'settled') heads.pass(waiting.id);
}

interface GroupRead {
  items: WaitingTicket[];
  next?: string | undefined;
  begun: boolean;
}

const READ_AHEAD = 25;

/** The first of each line, read once and then as far on as is needed. */
class GroupHeads {
  private readonly floor: RoutingStore;
  private readonly lines: readonly WaitingGroup[];
  private readonly reads = new Map<string, GroupRead>();
  private readonly passed = new Set<string>();
  lineCount = 0;

  constructor(floor: RoutingStore, lines: readonly WaitingGroup[]) {
    this.floor = floor;
    this.lines = lines;
  }

  /** Whoever was taken, or cannot be by this agent. */
  pass(id: string): void {
    this.passed.add(id);
  }

  async of(agent: Agent): Promise<GroupHead[]> {
    const { teams, settings } = this.floor.config;
    const served = this.lines.flatMap((line) => {
      const services = servicesForGroup(agent, line, teams, settings);
      return services ? [{ line: line.line, services }] : [];
    });
    this.lineCount = served.length;
    return (await Promise.all(served.map(({ line, services }) => this.ripe(line, services)))).flat();
  }

  /** Those in front who count for the agent; reads on while nobody does. One who is behind a younger one may be first to count. */
  private async ripe(line: string, services: readonly TeamService[]): Promise<GroupHead[]> {
    const read = this.reads.get(line) ?? { items: [], begun: false };
    this.reads.set(line, read);
    const immediate = services.length === 1 && services[0]?.delaySeconds === 0;
    for (;;) {
      const ripe = read.items.filter(
        (item) =>
          !this.passed.has(item.id) &&
          priorityFor(services, waitedSeconds(item, this.floor.now)) !== undefined,
      );
      if (ripe.length > 0) return ripe.map((waiting) => ({ waiting, services }));
      if (read.begun && !read.next) return [];
      const page = await this.floor.waitingTickets(line, immediate ? 1 : READ_AHEAD, read.next);
      read.items.push(...page.items);
      read.next = page.next;
      read.begun = true;
    }
  }
}
