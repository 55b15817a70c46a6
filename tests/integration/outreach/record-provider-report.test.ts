import { beforeEach, describe, expect, it } from 'vitest';
import { UNANSWERED_KIND } from '../../../functions/outreach/sending/claim-send.ts';
import { recordOutcome } from '../../../functions/outreach/sending/record-outcome.ts';
import { sendRefFromTags } from '../../../functions/outreach/sending/submit-to-provider.ts';
import { requireApplied } from '../../../functions/platform/table/outcome.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { contextAt, NOON, stoppedClock } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { type Outbox, outbox } from '../../support/email/mail.ts';
import { type Apis, apisOf, newCustomer } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { outreachQueue } from '../../support/outreach/outreach.ts';
import { dueMessage } from '../../support/queue.ts';
import { conflict, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let box: Outbox;
let deliver: ReturnType<typeof outreachQueue>;
let customerId: string;
const clock = stoppedClock();

beforeEach(async () => {
  table = await freshTable();
  clock.set(NOON);
  apis = apisOf(table);
  box = outbox();
  deliver = outreachQueue(table, box, clock);
  customerId = (await newCustomer(apis, 'ada')).id;
});

/** Sends one reminder, so that there is a send to report about. */
async function sendOne(): Promise<void> {
  await deliver(
    domainEvent(
      'subscription.started',
      { subscriptionId: 's', plan: 'Gold', renewsAt: '2026-04-20T10:00:00.000Z' },
      { customerId },
    ),
  );
  const [item] = await timedWorkIn(table);
  clock.set(String(item?.at));
  await deliver(item && dueMessage(item));
}

/** Returns a report of SES about the last email. */
function report(eventType: string, over: object = {}, destination = ['ADA@example.org']) {
  const tags: Record<string, string[]> = Object.fromEntries(
    Object.entries(box.sent.at(-1)?.tags ?? {}).map(([name, value]) => [name, [value]]),
  );
  return {
    eventType,
    mail: {
      messageId: 'm-1',
      destination,
      tags: { ...tags, 'ses:source-ip': ['127.0.0.1'] } as Record<string, string[]>,
    },
    ...over,
  };
}
const bounced = { bounce: { bounceType: 'Permanent', bounceSubType: 'General' } };
const bounce = (bounceType = 'Permanent') =>
  report('Bounce', { bounce: { bounceType, bounceSubType: 'General' } });
const state = async () => (await itemsOfKind(table, 'send'))[0]?.state;
const customer = async (): Promise<Json> =>
  (await apis.customers('getCustomer', { params: { customerId } })).body.customer;

describe('a provider report', () => {
  for (const [order, expected] of [
    [['Delivery'], 'delivered'],
    [['Bounce'], 'bounced'],
    [['Delivery', 'Bounce'], 'bounced'],
    [['Bounce', 'Delivery'], 'bounced'],
    [['Delivery', 'Complaint'], 'complained'],
    [['Complaint', 'Delivery'], 'complained'],
    [['Complaint', 'Bounce'], 'complained'],
    [['Bounce', 'Complaint', 'Delivery', 'Bounce'], 'complained'],
    [['Reject'], 'failed'],
  ] as const) {
    it(`leaves the worst outcome, ${expected}, after ${order.join(', then ')}`, async () => {
      await sendOne();
      for (const type of order)
        expect(await deliver(type === 'Bounce' ? bounce() : report(type))).toEqual([]);
      expect(await state()).toBe(expected);
    });
  }

  it('settles a send for which the provider gave no answer', async () => {
    box.next.push({ outcome: 'unknown' });
    await sendOne();
    expect(await state()).toBe('claimed');
    await deliver(report('Delivery'));
    expect(await state()).toBe('delivered');
  });

  it('settles a reminder whose outcome became unknown at the answer deadline', async () => {
    box.next.push(new Error('the process was killed'));
    await sendOne();
    const [limit] = await timedWorkIn(table, UNANSWERED_KIND);
    clock.set(String(limit?.at));
    const message = dueMessage(limit ?? {});
    expect(await deliver(message, message)).toEqual([]);
    expect(await deliver(message)).toEqual([]);
    expect([await state(), (await eventsIn(table, 'outreach.unknown')).length]).toEqual(['unknown', 1]);
    expect(await timedWorkIn(table, UNANSWERED_KIND)).toEqual([]);
    expect(await deliver(report('Delivery'), report('Bounce', bounced), report('Delivery'))).toEqual([]);
    expect(await state()).toBe('bounced');
    expect(box.sent).toHaveLength(1);
  });

  it.each(['bounced', 'complained'] as const)(
    'with the outcome %s wins over a delivery that settles the unknown at the same moment',
    async (worse) => {
      box.next.push(new Error('the process was killed'));
      await sendOne();
      const [limit] = await timedWorkIn(table, UNANSWERED_KIND);
      clock.set(String(limit?.at));
      await deliver(dueMessage(limit ?? {}));
      expect(await state()).toBe('unknown');
      const ref = sendRefFromTags(report('Bounce').mail.tags);
      if (!ref) throw new Error('the mail has no tags');
      const record = (state: 'delivered' | 'bounced' | 'complained') =>
        requireApplied(recordOutcome(table, { ref, state, data: {} }, contextAt(clock.now().toISOString())));
      const recordAndIgnore = async (state: 'delivered' | typeof worse) => {
        await record(state);
      };
      // Between the write that finds the unknown and the write that settles it.
      await withConcurrentChange(
        table,
        () => recordAndIgnore('delivered'),
        () => recordAndIgnore(worse),
        1,
      );
      expect(await state()).toBe(worse);
      expect(await eventsIn(table, `outreach.${worse}`)).toHaveLength(1);
      expect(await eventsIn(table, 'outreach.confirmed')).toHaveLength(1);
      expect(await record('delivered')).toBe(false);
    },
  );

  it('is applied once, however often it arrives', async () => {
    await sendOne();
    await deliver(report('Delivery'), report('Delivery'));
    const before = await snapshot(table);
    expect(await deliver(report('Delivery'))).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
    expect(await eventsIn(table, 'outreach.delivered')).toHaveLength(1);
  });

  it('of a Send, a delay or a temporary bounce changes nothing', async () => {
    await sendOne();
    const before = await snapshot(table);
    expect(
      await deliver(report('Send'), bounce('Transient'), bounce('Undetermined'), report('DeliveryDelay')),
    ).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });

  it('about an email that is not ours is consumed and changes nothing', async () => {
    await sendOne();
    const before = await snapshot(table);
    const foreign = {
      eventType: 'Delivery',
      mail: { messageId: 'm', destination: ['x@example.org'], tags: {} },
    };
    const unknown = report('Delivery');
    unknown.mail.tags = { ...unknown.mail.tags, send: ['snd_01ARZ3NDEKTSV4RRFFQ69G5FAV'] };
    expect(await deliver(foreign, unknown)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });

  it('that does not match the schema fails and is retried', async () => {
    expect(await deliver({ eventType: 'Bounce', mail: { messageId: 'm' } })).toEqual([0]);
  });
});

describe('an address', () => {
  beforeEach(sendOne);

  it('that bounced permanently gets no more email: the next reminder is withheld', async () => {
    await deliver(bounce());
    expect(await customer()).toMatchObject({ suppressed: 'bounce', version: 2 });
    const [item] = await timedWorkIn(table);
    clock.set(String(item?.at));
    await deliver(item && dueMessage(item));
    expect(box.sent).toHaveLength(1);
    expect((await itemsOfKind(table, 'send')).map(({ reason }) => reason)).toContain('suppressed_bounce');
  });

  it('whose owner complained stays suppressed for the complaint after a later bounce', async () => {
    await deliver(report('Complaint'));
    expect((await customer()).suppressed).toBe('complaint');
    await deliver(bounce());
    expect((await customer()).suppressed).toBe('complaint');
  });

  it('that bounced is suppressed for the complaint after a later complaint', async () => {
    await deliver(bounce());
    await deliver(report('Complaint'));
    expect((await customer()).suppressed).toBe('complaint');
  });

  it('is suppressed once for many reports, and the customer is found as suppressed', async () => {
    await deliver(bounce(), bounce(), bounce());
    const found = await apis.customers('findCustomer', { query: { email: 'ada@example.org' } });
    expect(found.body).toMatchObject({ suppressed: 'bounce', version: 2 });
  });

  it('that the customer no longer has does not suppress the new one', async () => {
    await apis.customers('updateCustomer', {
      params: { customerId },
      body: { version: 1, identities: { email: 'new@example.org' } },
    });
    await deliver(bounce());
    expect((await customer()).suppressed).toBeUndefined();
    expect(await state()).toBe('bounced');
  });

  it('that replaces a suppressed one is not suppressed', async () => {
    await deliver(bounce());
    await apis.customers('updateCustomer', {
      params: { customerId },
      body: { version: 2, identities: { email: 'new@example.org' } },
    });
    expect((await customer()).suppressed).toBeUndefined();
  });

  it('is suppressed even if the customer is changed at the same moment', async () => {
    const fault = { command: 'TransactWriteItems', error: conflict, times: 7 } as const;
    expect(await withFault(table, fault, () => deliver(bounce()))).toEqual([]);
    expect((await customer()).suppressed).toBe('bounce');
  });
});
