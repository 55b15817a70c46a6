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

// Runs routing on a store in memory: the same rules, conditions and process deaths as on the table, a
// thousand times as fast.

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
  readonly store = new MemoryRoutingStore(config, new Date(NOON));
  readonly random: Random;
  private readonly pending: Message[] = [];
  private opened = 0;
  private deaths = 0;
  private solved = 0;
  readonly faults: string[] = [];

  constructor(seed: number, agents: number) {
    this.random = seededRandom(seed);
    for (let index = 0; index < agents; index += 1) this.hire(`a${index}`);
    this.store.die = () => {
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
    this.store.put(
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
    const agent = this.store.staff.get(id);
    if (agent) this.store.staff.set(id, { ...agent, free: agent.capacity });
  }

  open(): void {
    const { random } = this;
    this.opened += 1;
    const id = `t${String(this.opened).padStart(5, '0')}`;
    const kinds = random.chance(0.15)
      ? [this.pick(sensitiveKinds.filter((kind) => /comp|vuln/.test(kind)))]
      : [];
    const at = this.store.now.toISOString();
    this.store.tickets.set(
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
        ...(random.chance(0.2) ? { ownerId: this.pick([...this.store.staff.keys()]) } : {}),
      }),
    );
    this.pending.push({ ticket: id });
  }

  /** Makes a random change outside routing. */
  act(): void {
    const { store, random } = this;
    const doing = random.next();
    const agent = this.pick([...store.staff.values()]);
    const inHand = [...store.tickets.values()].filter(
      (ticket) => ticket.assigneeId && ticket.status !== 'solved',
    );
    const ticket = inHand.length > 0 ? this.pick(inHand) : undefined;
    if (doing < 0.35) this.open();
    else if (doing < 0.65 && ticket) this.solve(ticket.id);
    else if (doing < 0.8) this.setPresence(agent.id);
    else if (doing < 0.85 && ticket) store.release(ticket);
    else if (doing < 0.9) this.becomeUrgent();
    else this.pass(1000 * random.below(30));
    this.collect();
  }

  private solve(id: string): void {
    const ticket = this.store.tickets.get(id);
    const agent = this.store.staff.get(ticket?.assigneeId ?? '');
    if (!ticket || !agent) return;
    this.store.tickets.delete(id);
    this.solved += 1;
    this.store.free(agent, ticket);
  }

  private setPresence(id: string): void {
    const agent = this.store.staff.get(id);
    if (!agent) return;
    const online = agent.presence !== 'online';
    const at = this.store.now.toISOString();
    this.store.put(agent, {
      ...agent,
      presence: online ? 'online' : 'away',
      capacityFreedAt: online ? at : undefined,
    });
    if (online) this.pending.push({ agent: id });
  }

  private becomeUrgent(): void {
    const waiting = [...this.store.tickets.values()].filter(isWaiting);
    if (waiting.length === 0) return;
    const ticket = this.pick(waiting);
    this.store.tickets.set(ticket.id, { ...ticket, priority: 'urgent', version: ticket.version + 1 });
    this.pending.push({ ticket: ticket.id });
  }

  /** Moves the time and queues the tickets that are due for reevaluation by then. */
  pass(ms: number): void {
    const from = this.store.now;
    this.store.now = new Date(from.getTime() + ms);
    for (const ticket of this.store.tickets.values()) {
      if (!isWaiting(ticket)) continue;
      const at = nextReevaluationAt(ticket, queueOf(ticket, config.queues), config.teams, from);
      if (at && at <= this.store.now.toISOString()) this.pending.push({ ticket: ticket.id });
    }
  }

  private collect(): void {
    this.pending.push(...this.store.notifications.splice(0));
  }

  /** Delivers one pending message; after a process death it comes again, and some messages come twice. */
  async deliver(): Promise<void> {
    const message = this.pending.splice(this.random.below(this.pending.length), 1)[0];
    if (!message) return;
    const before = this.store.state();
    try {
      if (message.ticket) await routeTicket(this.store, message.ticket);
      if (message.agent) await fillAgentCapacity(this.store, message.agent);
      if (this.random.chance(0.2)) this.pending.push(message);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.pending.push(message);
    }
    this.collect();
    const after = this.store.state();
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
    const state = this.store.state();
    this.faults.push(...needlessWaits(state), ...lostTickets(state, new Set(this.store.known.keys())));
  }

  get counts() {
    return { opened: this.opened, solved: this.solved, left: this.store.tickets.size };
  }
}

it('short random histories with process deaths and repeated messages violate no invariant', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 6 }), async (seed, agents) => {
      const simulation = new Simulation(seed, agents);
      await simulation.run(40, 0.05);
      expect(simulation.faults).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('a long history of thousands of tickets loses none, passes over none and assigns none to untrained agents', async () => {
  const simulation = new Simulation(20_260_310, 40);
  await simulation.run(7000, 0.02);
  expect(simulation.faults).toEqual([]);
  const { opened, solved, left } = simulation.counts;
  expect(opened).toBeGreaterThan(2000);
  expect(solved).toBeGreaterThan(opened / 2);
  expect(solved + left).toBe(opened);
});

it('concurrent delivery of all messages assigns no slot and no ticket twice', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const simulation = new Simulation(seed, 8);
    const { store } = simulation;
    for (let count = 0; count < 60; count += 1) simulation.open();
    const online = [...store.staff.values()].map((agent) => {
      store.put(agent, { ...agent, presence: 'online', capacityFreedAt: NOON });
      return agent.id;
    });
    const work = [...store.tickets.keys()].flatMap((id) => [routeTicket(store, id), routeTicket(store, id)]);
    const outcomes = await Promise.allSettled([...work, ...online.map((id) => fillAgentCapacity(store, id))]);
    const contended = outcomes.filter(({ status }) => status === 'rejected').length;
    expect(contended).toBeLessThan(outcomes.length / 2);
    await simulation.settle();
    expect(simulation.faults).toEqual([]);
  }
});

it('the second search finds an agent whose capacity frees up between the first search and the enqueueing', async () => {
  const { store } = new Simulation(1, 0);
  store.tickets.set('t', ticketWith({ id: 't', waitingSince: NOON }));
  const enqueue = store.enqueue.bind(store);
  let interrupted = false;
  store.enqueue = async (...args) => {
    if (!interrupted) {
      interrupted = true;
      store.put(undefined, agentWith('a', { capacityFreedAt: NOON }));
      await fillAgentCapacity(store, 'a');
    }
    return enqueue(...args);
  };
  expect(await routeTicket(store, 't')).toBe('assigned');
});

it('an agent gets a ticket that joins its waiting group after the agent has read the groups', async () => {
  const { store } = new Simulation(1, 0);
  store.tickets.set('t', ticketWith({ id: 't', waitingSince: NOON }));
  store.put(undefined, agentWith('a', { capacityFreedAt: NOON }));
  const markCapacityOffered = store.markCapacityOffered.bind(store);
  let interrupted = false;
  store.markCapacityOffered = async (agent) => {
    if (!interrupted) {
      interrupted = true;
      await routeTicket(store, 't');
    }
    return markCapacityOffered(agent);
  };
  await fillAgentCapacity(store, 'a');
  expect(store.tickets.get('t')?.assigneeId).toBe('a');
});
