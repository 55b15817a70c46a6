import type { Condition } from '../../platform/table/write.ts';
import type { Ticket } from './ticket.ts';

/** The facts of a ticket that a message event must carry. */
export type TicketSnapshot = Pick<Ticket, 'customerId' | 'channel' | 'priority' | 'unverified'>;

/** Holds when the stored ticket has these facts and `further` holds too. */
export function snapshotCondition(
  { customerId, channel, priority, unverified }: TicketSnapshot,
  further: string,
  values: Record<string, unknown> = {},
): Condition {
  const sameUnverified = unverified ? 'attribute_exists(#unverified)' : 'attribute_not_exists(#unverified)';
  const same = '#row.#customerId = :customerId AND #row.#channel = :channel AND #row.#priority = :priority';
  return {
    expression: `${same} AND ${sameUnverified} AND ${further}`,
    values: { customerId, channel, priority, ...values },
  };
}
