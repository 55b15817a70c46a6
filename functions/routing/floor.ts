// What the decisions need to know and to change. The table is one (table-floor.ts); a simulation in memory is another.
import type { RoutingDecision, Ticket } from '../tickets/index.ts';
import type { Agent } from './agent.ts';
import type { Waiting } from './choose-ticket.ts';
import type { Config } from './config.ts';
import type { Requirement } from './requirement.ts';
import type { SeatRange, SeatRow } from './seats.ts';

export interface SeatQuery extends SeatRange {
  team: string;
  ability: string;
  limit: number;
  cursor?: string | undefined;
}

export interface Line extends Requirement {
  /** Its name (`lineOf`). */
  line: string;
}

/** What came of a conditional change: it was made, or the ticket or the agent is another than was thought. */
export type Claim = 'done' | 'settled' | 'ticket_changed' | 'agent_changed';

/** What can be seen. */
export interface FloorView {
  config: Config;
  now: Date;
  ticket(id: string): Promise<Ticket | undefined>;
  /** As they are now, or were a moment ago. */
  agents(ids: readonly string[]): Promise<Agent[]>;
  agent(id: string): Promise<Agent | undefined>;
  seats(query: SeatQuery): Promise<{ rows: (SeatRow & { step: number })[]; next?: string }>;
  lines(): Promise<Line[]>;
  /** Those who wait in a line, the first in front. */
  waiting(line: string, limit: number, cursor?: string): Promise<{ items: Waiting[]; next?: string }>;
}

export interface Floor extends FloorView {
  /** Gives a ticket to an agent and takes their capacity; nothing when either is another than was read. */
  assign(ticket: Ticket, agent: Agent, decision: RoutingDecision, offeredUntil?: string): Promise<Claim>;
  /** Puts a ticket into a line, to be looked at again at `decision.againAt` whatever happens. */
  wait(ticket: Ticket, to: Line, decision: RoutingDecision): Promise<Claim>;
  /** Notes that all who wait were offered to the agent as they were read. */
  served(agent: Agent): Promise<Claim>;
  /** Takes a ticket back from an agent who may not have it. */
  takeBack(ticket: Ticket): Promise<Claim>;
}
