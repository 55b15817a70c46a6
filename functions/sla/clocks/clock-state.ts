// The state of a ticket's clocks at a moment: all that the next fact needs to know of the facts before.

import type { PolicyTerms, TargetName } from '../configuration/policy.ts';
import type { TimeMetrics } from './clock-events.ts';
import type { Status, TicketAttributes } from './clock-facts.ts';

/** One clock that has begun and not ended. All times are epoch milliseconds. */
export interface Clock {
  /** Absent while nobody is told of it: a target that the policy does not have and no figure needs. */
  instance?: number;
  /** Begin and end of each time that it ran, in turns; an odd number of entries says that it runs. */
  spans: number[];
  pauses: number;
  /** When it warns and breaches if nothing happens; absent without a target, or while it is paused. */
  warnAt?: number;
  dueAt?: number;
  warned?: boolean;
  breached?: boolean;
}

/** What of the customer decides on the policy, as it was when the clocks were first looked at. */
export interface CustomerAttributes {
  account?: string;
  segments: readonly string[];
}

export interface ClockState {
  /** Everything up to this moment, and at it, is in the state. */
  upTo: number;
  openedAt: number;
  channel: string;
  attributes: TicketAttributes;
  customer: CustomerAttributes;
  status: Status;
  /** A person has replied in public; the opening message of staff does not count. */
  replied: boolean;
  /** It has been solved before. */
  resolved?: boolean;
  /** The oldest message of the customer that came while the ticket was solved, and that nobody answered. */
  wroteWhileSolved?: number;
  /** Version of the rulebook that the state knows of. */
  config: number;
  terms: PolicyTerms;
  policies: number;
  /** Instances told of so far, by target. */
  instances: Partial<Record<TargetName, number>>;
  clocks: Partial<Record<TargetName, Clock>>;
  figures: TimeMetrics;
  /** Of a ticket that was merged into another: how it stood then, for when that is undone. */
  merged?: Pick<ClockState, 'status' | 'clocks'>;
}

export const isRunning = (clock: Clock): boolean => clock.spans.length % 2 === 1;
export const isOver = ({ status }: Pick<ClockState, 'status'>): boolean =>
  status === 'solved' || status === 'closed';
