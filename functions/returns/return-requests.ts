// The request and response schemas of returns. They have their own file so that functions which only change a
// return do not load them.
import * as z from 'zod/mini';
import { id, language, money, positiveMoney, storedInstant, text } from '../platform/contract/fields.ts';
import { MAX_AMOUNT_MINOR } from '../platform/contract/values.ts';
import { ChannelSchema } from '../tickets/index.ts';
import { type ReturnReason, type ReturnState, returnReasons, returnStates } from './return-kinds.ts';

export { type ReturnReason, type ReturnState, returnStates };

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

const quantity = (minimum: number) => z.int().check(z.minimum(minimum), z.maximum(10_000));

export const ReturnLineRequestSchema = z.strictObject({
  sku: text(64),
  name: text(200),
  quantity: quantity(1),
  unitPrice: money(),
  reason: oneOf(returnReasons),
});

const ReturnLinesSchema = z.array(ReturnLineRequestSchema).check(
  z.minLength(1),
  z.maxLength(50),
  z.refine(
    (lines) => new Set(lines.map(({ unitPrice }) => unitPrice.currency)).size <= 1,
    'must all have the same currency',
  ),
  z.refine(
    (lines) =>
      lines.reduce((sum, line) => sum + line.quantity * line.unitPrice.amountMinor, 0) <= MAX_AMOUNT_MINOR,
    'must have a total value of at most 1e12',
  ),
);

const openFields = {
  channel: ChannelSchema,
  orderRef: text(128),
  lines: ReturnLinesSchema,
  preferredResolution: oneOf(['refund', 'exchange', 'credit']),
  /** The customer's words; when absent, the first message lists the lines. */
  message: z.optional(text(32_000)),
  language: z.optional(language()),
};
export const OpenReturnRequestSchema = z.strictObject({ customerId: id('customer'), ...openFields });
export type OpenReturnRequest = z.output<typeof OpenReturnRequestSchema>;
export const PortalOpenReturnRequestSchema = z.strictObject(openFields);

export const ReturnLineSchema = z.object({
  /** 1, 2, … as requested. */
  line: z.int(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: money(),
  reason: z.enum(returnReasons),
  /** How many were accepted for a refund; absent before the inspection. */
  accepted: z.optional(z.int()),
});
export type ReturnLine = z.output<typeof ReturnLineSchema>;

export const ReturnSchema = z.object({
  ticketId: id('ticket'),
  version: z.int(),
  customerId: id('customer'),
  channel: z.string(),
  orderRef: z.string(),
  preferredResolution: z.string(),
  state: z.enum(returnStates),
  lines: z.array(ReturnLineSchema),
  openedAt: storedInstant(),
  /** When it came into its current state. */
  movedAt: storedInstant(),
  /** Why it was rejected or closed. */
  reason: z.optional(z.string()),
  trackingCode: z.optional(z.string()),
  /** The approval request that its refund waits for. */
  approvalId: z.optional(z.string()),
  grantId: z.optional(z.string()),
  /** The amount that was refunded or credited. */
  given: z.optional(money()),
});
export type Return = z.output<typeof ReturnSchema>;

/** A return as its customer sees it. */
export const PortalReturnSchema = z.pick(ReturnSchema, {
  ticketId: true,
  orderRef: true,
  preferredResolution: true,
  state: true,
  lines: true,
  openedAt: true,
  movedAt: true,
  given: true,
});

/** The states that staff can set. A refund or credit is a grant and has its own operation. */
export const manualStates = [
  'approved',
  'rejected',
  'sent_back',
  'received',
  'inspected',
  'exchanged',
  'closed',
] as const;

const requiredWith = (state: string, field: string) => ({
  path: [field],
  error: `is required with ${state}, and only with it`,
});

export const MoveReturnRequestSchema = z
  .strictObject({
    to: oneOf(manualStates),
    /** Why it is rejected or closed. */
    reason: z.optional(text(500)),
    trackingCode: z.optional(text(100)),
    /** The result of the inspection for every line. A unit price corrects the price of the request. */
    inspected: z.optional(
      z
        .array(
          z.strictObject({
            line: z.int().check(z.minimum(1), z.maximum(50)),
            accepted: quantity(0),
            unitPrice: z.optional(money()),
          }),
        )
        .check(z.maxLength(50)),
    ),
  })
  .check(
    z.refine(
      ({ to, reason }) => (to === 'rejected' || to === 'closed') === (reason !== undefined),
      requiredWith('rejected and closed', 'reason'),
    ),
    z.refine(
      ({ to, inspected }) => (to === 'inspected') === (inspected !== undefined),
      requiredWith('inspected', 'inspected'),
    ),
    z.refine(({ to, trackingCode }) => to === 'sent_back' || trackingCode === undefined, {
      path: ['trackingCode'],
      error: 'is only allowed with sent_back',
    }),
  );
export type MoveReturnRequest = z.output<typeof MoveReturnRequestSchema>;

export const RefundReturnRequestSchema = z.strictObject({
  as: z._default(oneOf(['refund', 'credit']), 'refund'),
  /** When absent, the full value of the accepted goods. */
  amount: z.optional(positiveMoney()),
  reason: z.optional(text(500)),
});
export type RefundReturnRequest = z.output<typeof RefundReturnRequestSchema>;
