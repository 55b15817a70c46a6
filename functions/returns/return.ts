// Goods that come back, and the rules of their way, pure: requested → approved → sent back → received → inspected → its end.

import type { Context } from '../platform/context.ts';
import { MAX_AMOUNT_MINOR } from '../platform/contract/fields.ts';
import { platformError } from '../platform/errors.ts';
import { returnError } from './errors.ts';
import type {
  MoveReturnRequest,
  OpenReturnRequest,
  RefundReturnRequest,
  Return,
  ReturnLine,
  ReturnReason,
  ReturnState,
} from './return-requests.ts';

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
  const { customerId, channel, orderRef, preferredResolution, lines } = request;
  return {
    ticketId,
    version: 1,
    customerId,
    channel,
    orderRef,
    preferredResolution,
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
export function movedReturn(goods: Return, request: MoveReturnRequest, context: Context): Return {
  const { to, reason, trackingCode, inspected } = request;
  assertMovable(goods, to);
  if (to === 'exchanged' && !goods.lines.some(({ accepted = 0 }) => accepted > 0))
    throw returnError('return.transition_refused', 'No goods were accepted.');
  return nextReturn(
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

function assertMovable({ state, approvalId }: Return, to: ReturnState): void {
  if (approvalId !== undefined)
    throw returnError('return.transition_refused', 'The refund of this return waits for approval.');
  if (!transitions[state].includes(to))
    throw returnError('return.transition_refused', `A return that is ${state} cannot become ${to}.`);
}

function inspectedLines(
  lines: readonly ReturnLine[],
  inspected: NonNullable<MoveReturnRequest['inspected']>,
): ReturnLine[] {
  const found = new Map(inspected.map((each) => [each.line, each]));
  const refuse = (message: string) => {
    throw platformError('request.invalid', `body.inspected ${message}.`, [
      { path: 'body.inspected', message },
    ]);
  };
  if (found.size !== inspected.length || inspected.length !== lines.length)
    refuse('must name each line once');
  const next = lines.map((line) => {
    const { accepted, unitPrice = line.unitPrice } =
      found.get(line.line) ?? refuse(`must name line ${line.line}`);
    if (accepted > line.quantity) refuse(`must not accept more of line ${line.line} than was returned`);
    if (unitPrice.currency !== line.unitPrice.currency) refuse('must keep the currency');
    return { ...line, accepted, unitPrice };
  });
  if (acceptedWorthOf({ lines: next }).amountMinor > MAX_AMOUNT_MINOR)
    refuse('must have a total value of at most 1e12');
  return next;
}

/** What the accepted goods are worth. */
export const acceptedWorthOf = ({ lines }: Pick<Return, 'lines'>) => ({
  amountMinor: lines.reduce((sum, { accepted = 0, unitPrice }) => sum + accepted * unitPrice.amountMinor, 0),
  currency: lines[0]?.unitPrice.currency ?? '',
});

/**
 * What is to be granted at the end of a return: a refund, or a credit as goodwill. Refuses with `return.transition_refused`
 * before the inspection, and with `return.amount_exceeded` more than the accepted goods are worth.
 */
export function requestedGrantOf(goods: Return, request: RefundReturnRequest) {
  const { ticketId, customerId, channel, orderRef } = goods;
  assertMovable(goods, request.as === 'credit' ? 'credited' : 'refunded');
  const worth = acceptedWorthOf(goods);
  const amount = request.amount ?? worth;
  if (amount.currency !== worth.currency) {
    const message = `must be in ${worth.currency}`;
    throw platformError('request.invalid', `body.amount.currency ${message}.`, [
      { path: 'body.amount.currency', message },
    ]);
  }
  if (amount.amountMinor > worth.amountMinor || amount.amountMinor === 0)
    throw returnError('return.amount_exceeded');
  const kind = request.as === 'credit' ? ('goodwill' as const) : ('refund' as const);
  const reason = request.reason ?? `Return of order ${orderRef}`;
  return { ticketId, customerId, channel, kind, amount, reason, orderRef, forReturn: true as const };
}

/** What a return needs to know of the grant that pays for it. */
interface PaidBy {
  id: string;
  kind: string;
  amount: NonNullable<Return['given']>;
}

/** Ends a return by the grant that pays for it. */
export const endedReturn = (goods: Return, grant: PaidBy, context: Context): Return =>
  nextReturn(
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
  nextReturn(goods, { state: 'inspected', grantId: undefined, given: undefined }, context);

/** Waits for approval; stays where it is. */
export const awaitingApproval = (goods: Return, approvalId: string): Return => ({
  ...goods,
  version: goods.version + 1,
  approvalId,
});

/** Its request was not approved; may be ended in another way. */
export const approvalNotGiven = (goods: Return): Return => ({
  ...goods,
  version: goods.version + 1,
  approvalId: undefined,
});

const nextReturn = (goods: Return, change: Partial<Return>, { now }: Context): Return => ({
  ...goods,
  ...change,
  version: goods.version + 1,
  movedAt: now.toISOString(),
});

/** The reasons of lines, each once. */
export const returnReasonsOf = (lines: readonly Pick<ReturnLine, 'reason'>[]): ReturnReason[] =>
  [...new Set(lines.map(({ reason }) => reason))].toSorted();
