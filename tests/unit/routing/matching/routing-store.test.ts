import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillAgentCapacity } from '../../../../functions/routing/matching/fill-agent-capacity.ts';
import { routeTicket } from '../../../../functions/routing/matching/route-ticket.ts';
import { queueOf } from '../../../../functions/routing/model/queue.ts';
import { nextReevaluationAt } from '../../../../functions/routing/model/requirements.ts';
import { isWaiting } from '../../../../functions/tickets/core/assign-ticket.ts';
import { channels, priorities, sensitiveKinds } from '../../../../functions/tickets/core/ticket.ts';
import { NOON } from '../../../support/context.ts';
import { MemoryRoutingStore } from '../../../support/memory-routing-store.ts';
import { type Random, seededRandom } from '../../../support/random.ts';
import { agentWith, configWith, queueWith, teamWith } from '../../../support/routing/agents.ts';
import { lostTickets, needlessWaits, passedOver, violations } from '../../../support/routing-oracle.ts';
import { ticketWith } from '../../../support/tickets/tickets.ts';

// The decisions on a floor in memory: the same rules, conditions and deaths as on the table, a thousand times as fast.

class Died extends Error {}

type Message = { ticket?: string; agent?: string };

const config = configWith({
  queues: [
    queueWith('chats', { position: 1, conditions: { channels: ['chat'] } }),
    queueWith('law', {
      position: 2,
      conditions: { tags: ['law'] },
      requiredSkills: [{ name: 'law', level: 2 }],
      preferredSkills: [{ name: 'lamps', level: 3, group: 2 }],
      relaxation: { everySeconds: 40 },
    }),
  ],
  teams: [
    teamWith('first', { general: [1, 0], law: [1, 0], chats: [2, 20] }),
    teamWith('second', { chats: [1, 0], general: [3, 80], law: [2, 20] }),
  ],
});

class Simulation {
  readonly floor = new MemoryRoutingStore(config, new Date(NOON));
  readonly random: Random;
  private readonly pending: Message[] = [];
  private opened = 0;
  private deaths = 0;
  private solved = 0;
  readonly faults: string[] = [];

  constructor(seed: number, agents: number) {
    this.random = seededRandom(seed);
    for (let index = 0; index < agents; index += 1) this.hire(`a${index}`);
    this.floor.die = () => {
      if (this.random.chance(this.deaths)) throw new Died();
    };
  }

  private pick<T>(values: readonly T[]): T {
    return values[this.random.below(values.length)] as T;
  }

  private hire(id: string): void {
    const { random } = this;
    const names = ['law', 'lamps', 'trained_complaints', 'trained_vulnerability'];
    const skills = names
      .filter(() => random.chance(0.5))
      .map((name) => ({ name, level: 1 + random.below(5) }));
    this.floor.put(
      undefined,
      agentWith(id, {
        skills,
        languages: ['en', 'de', 'fr'].filter(() => random.chance(0.6)),
        teams: this.pick([[], ['first'], ['second'], ['first', 'second']]),
        capacity: this.pick([3, 10, 20]),
        kind: random.chance(0.1) ? 'bot' : 'person',
        presence: 'offline',
      }),
    );
    const agent = this.floor.staff.get(id);
    if (agent) this.floor.staff.set(id, { ...agent, free: agent.capacity });
  }

  open(): void {
    const { random } = this;
    this.opened += 1;
    const id = `t${String(this.opened).padStart(5, '0')}`;
    const kinds = random.chance(0.15)
      ? [this.pick(sensitiveKinds.filter((kind) => /comp|vuln/.test(kind)))]
      : [];
    const at = this.floor.now.toISOString();
    this.floor.tickets.set(
      id,
      ticketWith({
        id,
        channel: this.pick(channels),
        priority: this.pick(priorities),
        language: this.pick([undefined, 'en', 'de', 'fr']),
        tags: random.chance(0.3) ? ['law'] : [],
        openedAt: at,
        waitingSince: at,
        ...(kinds.length > 0 ? { sensitive: { kinds, reasons: [], by: 'model' as const, at } } : {}),
        ...(random.chance(0.2) ? { vipTier: 1 + random.below(3) } : {}),
        ...(random.chance(0.2) ? { ownerId: this.pick([...this.floor.staff.keys()]) } : {}),
      }),
    );
    this.pending.push({ ticket: id });
  }

  /** Something that happens outside routing. */
  act(): void {
    const { floor, random } = this;
    const doing = random.next();
    const agent = this.pick([...floor.staff.values()]);
    const inHand = [...floor.tickets.values()].filter(
      (ticket) => ticket.assigneeId && ticket.status !== 'solved',
    );
    const ticket = inHand.length > 0 ? this.pick(inHand) : undefined;
    if (doing < 0.35) this.open();
    else if (doing < 0.65 && ticket) this.solve(ticket.id);
    else if (doing < 0.8) this.setPresence(agent.id);
    else if (doing < 0.85 && ticket) floor.letGo(ticket);
    else if (doing < 0.9) this.becomeUrgent();
    else this.pass(1000 * random.below(30));
    this.hear();
  }

  private solve(id: string): void {
    const ticket = this.floor.tickets.get(id);
    const agent = this.floor.staff.get(ticket?.assigneeId ?? '');
    if (!ticket || !agent) return;
    this.floor.tickets.delete(id);
    this.solved += 1;
    this.floor.free(agent, ticket);
  }

