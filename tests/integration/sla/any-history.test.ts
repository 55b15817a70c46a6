import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../functions/platform/table/table.ts';
import { later, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf } from '../../support/http/apis.ts';
import { expectClocksMatchThread, slaOf, withSlaConfig } from '../../support/sla-worker.ts';
import { lostConnection, withFault } from '../../support/table/faults.ts';
import { tablesWith } from '../../support/table/fresh-table.ts';

/** A Tuesday, 10:00 in Berlin. */
const T0 = '2026-03-10T09:00:00.000Z';
const MINUTE = 60_000;
const calendar = (seconds: number) => ({ seconds, hours: 'calendar' });

const tableWithSlaConfig = tablesWith(withSlaConfig(T0));
let table: Table;
let apis: Apis;
let sla: ReturnType<typeof slaOf>;
let clock: ReturnType<typeof stoppedClock>;
let customerId: string;

/** Starts a history on its own table, so that it does not read the items of others. */
async function begin(): Promise<string> {
  ({ table, filled: customerId } = await tableWithSlaConfig());
  clock = stoppedClock(T0);
  apis = apisOf(table, clock);
  sla = slaOf(table, apis, clock);
  const answer = await apis.portal('openMyTicket', {
    body: { channel: 'email', subject: 'Lamp', message: 'It is dark.' },
    as: { role: 'customer', id: customerId },
  });
  return answer.body.id;
}
const goTo = (ms: number) => clock.set(later(T0, ms));

async function requireDelivered(failures: Promise<number[]>): Promise<void> {
  if ((await failures).length > 0) throw new Error('a delivery failed');
}

describe('any history with any deliveries', () => {
  const acts = fc.array(
    fc.record({
      act: fc.constantFrom(
        'reply',
        'customer',
        'open',
        'pending',
        'on_hold',
        'solved',
        'urgent',
        'policies',
        'wait',
      ),
      minutes: fc.integer({ min: 1, max: 300 }),
      deliver: fc.constantFrom('nothing', 'twice', 'reversed', 'crash before', 'crash after'),
    }),
    { minLength: 3, maxLength: 9 },
  );

  it('ends with the clock events that follow from the thread, each once', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (steps) => {
        const ticketId = await begin();
        let now = 0;
        let backlog = await sla.pending();
        for (const { act, minutes, deliver } of steps) {
          now += minutes;
          goTo(now * MINUTE);
          await perform(ticketId, act, minutes);
          backlog = [...backlog, ...(await sla.pending())];
          if (deliver === 'nothing') continue;
          const messages = deliver === 'reversed' ? backlog.toReversed() : [...backlog, ...backlog];
          const when = deliver.endsWith('after') ? 'after' : 'before';
          const work = () => sla.deliver(...messages);
          if (deliver.startsWith('crash'))
            await withFault(table, { command: 'TransactWriteItems', error: lostConnection, when }, work);
          else await requireDelivered(work());
          if (!deliver.startsWith('crash')) backlog = [];
          await sla.runDueWork();
        }
        goTo((now + 3000) * MINUTE);
        expect(await sla.deliver(...backlog)).toEqual([]);
        for (let round = 0; round < 3; round += 1) await sla.runDueWork();
        await expectClocksMatchThread(table, ticketId, clock.now().getTime());
      }),
      { numRuns: 12 },
    );
  });

  async function perform(ticketId: string, act: string, minutes: number): Promise<void> {
    const ticket = await sla.ticket(ticketId);
    if (act === 'reply') await sla.reply(ticketId);
    if (act === 'customer') await sla.customerWrites(ticketId, customerId);
    if (act === 'urgent')
      await sla.event(ticketId, 'ticket.updated', { changes: { priority: { to: 'urgent' } } });
    if (act === 'policies')
      await sla.policies({
        targets: {
          first_reply: { seconds: minutes * 60, hours: 'business' },
          periodic_update: calendar(minutes * 90),
        },
      });
    const moves: readonly string[] = ['open', 'pending', 'on_hold', 'solved'];
    const possible = ticket?.status !== act && (ticket?.status !== 'solved' || act === 'open');
    if (moves.includes(act) && possible) await sla.move(ticketId, act);
  }
});
