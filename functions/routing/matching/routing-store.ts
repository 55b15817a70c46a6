// What the decisions need to know and to change. The table is one (table-floor.ts); a simulation in memory is another.
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
  /** Its name (`lineOf`). */
  line: string;
}

/** What came of a conditional change: it was made, or the ticket or the agent is another than was thought. */
export type ClaimResult = 'done' | 'settled' | 'ticket_changed' | 'agent_changed';

/** What can be seen. */
export interface RoutingReader {
  config: RoutingConfig;
  now: Date;
  ticket(id: string): Promise<Ticket | undefined>;
  /** As they are now, or were a moment ago. */
  agents(ids: readonly string[]): Promise<Agent[]>;
  agent(id: string): Promise<Agent | undefined>;
  availability(
    query: AvailabilityQuery,
  ): Promise<{ rows: (AvailabilityRow & { step: number })[]; next?: string }>;
  waitingGroups(): Promise<WaitingGroup[]>;
  /** Those who wait in a line, the first in front. */
  waitingTickets(
    line: string,
    limit: number,
    cursor?: string,
  ): Promise<{ items: WaitingTicket[]; next?: string }>;
}

export interface RoutingStore extends RoutingReader {
  /** Gives a ticket to an agent and takes their capacity; nothing when either is another than was read. */
  assign(
    ticket: Ticket,
    agent: Agent,
    decision: RoutingDecision,
    offeredUntil?: string,
  ): Promise<ClaimResult>;
  /** Puts a ticket into a line, to be looked at again at `decision.reevaluateAt` whatever happens. */
  enqueue(ticket: Ticket, to: WaitingGroup, decision: RoutingDecision): Promise<ClaimResult>;
  /** Notes that all who wait were offered to the agent as they were read. */
  markCapacityOffered(agent: Agent): Promise<ClaimResult>;
  /** Takes a ticket back from an agent who may not have it. */
  unassign(ticket: Ticket): Promise<ClaimResult>;
}
