// Goods that come back, and the rules of their way, pure: requested → approved → sent back → received → inspected → its end.
import * as z from 'zod/mini';
import type { Context } from '../platform/context.ts';
import { id, language, money, storedInstant, text, version } from '../platform/contract/fields.ts';
import { DomainError } from '../platform/errors.ts';
import { channels } from '../tickets/index.ts';
import { type Grant, grantAmount } from './grant.ts';

export const returnReasons = [
  'damaged',
  'wrong_item',
  'not_as_described',
  'too_late',
  'changed_mind',
  'other',
] as const;
export type ReturnReason = (typeof returnReasons)[number];
export const returnStates = [
  'requested',
  'approved',
  'rejected',
  'sent_back',
  'received',
  'inspected',
  'refunded',
  'exchanged',
  'credited',
  'closed',
] as const;
export type ReturnState = (typeof returnStates)[number];

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

const MOST_MINOR = 1e12;
const quantity = (least: number) => z.int().check(z.minimum(least), z.maximum(10_000));

const LineRequestSchema = z.strictObject({
  sku: text(64),
  name: text(200),
  quantity: quantity(1),
  unitPrice: money(),
  reason: oneOf(returnReasons),
});

const LinesSchema = z.array(LineRequestSchema).check(
  z.minLength(1),
  z.maxLength(50),
  z.refine(
    (lines) => new Set(lines.map(({ unitPrice }) => unitPrice.currency)).size <= 1,
    'must be of one currency',
  ),
  z.refine(
    (lines) => lines.reduce((sum, line) => sum + line.quantity * line.unitPrice.amountMinor, 0) <= MOST_MINOR,
    'must be worth at most 1e12 together',
  ),
);

const asked = {
  channel: z.enum(channels),
  orderRef: text(128),
  lines: LinesSchema,
  wanted: oneOf(['refund', 'exchange', 'credit']),
  /** In the customer's words; absent: the lines speak. */
  message: z.optional(text(32_000)),
  language: z.optional(language()),
};
export const OpenReturnRequestSchema = z.strictObject({ customerId: id('customer'), ...asked });
export type OpenReturnRequest = z.output<typeof OpenReturnRequestSchema>;
export const OpenMyReturnRequestSchema = z.strictObject(asked);