  private setPresence(id: string): void {
    const agent = this.floor.staff.get(id);
    if (!agent) return;
    const online = agent.presence !== 'online';
    const at = this.floor.now.toISOString();
    this.floor.put(agent, {
      ...agent,
      presence: online ? 'online' : 'away',
      capacityFreedAt: online ? at : undefined,
    });
    if (online) this.pending.push({ agent: id });
  }

  private becomeUrgent(): void {
    const waiting = [...this.floor.tickets.values()].filter(isWaiting);
    if (waiting.length === 0) return;
    const ticket = this.pick(waiting);
    this.floor.tickets.set(ticket.id, { ...ticket, priority: 'urgent', version: ticket.version + 1 });
    this.pending.push({ ticket: ticket.id });
  }

  /** Time passes; what wakes by then is told. */
  pass(ms: number): void {
    const from = this.floor.now;
    this.floor.now = new Date(from.getTime() + ms);
    for (const ticket of this.floor.tickets.values()) {
      if (!isWaiting(ticket)) continue;
      const at = nextReevaluationAt(ticket, queueOf(ticket, config.queues), config.teams, from);
      if (at && at <= this.floor.now.toISOString()) this.pending.push({ ticket: ticket.id });
    }
  }

  private hear(): void {
    this.pending.push(...this.floor.heard.splice(0));
  }

  /** Delivers one message, any of those pending; of a death it comes again. Some come twice. */
  async deliver(): Promise<void> {
    const message = this.pending.splice(this.random.below(this.pending.length), 1)[0];
    if (!message) return;
    const before = this.floor.state();
    try {
      if (message.ticket) await routeTicket(this.floor, message.ticket);
      if (message.agent) await fillAgentCapacity(this.floor, message.agent);
      if (this.random.chance(0.2)) this.pending.push(message);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.pending.push(message);
    }
    this.hear();
    const after = this.floor.state();
    const busy = new Set(this.pending.map(({ ticket }) => ticket));
    this.faults.push(...violations(after), ...passedOver(before, after, (id) => busy.has(id)));
  }

  async run(steps: number, deaths: number): Promise<void> {
    this.deaths = deaths;
    for (let step = 0; step < steps; step += 1) {
      this.act();
      while (this.pending.length > 0 && this.random.chance(0.7)) await this.deliver();
    }
    await this.settle();
  }

  async settle(): Promise<void> {
    while (this.pending.length > 0) await this.deliver();
    const state = this.floor.state();
    this.faults.push(...needlessWaits(state), ...lostTickets(state, new Set(this.floor.known.keys())));
  }

  get counts() {
    return { opened: this.opened, solved: this.solved, left: this.floor.tickets.size };
  }
}

it('short histories in any order, with deaths and repetitions, leave nothing wrong', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 6 }), async (seed, agents) => {
      const simulation = new Simulation(seed, agents);
      await simulation.run(40, 0.05);
      expect(simulation.faults).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('a long day of thousands of tickets loses none, passes over none and gives none to the untrained', async () => {
  const simulation = new Simulation(20_260_310, 40);
  await simulation.run(7000, 0.02);
  expect(simulation.faults).toEqual([]);
  const { opened, solved, left } = simulation.counts;
  expect(opened).toBeGreaterThan(2000);
  expect(solved).toBeGreaterThan(opened / 2);
  expect(solved + left).toBe(opened);
});

it('everything delivered at the same moment gives no slot and no ticket twice', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const simulation = new Simulation(seed, 8);
    const { floor } = simulation;
    for (let count = 0; count < 60; count += 1) simulation.open();
    const online = [...floor.staff.values()].map((agent) => {
      floor.put(agent, { ...agent, presence: 'online', capacityFreedAt: NOON });
      return agent.id;
    });
    const work = [...floor.tickets.keys()].flatMap((id) => [routeTicket(floor, id), routeTicket(floor, id)]);
    const outcomes = await Promise.allSettled([...work, ...online.map((id) => fillAgentCapacity(floor, id))]);
    const contended = outcomes.filter(({ status }) => status === 'rejected').length;
    expect(contended).toBeLessThan(outcomes.length / 2);
    await simulation.settle();
    expect(simulation.faults).toEqual([]);
  }
});

it('an agent who gains room after the look at the agents and finds nobody in the lines is found by the second look', async () => {
  const { floor } = new Simulation(1, 0);
  floor.tickets.set('t', ticketWith({ id: 't', waitingSince: NOON }));
  const join = floor.enqueue.bind(floor);
  let met = false;
  floor.enqueue = async (...args) => {
    if (!met) {
      met = true;
      floor.put(undefined, agentWith('a', { capacityFreedAt: NOON }));
      await fillAgentCapacity(floor, 'a');
    }
    return join(...args);
  };
  expect(await routeTicket(floor, 't')).toBe('given');
});

it('a ticket that joins after an agent’s look at the lines is given to that agent all the same', async () => {
  const { floor } = new Simulation(1, 0);
  floor.tickets.set('t', ticketWith({ id: 't', waitingSince: NOON }));
  floor.put(undefined, agentWith('a', { capacityFreedAt: NOON }));
  const served = floor.markCapacityOffered.bind(floor);
  let met = false;
  floor.markCapacityOffered = async (agent) => {
    if (!met) {
      met = true;
      await routeTicket(floor, 't');
    }
    return served(agent);
  };
  await fillAgentCapacity(floor, 'a');
  expect(floor.tickets.get('t')?.assigneeId).toBe('a');
});
