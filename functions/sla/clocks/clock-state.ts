// The state of a ticket's clocks at a moment: all that the next fact needs to know of the facts before.
import type { PolicyTerms, TargetName } from '../configuration/policy.ts';
import type { TimeMetrics } from './clock-events.ts';
import type { Status, TicketAttributes } from './clock-facts.ts';

/** A clock that has started and not ended. All times are epoch milliseconds. */
export interface Clock {
  /** Absent while the clock is not reported: the policy has no such target and no figure needs it. */
  instance?: number;
  /** Alternating start and end of each time it ran; with an odd number of entries the clock is running. */
  spans: number[];
  pauses: number;
  /** When the clock warns and breaches if nothing happens; absent without a target or while it is paused. */
  warnAt?: number;
  dueAt?: number;
  warned?: boolean;
  breached?: boolean;
}

/** The attributes of the customer that select the policy, as they were at the first calculation. */
export interface CustomerAttributes {
  account?: string;
  segments: readonly string[];
}

export interface ClockState {
  /** The state includes everything up to and including this moment. */
  upTo: number;
  openedAt: number;
  channel: string;
  attributes: TicketAttributes;
  customer: CustomerAttributes;
  status: Status;
  /** A person has replied in public; an opening message by staff does not count. */
  replied: boolean;
  /** The ticket has been solved before. */
  resolved?: boolean;
  /** The time of the oldest unanswered message that the customer wrote while the ticket was solved. */
  wroteWhileSolved?: number;
  /** The newest version of the SLA configuration that the state includes. */
  config: number;
  terms: PolicyTerms;
  policies: number;
  /** The number of instances reported so far, by target. */
  instances: Partial<Record<TargetName, number>>;
  clocks: Partial<Record<TargetName, Clock>>;
  figures: TimeMetrics;
  /**
   * Status and clocks at the moment the ticket was merged into another; restored when the merge is undone.
   */
  merged?: Pick<ClockState, 'status' | 'clocks'>;
}

export const isRunning = (clock: Clock): boolean => clock.spans.length % 2 === 1;
export const isOver = ({ status }: Pick<ClockState, 'status'>): boolean =>
  status === 'solved' || status === 'closed';
