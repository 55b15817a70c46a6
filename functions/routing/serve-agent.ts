// An agent has room: they take from the lines they serve, the most pressing first, until they are full or nobody waits.
import { isWaiting } from '../tickets/index.ts';
import { type Agent, isAvailable } from './agent.ts';
import { decisionOf } from './choose-agent.ts';
import { chooseTicket, type Head, servesLine, type Waiting } from './choose-ticket.ts';
import { decidedNow, offeredUntil, rankedFor } from './decided.ts';
import type { Floor, Line } from './floor.ts';
import { waitedSeconds } from './requirement.ts';
import { priorityFor, type Service } from './team.ts';

const MAX_STEPS = 200;

/**
 * Lets an agent take who waits: by the number of priority of their teams, then in the order of the waiting. Reads the
 * lines there are and the head of each that they serve, however many wait behind. When nobody is left for them this is
 * noted on the agent, who may from then on be given what arrives.
 */
export async function serveAgent(floor: Floor, agentId: string): Promise<void> {
  const lines = await floor.lines();
  const heads = new Heads(floor, lines);
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const agent = await floor.agent(agentId);
    if (!agent?.freedAt || !isAvailable(agent)) return;
    const next = chooseTicket(await heads.of(agent), floor.now);
    if (next) await take(floor, agent, next, heads);
    else if ((await floor.served(agent)) === 'done') return;
  }
  throw new Error('the agent and the lines changed too often while they were served');
}

async function take(floor: Floor, agent: Agent, waiting: Waiting, heads: Heads): Promise<void> {
  const ticket = await floor.ticket(waiting.id);
  const decided = ticket && isWaiting(ticket) ? decidedNow(floor, ticket) : undefined;
  const best = decided && rankedFor(floor, decided, agent);
  if (!decided || !best) return heads.pass(waiting.id);
  const { queue, wish } = decided;
  const reason = `who had room; first of ${heads.lineCount} lines`;
  const decision = {
    ...decisionOf({ wish, queue, considered: 1, ranked: [best], reason }, floor.now),
    agentId: agent.id,
  };
  const claim = await floor.assign(decided.ticket, agent, decision, offeredUntil(queue, floor.now));
  if (claim === 'done' || claim === 'settled') heads.pass(waiting.id);
}

interface Read {
  items: Waiting[];
  next?: string | undefined;
  begun: boolean;
}

const AHEAD = 25;

/** The first of each line, read once and then as far on as is needed. */
class Heads {
  private readonly floor: Floor;
  private readonly lines: readonly Line[];
  private readonly reads = new Map<string, Read>();
  private readonly passed = new Set<string>();
  lineCount = 0;

  constructor(floor: Floor, lines: readonly Line[]) {
    this.floor = floor;
    this.lines = lines;
  }

  /** Whoever was taken, or cannot be by this agent. */
  pass(id: string): void {
    this.passed.add(id);
  }

  async of(agent: Agent): Promise<Head[]> {
    const { teams, settings } = this.floor.config;
    const served = this.lines.flatMap((line) => {
      const services = servesLine(agent, line, teams, settings);
      return services ? [{ line: line.line, services }] : [];
    });
    this.lineCount = served.length;
    return (await Promise.all(served.map(({ line, services }) => this.ripe(line, services)))).flat();
  }

  /** Those in front who count for the agent; reads on while nobody does. One who is behind a younger one may be first to count. */
  private async ripe(line: string, services: readonly Service[]): Promise<Head[]> {
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
      const page = await this.floor.waiting(line, immediate ? 1 : AHEAD, read.next);
      read.items.push(...page.items);
      read.next = page.next;
      read.begun = true;
    }
  }
}
