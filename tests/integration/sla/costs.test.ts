// Measures the database cost of the clocks. The costs are stated here so that a change is noticed.
import { expect, it } from 'vitest';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { apisOf, newCustomer } from '../../support/http/apis.ts';
import { dueMessage } from '../../support/queue.ts';
import { slaOf } from '../../support/sla-worker.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { metered } from '../../support/table/meter.ts';
import { timedWorkIn } from '../../support/table/stored.ts';

const calendar = (seconds: number) => ({ seconds, hours: 'calendar' });

it('each clock operation costs what this test states', async () => {
  const { table, measure } = metered(await freshTable());
  const clock = stoppedClock(later(NOON, -3_600_000));
  const apis = apisOf(table, clock);
  const sla = slaOf(table, apis, clock);
  await sla.schedule();
  await sla.policies({
    targets: { first_reply: calendar(3600), next_reply: calendar(3600), total_resolution: calendar(86_400) },
  });
  const { id: customerId } = await newCustomer(apis, 'ada');
  clock.set(NOON);
  const as = { role: 'customer', id: customerId } as const;
  const body = { channel: 'email', subject: 'Lamp', message: 'It is dark. '.repeat(25) };
  const ticketId = (await apis.portal('openMyTicket', { body, as })).body.id;
  const costs: Record<string, string> = {};
  const cost = async (name: string, work: () => Promise<unknown>) => {
    const { roundTrips, writeUnits, readUnits } = (await measure(work)).cost;
    costs[name] = `${roundTrips} calls, ${writeUnits} write units, ${readUnits} read units`;
  };
  const [opened] = await sla.pending();
  await sla.deliver(opened);
  await cost('a delivery that changes nothing', () => sla.deliver(opened));
  const second = (await apis.portal('openMyTicket', { body, as })).body.id;
  const events = await sla.pending();
  await cost('the opening', () => sla.deliver(...events));
  clock.set(later(NOON, 10 * 60_000));
  await sla.reply(second);
  const reply = (await sla.pending()).find(({ type }) => type === 'ticket.message_added');
  await cost('the first reply', () => sla.deliver(reply));
  clock.set(later(NOON, 20 * 60_000));
  await sla.customerWrites(second, customerId);
  const wrote = await sla.pending();
  await cost('a message of the customer', () => sla.deliver(...wrote));
  clock.set(later(NOON, 49 * 60_000));
  const due = (await timedWorkIn(table, 'sla.clock')).find(({ pk }) => pk === `T#${ticketId}`);
  await cost('a warning', () => sla.deliver(dueMessage(due ?? {})));
  await cost('the clocks over HTTP', () => sla.clocks(second));
  expect(costs).toMatchInlineSnapshot(`
    {
      "a delivery that changes nothing": "2 calls, 0 write units, 4 read units",
      "a message of the customer": "3 calls, 14 write units, 4 read units",
      "a warning": "3 calls, 12 write units, 4 read units",
      "the clocks over HTTP": "3 calls, 0 write units, 5.5 read units",
      "the first reply": "3 calls, 14 write units, 4 read units",
      "the opening": "3 calls, 16 write units, 5 read units",
    }
  `);
});
