// The lifecycle rules of promises, pure: state and input in, next state and events out, or a refusal.
import { DAY_MS, HOUR_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { type Ticket, unverifiedMark } from '../../tickets/index.ts';
import { promiseError } from '../errors.ts';
import {
  promiseEnded,
  promiseKept,
  promiseMade,
  promiseMissed,
  promiseMoved,
  promiseOwnerChanged,
  promiseReworded,
} from '../new-events.ts';
import { type CustomerPromise, isOverdue, MAX_TEXT, type PromiseState } from './promise.ts';
import type { Proposal } from './propose-promises.ts';
import type { AcceptProposalRequest, ChangePromiseRequest, MakePromiseRequest } from './requests.ts';

export interface Step {
  next: CustomerPromise;
  events: NewEvent[];
}

const REMIND_BEFORE_MS = HOUR_MS;
/** How long a proposal can be accepted. */
const PROPOSAL_WINDOW_MS = 7 * DAY_MS;

/**
 * Returns when the owner is reminded: an hour before the due time, or half of the time that is left if
 * shorter.
 */
export function remindAtOf(dueAt: string, now: Date): string {
  const left = Date.parse(dueAt) - now.getTime();
  return new Date(Date.parse(dueAt) - Math.min(REMIND_BEFORE_MS, Math.floor(left / 2))).toISOString();
}

/**
 * Returns the time fields of a promise. Refuses a due time that is not in the future with
 * `promise.due_passed`.
 */
function dueFields(dueAt: string, now: Date): Pick<CustomerPromise, 'dueAt' | 'remindAt'> {
  if (Date.parse(dueAt) <= now.getTime()) {
    const issue = { path: 'body.dueAt', message: 'must be in the future' };
    throw promiseError('promise.due_passed', undefined, [issue]);
  }
  return { dueAt, remindAt: remindAtOf(dueAt, now) };
}

type PromiseTicket = Pick<Ticket, 'id' | 'customerId' | 'channel' | 'unverified'>;

/**
 * Makes a promise on a ticket. The caller owns it unless the request names somebody else. Refuses a due time
 * that is not in the future with `promise.due_passed`.
 */
export function makePromise(ticket: PromiseTicket, request: MakePromiseRequest, context: Context): Step {
  const { actor, now, ids } = context;
  const next: CustomerPromise = {
    id: ids.next('promise'),
    version: 1,
    ticketId: ticket.id,
    customerId: ticket.customerId,
    channel: ticket.channel,
    ...unverifiedMark(ticket),
    text: request.text,
    kind: request.kind,
    ownerId: request.ownerId ?? actor.id,
    state: 'open',
    ...dueFields(request.dueAt, now),
    firstDueAt: request.dueAt,
    moves: 0,
    madeBy: actor.id,
    madeAt: now.toISOString(),
  };
  return { next, events: [promiseMade(next)] };
}

/**
 * Creates a proposal that the analysis found in an agent's reply. It has no event until a person accepts it.
 */
export function proposedPromise(
  ticket: PromiseTicket,
  { messageId, ownerId }: { messageId: string; ownerId: string },
  { text, kind, dueAt, reason }: Proposal,
  { actor, now, ids }: Context,
): CustomerPromise {
  const due = new Date(dueAt).toISOString();
  return {
    id: ids.next('promise'),
    version: 1,
    ticketId: ticket.id,
    customerId: ticket.customerId,
    channel: ticket.channel,
    text: text.slice(0, MAX_TEXT),
    kind,
    ownerId,
    state: 'proposed',
    dueAt: due,
    firstDueAt: due,
    remindAt: due,
    moves: 0,
    madeBy: actor.id,
    madeAt: now.toISOString(),
    proposedFrom: { messageId, reason: reason.slice(0, MAX_TEXT) },
    expiresAt: new Date(now.getTime() + PROPOSAL_WINDOW_MS).toISOString(),
  };
}

/**
 * Turns a proposal into a promise, with another text or due time if requested. Refuses a promise that is not
 * a proposal (any more) with `promise.transition_refused`, and a due time that is not in the future with
 * `promise.due_passed`.
 */
export function acceptProposal(
  promise: CustomerPromise,
  { text = promise.text, dueAt = promise.dueAt }: AcceptProposalRequest,
  context: Context,
): Step {
  assertState(promise, 'proposed', 'accepted');
  const madeFields = { madeBy: context.actor.id, madeAt: context.now.toISOString(), expiresAt: undefined };
  const timeFields = { ...dueFields(dueAt, context.now), firstDueAt: dueAt };
  const next = withChanges(promise, { state: 'open', text, ...timeFields, ...madeFields });
  return { next, events: [promiseMade(next)] };
}

/**
 * Dismisses a proposal. Refuses a promise that is not a proposal (any more) with
 * `promise.transition_refused`.
 */
export function dismissProposal(promise: CustomerPromise, context: Context): Step {
  assertState(promise, 'proposed', 'dismissed');
  return { next: withChanges(promise, { state: 'dismissed', ...endFields(context) }), events: [] };
}

/**
 * Changes owner, text and due time of an open promise; each change has its event. When the old due time has
 * passed, the promise is first marked as missed, even when the clock has not done so yet. Refuses a promise
 * that has ended with `promise.transition_refused`, and a due time that is not in the future with
 * `promise.due_passed`.
 */
export function changePromise(
  promise: CustomerPromise,
  { text = promise.text, ownerId = promise.ownerId, dueAt = promise.dueAt, reason }: ChangePromiseRequest,
  context: Context,
): Step {
  assertState(promise, 'open', 'changed');
  const moves = dueAt !== promise.dueAt;
  const passedUnkept = moves && isPast(promise, context.now);
  const missed = passedUnkept && !isOverdue(promise);
  const next = withChanges(promise, {
    text,
    ownerId,
    ...(moves ? { ...dueFields(dueAt, context.now), moves: promise.moves + 1 } : {}),
    ...(missed ? { missedAt: promise.dueAt } : {}),
  });
  const events = [
    ...(missed ? [promiseMissed(promise)] : []),
    ...(moves ? [promiseMoved(promise, next, reason)] : []),
    ...(text === promise.text ? [] : [promiseReworded(promise, next)]),
    ...(ownerId === promise.ownerId ? [] : [promiseOwnerChanged(promise, next)]),
  ];
  return events.length === 0 ? { next: promise, events } : { next, events };
}

/** Returns true after the due time. At the due time itself a promise can still be kept in time. */
export const isPast = ({ dueAt }: CustomerPromise, now: Date) => now.getTime() > Date.parse(dueAt);

/**
 * Marks an open promise as kept. It is in time up to its due time, unless an earlier due time had passed
 * unkept; otherwise it is late, even when the clock has not marked the miss yet. Refuses a promise that has
 * ended with `promise.transition_refused`.
 */
export function keepPromise(promise: CustomerPromise, note: string | undefined, context: Context): Step {
  assertState(promise, 'open', 'kept');
  const late = isPast(promise, context.now) || promise.missedAt !== undefined;
  const next = withChanges(promise, { state: 'kept', late, endReason: note, ...endFields(context) });
  return { next, events: [promiseKept(next, { late, note })] };
}

/**
 * Ends an open promise unkept: `broken` by us, or `withdrawn` because it no longer applies. Refuses a promise
 * that has ended with `promise.transition_refused`.
 */
export function endPromise(
  promise: CustomerPromise,
  state: 'broken' | 'withdrawn',
  reason: string | undefined,
  context: Context,
): Step {
  assertState(promise, 'open', state);
  const next = withChanges(promise, { state, endReason: reason, ...endFields(context) });
  return { next, events: [promiseEnded(next, state, reason)] };
}

const endFields = ({ actor, now }: Context) => ({ endedBy: actor.id, endedAt: now.toISOString() });

function assertState(promise: CustomerPromise, state: PromiseState, to: string): void {
  if (promise.state === state) return;
  throw promiseError('promise.transition_refused', `A promise that is ${promise.state} cannot be ${to}.`);
}

export function withChanges(promise: CustomerPromise, change: Partial<CustomerPromise>): CustomerPromise {
  return { ...promise, ...change, version: promise.version + 1 };
}
