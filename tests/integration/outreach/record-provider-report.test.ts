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

/** Sends one reminder, so that there is something to report of. */
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

/** A report as SES writes it of the last mail. */
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

describe('a report of the provider', () => {
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
    it(`${order.join(', then ')}: the worst news stays, ${expected}`, async () => {
      await sendOne();
      for (const type of order)
        expect(await deliver(type === 'Bounce' ? bounce() : report(type))).toEqual([]);
      expect(await state()).toBe(expected);
    });
  }

  it('settles a send whose answer never came', async () => {
    box.next.push({ outcome: 'unknown' });
    await sendOne();
    expect(await state()).toBe('claimed');
    await deliver(report('Delivery'));
    expect(await state()).toBe('delivered');
  });

  it('that comes too late for the time limit settles the unknown that the reminder has become', async () => {
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
    '%s stands though a Delivery settles the unknown at the same moment',
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
      const recordQuietly = async (state: 'delivered' | typeof worse) => {
        await record(state);
      };
      // After the write that finds the unknown, before the one that settles it.
      await withConcurrentChange(
        table,
        () => recordQuietly('delivered'),
        () => recordQuietly(worse),
        1,
      );
      expect(await state()).toBe(worse);
      expect(await eventsIn(table, `outreach.${worse}`)).toHaveLength(1);
      expect(await eventsIn(table, 'outreach.confirmed')).toHaveLength(1);
      expect(await record('delivered')).toBe(false);
    },
  );

  it('is counted once, however often it comes', async () => {
    await sendOne();
    await deliver(report('Delivery'), report('Delivery'));
    const before = await snapshot(table);
    expect(await deliver(report('Delivery'))).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
    expect(await eventsIn(table, 'outreach.delivered')).toHaveLength(1);
  });

  it('that a mail was taken, or of a temporary bounce, changes nothing', async () => {
    await sendOne();
    const before = await snapshot(table);
    expect(
      await deliver(report('Send'), bounce('Transient'), bounce('Undetermined'), report('DeliveryDelay')),
    ).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
  });

  it('of a mail that is not ours is done with, and changes nothing', async () => {
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

  it('of another shape fails and comes again', async () => {
    expect(await deliver({ eventType: 'Bounce', mail: { messageId: 'm' } })).toEqual([0]);
  });
});

describe('an address', () => {
  beforeEach(sendOne);

  it('that bounced for good is written to no more: the next reminder is withheld', async () => {
    await deliver(bounce());
    expect(await customer()).toMatchObject({ suppressed: 'bounce', version: 2 });
    const [item] = await timedWorkIn(table);
    clock.set(String(item?.at));
    await deliver(item && dueMessage(item));
    expect(box.sent).toHaveLength(1);
    expect((await itemsOfKind(table, 'send')).map(({ reason }) => reason)).toContain('suppressed_bounce');
  });

  it('whose owner complained is written to no more, and a bounce does not soften that', async () => {
    await deliver(report('Complaint'));
    expect((await customer()).suppressed).toBe('complaint');
    await deliver(bounce());
    expect((await customer()).suppressed).toBe('complaint');
  });

  it('that bounced and then complained is one that complained', async () => {
    await deliver(bounce());
    await deliver(report('Complaint'));
    expect((await customer()).suppressed).toBe('complaint');
  });

  it('is seen as suppressed under every identity, and marked once for many reports', async () => {
    await deliver(bounce(), bounce(), bounce());
    const found = await apis.customers('findCustomer', { query: { email: 'ada@example.org' } });
    expect(found.body).toMatchObject({ suppressed: 'bounce', version: 2 });
  });

  it('that the customer has no more is not held against the new one', async () => {
    await apis.customers('updateCustomer', {
      params: { customerId },
      body: { version: 1, identities: { email: 'new@example.org' } },
    });
    await deliver(bounce());
    expect((await customer()).suppressed).toBeUndefined();
    expect(await state()).toBe('bounced');
  });

  it('that is new starts with a clean record', async () => {
    await deliver(bounce());
    await apis.customers('updateCustomer', {
      params: { customerId },
      body: { version: 2, identities: { email: 'new@example.org' } },
    });
    expect((await customer()).suppressed).toBeUndefined();
  });

  it('is suppressed also when the customer is being changed at the same moment', async () => {
    const fault = { command: 'TransactWriteItems', error: conflict, times: 7 } as const;
    expect(await withFault(table, fault, () => deliver(bounce()))).toEqual([]);
    expect((await customer()).suppressed).toBe('bounce');
  });
});