const LineSchema = z.object({
  /** 1, 2, … as requested. */
  line: z.int(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: money(),
  reason: z.enum(returnReasons),
  /** How many were found to be refundable; absent until they were inspected. */
  accepted: z.optional(z.int()),
});
export type Line = z.output<typeof LineSchema>;

export const ReturnSchema = z.object({
  ticketId: id('ticket'),
  version: z.int(),
  customerId: id('customer'),
  channel: z.string(),
  orderRef: z.string(),
  wanted: z.string(),
  state: z.enum(returnStates),
  lines: z.array(LineSchema),
  openedAt: storedInstant(),
  /** Since when it is in its state. */
  movedAt: storedInstant(),
  /** Why it was rejected or closed. */
  reason: z.optional(z.string()),
  trackingCode: z.optional(z.string()),
  /** The request that its refund waits for. */
  approvalId: z.optional(z.string()),
  grantId: z.optional(z.string()),
  /** What was refunded or credited. */
  given: z.optional(money()),
});
export type Return = z.output<typeof ReturnSchema>;

/** A return as its customer sees it. */
export const MyReturnSchema = z.pick(ReturnSchema, {
  ticketId: true,
  orderRef: true,
  wanted: true,
  state: true,
  lines: true,
  openedAt: true,
  movedAt: true,
  given: true,
});

/** States that staff move it to; its refund or credit is a grant and has an operation of its own. */
export const movableTo = [
  'approved',
  'rejected',
  'sent_back',
  'received',
  'inspected',
  'exchanged',
  'closed',
] as const;

const with_ = (state: string, field: string) => ({
  path: [field],
  error: `goes with ${state}, which needs it`,
});

export const MoveReturnRequestSchema = z
  .strictObject({
    version: version(),
    to: oneOf(movableTo),
    /** Why it is rejected or closed. */
    reason: z.optional(text(500)),
    trackingCode: z.optional(text(100)),
    /** What the inspection found, for every line. The price is put right if the order says another. */
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
      with_('rejected and closed', 'reason'),
    ),
    z.refine(
      ({ to, inspected }) => (to === 'inspected') === (inspected !== undefined),
      with_('inspected', 'inspected'),
    ),
    z.refine(({ to, trackingCode }) => to === 'sent_back' || trackingCode === undefined, {
      path: ['trackingCode'],
      error: 'goes with sent_back',
    }),
  );
export type MoveReturnRequest = z.output<typeof MoveReturnRequestSchema>;

export const RefundReturnRequestSchema = z.strictObject({
  version: version(),
  as: z._default(oneOf(['refund', 'credit']), 'refund'),
  /** Absent: all that the accepted goods are worth. */
  amount: z.optional(grantAmount()),
  reason: z.optional(text(500)),
});
export type RefundReturnRequest = z.output<typeof RefundReturnRequestSchema>;

/** A parcel may arrive without anybody having said that it was sent. An end is an end, unless its grant falls through. */
const transitions: Readonly<Record<ReturnState, readonly ReturnState[]>> = {
  requested: ['approved', 'rejected', 'closed'],
  approved: ['sent_back', 'received', 'closed'],
  rejected: [],
  sent_back: ['received', 'closed'],
  received: ['inspected'],
  inspected: ['refunded', 'exchanged', 'credited', 'closed'],
  refunded: [],
  exchanged: [],
  credited: [],
  closed: [],
};

/** A return as it is requested, beside its new ticket. */
export function openedReturn(
  request: Omit<OpenReturnRequest, 'message' | 'language'>,
  { ticketId, openedAt }: Pick<Return, 'ticketId' | 'openedAt'>,
): Return {
  const { customerId, channel, orderRef, wanted, lines } = request;
  return {
    ticketId,
    version: 1,
    customerId,
    channel,
    orderRef,
    wanted,
    state: 'requested',
    lines: lines.map((line, index) => ({ line: index + 1, ...line })),
    openedAt,
    movedAt: openedAt,
  };
}

/**
 * Moves a return by hand. Refuses with `return.transition_refused` what its state does not allow, anything while a refund
 * waits for approval, and an exchange of which nothing was accepted; with `request.invalid` an inspection that leaves a
 * line out, names one twice or accepts more than came back.
 */
export function moved(goods: Return, request: MoveReturnRequest, context: Context): Return {
  const { to, reason, trackingCode, inspected } = request;
  needMove(goods, to);
  if (to === 'exchanged' && !goods.lines.some(({ accepted = 0 }) => accepted > 0))
    throw new DomainError('return.transition_refused', 'nothing was accepted');
  return step(
    goods,
    {
      state: to,
      ...(reason === undefined ? {} : { reason }),
      ...(trackingCode === undefined ? {} : { trackingCode }),
      ...(inspected ? { lines: inspectedLines(goods.lines, inspected) } : {}),
    },
    context,
  );
}

function needMove({ state, approvalId }: Return, to: ReturnState): void {
  if (approvalId !== undefined)
    throw new DomainError('return.transition_refused', 'its refund waits for approval');
  if (!transitions[state].includes(to))
    throw new DomainError('return.transition_refused', `a return that is ${state} cannot become ${to}`);
}

function inspectedLines(
  lines: readonly Line[],
  inspected: NonNullable<MoveReturnRequest['inspected']>,
): Line[] {
  const found = new Map(inspected.map((each) => [each.line, each]));
  const refuse = (message: string) => {
    throw new DomainError('request.invalid', message, [{ path: 'body.inspected', message }]);
  };
  if (found.size !== inspected.length || inspected.length !== lines.length)
    refuse('must name every line once');
  return lines.map((line) => {
    const { accepted, unitPrice = line.unitPrice } =
      found.get(line.line) ?? refuse(`must name line ${line.line}`);
    if (accepted > line.quantity) refuse(`accepts more of line ${line.line} than came back`);
    if (unitPrice.currency !== line.unitPrice.currency) refuse('must keep the currency');
    if (accepted * unitPrice.amountMinor > MOST_MINOR) refuse('must be worth at most 1e12');
    return { ...line, accepted, unitPrice };
  });
}

/** What the accepted goods are worth. */
export const worthOf = ({ lines }: Pick<Return, 'lines'>) => ({
  amountMinor: lines.reduce((sum, { accepted = 0, unitPrice }) => sum + accepted * unitPrice.amountMinor, 0),
  currency: lines[0]?.unitPrice.currency ?? '',
});

/**
 * What is to be granted at the end of a return: a refund, or a credit as goodwill. Refuses with `return.transition_refused`
 * before the inspection, and with `return.amount_exceeded` more than the accepted goods are worth.
 */
export function wishOf(goods: Return, request: RefundReturnRequest) {
  const { ticketId, customerId, channel, orderRef } = goods;
  needMove(goods, request.as === 'credit' ? 'credited' : 'refunded');
  const worth = worthOf(goods);
  const amount = request.amount ?? worth;
  if (amount.currency !== worth.currency) {
    const message = `must be in ${worth.currency}`;
    throw new DomainError('request.invalid', message, [{ path: 'body.amount.currency', message }]);
  }
  if (amount.amountMinor > worth.amountMinor || amount.amountMinor === 0)
    throw new DomainError('return.amount_exceeded');
  const kind = request.as === 'credit' ? ('goodwill' as const) : ('refund' as const);
  const reason = request.reason ?? `Return of order ${orderRef}`;
  return { ticketId, customerId, channel, kind, amount, reason, orderRef, forReturn: true as const };
}

/** The end of a return by the grant that pays for it. */
export const endedReturn = (goods: Return, grant: Grant, context: Context): Return =>
  step(
    goods,
    {
      state: grant.kind === 'refund' ? 'refunded' : 'credited',
      grantId: grant.id,
      given: grant.amount,
      approvalId: undefined,
    },
    context,
  );

/** Its grant failed or was taken back: what to do with the inspected goods is open again. */
export const reopenedReturn = (goods: Return, context: Context): Return =>
  step(goods, { state: 'inspected', grantId: undefined, given: undefined }, context);

/** Waits for approval; stays where it is. */
export const waiting = (goods: Return, approvalId: string): Return => ({
  ...goods,
  version: goods.version + 1,
  approvalId,
});

/** Its request was not approved; may be ended in another way. */
export const refused = (goods: Return): Return => ({
  ...goods,
  version: goods.version + 1,
  approvalId: undefined,
});

const step = (goods: Return, change: Partial<Return>, { now }: Context): Return => ({
  ...goods,
  ...change,
  version: goods.version + 1,
  movedAt: now.toISOString(),
});

/** The reasons of lines, each once. */
export const reasonsOf = (lines: readonly Pick<Line, 'reason'>[]): ReturnReason[] =>
  [...new Set(lines.map(({ reason }) => reason))].toSorted();
