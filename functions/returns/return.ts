// The lifecycle rules of returns, pure: requested → approved → sent back → received → inspected → completed.
import type { Context } from '../platform/context.ts';
import { MAX_AMOUNT_MINOR } from '../platform/contract/values.ts';
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

/**
 * The allowed transitions. A parcel may arrive before anybody reported that it was sent. Completed states are
 * final, except that a failed or revoked grant reopens the return.
 */
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

/** Returns a new return in the state `requested`. */
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
 * Returns the return in a state that staff chose. Refuses with `return.transition_refused` a transition that
 * the state does not allow, any change while a refund waits for approval, and an exchange when no goods were
 * accepted. Refuses with `request.invalid` an inspection that omits a line, names one twice or accepts more
 * than was returned.
 */
export function movedReturn(current: Return, request: MoveReturnRequest, context: Context): Return {
  const { to, reason, trackingCode, inspected } = request;
  assertMovable(current, to);
  if (to === 'exchanged' && !current.lines.some(({ accepted = 0 }) => accepted > 0))
    throw returnError('return.transition_refused', 'No goods were accepted.');
  return nextReturn(
    current,
    {
      state: to,
      ...(reason === undefined ? {} : { reason }),
      ...(trackingCode === undefined ? {} : { trackingCode }),
      ...(inspected ? { lines: inspectedLines(current.lines, inspected) } : {}),
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

/** Returns the value of the accepted goods. */
export const acceptedWorthOf = ({ lines }: Pick<Return, 'lines'>) => ({
  amountMinor: lines.reduce((sum, { accepted = 0, unitPrice }) => sum + accepted * unitPrice.amountMinor, 0),
  currency: lines[0]?.unitPrice.currency ?? '',
});

/**
 * Returns the grant that completes a return: a refund, or a credit as goodwill. Refuses a return that is not
 * inspected with `return.transition_refused`, an amount of zero or above the value of the accepted goods with
 * `return.amount_exceeded`, and another currency with `request.invalid`.
 */
export function requestedGrantOf(current: Return, request: RefundReturnRequest) {
  const { ticketId, customerId, channel, orderRef } = current;
  assertMovable(current, request.as === 'credit' ? 'credited' : 'refunded');
  const worth = acceptedWorthOf(current);
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

/** The fields of a grant that a return needs. */
interface CompletingGrant {
  id: string;
  kind: string;
  amount: NonNullable<Return['given']>;
}

/** Returns the return, completed by the grant. */
export const endedReturn = (current: Return, grant: CompletingGrant, context: Context): Return =>
  nextReturn(
    current,
    {
      state: grant.kind === 'refund' ? 'refunded' : 'credited',
      grantId: grant.id,
      given: grant.amount,
      approvalId: undefined,
    },
    context,
  );

/** Returns the return in the state `inspected` again after its grant failed or was revoked. */
export const reopenedReturn = (current: Return, context: Context): Return =>
  nextReturn(current, { state: 'inspected', grantId: undefined, given: undefined }, context);

/** Returns the return waiting for an approval request. Its state stays the same. */
export const awaitingApproval = (current: Return, approvalId: string): Return => ({
  ...current,
  version: current.version + 1,
  approvalId,
});

/** Returns the return without its approval request, which was rejected or expired. */
export const approvalNotGiven = (current: Return): Return => ({
  ...current,
  version: current.version + 1,
  approvalId: undefined,
});

const nextReturn = (current: Return, change: Partial<Return>, { now }: Context): Return => ({
  ...current,
  ...change,
  version: current.version + 1,
  movedAt: now.toISOString(),
});

/** Returns the distinct reasons of the lines, sorted. */
export const returnReasonsOf = (lines: readonly Pick<ReturnLine, 'reason'>[]): ReturnReason[] =>
  [...new Set(lines.map(({ reason }) => reason))].toSorted();
