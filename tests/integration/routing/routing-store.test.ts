import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import type { DueMessage } from '../../../functions/platform/scheduling/timed-work.ts';
import type { Item } from '../../../functions/platform/table/table.ts';
import { fromItem as agentOf } from '../../../functions/routing/agents/agent-store.ts';
import type { RoutingConfig } from '../../../functions/routing/model/routing-config.ts';
import { readRoutingConfig } from '../../../functions/routing/model/routing-config.ts';
import { isSolvedOrClosed, isWaiting } from '../../../functions/tickets/core/assign-ticket.ts';
import { ticketUpdated } from '../../../functions/tickets/core/new-events.ts';
import { channels, priorities, type Ticket } from '../../../functions/tickets/core/ticket.ts';
import { saveTicket, ticketFromItem as ticketOf } from '../../../functions/tickets/core/ticket-store.ts';
import { contextAt, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer } from '../../support/http/apis.ts';
import type { Answer, Call } from '../../support/http/call-api.ts';
import { dueMessage } from '../../support/queue.ts';
import { type Random, seededRandom } from '../../support/random.ts';
import { forRouting, routingOf } from '../../support/routing/routing.ts';
import {
  lostTickets,
  needlessWaits,
  passedOver,
  type RoutingState,
  violations,
} from '../../support/routing-oracle.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { TableCopy } from '../../support/table/table-copy.ts';

// Runs the real worker on a real table: messages come twice, late and in any order, alone or several at once,
// and the process dies around its writes.

type Message = DomainEvent | { due: DueMessage[] };

const skillNames = ['law', 'lamps', 'trained_complaints', 'trained_vulnerability'];

async function openSimulation(seed: number, agentCount: number) {
  const random = seededRandom(seed);
  const table = await freshTable();
  const shadow = new TableCopy(table, random);
  const clock = stoppedClock();
  const apis = apisOf(table, clock);
  await configure(apis);
  const { id: customerId } = await newCustomer(apis, 'ada');
  const routing = routingOf(table, apis, clock);
  for (let index = 0; index < agentCount; index += 1) await hire(apis, random, `a${index}`);
  const config = await readRoutingConfig(table);
  return new Simulation({ random, shadow, clock, apis, routing, customerId, config, table });
}

async function configure({ routing }: Apis): Promise<void> {
  const queue = (queueId: string, body: object) =>
    ok(routing('putQueue', { over: true, params: { queueId }, body }));
  const team = (teamId: string, serves: object[]) =>
    ok(routing('putTeam', { over: true, params: { teamId }, body: { name: teamId, serves } }));
  await queue('chats', { name: 'Chats', position: 1, conditions: { channels: ['chat'] }, acceptSeconds: 30 });
  await queue('high', {
    name: 'High',
    position: 2,
    conditions: { priorities: ['high'] },
    requiredSkills: [{ name: 'law', level: 2 }],
    preferredSkills: [{ name: 'lamps', level: 3, group: 2 }],
    relaxation: { everySeconds: 40 },
  });
  const serve = (queueId: string, priority: number, delaySeconds: number) => ({
    queueId,
    priority,
    delaySeconds,
  });
  await team('first', [serve('general', 1, 0), serve('high', 1, 0), serve('chats', 2, 20)]);
  await team('second', [serve('chats', 1, 0), serve('general', 3, 80), serve('high', 2, 20)]);
}

async function hire({ routing }: Apis, random: Random, agentId: string): Promise<void> {
  const pick = <T>(values: readonly T[]) => values[random.below(values.length)] as T;
  const body = {
    name: agentId,
    skills: skillNames.filter(() => random.chance(0.5)).map((name) => ({ name, level: 1 + random.below(5) })),
    languages: ['en', 'de', 'fr'].filter(() => random.chance(0.6)),
    teams: pick([[], ['first'], ['second'], ['first', 'second']]),
    capacity: pick([3, 10, 20]),
    kind: random.chance(0.1) ? 'bot' : 'person',
  };
  await ok(routing('putAgent', { over: true, params: { agentId }, body }));
}

async function ok(call: Promise<Answer>): Promise<Answer> {
  const answer = await call;
  if (answer.status >= 300) throw new Error(answer.text);
  return answer;
}

interface Parts {
  random: Random;
  shadow: TableCopy;
  clock: ReturnType<typeof stoppedClock>;
  apis: Apis;
  routing: ReturnType<typeof routingOf>;
  customerId: string;
  config: RoutingConfig;
  table: Awaited<ReturnType<typeof freshTable>>;
}

class Simulation {
  private readonly parts: Parts;
  private readonly pending: Message[] = [];
  readonly faults: string[] = [];
  opened = 0;
  delivered = 0;
  private requests = 0;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  get tickets(): Ticket[] {
    return this.parts.shadow.of('ticket').map(ticketOf);
  }

