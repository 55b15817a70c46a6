import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Rapport } from '../../local/start.ts';
import { clientOf, eventually, startPlatform } from '../support/rapport.ts';

let rapport: Rapport;

beforeAll(async () => {
  rapport = await startPlatform();
});
afterAll(() => rapport?.stop());

const inHours = (hours: number) => new Date(rapport.now().getTime() + hours * 3_600_000).toISOString();

/** Advances time and waits for everything that falls due. */
async function pass(period: string): Promise<void> {
  await rapport.advance(period);
  await rapport.idle();
}

it('a promise triggers a reminder, is reported to leads when missed and broken later; a kept promise triggers nothing', async () => {
  const [ann, lee] = [clientOf(rapport, 'agent', 'ann'), clientOf(rapport, 'lead', 'lee')];
  const customer = await lee.customers.createCustomer({
    body: { name: 'Ada', identities: { email: 'ada@example.org' } },
  });
  const ada = clientOf(rapport, 'customer', customer.id);
  const ticket = await ann.tickets.openTicket({
    body: { customerId: customer.id, channel: 'phone', subject: 'Lamp', message: 'It is dark.' },
  });
  // Triage of the opening message and routing change the ticket, too.
  await rapport.idle();
  const make = (text: string) =>
    ann.promises.makePromise({
      params: { ticketId: ticket.id },
      body: { text, kind: 'call', dueAt: inHours(3) },
    });
  const [broken, kept] = [await make('We call you'), await make('We write to you')];
  await ann.tickets.changeStatus({
    params: { ticketId: ticket.id },
    body: {
      status: 'solved',
      version: (await ann.tickets.getTicket({ params: { ticketId: ticket.id } })).ticket.version,
    },
  });
  const keep = await ann.promises.keepPromise({ params: { promiseId: kept.id }, body: {} });
  expect(keep).toMatchObject({ state: 'kept', late: false });

  await pass('PT2H30M');
  const notified = async (agentId: string) =>
    (await lee.desk.listNotifications({ params: { agentId } })).items.map(
      ({ type, promiseId }) => `${type} ${promiseId}`,
    );
  expect(await notified('ann')).toEqual([`promise.due_soon ${broken.id}`]);

  await pass('PT1H');
  expect(await notified('leads')).toEqual([`promise.missed ${broken.id}`]);
  const missed = await lee.promises.listPromises({ query: { state: 'missed' } });
  expect(missed.items.map(({ id }) => id)).toEqual([broken.id]);

  await pass('P1D');
  expect(await ann.promises.getPromise({ params: { promiseId: broken.id } })).toMatchObject({
    state: 'broken',
    endedBy: 'rapport',
  });
  const mine = await ada.promises.listMyPromises({});
  expect(mine.items.map(({ text, state }) => `${text}: ${state}`).toSorted()).toEqual([
    'We call you: broken',
    'We write to you: kept',
  ]);
  const { timeline } = await ada.customers.getMe({});
  expect(timeline.items.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['promise.made', 'promise.kept', 'promise.broken']),
  );
  const figures = await eventually(async () => {
    const period = { from: keep.madeAt.slice(0, 10), to: rapport.now().toISOString().slice(0, 10) };
    const figure = await lee.metrics.getMetric({ params: { metric: 'promises' }, query: period });
    return figure.total.n === 2 && figure.total;
  });
  expect(figures).toMatchObject({ value: 0.5, sums: { made: 2, settled: 2, keptInTime: 1, broken: 1 } });
});
