import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SubscriptionEnded,
  SubscriptionRenewed,
  SubscriptionStarted,
} from '../../../../functions/customers/events.ts';
import {
  applySubscriptionEvent,
  type Subscription,
  type SubscriptionEvent,
} from '../../../../functions/outreach/reminders/subscription.ts';
import { later, NOON } from '../../../support/context.ts';
import { deliveriesOf } from '../../../support/deliveries.ts';
import { parsedEvent } from '../../../support/domain-event.ts';
import { CUSTOMER_ID } from '../../../support/tickets/tickets.ts';

const definitions = {
  started: SubscriptionStarted,
  renewed: SubscriptionRenewed,
  ended: SubscriptionEnded,
};
const event = (
  type: keyof typeof definitions,
  minute: number,
  data: Record<string, unknown> = {},
): SubscriptionEvent =>
  parsedEvent(
    definitions[type],
    { subscriptionId: 'sub-1', ...data },
    { at: later(NOON, minute * 60_000), customerId: CUSTOMER_ID },
  );
const fold = (events: readonly SubscriptionEvent[]) =>
  events.reduce<Subscription | undefined>(
    (current, next) => applySubscriptionEvent(current, next) ?? current,
    undefined,
  );
/** The facts of a subscription that must not depend on the order of events. */
const facts = (subscription: Subscription | undefined) => {
  const { plan, status, renewsAt, lastEventId } = subscription ?? {};
  return { plan, status, renewsAt, lastEventId };
};

const started = event('started', 0, { plan: 'Gold', renewsAt: '2026-06-01T00:00:00.000Z' });
const renewed = event('renewed', 1, { renewsAt: '2026-07-01T00:00:00.000Z' });
const ended = event('ended', 2);

describe('a subscription', () => {
  it('renews on the date of its latest event and keeps the plan of its start', () => {
    expect(fold([started, renewed])).toMatchObject({
      plan: 'Gold',
      status: 'active',
      renewsAt: '2026-07-01T00:00:00.000Z',
    });
  });

  it('has no renewal date after it ended, and has one again after it was restarted', () => {
    expect(fold([started, renewed, ended])).toMatchObject({ status: 'ended', plan: 'Gold' });
    expect(fold([started, renewed, ended])?.renewsAt).toBeUndefined();
    const again = event('started', 3, { plan: 'Silver', renewsAt: '2026-09-01T00:00:00.000Z' });
    expect(fold([started, ended, again])).toMatchObject({
      plan: 'Silver',
      status: 'active',
      renewsAt: '2026-09-01T00:00:00.000Z',
    });
  });

  it('is not changed by an event that was already applied or is older', () => {
    const current = fold([started, renewed]);
    expect(current && applySubscriptionEvent(current, renewed)).toBeUndefined();
    expect(current && applySubscriptionEvent(current, started)).toBeUndefined();
  });

  it('takes only the plan from a start event that arrives late', () => {
    expect(facts(fold([renewed, started]))).toEqual(facts(fold([started, renewed])));
  });

  it('orders events of the same time by their id', () => {
    const [a, b] = [event('renewed', 5, { renewsAt: 'A' }), event('renewed', 5, { renewsAt: 'B' })];
    expect(facts(fold([a, b]))).toEqual(facts(fold([b, a])));
  });

  it('is the same after any order and repetition of its events', () => {
    const one = fc.record({
      type: fc.constantFrom('started', 'renewed', 'ended'),
      minute: fc.integer({ min: 0, max: 5 }),
      plan: fc.constantFrom('Gold', 'Silver'),
      renewsAt: fc.constantFrom('2026-06-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'),
    });
    const histories = fc
      .array(one, { minLength: 1, maxLength: 6 })
      .map((drafts) =>
        drafts.map(({ type, minute, plan, renewsAt }) =>
          event(type, minute, {
            ...(type === 'started' ? { plan } : {}),
            ...(type === 'ended' ? {} : { renewsAt }),
          }),
        ),
      )
      .chain((events) => fc.tuple(fc.constant(events), deliveriesOf(events)));
    fc.assert(
      fc.property(histories, ([events, deliveries]) => {
        const inOrder = events.toSorted((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1));
        expect(facts(fold(deliveries))).toEqual(facts(fold(inOrder)));
      }),
      { numRuns: 500 },
    );
  });
});
