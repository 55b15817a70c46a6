import { beforeEach, describe, expect, it } from 'vitest';
import { REMINDER_KIND } from '../../../functions/outreach/reminders/follow-subscription.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { later, NOON, stoppedClock } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { type Outbox, outbox } from '../../support/email/mail.ts';
import { type Apis, apisOf, newCustomer } from '../../support/http/apis.ts';
import { outreachQueue } from '../../support/outreach/outreach.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let box: Outbox;
let deliver: ReturnType<typeof outreachQueue>;
let customerId: string;
const clock = stoppedClock();
const RENEWS = '2026-04-20T10:00:00.000Z';
const LATER = '2026-05-20T10:00:00.000Z';

beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table);
  box = outbox();
  deliver = outreachQueue(table, box, clock);
  customerId = (await newCustomer(apis, 'ada', { timeZone: 'Europe/Berlin' })).id;
});

const event = (type: string, minute: number, data: object = {}) =>
  domainEvent(
    `subscription.${type}`,
    { subscriptionId: 'sub-1', ...data },
    { at: later(NOON, minute * 60_000 - 3_600_000), customerId },
  );
const started = (renewsAt = RENEWS) => event('started', 0, { plan: 'Gold <b>', renewsAt });
const renewed = (renewsAt = LATER) => event('renewed', 1, { renewsAt });
const ended = () => event('ended', 2);
const dueTimes = async () =>
  (await timedWorkIn(table)).map(
    ({ sk, at }) => `${String(sk).replace('DUE#renewal#sub-1#', '')} ${String(at)}`,
  );
const sends = () => itemsOfKind(table, 'send');
const update = (body: object) =>
  apis.customers('updateCustomer', { params: { customerId }, body: { version: 1, ...body } });

/** Sets the clock to the due time of the first reminder and returns its due message. */
async function firstDue(): Promise<{ due: Item[] }> {
  const [item] = await timedWorkIn(table, REMINDER_KIND);
  if (!item) throw new Error('nothing is due');
  clock.set(String(item.at));
  return dueMessage(item);
}

