// The rules of a promise's life, pure: state and input in, next state and events out, or a refusal.
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
/** For how long a proposal can be accepted. */
const PROPOSAL_WINDOW_MS = 7 * DAY_MS;

/** An hour before it is due, or half of the time that is left when that is shorter. */
export function remindAtOf(dueAt: string, now: Date): string {
  const left = Date.parse(dueAt) - now.getTime();
  return new Date(Date.parse(dueAt) - Math.min(REMIND_BEFORE_MS, Math.floor(left / 2))).toISOString();
}

/** Times of a promise that is due at `dueAt`. Refuses a moment that is not ahead with `promise.due_passed`. */
function dueFields(dueAt: string, now: Date): Pick<CustomerPromise, 'dueAt' | 'remindAt'> {
  if (Date.parse(dueAt) <= now.getTime()) {
    const issue = { path: 'body.dueAt', message: 'must be in the future' };
    throw promiseError('promise.due_passed', undefined, [issue]);
  }
  return { dueAt, remindAt: remindAtOf(dueAt, now) };
}

type PromiseTicket = Pick<Ticket, 'id' | 'customerId' | 'channel' | 'unverified'>;

/** A promise on a ticket, owned by whoever makes it unless somebody else is named. Refuses a due time that is not ahead. */
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

/** What the analysis found in an agent's reply. It binds nobody, and so makes no event, until a person accepts it. */
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
 * Makes a promise of a proposal, with another text or time if asked for. Refuses what is no proposal (any more), and a due
 * time that is not ahead.
 */
export function acceptProposal(
  promise: CustomerPromise,
  { text = promise.text, dueAt = promise.dueAt }: AcceptProposalRequest,
  context: Context,
): Step {
  assertState(promise, 'proposed', 'accepted');
  const made = { madeBy: context.actor.id, madeAt: context.now.toISOString(), expiresAt: undefined };
  const times = { ...dueFields(dueAt, context.now), firstDueAt: dueAt };
  const next = withChanges(promise, { state: 'open', text, ...times, ...made });
  return { next, events: [promiseMade(next)] };
}

/** Puts a proposal away. Refuses what is none (any more). */
export function dismissProposal(promise: CustomerPromise, context: Context): Step {
  assertState(promise, 'proposed', 'dismissed');
  return { next: withChanges(promise, { state: 'dismissed', ...endFields(context) }), events: [] };
}

/**
 * Changes owner, words and due time of an open promise; each change has its event. A due time that had passed is missed
 * first, whether or not the clock has come to say so. Refuses a promise that has ended, and a due time that is not ahead.
 */
export function changePromise(
  promise: CustomerPromise,
  { text = promise.text, ownerId = promise.ownerId, dueAt = promise.dueAt, reason }: ChangePromiseRequest,
  context: Context,
): Step {
  assertState(promise, 'open', 'changed');
  const moves = dueAt !== promise.dueAt;
  const passed = moves && isPast(promise, context.now);
  const missed = passed && !isOverdue(promise);
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

/** Whether the due time is behind: at the due time itself a promise can still be kept in time. */
export const isPast = ({ dueAt }: CustomerPromise, now: Date) => now.getTime() > Date.parse(dueAt);

/**
 * Keeps an open promise: in time up to its due time, if no due time had passed unkept before; else late. Whether the clock
 * has come to say that it was missed makes no difference. Refuses a promise that has ended.
 */
export function keepPromise(promise: CustomerPromise, note: string | undefined, context: Context): Step {
  assertState(promise, 'open', 'kept');
  const late = isPast(promise, context.now) || promise.missedAt !== undefined;
  const next = withChanges(promise, { state: 'kept', late, endReason: note, ...endFields(context) });
  return { next, events: [promiseKept(next, { late, note })] };
}

/** Ends an open promise unkept: `broken` by us, or `withdrawn` because it does not hold any more. Refuses one that has ended. */
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
