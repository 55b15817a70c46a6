// Builds the events of promises: each has the promise after the change, and what changed.
import type { NewEvent } from '../platform/table/new-event.ts';
import { ticketPartition } from '../tickets/index.ts';
import type * as events from './events.ts';
import type { CustomerPromise } from './lifecycle/promise.ts';

const thread = ({ ticketId, customerId }: CustomerPromise) => ({
  v: 1 as const,
  owner: ticketPartition(ticketId),
  customerId,
});

const about = (promise: CustomerPromise) => {
  const { id: promiseId, ticketId, channel, text, kind, ownerId, dueAt, unverifiedTicket } = promise;
  const mark = unverifiedTicket ? { unverifiedTicket } : {};
  return { ticketId, channel, promiseId, text, kind, ownerId, dueAt, ...mark };
};

export const promiseMade = (promise: CustomerPromise): NewEvent<typeof events.PromiseMade> => ({
  ...thread(promise),
  type: 'promise.made',
  data: { ...about(promise), proposedFrom: promise.proposedFrom?.messageId },
});

/** `before` is the promise before the change. */
export const promiseMoved = (
  before: CustomerPromise,
  promise: CustomerPromise,
  reason: string | undefined,
): NewEvent<typeof events.PromiseMoved> => ({
  ...thread(promise),
  type: 'promise.moved',
  data: { ...about(promise), from: before.dueAt, firstDueAt: before.firstDueAt, reason },
});

export const promiseReworded = (
  { text: from }: CustomerPromise,
  promise: CustomerPromise,
): NewEvent<typeof events.PromiseReworded> => ({
  ...thread(promise),
  type: 'promise.reworded',
  data: { ...about(promise), from },
});

export const promiseOwnerChanged = (
  { ownerId: from }: CustomerPromise,
  promise: CustomerPromise,
): NewEvent<typeof events.PromiseOwnerChanged> => ({
  ...thread(promise),
  type: 'promise.owner_changed',
  data: { ...about(promise), from },
});

export const promiseMissed = (promise: CustomerPromise): NewEvent<typeof events.PromiseMissed> => ({
  ...thread(promise),
  type: 'promise.missed',
  data: about(promise),
});

export const promiseKept = (
  promise: CustomerPromise,
  kept: { late: boolean; note: string | undefined },
): NewEvent<typeof events.PromiseKept> => ({
  ...thread(promise),
  type: 'promise.kept',
  data: { ...about(promise), ...kept },
});

export const promiseEnded = (
  promise: CustomerPromise,
  state: 'broken' | 'withdrawn',
  reason: string | undefined,
): NewEvent<typeof events.PromiseBroken> | NewEvent<typeof events.PromiseWithdrawn> => ({
  ...thread(promise),
  type: `promise.${state}`,
  data: { ...about(promise), reason },
});
