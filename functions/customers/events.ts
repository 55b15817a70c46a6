// The events of customers: their own changes, and the activity that other systems send in.
import * as z from 'zod/mini';
import { defineEvent, nextVersion } from '../platform/events/event-definition.ts';
import { MoneySchema } from '../platform/events/event-fields.ts';

export const CustomerCreated = /* @__PURE__ */ defineEvent(
  'customer.created',
  'A customer was created.',
  () => z.object({ customerId: z.string(), name: z.optional(z.string()) }),
);

const CustomerUpdatedV1 = /* @__PURE__ */ defineEvent(
  'customer.updated',
  'The profile of a customer was changed.',
  () =>
    z.object({
      customerId: z.string(),
      /** The names of the fields, separated by a comma and a space. */
      changed: z.string(),
    }),
);

/** Names the changed fields. The values are only in the customer, so that erasure finds them in one place. */
export const CustomerUpdated = /* @__PURE__ */ nextVersion(CustomerUpdatedV1, {
  version: 2,
  data: () =>
    z.object({
      customerId: z.string(),
      /** The names of the fields. */
      changed: z.array(z.string()),
    }),
  upcast: ({ customerId, changed }) => ({ customerId, changed: changed.split(', ') }),
});

/** Who sent the event, and under which id of their own. */
const sender = { source: z.string(), senderEventId: z.string() };
const order = { ...sender, orderId: z.string() };
const subscription = { ...sender, subscriptionId: z.string() };
const invoice = { ...sender, invoiceId: z.string(), amount: MoneySchema };

export const OrderPlaced = /* @__PURE__ */ defineEvent('order.placed', 'A customer placed an order.', () =>
  z.object({ ...order, total: MoneySchema, items: z.optional(z.int()) }),
);
export const OrderShipped = /* @__PURE__ */ defineEvent('order.shipped', 'An order was shipped.', () =>
  z.object({ ...order, carrier: z.optional(z.string()), trackingCode: z.optional(z.string()) }),
);
export const OrderDelivered = /* @__PURE__ */ defineEvent('order.delivered', 'An order was delivered.', () =>
  z.object(order),
);
export const OrderRefunded = /* @__PURE__ */ defineEvent('order.refunded', 'An order was refunded.', () =>
  z.object({ ...order, refund: MoneySchema, reason: z.optional(z.string()) }),
);
export const SubscriptionStarted = /* @__PURE__ */ defineEvent(
  'subscription.started',
  'A subscription began.',
  () => z.object({ ...subscription, plan: z.string(), renewsAt: z.string() }),
);
export const SubscriptionRenewed = /* @__PURE__ */ defineEvent(
  'subscription.renewed',
  'A subscription was renewed.',
  () => z.object({ ...subscription, renewsAt: z.string() }),
);
export const SubscriptionEnded = /* @__PURE__ */ defineEvent(
  'subscription.ended',
  'A subscription ended.',
  () => z.object({ ...subscription, reason: z.optional(z.string()) }),
);
export const CustomerSignedIn = /* @__PURE__ */ defineEvent(
  'customer.signed_in',
  'A customer signed in.',
  () => z.object({ ...sender, device: z.optional(z.string()) }),
);
export const FeatureFailed = /* @__PURE__ */ defineEvent(
  'feature.failed',
  'A feature failed for a customer.',
  () => z.object({ ...sender, feature: z.string(), message: z.optional(z.string()) }),
);
export const PaymentDue = /* @__PURE__ */ defineEvent('payment.due', 'A payment is due.', () =>
  z.object({ ...invoice, dueAt: z.string() }),
);
export const PaymentFailed = /* @__PURE__ */ defineEvent('payment.failed', 'A payment failed.', () =>
  z.object({ ...invoice, reason: z.optional(z.string()) }),
);

export const activityEvents = [
  OrderPlaced,
  OrderShipped,
  OrderDelivered,
  OrderRefunded,
  SubscriptionStarted,
  SubscriptionRenewed,
  SubscriptionEnded,
  CustomerSignedIn,
  FeatureFailed,
  PaymentDue,
  PaymentFailed,
] as const;

export const customerEvents = [CustomerCreated, CustomerUpdated, ...activityEvents] as const;
