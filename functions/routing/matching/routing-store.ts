// The reads and changes that routing needs. table-routing-store.ts implements them on the table, the tests in
// memory.
import type { RoutingDecision, Ticket, WaitingTicket } from '../../tickets/index.ts';
import type { Agent } from '../model/agent.ts';
import type { AvailabilityRange, AvailabilityRow } from '../model/availability.ts';
import type { MandatoryRequirements } from '../model/requirements.ts';
import type { RoutingConfig } from '../model/routing-config.ts';

export interface AvailabilityQuery extends AvailabilityRange {
  team: string;
  ability: string;
  limit: number;
  cursor?: string | undefined;
}

export interface WaitingGroup extends MandatoryRequirements {
  /** The group's id (`waitingGroupIdOf`). */
  waitingGroupId: string;
}

/**
 * The result of a conditional change: it was made, it is no longer necessary, or the ticket or agent has
 * changed since it was read.
 */
export type ClaimResult = 'done' | 'settled' | 'ticket_changed' | 'agent_changed';

/** The reads of routing. */
export interface RoutingReader {
  config: RoutingConfig;
  now: Date;
  ticket(id: string): Promise<Ticket | undefined>;
  /** Loads agents; the result may be a moment old. */
  agents(ids: readonly string[]): Promise<Agent[]>;
  agent(id: string): Promise<Agent | undefined>;
  availability(
    query: AvailabilityQuery,
  ): Promise<{ rows: (AvailabilityRow & { loadBand: number })[]; next?: string }>;
  waitingGroups(): Promise<WaitingGroup[]>;
  /** Lists the tickets of a waiting group in the order in which they are served. */
  waitingTickets(
    groupId: string,
    limit: number,
    cursor?: string,
  ): Promise<{ items: WaitingTicket[]; next?: string }>;
}

export interface RoutingStore extends RoutingReader {
  /**
   * Assigns a ticket and takes the agent's capacity; changes nothing when either has changed since it was
   * read.
   */
  assign(
    ticket: Ticket,
    agent: Agent,
    decision: RoutingDecision,
    offeredUntil?: string,
  ): Promise<ClaimResult>;
  /** Puts a ticket into a waiting group and schedules its next routing at `decision.reevaluateAt`. */
  enqueue(ticket: Ticket, to: WaitingGroup, decision: RoutingDecision): Promise<ClaimResult>;
  /** Marks that the agent's free capacity was offered to all waiting tickets. */
  markCapacityOffered(agent: Agent): Promise<ClaimResult>;
  /** Unassigns a ticket from an agent who may not have it. */
  unassign(ticket: Ticket): Promise<ClaimResult>;
}
