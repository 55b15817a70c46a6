// Sets up the APIs, the routing worker and one customer, with a clock that a test moves.

import { later, NOON, stoppedClock } from '../context.ts';
import { apisOf, newCustomer, newTicket } from '../http/apis.ts';
import { routingOf } from '../routing/routing.ts';
import { freshTable } from '../table/fresh-table.ts';

export async function openDesk() {
  const table = await freshTable();
  const clock = stoppedClock();
  const apis = apisOf(table, clock);
  const routing = routingOf(table, apis, clock);
  const { id: customerId } = await newCustomer(apis, 'ada');
  return {
    table,
    clock,
    apis,
    routing,
    customerId,
    open: async (over: object = {}): Promise<string> => (await newTicket(apis, customerId, over)).id,
    /** Moves the clock to the given seconds after noon and runs all work that is due by then. */
    at: (seconds: number) => routing.pass(later(NOON, seconds * 1000)),
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;