  private state(): RoutingState {
    const { shadow, clock, config } = this.parts;
    const slots = shadow
      .of('assignment')
      .map(
        ({ pk, sk, weight }) => [`${String(pk).slice(2)} ${String(sk).slice(2)}`, Number(weight)] as const,
      );
    return {
      config,
      now: clock.now(),
      tickets: this.tickets,
      agents: shadow.of('agent').map(agentOf),
      slots: new Map(slots),
    };
  }

  private pick<T>(values: readonly T[]): T | undefined {
    return values[this.parts.random.below(values.length)];
  }

  /** Sends a request that may be refused, because the state changes between the read and the call. */
  private async request(call: (headers: Call['headers']) => Promise<Answer>): Promise<void> {
    this.requests += 1;
    const { status, text } = await call({ 'idempotency-key': `request-${this.requests}` });
    if (status >= 500) throw new Error(text);
  }

  private async open(): Promise<void> {
    const { random, apis, customerId } = this.parts;
    this.opened += 1;
    const body = {
      customerId,
      channel: this.pick(channels),
      priority: this.pick(priorities),
      language: this.pick([undefined, 'en', 'de', 'fr']),
      subject: 's',
      message: 'm',
      requiredSkills: random.chance(0.3) ? [{ name: 'lamps', level: 1 + random.below(3) }] : [],
    };
    await this.request((headers) => apis.tickets('openTicket', { body, headers }));
  }

  /** Makes a random change that people make. */
  async act(): Promise<void> {
    const { random, apis, shadow } = this.parts;
    const doing = random.next();
    const open = this.tickets.filter((ticket) => !isSolvedOrClosed(ticket));
    const inHand = this.pick(open.filter((ticket) => ticket.assigneeId !== undefined));
    const agentId = String(this.pick(shadow.of('agent').map(agentOf))?.id);
    if (doing < 0.4) await this.open();
    else if (doing < 0.6 && inHand) await this.move(inHand, 'solved');
    else if (doing < 0.65) await this.move(this.pick(this.tickets.filter(isSolvedOrClosed)), 'open');
    else if (doing < 0.8) {
      const presence = this.pick(['online', 'online', 'online', 'away', 'on_break', 'offline']);
      await this.request(() => apis.routing('setPresence', { params: { agentId }, body: { presence } }));
    } else if (doing < 0.85) await this.answerOffer(inHand);
    else if (doing < 0.9) await this.supervise(this.pick(open), agentId);
    else if (doing < 0.95) await this.reclassify(this.pick(open));
    else await this.pass(1000 * random.below(45));
    this.collect();
  }

  private async move(ticket: Ticket | undefined, status: string): Promise<void> {
    if (!ticket) return;
    const { id: ticketId, version } = ticket;
    const call = { params: { ticketId }, body: { status, version } };
    await this.request((headers) => this.parts.apis.tickets('changeStatus', { ...call, headers }));
  }

  private async answerOffer(ticket: Ticket | undefined): Promise<void> {
    if (!ticket?.assigneeId) return;
    const as = { role: 'agent', id: ticket.assigneeId } as const;
    const params = { ticketId: ticket.id };
    const { routing } = this.parts.apis;
    await this.request((headers) =>
      this.parts.random.chance(0.5)
        ? routing('acceptTicket', { params, headers, as, body: {} })
        : routing('declineTicket', { params, headers, as, body: { reason: 'busy' } }),
    );
  }

  private async supervise(ticket: Ticket | undefined, agentId: string): Promise<void> {
    if (!ticket) return;
    const params = { ticketId: ticket.id };
    const { routing } = this.parts.apis;
    const body =
      this.pick([{ agentId, reason: 'r' }, { reason: 'r' }, { queueId: 'chats', reason: 'r' }]) ?? {};
    const operation =
      'agentId' in body ? 'assignTicket' : 'queueId' in body ? 'queueTicket' : 'releaseTicket';
    await this.request((headers) => routing(operation, { params, body, headers }));
  }

  /** Changes a ticket as the analysis of a later message would. */
  private async reclassify(ticket: Ticket | undefined): Promise<void> {
    if (!ticket) return;
    const at = this.parts.clock.now().toISOString();
    const kind = this.pick(['complaint', 'vulnerable'] as const) ?? 'complaint';
    const change: Partial<Ticket> = this.parts.random.chance(0.5)
      ? { sensitive: { kinds: [kind], reasons: [], by: 'model', at } }
      : { priority: 'urgent', vipTier: 1 };
    const next = { ...ticket, ...change, version: ticket.version + 1 };
    await commitOrFail(this.parts.table, contextAt(at), {
      writes: [saveTicket(next)],
      events: [ticketUpdated(ticket, next, {})],
    });
  }

