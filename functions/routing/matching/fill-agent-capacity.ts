// Assigns waiting tickets to an agent who has free capacity, in order of priority, until they are full or
// nobody waits.
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
 * Assigns waiting tickets to an agent by the priority of their teams, then in waiting order. Reads the
 * waiting groups and only the first tickets of each group that the agent serves, however many wait. When no
 * ticket is left for them, marks their capacity as offered; from then on they can get tickets that arrive.
 */
export async function fillAgentCapacity(store: RoutingStore, agentId: string): Promise<void> {
  const groups = await store.waitingGroups();
  const heads = new GroupHeads(store, groups);
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const agent = await store.agent(agentId);
    if (!agent?.capacityFreedAt || !isAvailable(agent)) return;
    const next = chooseTicket(await heads.servedBy(agent), store.now);
    if (next) await assignWaiting(store, agent, next, heads);
    else if ((await store.markCapacityOffered(agent)) === 'done') return;
  }
  throw new Error('the agent and the waiting groups changed too often');
}

async function assignWaiting(
  store: RoutingStore,
  agent: Agent,
  waiting: WaitingTicket,
  heads: GroupHeads,
): Promise<void> {
  const ticket = await store.ticket(waiting.id);
  const evaluation = ticket && isWaiting(ticket) ? evaluateTicket(store, ticket) : undefined;
  const best = evaluation && rankIfEligible(store, evaluation, agent);
  if (!evaluation || !best) return heads.skip(waiting.id);
  const { queue, requirements } = evaluation;
  const reason = `had free capacity; first of ${heads.groupCount} waiting groups`;
  const decision = {
    ...routingDecisionOf({ requirements, queue, considered: 1, ranked: [best], reason }, store.now),
    agentId: agent.id,
  };
  const claim = await store.assign(evaluation.ticket, agent, decision, offeredUntil(queue, store.now));
  if (claim === 'done' || claim === 'settled') heads.skip(waiting.id);
}

interface GroupRead {
  items: WaitingTicket[];
  next?: string | undefined;
  started: boolean;
}

const READ_AHEAD = 25;

/** The first tickets of each waiting group, read once and then further as needed. */
class GroupHeads {
  private readonly store: RoutingStore;
  private readonly groups: readonly WaitingGroup[];
  private readonly reads = new Map<string, GroupRead>();
  private readonly skipped = new Set<string>();
  groupCount = 0;

  constructor(store: RoutingStore, groups: readonly WaitingGroup[]) {
    this.store = store;
    this.groups = groups;
  }

  /** Leaves a ticket out from now on: it was assigned, or this agent is not eligible. */
  skip(id: string): void {
    this.skipped.add(id);
  }

  /** Returns the first due tickets of the waiting groups that an agent serves. */
  async servedBy(agent: Agent): Promise<GroupHead[]> {
    const { teams, settings } = this.store.config;
    const served = this.groups.flatMap((group) => {
      const services = servicesForGroup(agent, group, teams, settings);
      return services ? [{ groupId: group.waitingGroupId, services }] : [];
    });
    this.groupCount = served.length;
    return (
      await Promise.all(served.map(({ groupId, services }) => this.dueHeads(groupId, services)))
    ).flat();
  }

  /**
   * Returns the tickets read so far that have waited for a delay of the agent's teams; reads on while there
   * are none. An older ticket may stand behind a younger, more urgent one, so the first ticket alone does not
   * decide.
   */
  private async dueHeads(groupId: string, services: readonly TeamService[]): Promise<GroupHead[]> {
    const read = this.reads.get(groupId) ?? { items: [], started: false };
    this.reads.set(groupId, read);
    const immediate = services.length === 1 && services[0]?.delaySeconds === 0;
    for (;;) {
      const due = read.items.filter(
        (item) =>
          !this.skipped.has(item.id) &&
          priorityFor(services, waitedSeconds(item, this.store.now)) !== undefined,
      );
      if (due.length > 0) return due.map((waiting) => ({ waiting, services }));
      if (read.started && !read.next) return [];
      const page = await this.store.waitingTickets(groupId, immediate ? 1 : READ_AHEAD, read.next);
      read.items.push(...page.items);
      read.next = page.next;
      read.started = true;
    }
  }
}
