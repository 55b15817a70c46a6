// A routing store in memory with the same conditions as the one on the table: a change is made on the
// versions that were read, or not at all. `die` may throw before or after a change, as a process may end
// there.

import { routingLists } from '../../functions/routing/keys.ts';
import type {
  ClaimResult,
  RoutingStore,
  WaitingGroup,
} from '../../functions/routing/matching/routing-store.ts';
import { type Agent, withoutWork, withWork } from '../../functions/routing/model/agent.ts';
import { availabilityEntriesOf, withAvailability } from '../../functions/routing/model/availability.ts';
import type { RoutingConfig } from '../../functions/routing/model/routing-config.ts';
import { channelWeight } from '../../functions/routing/model/routing-settings.ts';
import {
  assignTicket,
  isWaiting,
  queueTicket,
  releaseTicket,
} from '../../functions/tickets/core/assign-ticket.ts';
import type { RoutingDecision, Ticket } from '../../functions/tickets/core/ticket.ts';
import { waitingOrderOf } from '../../functions/tickets/core/ticket-store.ts';
import type { WaitingTicket } from '../../functions/tickets/index.ts';
import type { RoutingState } from './routing-oracle.ts';

export class MemoryRoutingStore implements RoutingStore {
  config: RoutingConfig;
  now: Date;
  readonly tickets = new Map<string, Ticket>();
  readonly staff = new Map<string, Agent>();
  readonly slots = new Map<string, number>();
  readonly known = new Map<string, WaitingGroup>();
  /** Tickets and agents that must be routed again after a change. */
  readonly notifications: { ticket?: string; agent?: string }[] = [];
  die: () => void = () => undefined;
  /** Names of the reads and changes so far. */
  readonly calls: string[] = [];

  constructor(config: RoutingConfig, now: Date) {
    this.config = config;
    this.now = now;
  }

  state(): RoutingState {
    return {
      config: this.config,
      now: this.now,
      tickets: [...this.tickets.values()],
      agents: [...this.staff.values()],
      slots: new Map(this.slots),
    };
  }

  async ticket(id: string) {
    this.calls.push('ticket');
    return this.tickets.get(id);
  }

  async agent(id: string) {
    this.calls.push('agent');
    return this.staff.get(id);
  }

  async agents(ids: readonly string[]) {
    this.calls.push('agents');
    return ids.flatMap((id) => this.staff.get(id) ?? []);
  }

  async availability({
    team,
    ability,
    from,
    to,
    limit,
    cursor = '',
  }: Parameters<RoutingStore['availability']>[0]) {
    this.calls.push('availability');
    const all = [...this.staff.values()]
      .flatMap(availabilityEntriesOf)
      .filter(
        ({ listPk, listSk }) =>
          listPk === routingLists.availability(team, ability) && listSk >= from && listSk <= to,
      )
      .toSorted((a, b) => Number(a.listSk > b.listSk) - Number(a.listSk < b.listSk))
      .filter(({ listSk }) => listSk > cursor);
    const rows = all
      .slice(0, limit)
      .map(({ row, listSk }) => ({ ...row, loadBand: Number(listSk.split('#')[1]) }));
    const last = all[limit - 1]?.listSk;
    return { rows, ...(all.length > limit && last ? { next: last } : {}) };
  }

  async waitingGroups() {
    this.calls.push('waitingGroups');
    return [...this.known.values()];
  }

  async waitingTickets(groupId: string, limit: number, cursor = '') {
    this.calls.push('waiting');
    const all = [...this.tickets.values()]
      .filter((ticket) => ticket.waitingGroupId === groupId && isWaiting(ticket))
      .map(
        (ticket): WaitingTicket => ({
          id: ticket.id,
          order: waitingOrderOf(ticket),
          waitingSince: ticket.waitingSince,
        }),
      )
      .toSorted((a, b) => Number(a.order > b.order) - Number(a.order < b.order))
      .filter(({ order }) => order > cursor);
    const last = all[limit - 1]?.order;
    return { items: all.slice(0, limit), ...(all.length > limit && last ? { next: last } : {}) };
  }

  async assign(ticket: Ticket, agent: Agent, decision: RoutingDecision): Promise<ClaimResult> {
    const conflict = this.conflict(ticket, agent);
    if (conflict) return conflict;
    const weight = channelWeight(ticket.channel, this.config.settings);
    this.change(() => {
      const assigned = { ...decision, agentId: agent.id };
      const { next } = assignTicket(
        ticket,
        assigned,
        { id: `${ticket.id}@${ticket.version}`, weight },
        decision,
      );
      this.tickets.set(ticket.id, next);
      this.put(agent, withWork(agent, ticket.channel, weight, this.now.toISOString()));
      this.slots.set(`${agent.id} ${ticket.id}`, weight);
    });
    return 'done';
  }

  async enqueue(ticket: Ticket, to: WaitingGroup, decision: RoutingDecision): Promise<ClaimResult> {
    const conflict = this.conflict(ticket);
    if (conflict) return conflict;
    this.change(() => {
      this.known.set(to.waitingGroupId, to);
      this.tickets.set(ticket.id, queueTicket(ticket, to, decision).next);
    });
    return 'done';
  }

  async markCapacityOffered(agent: Agent): Promise<ClaimResult> {
    const conflict = this.conflict(undefined, agent);
    if (conflict) return conflict;
    this.change(() => this.put(agent, { ...agent, capacityFreedAt: undefined }));
    return 'done';
  }

  async unassign(ticket: Ticket): Promise<ClaimResult> {
    const conflict = this.conflict(ticket);
    if (conflict) return conflict;
    this.change(() => this.release(ticket));
    return 'done';
  }

  /** Unassigns a ticket and frees its agent's capacity in one change. */
  release(ticket: Ticket): void {
    const agent = this.staff.get(ticket.assigneeId ?? '');
    this.tickets.set(ticket.id, releaseTicket(ticket, { reason: 'manual', at: this.now.toISOString() }).next);
    this.notifications.push({ ticket: ticket.id });
    if (agent) this.free(agent, ticket);
  }

  /** Frees the capacity that a ticket takes of an agent. */
  free(agent: Agent, { id, channel }: Ticket): void {
    const weight = this.slots.get(`${agent.id} ${id}`);
    if (weight === undefined) return;
    this.slots.delete(`${agent.id} ${id}`);
    this.put(agent, withoutWork(agent, channel, weight, this.now.toISOString()));
    this.notifications.push({ agent: agent.id });
  }

  put(before: Agent | undefined, next: Agent): void {
    const version = (before?.version ?? 0) + 1;
    this.staff.set(next.id, withAvailability(before, { ...next, version }, this.now.toISOString()));
  }

  private change(make: () => void): void {
    this.calls.push('change');
    this.die();
    make();
    this.die();
  }

  private conflict(ticket?: Ticket, agent?: Agent): ClaimResult | undefined {
    const current = ticket && this.tickets.get(ticket.id);
    if (current && current.version !== ticket.version) return 'ticket_changed';
    if (agent && this.staff.get(agent.id)?.version !== agent.version) return 'agent_changed';
    return undefined;
  }
}