  /** Moves the time and sends what is due as the scheduler would. */
  async pass(ms: number): Promise<void> {
    const { clock, shadow } = this.parts;
    clock.set(new Date(clock.now().getTime() + ms).toISOString());
    const now = clock.now().toISOString();
    const due = shadow.of('due').filter((item) => item.queue === 'routingStandard' && String(item.at) <= now);
    this.pending.push(...due.map((item) => dueMessage(item) as Message));
  }

  private collect(): void {
    const events = this.parts.shadow.events.splice(0).map(eventOf);
    this.pending.push(...forRouting(events));
  }

  /** Delivers some of the pending messages; failed ones come again, and some of the others too. */
  async deliver(together: number): Promise<void> {
    const { random, shadow, routing } = this.parts;
    const batch = random.shuffle(this.pending.splice(0)).filter((message, index) => {
      if (index < together) return true;
      this.pending.push(message);
      return false;
    });
    const before = this.state();
    const failed = await routing.deliver(...batch);
    this.delivered += batch.length;
    this.pending.push(...batch.filter((_message, index) => failed.includes(index) || random.chance(0.2)));
    if (random.chance(shadow.deaths)) routing.restart();
    this.collect();
    const after = this.state();
    this.faults.push(...violations(after).filter((wrong) => this.isFault(wrong)));
    if (together > 1) return;
    const busy = new Set(this.pending.flatMap(ticketsOf));
    const due = shadow.of('due').filter(({ at }) => String(at) <= after.now.toISOString());
    for (const { data } of due) busy.add(String((data as { ticketId?: string }).ticketId));
    this.faults.push(...passedOver(before, after, (id) => busy.has(id)));
  }

  /** Ignores a sensitive ticket with an untrained agent while the message about it is still pending. */
  private isFault(wrong: string): boolean {
    const busy = new Set(this.pending.flatMap(ticketsOf));
    return !(wrong.includes('sensitive') && busy.has(wrong.split(' ')[0] ?? ''));
  }

  async run(steps: number, deaths: number): Promise<void> {
    const { random, shadow } = this.parts;
    this.collect();
    for (let step = 0; step < steps; step += 1) {
      await this.act();
      shadow.deaths = deaths;
      while (this.pending.length > 0 && random.chance(0.75)) await this.deliver(random.chance(0.3) ? 4 : 1);
      shadow.deaths = 0;
    }
    shadow.deaths = deaths;
    while (this.pending.length > 0) await this.deliver(1);
    shadow.deaths = 0;
    const state = this.state();
    const groupIds = new Set(shadow.of('waitingGroup').map(({ pk }) => String(pk).slice('WAIT#'.length)));
    this.faults.push(...needlessWaits(state), ...lostTickets(state, groupIds), ...violations(state));
  }

  /** Returns tickets and agents as the table stores them, and as the copy saw them written. */
  async storedAndSeen(): Promise<[unknown, unknown]> {
    const { table, shadow } = this.parts;
    const stored = (await snapshot(table)).filter(({ t }) => t === 'ticket' || t === 'agent');
    const plain = (items: Item[]) =>
      JSON.parse(
        JSON.stringify(items.toSorted((a, b) => String(a.pk).localeCompare(String(b.pk))).map(sorted)),
      );
    return [plain(stored), plain([...shadow.of('ticket'), ...shadow.of('agent')])];
  }
}

const sorted = (item: Item) =>
  Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => a.localeCompare(b)));
const eventOf = ({ pk: _pk, sk: _sk, t: _t, bodyHash: _hash, ...event }: Item) =>
  event as unknown as DomainEvent;
const ticketsOf = (message: Message): string[] =>
  'due' in message ? message.due.map(({ data }) => String(data.ticketId)) : [String(message.data.ticketId)];

it('short random histories with faults violate no invariant', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 4 }), async (seed, agents) => {
      const simulation = await openSimulation(seed, agents);
      await simulation.run(25, 0.05);
      expect(simulation.faults).toEqual([]);
    }),
    { numRuns: Number(process.env.FLOOR_RUNS ?? 3), endOnFailure: true },
  );
});

/** About four tickets in ten steps. FLOOR_STEPS=1000 takes two to three minutes. */
const STEPS = Number(process.env.FLOOR_STEPS ?? 250);

it('a long history loses no ticket, assigns none twice and passes over none', async () => {
  const simulation = await openSimulation(20_260_310, 12);
  await simulation.run(STEPS, 0.03);
  expect(simulation.faults).toEqual([]);
  expect(simulation.opened).toBeGreaterThan(STEPS * 0.3);
  expect(simulation.tickets.filter(isWaiting).length).toBeLessThan(simulation.opened);
  const [stored, seen] = await simulation.storedAndSeen();
  expect(stored).toEqual(seen);
});