describe('a subscription event', () => {
  const april = ['14 2026-04-06T07:00:00.000Z', '3 2026-04-17T07:00:00.000Z'];
  const may = ['14 2026-05-06T07:00:00.000Z', '3 2026-05-17T07:00:00.000Z'];

  it('schedules reminders 14 and 3 days before the renewal at 09:00 local time', async () => {
    await deliver(started());
    expect(await dueTimes()).toEqual(april);
  });

  for (const [name, order, expected] of [
    ['started, renewed', [0, 1], may],
    ['renewed, started', [1, 0], may],
    ['started, renewed, ended', [0, 1, 2], []],
    ['ended, renewed, started', [2, 1, 0], []],
    ['renewed, ended, started', [1, 2, 0], []],
    ['started, ended, renewed, and all again', [0, 2, 1, 0, 2, 1], []],
  ] as const) {
    it(`leads to the same reminders in the order ${name}`, async () => {
      const history = [started(), renewed(), ended()];
      for (const index of order) expect(await deliver(history[index])).toEqual([]);
      expect(await dueTimes()).toEqual(expected);
    });
  }

  it('leads to the same reminders when all events arrive at the same moment', async () => {
    const history = [started(), renewed(), ended()];
    for (let failed = [0, 1, 2]; failed.length > 0; ) failed = await deliver(...history);
    expect(await dueTimes()).toEqual([]);
  });

  it('schedules no reminder whose due time has passed', async () => {
    clock.set('2026-04-10T12:00:00.000Z');
    await deliver(started());
    expect(await dueTimes()).toEqual(['3 2026-04-17T07:00:00.000Z']);
  });

  it('schedules reminders in UTC for a customer without a time zone', async () => {
    customerId = (await newCustomer(apis, 'bob')).id;
    await deliver(started());
    expect(await dueTimes()).toEqual(['14 2026-04-06T09:00:00.000Z', '3 2026-04-17T09:00:00.000Z']);
  });

  it('schedules reminders once when the worker dies after its write', async () => {
    const [message, fault] = [
      started(),
      { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const,
    ];
    expect(await withFault(table, fault, () => deliver(message))).toEqual([0]);
    const before = await snapshot(table);
    expect(await deliver(message)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });

  it('does not change another subscription of the customer', async () => {
    await deliver(
      started(),
      event('started', 0, { subscriptionId: 'sub-2', plan: 'Silver', renewsAt: LATER }),
    );
    await deliver(ended());
    expect((await timedWorkIn(table)).map(({ sk }) => sk)).toEqual([
      'DUE#renewal#sub-2#14',
      'DUE#renewal#sub-2#3',
    ]);
  });

  it('makes the API list what will be sent, and when', async () => {
    await deliver(started());
    const { body } = await apis.outreach('listScheduled', { params: { customerId } });
    expect(body.items).toEqual([
      { name: 'renewal#sub-1#14', kind: REMINDER_KIND, at: '2026-04-06T07:00:00.000Z' },
      { name: 'renewal#sub-1#3', kind: REMINDER_KIND, at: '2026-04-17T07:00:00.000Z' },
    ]);
  });
});

describe('a due reminder', () => {
  beforeEach(async () => {
    await deliver(started());
  });

  it('is sent to the customer’s address with plan and date, and escapes HTML in the plan', async () => {
    expect(await deliver(await firstDue())).toEqual([]);
    expect(box.sent).toHaveLength(1);
    const { mail, tags } = box.sent[0] ?? {};
    expect(mail).toMatchObject({
      from: 'Care <care@example.org>',
      to: 'ada@example.org',
      subject: 'Your Gold <b> renews on 20 April 2026',
    });
    expect(mail?.text).toContain('Hello ada,');
    expect(mail?.html).toContain('your Gold &lt;b&gt; renews on 20 April 2026');
    expect(tags).toMatchObject({ customer: customerId, send: expect.stringMatching(/^snd_/) });
    expect(
      Object.entries(tags ?? {})
        .flat()
        .join(''),
    ).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('is recorded as sent, with its event, and is not due any more', async () => {
    await deliver(await firstDue());
    const sent = {
      step: 'renewal#sub-1#14',
      purpose: 'service',
      state: 'sent',
      dueAt: '2026-04-06T07:00:00.000Z',
    };
    expect((await apis.outreach('listSends', { params: { customerId } })).body.items).toMatchObject([sent]);
    expect(await eventsIn(table, 'outreach.sent')).toMatchObject([
      { customerId, data: { step: 'renewal#sub-1#14' } },
    ]);
    expect(await dueTimes()).toEqual(['3 2026-04-17T07:00:00.000Z']);
  });

  it('is sent once, even if it is delivered repeatedly and concurrently', async () => {
    const message = await firstDue();
    expect(await deliver(message, message, message)).toEqual([]);
    expect(await deliver(message)).toEqual([]);
    expect(box.sent).toHaveLength(1);
    expect(await sends()).toHaveLength(1);
  });

  it('stays claimed and is not sent again when the worker dies while sending', async () => {
    const message = await firstDue();
    box.next.push(lostConnection());
    expect(await deliver(message)).toEqual([0]);
    expect(await sends()).toMatchObject([{ state: 'claimed' }]);
    expect(await deliver(message)).toEqual([]);
    expect(box.sent).toHaveLength(1);
    expect(await sends()).toMatchObject([{ state: 'claimed' }]);
    expect(await eventsIn(table, 'outreach.sent')).toEqual([]);
  });

  it('stays claimed when the worker dies before it records the provider’s answer', async () => {
    const message = await firstDue();
    const fault = { command: 'TransactWriteItems', error: lostConnection, skip: 1 } as const;
    expect(await withFault(table, fault, () => deliver(message))).toEqual([0]);
    expect(await deliver(message)).toEqual([]);
    expect([box.sent.length, (await sends())[0]?.state]).toEqual([1, 'claimed']);
  });

  it('is sent by the retry when the worker dies before the claim', async () => {
    const message = await firstDue();
    const fault = { command: 'TransactWriteItems', error: lostConnection } as const;
    expect(await withFault(table, fault, () => deliver(message))).toEqual([0]);
    expect(box.sent).toEqual([]);
    expect(await deliver(message)).toEqual([]);
    expect([box.sent.length, (await sends())[0]?.state]).toEqual([1, 'sent']);
  });

  it('stays claimed when the provider does not answer', async () => {
    box.next.push({ outcome: 'unknown' });
    expect(await deliver(await firstDue())).toEqual([]);
    expect(await sends()).toMatchObject([{ state: 'claimed' }]);
  });

  it('is postponed by a minute when the provider is busy, and is then sent once', async () => {
    const message = await firstDue();
    box.next.push({ outcome: 'postponed' });
    expect(await deliver(message)).toEqual([]);
    expect(await sends()).toEqual([]);
    expect(await dueTimes()).toEqual(['14 2026-04-06T07:01:00.000Z', '3 2026-04-17T07:00:00.000Z']);
    expect(await deliver(message)).toEqual([]);
    expect(box.sent).toHaveLength(1);
    expect(await deliver(await firstDue())).toEqual([]);
    expect(box.sent).toHaveLength(2);
    expect(await sends()).toMatchObject([{ state: 'sent', step: 'renewal#sub-1#14' }]);
  });

  it('is recorded as failed, with the reason, when the provider refuses it permanently', async () => {
    box.next.push({ outcome: 'failed', reason: 'MessageRejected' });
    expect(await deliver(await firstDue())).toEqual([]);
    expect(await sends()).toMatchObject([{ state: 'failed', reason: 'MessageRejected' }]);
    expect(await eventsIn(table, 'outreach.failed')).toMatchObject([{ data: { reason: 'MessageRejected' } }]);
  });

  it('is withheld, with the reason and an event, if the customer said no', async () => {
    await update({ consents: { service: false } });
    expect(await deliver(await firstDue())).toEqual([]);
    expect(box.sent).toEqual([]);
    expect(await sends()).toMatchObject([{ state: 'withheld', reason: 'no_consent' }]);
    expect(await eventsIn(table, 'outreach.withheld')).toMatchObject([
      { customerId, data: { reason: 'no_consent', purpose: 'service' } },
    ]);
  });

  it('is withheld once, however often it is delivered', async () => {
    await update({ consents: { service: false } });
    const message = await firstDue();
    await deliver(message, message);
    await deliver(message);
    expect(await eventsIn(table, 'outreach.withheld')).toHaveLength(1);
  });

  it('is withheld if the customer has no address', async () => {
    await update({ identities: { email: null, externalId: 'x' } });
    await deliver(await firstDue());
    expect(await sends()).toMatchObject([{ state: 'withheld', reason: 'no_address' }]);
  });

  it('is sent to the address that the customer has at the moment of sending', async () => {
    await update({ identities: { email: 'new@example.org' } });
    await deliver(await firstDue());
    expect(box.sent[0]?.mail.to).toBe('new@example.org');
  });

  it('is not sent by its old message if it was rescheduled in the meantime', async () => {
    const message = await firstDue();
    await deliver(renewed());
    const before = await snapshot(table);
    expect(await deliver(message)).toEqual([]);
    expect(box.sent).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });

  it('is not sent if it was cancelled in the meantime', async () => {
    const message = await firstDue();
    await deliver(ended());
    expect(await deliver(message)).toEqual([]);
    expect([box.sent, await sends()]).toEqual([[], []]);
  });

  it('is withheld if the subscription no longer renews on the date of the reminder', async () => {
    const message = await firstDue();
    const [item] = await timedWorkIn(table);
    await deliver(renewed());
    const forged = {
      ...message.due[0],
      at: (await timedWorkIn(table)).find(({ sk }) => sk === item?.sk)?.at,
    };
    expect(await deliver({ due: [forged] })).toEqual([]);
    expect(await sends()).toMatchObject([{ state: 'withheld', reason: 'not_due_any_more' }]);
    expect(box.sent).toEqual([]);
  });
});
