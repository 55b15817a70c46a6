// The schemas of the activity events that other systems send in.
import * as z from 'zod/mini';
import { id, instant, money, text } from '../../platform/contract/fields.ts';

const order = { orderId: text(128) };
const subscription = { subscriptionId: text(128) };

/** The payload schema of each event type. A new type needs one entry here. */
export const activityEventData = {
  'order.placed': z.strictObject({
    ...order,
    total: money(),
    items: z.optional(z.int().check(z.minimum(1), z.maximum(100_000))),
  }),
  'order.shipped': z.strictObject({
    ...order,
    carrier: z.optional(text(100)),
    trackingCode: z.optional(text(100)),
  }),
  'order.delivered': z.strictObject(order),
  'order.refunded': z.strictObject({ ...order, refund: money(), reason: z.optional(text(500)) }),
  'subscription.started': z.strictObject({ ...subscription, plan: text(100), renewsAt: instant() }),
  'subscription.renewed': z.strictObject({ ...subscription, renewsAt: instant() }),
  'subscription.ended': z.strictObject({ ...subscription, reason: z.optional(text(500)) }),
  'customer.signed_in': z.strictObject({ device: z.optional(text(100)) }),
  'feature.failed': z.strictObject({ feature: text(100), message: z.optional(text(500)) }),
  'payment.due': z.strictObject({ invoiceId: text(128), amount: money(), dueAt: instant() }),
  'payment.failed': z.strictObject({ invoiceId: text(128), amount: money(), reason: z.optional(text(500)) }),
} as const satisfies Record<string, z.ZodMiniType>;
export type ActivityEventType = keyof typeof activityEventData;
const activityEventTypes = Object.keys(activityEventData) as ActivityEventType[];

/** The customer that an event is about: by our id or by an identity. */
export const CustomerRefSchema = z.union([
  z.strictObject({ id: id('customer') }),
  z.strictObject({ externalId: text(128) }),
  z.strictObject({ email: z.email().check(z.maxLength(254)) }),
  z.strictObject({ phone: z.e164() }),
]);
export type CustomerRef = z.output<typeof CustomerRefSchema>;

/**
 * One event as its sender sends it. `id` is the sender's own: the same id from the same sender is stored
 * once.
 */
export const ActivityEventSchema = z.strictObject({
  id: text(128),
  type: z.enum(activityEventTypes as [ActivityEventType, ...ActivityEventType[]], {
    error: `must be one of ${activityEventTypes.join(', ')}`,
  }),
  occurredAt: instant(),
  customer: CustomerRefSchema,
  data: z.record(z.string(), z.unknown()),
});
export type ActivityEvent = z.output<typeof ActivityEventSchema>;
